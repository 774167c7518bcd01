/** The pieces around the picture that a page can leave away, and what a page can lock. One list for attributes and addresses. */

/** In the order of the screen. */
export const CHROME = [
  'breadcrumb',
  'choices',
  'timeline',
  'tools',
  'sentence',
  'arithmetic',
  'code',
  'controls',
] as const;
export type Chrome = (typeof CHROME)[number];

/** `all`: no number can be changed. */
export const LOCKS = ['text', 'weights', 'masks', 'all'] as const;
export type Lock = (typeof LOCKS)[number];

/** Names in an attribute, parted by spaces or commas. */
const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

/** Reads `chrome="timeline controls"`; nothing, or `all`, is every piece, `none` no piece. Unknown names count for nothing. */
export function chromeOf(text: string | null): ReadonlySet<Chrome> {
  const named = words(text ?? 'all');
  return new Set(named.includes('all') ? CHROME : CHROME.filter((piece) => named.includes(piece)));
}

/** Reads `lock="weights masks"`. */
export function locksOf(text: string | null): ReadonlySet<Lock> {
  const named = words(text ?? '');
  return new Set(LOCKS.filter((lock) => named.includes(lock)));
}

/** What of a scene each lock holds; the model says what shape the weights have, and what the mask is. */
const HELD: Record<string, readonly Lock[]> = {
  tokens: ['text'],
  memory: ['text'],
  vocabulary: ['text'],
  model: ['weights', 'masks'],
  generate: ['text'],
  weights: ['weights'],
};

/** What keeps other words, another model or other weights from taking the place of a scene's own; null where they may. */
export function lockOnPatch(patch: object, locks: ReadonlySet<Lock>): Lock | null {
  for (const member of Object.keys(patch)) {
    const lock = [...(HELD[member] ?? []), 'all' as const].find((each) => locks.has(each));
    if (lock) return lock;
  }
  return null;
}

/** What keeps a number from being changed; null where it may be. */
export function lockOn(path: string, locks: ReadonlySet<Lock>): Lock | null {
  const part = path.split('.')[0];
  const own: Partial<Record<string, Lock>> = { ids: 'text', memory_ids: 'text', weights: 'weights', masks: 'masks' };
  const lock = own[part ?? ''] ?? null;
  if (lock && locks.has(lock)) return lock;
  return locks.has('all') ? 'all' : null;
}
