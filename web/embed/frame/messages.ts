/**
 * The messages between an embed and the page around it: plain data, checked on arrival, never run and never markup.
 * `attend/host` and the page in the frame share this file.
 */

export const SOURCE = 'attend';
export const VERSION = 1;

/** What the embed says. */
export interface OutgoingData {
  /** The first picture stands; said again as the answer to `setConfig`. `kind` is `stepper`, `lesson` or `exercise`; `name` is that of the address. */
  ready: { kind: string; name: string; title: string };
  /** Something went wrong, or part of the configuration could not be used. */
  error: { code: string; message: string };
  /** The program moved, or another section is read: path and cells made of the program, id of the section. */
  step: { path: string; cells: number; totalCells: number; section: string | null };
  /** The state, after a change and as the answer to `getState`; to be kept as it is. */
  state: { state: string };
  /** How high the frame would have to be, in CSS pixels. */
  resize: { width: number; height: number };
  /** A question was answered. */
  answer: { id: string; kind: string; right: boolean; score: number; tries: number; given: string };
  /** Everything was read and answered. */
  complete: { score: number | null };
  /** The mean of all questions, from 0 to 1. */
  score: { score: number | null; least: number; most: number };
}

/** What the page around may ask. */
export interface IncomingData {
  getState: Record<never, never>;
  setState: { state: string };
  /** A step (`layers.0.attention.softmax`), a cell of it (`…softmax[0,3,4]`) or a section of a lesson (its id). */
  goto: { step: string };
  reset: Record<never, never>;
  /** Options by name, as in the address. */
  setConfig: { config: Record<string, unknown> };
}

export type OutgoingType = keyof OutgoingData;
export type IncomingType = keyof IncomingData;

type Message<All, Type extends keyof All> = {
  source: typeof SOURCE;
  version: typeof VERSION;
  type: Type;
  /** Given to a question, and sent back with its answer. */
  id?: string | number;
} & All[Type];

export type Outgoing = { [Type in OutgoingType]: Message<OutgoingData, Type> }[OutgoingType];
export type Incoming = { [Type in IncomingType]: Message<IncomingData, Type> }[IncomingType];

export const OUTGOING: readonly OutgoingType[] = [
  'ready',
  'error',
  'step',
  'state',
  'resize',
  'answer',
  'complete',
  'score',
];
export const INCOMING: readonly IncomingType[] = ['getState', 'setState', 'goto', 'reset', 'setConfig'];

/** The longest texts that are taken, in characters. */
const LONGEST_STATE = 4_000_000;
const LONGEST_PLACE = 500;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;

/** Whether something that arrived is meant for, or comes from, this version of Attend at all. */
export function isOurs(data: unknown): data is Record<string, unknown> & { type: string } {
  return isRecord(data) && data.source === SOURCE && typeof data.type === 'string';
}

/**
 * Reads what the page around says. Only known fields are copied.
 * @throws {Error} that says what is wrong with it
 */
export function readIncoming(data: Record<string, unknown> & { type: string }): Incoming {
  const { type, version } = data;
  if (version !== VERSION) throw new Error(`A message has the version ${shown(version)}; this page speaks ${VERSION}.`);
  const id = typeof data.id === 'number' || isText(data.id, 100) ? { id: data.id as string | number } : {};
  const head = { source: SOURCE, version: VERSION, ...id } as const;
  const fail = (field: string, what: string): never => {
    throw new Error(`The message ${type} needs "${field}": ${what}.`);
  };
  switch (type) {
    case 'getState':
    case 'reset':
      return { ...head, type };
    case 'setState':
      if (!isText(data.state, LONGEST_STATE)) fail('state', 'the text from a message "state"');
      return { ...head, type, state: data.state as string };
    case 'goto':
      if (!isText(data.step, LONGEST_PLACE)) fail('step', 'the path of a step, or the id of a section');
      return { ...head, type, step: data.step as string };
    case 'setConfig':
      if (!isRecord(data.config)) fail('config', 'an object with options by name');
      return { ...head, type, config: data.config as Record<string, unknown> };
    default:
      throw new Error(`There is no message ${shown(type)}. The messages are: ${INCOMING.join(', ')}.`);
  }
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? `"${value.slice(0, 40)}"` : isRecord(value) ? 'an object' : String(value).slice(0, 40);
