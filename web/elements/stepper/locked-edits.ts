/** What a reader brings to a page that locks numbers: a session out of a link or a file. */
import { EngineError, type Session } from '../../engine/index.js';
import { say } from '../shared/words.js';
import { type Lock, lockOn, lockOnPatch } from './chrome.js';

/**
 * Takes edits of locked numbers out of a session.
 * @returns how many were left out and why, in words; empty where none was
 * @throws EngineError `state` where the session is of other words or another model, and those are locked: without them
 *   nothing else of it fits
 */
export function keepLocked(session: Session, locks: ReadonlySet<Lock>): string {
  const held = lockOnPatch(session.patch, locks);
  if (held) throw new EngineError('state', say('state-locked-scene', { lock: held }));
  const locked = session.edits.map(({ path }) => lockOn(path, locks));
  const lock = locked.find(Boolean);
  if (!lock) return '';
  const numbers = [...locked.keys()].filter((number) => locked[number]);
  session.removeEdits(numbers);
  return say('state-locked', { count: numbers.length, lock });
}
