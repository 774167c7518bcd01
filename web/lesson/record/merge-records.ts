/** Two records of one lesson, from two tabs or two visits, made into one: nothing that either holds is lost. */
import type { Answer, LessonRecord } from './record.js';

/** Of two answers to one question: the one with more tries, else the right one, else the higher score. */
function laterOf(mine: Answer, theirs: Answer): Answer {
  const rank = ({ tries, right, score, given }: Answer) => [tries, Number(right), score, given] as const;
  const [a, b] = [rank(mine), rank(theirs)];
  const place = a.findIndex((value, i) => value !== b[i]);
  return place < 0 || a[place]! > b[place]! ? mine : theirs;
}

function mergeAnswers(mine: Answer, theirs: Answer | undefined): Answer {
  if (!theirs) return mine;
  const later = laterOf(mine, theirs);
  const score = Math.max(mine.score, theirs.score);
  return later.score === score ? later : { ...later, score };
}

/**
 * All sections that either record has read, and of every question the later answer with the best score. The order of the
 * two decides only the place: the reader stays in the section of `mine`.
 * @returns `mine` itself where `theirs` adds nothing
 */
export function mergeRecords(mine: LessonRecord, theirs: LessonRecord): LessonRecord {
  const seen = [...mine.seen, ...theirs.seen.filter((id) => !mine.seen.includes(id))];
  const ids = [...new Set([...Object.keys(mine.answers), ...Object.keys(theirs.answers)])];
  const answers = Object.fromEntries(
    ids.map((id) => {
      const [one, other] = [mine.answers[id], theirs.answers[id]];
      return [id, one ? mergeAnswers(one, other) : other!];
    }),
  );
  const section = mine.section ?? theirs.section;
  const nothingNew = seen.length === mine.seen.length && ids.every((id) => answers[id] === mine.answers[id]);
  return nothingNew && section === mine.section ? mine : { ...mine, section, seen, answers };
}
