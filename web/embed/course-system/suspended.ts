/** The state of a lesson as one line of printable ASCII, as long as a course system has room for. */
import { type LessonRecord, readRecord } from '../../lesson/record/record.js';

export interface Suspended {
  /** Counts what was saved, so that of two states the newer can be told. */
  revision: number;
  /** Tells attempts apart: a learner who begins anew is not given what was done before. */
  attempt: string;
  record: LessonRecord;
  /** What the machine stands at: a saved state of its session; empty where it is not kept. */
  machine: string;
}

/** Printable ASCII only, and no per cent sign: some systems unescape what they are given. */
const ascii = (json: string): string =>
  json.replace(/[%\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

const write = ({ revision, attempt, record, machine }: Suspended): string =>
  ascii(
    JSON.stringify([
      1,
      revision,
      attempt,
      record.lesson,
      record.section,
      record.seen.join(' '),
      Object.values(record.answers).map(({ id, kind, right, score, tries, given }) => [
        ...[id, kind, right ? 1 : 0],
        ...[score, tries, given],
      ]),
      machine,
    ]),
  );

/** The record with the longest text that was given left out; null where there is none left. */
function shorter(record: LessonRecord): LessonRecord | null {
  const longest = Object.values(record.answers).reduce((a, b) => (b.given.length > a.given.length ? b : a), {
    id: '',
    given: '',
  } as { id: string; given: string });
  if (!longest.given) return null;
  const { answers } = record;
  return { ...record, answers: { ...answers, [longest.id]: { ...answers[longest.id]!, given: '' } } };
}

/**
 * Writes a state into `room` characters. Where it is too long, first the machine's place is left out, then the longest
 * texts that were given; what was right, the scores and what was read stay.
 * @throws {Error} where even that is too long
 */
export function suspend(state: Suspended, room: number): string {
  let text = write(state);
  let record: LessonRecord | null = state.record;
  while (text.length > room) {
    if (!record) throw new Error(`The record of ${state.record.lesson} needs ${text.length} characters of ${room}.`);
    text = write({ ...state, record, machine: '' });
    record = shorter(record);
  }
  return text;
}

/** Reads a state; null for an empty or foreign text, which is as good as none. */
export function resume(text: string): Suspended | null {
  try {
    const [version, revision, attempt, lesson, section, seen, answers, machine] = JSON.parse(text);
    if (version !== 1 || !Number.isSafeInteger(revision)) return null;
    if (typeof attempt !== 'string' || typeof machine !== 'string') return null;
    const entries = answers.map(([id, kind, right, score, tries, given]: unknown[]) => [
      id,
      { id, kind, right: right === 1, score, tries, given },
    ]);
    const record = { version: 1, lesson, section, seen: seen.split(' ').filter(Boolean) };
    return { revision, attempt, record: readRecord({ ...record, answers: Object.fromEntries(entries) }), machine };
  } catch {
    return null;
  }
}
