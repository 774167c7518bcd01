/** A number to be reached by changing a few others. */
import type { NamedTensor, Session } from '../../../engine/index.js';
import { indexOf, offsetOf } from '../../../engine/row-major.js';
import { parseIndex } from '../../figures/calls.js';
import type { NumberBook } from '../../figures/numbers.js';
import { type Asked, type Attributes, type Given, type Kind, listOf, numberOf } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';
import type { Lab } from '../lab.js';
import { chosenValue, type Edit, readEdits, samplesOf } from './edits.js';

/** One change: which number becomes what. */
export interface Change {
  path: string;
  index: number[];
  value: number;
}

export interface Goal {
  value: number;
  /** The whole row that the number stands in. */
  row: number[];
  reached: boolean;
  /** How many numbers were changed, and how many may be. */
  changed: number;
  changes: number;
  /** The names along the row, and along the axes of each tensor that may be edited, with these changes. */
  names: readonly string[];
  labels: NamedTensor['labels'][];
  /** What must not be broken on the way. */
  kept: Kept[];
}

/** A number that has to stay where it is, or on its side of a bound. */
export interface Kept {
  path: string;
  index: number[];
  rule: 'least' | 'most' | 'same';
  /** The bound, or what stood there at the start. */
  bound: number;
  value: number;
  held: boolean;
}

const sceneOf = ({ scene = 'main' }: Attributes): string => scene;

/** The tensors that may be edited, as they are at the start. */
export const editable = ({ attributes }: Asked, lab: Lab): NamedTensor[] =>
  listOf(attributes.edit ?? '', ',').map((path) => lab.tensor(path, sceneOf(attributes)));

const startOf = (asked: Asked, lab: Lab): number[] => editable(asked, lab).flatMap(({ data }) => [...data]);

/** What differs from the start. Numbers are compared as the engine holds them. */
export function changesOf(asked: Asked, given: Given, lab: Lab): Change[] {
  const found: Change[] = [];
  let from = 0;
  for (const { path, shape, data } of editable(asked, lab)) {
    for (const [i, before] of data.entries()) {
      const value = given[from + i];
      if (typeof value === 'number' && Math.fround(value) !== before)
        found.push({ path, index: indexOf(shape, i), value });
    }
    from += data.length;
  }
  return found;
}

/** The goal's number with these changes, from a session of its own. Throws the engine's error where a number may not stand there. */
export function goalOf(asked: Asked, given: Given, lab: Lab): Goal {
  const { attributes } = asked;
  const { path = '', at = '' } = attributes;
  const index = parseIndex(at) ?? [];
  const changed = changesOf(asked, given, lab);
  const changes = numberOf(attributes, 'changes');
  return withChanges(asked, given, lab, (session) => {
    const { shape, data, labels: names } = session.tensor(path, { ahead: true });
    const flat = flatPlace({ path, index, shape });
    const value = data[flat] as number;
    const wide = shape.at(-1) as number;
    const row = [...data.subarray(flat - (flat % wide), flat - (flat % wide) + wide)];
    const far = attributes.least ? value >= numberOf(attributes, 'least') : value <= numberOf(attributes, 'most');
    const labels = listOf(attributes.edit ?? '', ',').map((one) => session.tensor(one, { ahead: true }).labels);
    const kept = keptOf(asked, session, lab);
    const reached = far && changed.length <= changes && kept.every(({ held }) => held);
    return { value, row, reached, changed: changed.length, changes, names: names.at(-1) ?? [], labels, kept };
  });
}

/** Does something with a session in which these changes are made. */
export function withChanges<T>(asked: Asked, given: Given, lab: Lab, work: (session: Session) => T): T {
  const session = lab.open(sceneOf(asked.attributes));
  try {
    for (const { path, index, value } of changesOf(asked, given, lab)) session.edit(path, index, value);
    return work(session);
  } finally {
    session.close();
  }
}

/** The lesson's numbers as they are with the reader's changes. */
export function withNumbers<T>(asked: Asked, given: Given, lab: Lab, work: (book: NumberBook) => T): T {
  return withChanges(asked, given, lab, (session) => work(lab.bookWith(sceneOf(asked.attributes), session)));
}

function flatPlace({
  path,
  index,
  shape,
}: {
  path: string;
  index: readonly number[];
  shape: readonly number[];
}): number {
  if (index.length !== shape.length || index.some((i, axis) => i >= (shape[axis] as number)))
    throw new AskedWrongly(`${path} at "${index.join(',')}" is not one number.`, `the shape is ${shape.join('×')}.`);
  return offsetOf(shape, index);
}

/** How far a number may move that is to stay the same: half of the last digit that the page shows. */
const SAME = 0.005;

/** `path at least value; path at most value; path at same`. */
function keptOf({ attributes }: Asked, session: Session, lab: Lab): Kept[] {
  return listOf(attributes.keep ?? '').map((text) => {
    const [path = '', at = '', rule = '', limit = '', ...more] = text.split(/\s+/);
    const index = parseIndex(at);
    const bounded = rule === 'least' || rule === 'most';
    const fits = bounded ? limit !== '' && !Number.isNaN(Number(limit)) : rule === 'same' && limit === '';
    if (!index || !fits || more.length > 0)
      throw new AskedWrongly(
        `What is to be kept, "${text}", cannot be read.`,
        'write keep="path at least 0.5; path at most 2; path at same", with the index in place of at.',
      );
    const read = ({ shape, data }: NamedTensor) => data[flatPlace({ path, index, shape })] as number;
    const value = read(session.tensor(path, { ahead: true }));
    const bound = bounded ? Number(limit) : read(lab.tensor(path, sceneOf(attributes)));
    const held = rule === 'least' ? value >= bound : rule === 'most' ? value <= bound : Math.abs(value - bound) <= SAME;
    return { path, index, rule: rule as Kept['rule'], bound, value, held };
  });
}

/** Where in the answer each edited number stands, and what it was. */
function placed(asked: Asked, edits: readonly Edit[], lab: Lab): { edit: Edit; at: number; before: number }[] {
  const tensors = editable(asked, lab);
  const start = startOf(asked, lab);
  return edits.map((edit) => {
    const { path, index } = edit;
    const which = tensors.findIndex((tensor) => tensor.path === path);
    const { shape } = tensors[which] ?? { shape: [] };
    if (which < 0 || index.length !== shape.length || index.some((i, axis) => i >= (shape[axis] as number)))
      throw new AskedWrongly(
        `The edit ${path} ${index.join(',')} lies outside what may be edited.`,
        `edit may touch ${tensors.map((one) => `${one.path} (${one.shape.join('×')})`).join(', ')}.`,
      );
    const first = tensors.slice(0, which).reduce((sum, { data }) => sum + data.length, 0);
    const at = first + flatPlace({ path, index, shape });
    return { edit, at, before: start[at] as number };
  });
}

function withEdits(asked: Asked, text: string, lab: Lab): number[] {
  const given = startOf(asked, lab);
  for (const { edit, at, before } of placed(asked, readEdits(text), lab)) given[at] = chosenValue(edit, before);
  return given;
}

/** Answers that an author's edits stand for: one where each is one value, several where they are ranges. */
export function answersOf(asked: Asked, text: string, lab: Lab): Given[] {
  const spots = placed(asked, readEdits(text), lab).map((spot) => ({
    ...spot,
    samples: samplesOf(spot.edit, spot.before),
  }));
  const count = Math.max(1, ...spots.map(({ samples }) => samples.length));
  return Array.from({ length: count }, (_, turn) => {
    const given = startOf(asked, lab);
    for (const { at, samples, before } of spots) given[at] = samples[turn % samples.length] ?? before;
    return given;
  });
}

const writeEdits = (edits: readonly Change[]): string =>
  edits.map(({ path, index, value }) => `${path} ${index.join(',')} ${value}`).join('; ');

export const reach: Kind = {
  start: startOf,
  solution(asked, lab) {
    if (!asked.solution?.edits)
      throw new AskedWrongly('There is no <attend-solution edits="…">.', 'show one way to the goal.');
    return withEdits(asked, asked.solution.edits, lab);
  },
  wrong: (asked, { edits = '' }, lab) => withEdits(asked, edits, lab),
  judge(asked, given, lab) {
    const { reached } = goalOf(asked, given, lab);
    return { right: reached, score: reached ? 1 : 0 };
  },
  /** Exactly these numbers were changed, each to a value that is named. */
  explains(asked, given, { edits = '' }, lab) {
    const spots = placed(asked, readEdits(edits), lab);
    const changed = changesOf(asked, given, lab).length;
    return (
      changed === spots.length &&
      spots.every(({ edit, at, before }) => {
        const value = Math.fround(given[at] ?? Number.NaN);
        const { least, most } = edit.values(before);
        return value !== before && value >= Math.fround(least) && value <= Math.fround(most);
      })
    );
  },
  write: (asked, given, lab) => writeEdits(changesOf(asked, given, lab)),
  read(asked, text, lab) {
    try {
      return withEdits(asked, text, lab);
    } catch {
      return null;
    }
  },
};
