/** A copy in the browser of what a course system did not keep, for the next time the same learner opens the lesson here. */
import type { Report, Tried } from './gradebook.js';
import type { Spare } from './reporter.js';
import { resume } from './suspended.js';

export interface Kept {
  report: Report;
  tries: Tried[];
  known: boolean;
}

/** Storage may be forbidden or full; then there is no copy, and everything else works. */
function quietly<T>(what: () => T): T | null {
  try {
    return what();
  } catch {
    return null;
  }
}

/**
 * @param standard name of the gradebook
 * @param learner who learns; without a name nothing is copied, for the next one at this computer may be somebody else
 */
export function openSpare(
  standard: string,
  lesson: string,
  learner: string,
): Spare & { key: string; read(): Kept | null } {
  // The path keeps courses apart that hold the same lesson.
  const key = learner && ['attend', standard, location.pathname, lesson, learner].join(':');
  const keep = (report: Report, tries: readonly Tried[], known: boolean) => {
    if (learner) quietly(() => localStorage.setItem(key, JSON.stringify({ report, tries, known })));
  };
  const clear = () => {
    if (learner) quietly(() => localStorage.removeItem(key));
  };
  const read = () => {
    const kept = learner ? quietly(() => JSON.parse(localStorage.getItem(key) ?? 'null')) : null;
    return typeof kept?.report?.suspend === 'string' && Array.isArray(kept.tries) ? (kept as Kept) : null;
  };
  return { key, keep, clear, read };
}

/**
 * Whether a copy is newer than what the system remembers of the same attempt. Where it remembers nothing, a copy counts only
 * if the system never had anything of it: otherwise the learner was given a new attempt.
 */
export function isNewer(kept: Kept, remembered: string): boolean {
  const [copy, state] = [resume(kept.report.suspend), resume(remembered)];
  if (!copy) return false;
  return state ? copy.attempt === state.attempt && copy.revision > state.revision : !kept.known;
}
