/**
 * What a reader did in all lessons, kept in the browser where it allows that. Nothing needs it: without storage, what is known
 * lasts as long as the page.
 */
import { mergeRecords } from '../../lesson/record/merge-records.js';
import { type LessonRecord, readRecord } from '../../lesson/record/record.js';
import { forget, keep, kept, keptEntries } from './kept.js';

const RECORD = 'attend-record:';
const LAST = 'attend-last';
/** Where a reader was in a lesson; see `lesson-place.ts`. */
export const PLACE = 'attend-place:';

export interface Progress {
  /** The lesson last read. */
  last: string | null;
  records: Map<string, LessonRecord>;
}

/** Everything that is kept; records that cannot be read are left out. */
export function readProgress(): Progress {
  const records = new Map<string, LessonRecord>();
  let last: string | null = null;
  for (const [key, value] of keptEntries()) {
    if (key === LAST) last = value;
    const record = recordAt(key, value);
    if (record) records.set(record.lesson, record);
  }
  return { last: last !== null && records.has(last) ? last : null, records };
}

/** The record that is kept under this key; null where there is none, or it cannot be read. */
export function recordAt(key: string, text: string | null): LessonRecord | null {
  if (!key.startsWith(RECORD) || text === null) return null;
  try {
    return readRecord(JSON.parse(text));
  } catch {
    // Written by another version, or by hand: as if it were not there.
    return null;
  }
}

/** Keeps the record of a lesson, which is now the last one read, with what another tab has kept of it meanwhile. */
export function keepRecord(record: LessonRecord): void {
  const key = RECORD + record.lesson;
  const there = recordAt(key, kept(key));
  replaceRecord(there ? mergeRecords(record, there) : record);
}

function replaceRecord(record: LessonRecord): void {
  keep(RECORD + record.lesson, JSON.stringify(record));
  keep(LAST, record.lesson);
}

export function forgetProgress(): void {
  for (const [key] of keptEntries()) {
    if (key === LAST || key.startsWith(RECORD) || key.startsWith(PLACE)) forget(key);
  }
}

/** All of it as the text of a file. */
export function exportProgress(): string {
  const { last, records } = readProgress();
  return `${JSON.stringify({ attend: 'progress', version: 1, last, records: [...records.values()] }, null, 1)}\n`;
}

/**
 * Takes over a file that `exportProgress` made; a lesson that is in both is taken from the file.
 * @returns how many lessons it held
 * @throws {Error} that says what is wrong; then nothing was changed
 */
export function importProgress(text: string): number {
  const records = readFile(text);
  for (const record of records.list) replaceRecord(record);
  if (records.last !== null) keep(LAST, records.last);
  return records.list.length;
}

function readFile(text: string): { last: string | null; list: LessonRecord[] } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Error('This is not a progress file: it is not JSON. Choose a file that this page saved.');
  }
  const { attend, version, last, records } = (file ?? {}) as Record<string, unknown>;
  if (attend !== 'progress' || !Array.isArray(records))
    throw new Error('This is not a progress file. Choose a file that this page saved.');
  if (version !== 1) throw new Error(`The file has version ${String(version)}, but this page reads version 1.`);
  const list = records.map(readRecord);
  const known = list.some(({ lesson }) => lesson === last);
  return { last: known ? String(last) : null, list };
}
