/** The sections of the workshop's panel, and which of them a page that locks numbers leaves open. */
import { lockOn, lockOnPatch, locksOf } from '../stepper/chrome.js';

/** Where what a section changes stands: a member of a scene, or tensors of a program. */
const CHANGES = {
  words: (locks) => lockOnPatch({ tokens: [] }, locks),
  mask: (locks) => lockOn('masks', locks),
  model: (locks) => lockOnPatch({ model: {} }, locks),
  generate: (locks) => lockOnPatch({ generate: {} }, locks),
  parts: (locks) => lockOn('layers', locks),
  seed: (locks) => lockOnPatch({ weights: {} }, locks),
} satisfies Record<string, (locks: ReturnType<typeof locksOf>) => string | null>;

export type Section = keyof typeof CHANGES;

/** @param lock as the attribute says it */
export function openSections(lock: string | null): ReadonlySet<Section> {
  const locks = locksOf(lock);
  return new Set((Object.keys(CHANGES) as Section[]).filter((section) => !CHANGES[section](locks)));
}
