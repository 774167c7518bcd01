/**
 * A session as one line of text for a link or a file: `v1.<length>.<sum>.<payload>`.
 *
 * The payload is base64url of a JSON list: fingerprint of the scene, patch laid over it, cells made, level, edits,
 * selection, head, breakpoints. Length and sum tell a text that was cut off from one that was changed.
 */

import { fromJsonNumber, toJsonNumber } from '../reading/float.js';
import { PATCHED, type ScenePatch } from '../scene/patch.js';
import type { Session } from '../session.js';
import { type CellPlace, EngineError, type Level } from '../types.js';

/** Longer texts do not go into a link. */
export const LONGEST_LINK = 2000;
/** Longer texts are neither written nor read: about a hundred thousand changed numbers. */
export const LONGEST_STATE = 2 ** 20;

const VERSION = 1;

/**
 * The saved state in the address of a page, `#s=…`; null where there is none. Mail and chat write `=` as `%3D`, once or twice,
 * and take the full stop or bracket behind a link into it; both are undone.
 */
export function stateInHash(hash: string): string | null {
  const plain = hash.replaceAll(/%(?:25)*([\da-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return (
    /^#s=(.*)$/is
      .exec(plain)?.[1]
      ?.replace(/[^\w-]+$/, '')
      .trim() ?? null
  );
}

/** What a text says; not yet checked against a program. */
export interface State {
  fingerprint: string;
  patch: ScenePatch;
  cells: number;
  level: Level;
  edits: { path: string; index: number[]; values: number[] }[];
  selection: CellPlace | null;
  head: number | null;
  breakpoints: string[];
}

/** FNV-1a, 32 bit, in base 36. */
function sumOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Longer arrays of floats are told apart by a sum of their bits. */
const LONGEST_LIST = 65536;

function sumOfFloats(floats: Float32Array): string {
  const words = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  return `${floats.length}:${(hash >>> 0).toString(36)}`;
}

/** JSON with members in order of their names, so that only what is said counts. */
function canonical(value: unknown): string {
  if (value instanceof Float32Array && value.length > LONGEST_LIST) return sumOfFloats(value);
  if (ArrayBuffer.isView(value)) return canonical([...(value as unknown as Iterable<unknown>)]);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join()}}`;
}

/** Tells scenes apart by what is computed; title and origin do not count. */
export function fingerprintOf(scene: object): string {
  const computed = Object.entries(scene).filter(([key]) => PATCHED.includes(key));
  return sumOf(canonical(Object.fromEntries(computed)));
}

const encode = (json: string): string => {
  let bytes = '';
  for (const byte of new TextEncoder().encode(json)) bytes += String.fromCharCode(byte);
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

const decode = (text: string): string => {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
};

/** Whether a place that was set from outside is there at all; one that is not would make a state nobody can open. */
function stands(session: Session, path: string, index?: readonly number[]): boolean {
  try {
    session.locate(path, index);
    return true;
  } catch {
    return false;
  }
}

/** The session as text. */
export function writeState(session: Session): string {
  const { position, head } = session;
  const selection =
    session.selection && stands(session, session.selection.path, session.selection.index) ? session.selection : null;
  const paths = new Map<string, number>();
  const edits = session.edits.map(({ path, index, values }) => {
    const known = paths.get(path);
    if (known === undefined) paths.set(path, paths.size);
    return [known ?? path, index, ...values.map(toJsonNumber)];
  });
  const payload = encode(
    toJson([
      fingerprintOf(session.given),
      session.patch,
      position.cells,
      position.level,
      edits,
      selection && [selection.path, selection.index],
      isPlace(head) ? head : null,
      [...session.breakpoints].filter((path) => stands(session, path)),
    ]),
  );
  const text = `v${VERSION}.${payload.length.toString(36)}.${sumOf(payload)}.${payload}`;
  if (text.length > LONGEST_STATE) {
    throw refuse(
      `These changes need ${text.length} characters, but a saved state holds at most ${LONGEST_STATE}. Undo some of the ${edits.length} edits, or write the numbers into the scene.`,
    );
  }
  return text;
}

/** JSON in which arrays of floats are lists. */
const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, part) => {
    if (!ArrayBuffer.isView(part)) return part;
    const { length } = part as Float32Array;
    if (length <= LONGEST_LIST) return [...(part as Float32Array)];
    throw refuse(
      `These changes include a tensor of ${length} numbers, too many for a saved state. Write it into the scene.`,
    );
  });

const refuse = (message: string) => new EngineError('state', message);

const changed = () =>
  refuse('This saved state was changed on its way here: its checksum does not match. Copy it again from the original.');

/** Reads a text. Throws EngineError `state` that says what is wrong with it. */
export function readState(text: string): State {
  if (text.length > LONGEST_STATE) {
    throw refuse(
      `This saved state has ${text.length} characters, but at most ${LONGEST_STATE} can be read. Attend did not save it, or a different version did.`,
    );
  }
  const version = /^v(\d+)\./.exec(text)?.[1];
  if (!version) throw refuse('This is not a saved state of Attend: it should begin with "v1." and does not.');
  if (Number(version) !== VERSION) {
    throw refuse(
      `This state was saved by a different version of Attend: it says v${version}, and this one reads v${VERSION}.`,
    );
  }
  const [, length = '', sum, payload = ''] = text.split('.');
  const announced = /^[0-9a-z]+$/.test(length) ? Number.parseInt(length, 36) : Number.NaN;
  if (!(payload.length >= announced)) {
    if (Number.isNaN(announced) && payload) throw changed();
    const whole = Number.isNaN(announced) ? '' : `: ${payload.length} of ${announced} characters arrived`;
    throw refuse(`This saved state is cut off${whole}. Copy it again, all the way to the end.`);
  }
  if (payload.length !== announced || sumOf(payload) !== sum || text.split('.').length !== 4) throw changed();
  return checked(parse(payload));
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(decode(payload));
  } catch {
    throw changed();
  }
}

const isList = Array.isArray as (value: unknown) => value is unknown[];
const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isIndex = (value: unknown): value is number[] => isList(value) && value.every(isPlace);
const isText = (value: unknown): value is string => typeof value === 'string';

function isPatch(value: unknown): value is ScenePatch {
  return typeof value === 'object' && value !== null && Object.keys(value).every((key) => PATCHED.includes(key));
}

/** The form of every part; whether it fits the program shows when it is applied. */
function checked(raw: unknown): State {
  if (!isList(raw) || raw.length !== 8) throw changed();
  const [fingerprint, patch, cells, level, edits, selection, head, breakpoints] = raw;
  const fits =
    isText(fingerprint) &&
    isPatch(patch) &&
    isPlace(cells) &&
    isText(level) &&
    isList(edits) &&
    (head === null || isPlace(head)) &&
    isList(breakpoints) &&
    breakpoints.every(isText);
  if (!fits) throw changed();
  return {
    fingerprint,
    patch,
    cells,
    level: level as Level,
    edits: readEdits(edits),
    selection: readSelection(selection),
    head,
    breakpoints: breakpoints as string[],
  };
}

function readSelection(raw: unknown): CellPlace | null {
  if (raw === null) return null;
  const [path, index] = isList(raw) ? raw : [];
  if (!isText(path) || !isIndex(index)) throw changed();
  return { path, index };
}

function readEdits(raw: unknown[]): State['edits'] {
  const paths: string[] = [];
  return raw.map((edit) => {
    const [name, index, ...written] = isList(edit) ? edit : [];
    const path = isPlace(name) ? paths[name] : name;
    const values = written.map(fromJsonNumber);
    if (!isText(path) || !isIndex(index) || values.length === 0 || values.includes(null)) throw changed();
    if (isText(name)) paths.push(name);
    return { path, index, values: values as number[] };
  });
}

/** Brings a session that has just been opened to a state. Throws EngineError for what does not fit its program. */
export function applyState(session: Session, state: State): void {
  for (const { path, index, values } of state.edits) {
    session.edit(path, index, values.length === 1 ? (values[0] as number) : values);
  }
  if (state.cells > session.position.totalCells) {
    throw refuse(`It points to cell ${state.cells}, but the program has only ${session.position.totalCells}.`);
  }
  if (state.selection) session.explain(state.selection.path, state.selection.index);
  for (const path of state.breakpoints) {
    session.locate(path);
    session.breakpoints.add(path);
  }
  session.level = state.level;
  session.seek(state.cells);
  session.selection = state.selection;
  session.head = state.head;
}

/**
 * Opens a scene at a state; where that cannot be, unedited, with `restored` saying why.
 * @param scene as it was given
 */
export function restoreState(scene: object, open: (patch?: ScenePatch) => Session, text: string): Session {
  let session: Session | null = null;
  try {
    const state = readState(text);
    if (state.fingerprint !== fingerprintOf(scene)) {
      throw refuse('This saved state belongs to a different scene, or to a different version of this one.');
    }
    session = open(state.patch);
    applyState(session, state);
    session.restored = { ok: true, message: '' };
    return session;
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    session?.close();
    const plain = open();
    const what = cause.code === 'state' ? cause.message : `This saved state does not fit the scene. ${cause.message}`;
    plain.restored = { ok: false, message: what };
    return plain;
  }
}
