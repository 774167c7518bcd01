/** When things are done: looking before writing within a frame, and what nobody sees after it. */

interface Glance {
  look: () => unknown;
  write: (seen: unknown) => void;
}

let glances: Glance[] = [];

function glance(): void {
  const due = glances;
  glances = [];
  const seen = due.map(({ look }) => look());
  for (const [i, { write }] of due.entries()) write(seen[i]);
}

/**
 * Looks at the document at the next frame and then writes what follows from it. All look before any writes, so that the
 * browser lays out once.
 */
export function atFrame<T>(look: () => T, write: (seen: T) => void): void {
  if (!glances.length) requestAnimationFrame(glance);
  glances.push({ look, write: write as (seen: unknown) => void });
}

const waiting = new Map<object, () => void>();
let asked = false;
let listening: (() => void)[] = [];

/** How long one go may take, in milliseconds, before the page has its turn again. */
const TURN = 4;

function go(): void {
  const until = performance.now() + TURN;
  for (const [owner, work] of waiting) {
    if (performance.now() > until) break;
    waiting.delete(owner);
    work();
  }
  asked = false;
  ask();
  tell();
}

function tell(): void {
  if (waiting.size) return;
  const told = listening;
  listening = [];
  for (const done of told) done();
}

/** Settles once nothing waits for its turn any more. */
export function allDone(): Promise<void> {
  return new Promise((done) => {
    listening.push(done);
    tell();
  });
}

function ask(): void {
  if (asked || !waiting.size) return;
  asked = true;
  requestAnimationFrame(() => setTimeout(go));
}

/** Does `work` after the next frame; what `owner` still had waiting is dropped for it. */
export function afterFrame(owner: object, work: () => void): void {
  waiting.set(owner, work);
  ask();
}
