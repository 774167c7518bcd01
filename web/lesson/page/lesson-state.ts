/** What a lesson is like, as one line of text: the record, and what runs in the machine. To be kept as it is. */
import { type LessonRecord, readRecord } from '../record/record.js';

export interface LessonState {
  record: LessonRecord;
  /** Name of the scene in the machine. */
  scene: string;
  /** Its session, as `session.save()` gave it. */
  session: string;
}

const HEAD = 'lesson1.';

const refuse = (what: string): never => {
  throw new Error(`This is not a saved lesson of Attend: ${what}. Copy it again from where it came from.`);
};

export function writeLessonState(state: LessonState): string {
  const bytes = new TextEncoder().encode(JSON.stringify([state.record, state.scene, state.session]));
  return HEAD + btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** @throws {Error} that says what is wrong with the text */
export function readLessonState(text: string): LessonState {
  if (!text.startsWith(HEAD)) refuse(`it should begin with "${HEAD}"`);
  let parts: unknown;
  try {
    const bytes = Uint8Array.from(atob(text.slice(HEAD.length)), (byte) => byte.charCodeAt(0));
    parts = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('it was cut off or changed');
  }
  if (!Array.isArray(parts) || parts.length !== 3) return refuse('it does not have three parts');
  const [record, scene, session] = parts as unknown[];
  if (typeof scene !== 'string' || typeof session !== 'string') return refuse('scene and session are not texts');
  return { record: readRecord(record), scene, session };
}
