/** What a reader did in one lesson, as plain data. Nothing is stored here: whoever wants to keep it does. */

/** The last word on one quiz or exercise. */
export interface Answer {
  id: string;
  /** `quiz`, or the kind of the exercise. */
  kind: string;
  right: boolean;
  /** The best score so far, 0 to 1; 0 where the answer was shown first. */
  score: number;
  /** How many answers were checked. */
  tries: number;
  /** What was last given, as text; empty where the answer was shown. */
  given: string;
}

export interface LessonRecord {
  version: 1;
  /** The name of the lesson in its address. */
  lesson: string;
  /** The section last read, null before the first. */
  section: string | null;
  /** Sections that were read, in the order they were come to. */
  seen: string[];
  answers: Record<string, Answer>;
}

/** What there is to do in a lesson. */
export interface LessonPlan {
  sections: readonly string[];
  /** Ids of the quizzes and exercises. */
  questions: readonly string[];
}

const ID = /^[A-Za-z][\w-]{0,99}$/;
const LONGEST_GIVEN = 4000;
const MOST = 1000;

export const emptyRecord = (lesson: string): LessonRecord => ({
  version: 1,
  lesson,
  section: null,
  seen: [],
  answers: {},
});

/** The record with this section read; the same object where the reader is there already. */
export function withSection(record: LessonRecord, id: string): LessonRecord {
  const known = record.seen.includes(id);
  if (known && record.section === id) return record;
  return { ...record, section: id, seen: known ? record.seen : [...record.seen, id] };
}

/** The record with this answer given. */
export const withAnswer = (record: LessonRecord, answer: Answer): LessonRecord => ({
  ...record,
  answers: { ...record.answers, [answer.id]: answer },
});

/** Whether every section was read and every question answered or its answer shown. */
export const isDone = ({ seen, answers }: LessonRecord, { sections, questions }: LessonPlan): boolean =>
  sections.every((id) => seen.includes(id)) && questions.every((id) => Object.hasOwn(answers, id));

/** Mean score of all quizzes and exercises, 0 for those not yet answered; null where the lesson has none. */
export function scoreOf({ answers }: LessonRecord, { questions }: LessonPlan): number | null {
  if (questions.length === 0) return null;
  return questions.reduce((sum, id) => sum + (answers[id]?.score ?? 0), 0) / questions.length;
}

/** How much of the lesson is done, 0 to 1: sections read and questions answered. */
export function progressOf({ seen, answers }: LessonRecord, { sections, questions }: LessonPlan): number {
  const all = sections.length + questions.length;
  const read = sections.filter((id) => seen.includes(id)).length;
  const answered = questions.filter((id) => Object.hasOwn(answers, id)).length;
  return all === 0 ? 1 : (read + answered) / all;
}

/**
 * Reads a record that was kept somewhere, or came from another page.
 * @throws {Error} that says what is wrong with it
 */
export function readRecord(value: unknown): LessonRecord {
  const fail = (what: string): never => {
    throw new Error(`This is not a record of a lesson: ${what}. Export it again from where it came from.`);
  };
  if (!isObject(value)) return fail('it is not an object');
  onlyKeys(value, ['version', 'lesson', 'section', 'seen', 'answers'], fail);
  const { version, lesson, section, seen, answers } = value;
  if (version !== 1) fail(`its version is ${shown(version)}, expected 1`);
  if (!isId(lesson)) fail(`lesson is ${shown(lesson)}, expected the name of a lesson`);
  if (section !== null && !isId(section)) fail(`section is ${shown(section)}, expected the id of a section or null`);
  if (!Array.isArray(seen) || seen.length > MOST || !seen.every(isId)) return fail('seen is not a list of sections');
  if (!isObject(answers) || Object.keys(answers).length > MOST) return fail('answers is not an object');
  const read = Object.entries(answers).map(([id, answer]) => [id, readAnswer(id, answer, fail)] as const);
  return {
    version: 1,
    lesson: lesson as string,
    section: section as string | null,
    seen: [...new Set(seen as string[])],
    answers: Object.fromEntries(read),
  };
}

type Fail = (what: string) => never;

function readAnswer(id: string, value: unknown, fail: Fail): Answer {
  const where = `the answer ${shown(id)}`;
  if (!isId(id) || !isObject(value)) return fail(`${where} cannot be read`);
  onlyKeys(value, ['id', 'kind', 'right', 'score', 'tries', 'given'], fail);
  const { kind, right, score, tries, given } = value;
  if (value.id !== id) fail(`${where} has the id ${shown(value.id)}`);
  if (!isId(kind)) fail(`${where} has the kind ${shown(kind)}`);
  if (typeof right !== 'boolean') fail(`right of ${where} is ${shown(right)}, expected true or false`);
  if (typeof score !== 'number' || !(score >= 0 && score <= 1))
    fail(`score of ${where} is ${shown(score)}, expected a number from 0 to 1`);
  if (!Number.isInteger(tries) || (tries as number) < 0) fail(`tries of ${where} is ${shown(tries)}`);
  if (typeof given !== 'string' || given.length > LONGEST_GIVEN) fail(`given of ${where} is not a short text`);
  return { id, kind, right, score, tries, given } as Answer;
}

function onlyKeys(value: object, known: readonly string[], fail: Fail): void {
  const other = Object.keys(value).find((key) => !known.includes(key));
  if (other) fail(`it has an unknown key ${shown(other)}`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);
const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 60);
