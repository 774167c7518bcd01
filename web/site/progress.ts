/**
 * What a reader did in all lessons, kept in the browser where it allows that. Nothing needs it: without storage, what is known
 * lasts as long as the page.
 */
import { type LessonRecord, readRecord } from '../lesson/record.js';

const RECORD = 'attend-record:';
const LAST = 'attend-last';

export interface Progress {
  /** The lesson last read. */
  last: string | null;
  records: Map<string, LessonRecord>;
}

/** Stands in where the browser has no storage, or forbids it. */
const memory = new Map<string, string>();

function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Whether what is kept will still be there tomorrow. */
export function lasts(): boolean {
  try {
    storage()!.setItem('attend-trial', '');
    storage()!.removeItem('attend-trial');
    return true;
  } catch {
    return false;
  }
}

function entries(): [string, string][] {
  const found = new Map(memory);
  const store = storage();
  for (let i = 0; store && i < store.length; i++) {
    const key = store.key(i)!;
    found.set(key, store.getItem(key) ?? '');
  }
  return [...found];
}

function put(key: string, value: string): void {
  try {
    storage()!.setItem(key, value);
    memory.delete(key);
  } catch {
    memory.set(key, value);
  }
}

/** Everything that is kept; records that cannot be read are left out. */
export function readProgress(): Progress {
  const records = new Map<string, LessonRecord>();
  let last: string | null = null;
  for (const [key, value] of entries()) {
    if (key === LAST) last = value;
    if (!key.startsWith(RECORD)) continue;
    try {
      const record = readRecord(JSON.parse(value));
      records.set(record.lesson, record);
    } catch {
      // Written by another version, or by hand: as if it were not there.
    }
  }
  return { last: last !== null && records.has(last) ? last : null, records };
}

/** Keeps the record of a lesson, which is now the last one read. */
export function keepRecord(record: LessonRecord): void {
  put(RECORD + record.lesson, JSON.stringify(record));
  put(LAST, record.lesson);
}

export function forgetProgress(): void {
  memory.clear();
  for (const [key] of entries()) {
    if (key === LAST || key.startsWith(RECORD)) storage()?.removeItem(key);
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
  for (const record of records.list) keepRecord(record);
  if (records.last !== null) put(LAST, records.last);
  return records.list.length;
}

function readFile(text: string): { last: string | null; list: LessonRecord[] } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Error('This is not a file with progress: it is not JSON. Choose a file that this page saved.');
  }
  const { attend, version, last, records } = (file ?? {}) as Record<string, unknown>;
  if (attend !== 'progress' || !Array.isArray(records))
    throw new Error('This is not a file with progress. Choose a file that this page saved.');
  if (version !== 1) throw new Error(`The file is of version ${String(version)}, and this page reads version 1.`);
  const list = records.map(readRecord);
  const known = list.some(({ lesson }) => lesson === last);
  return { last: known ? String(last) : null, list };
}
