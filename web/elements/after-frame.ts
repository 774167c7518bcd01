/** Work that nobody sees, for instance what is only read out: done after the frame that shows the rest. */

const waiting = new Map<object, () => void>();
let asked = false;

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
