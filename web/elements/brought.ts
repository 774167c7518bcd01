/** What a reader brings to a page that locks numbers: a session out of a link or a file. */
import { EngineError, type Session } from '../engine/index.js';
import { type Lock, lockOn, lockOnPatch } from './chrome.js';
import { say } from './words.js';

/**
 * Takes edits of locked numbers out of a session.
 * @returns how many were left out and why, in words; empty where none was
 * @throws EngineError `state` where the session is of other words or another model, and those are locked: without them
 *   nothing else of it fits
 */
export function keepLocked(session: Session, locks: ReadonlySet<Lock>): string {
  const held = lockOnPatch(session.patch, locks);
  if (held) throw new EngineError('state', say('state-locked-scene', { lock: held }));
  let count = 0;
  let lock: Lock | null = null;
  for (const [number, { path }] of [...session.edits.entries()].reverse()) {
    const found = lockOn(path, locks);
    if (!found) continue;
    session.removeEdit(number);
    lock = found;
    count += 1;
  }
  return lock ? say('state-locked', { count, lock }) : '';
}
