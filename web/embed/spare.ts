/** A copy in the browser of what a course system did not keep, for the next time the same learner opens the lesson here. */
import type { Report, Tried } from './gradebook.js';
import type { Spare } from './reporter.js';

export interface Kept {
  report: Report;
  tries: Tried[];
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
export function openSpare(standard: string, lesson: string, learner: string): Spare & { read(): Kept | null } {
  const key = `attend:${standard}:${lesson}:${learner}`;
  const keep = (report: Report, tries: readonly Tried[]) => {
    if (learner) quietly(() => localStorage.setItem(key, JSON.stringify({ report, tries })));
  };
  const clear = () => {
    if (learner) quietly(() => localStorage.removeItem(key));
  };
  const read = () => {
    const kept = learner ? quietly(() => JSON.parse(localStorage.getItem(key) ?? 'null')) : null;
    return typeof kept?.report?.suspend === 'string' && Array.isArray(kept.tries) ? (kept as Kept) : null;
  };
  return { keep, clear, read };
}
