/** A number to be reached by changing a few others. */
import type { NamedTensor } from '../../engine/index.js';
import { parseIndex } from '../numbers.js';
import { type Asked, AskedWrongly, type Attributes, type Given, type Kind, listOf, numberOf } from './asked.js';
import type { Lab } from './lab.js';

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
        found.push({ path, index: indexIn(shape, i), value });
    }
    from += data.length;
  }
  return found;
}

function indexIn(shape: readonly number[], flat: number): number[] {
  let rest = flat;
  const index = [...shape].reverse().map((size) => {
    const at = rest % size;
    rest = Math.floor(rest / size);
    return at;
  });
  return index.reverse();
}

/** The goal's number with these changes, from a session of its own. Throws the engine's error where a number may not stand there. */
export function goalOf(asked: Asked, given: Given, lab: Lab): Goal {
  const { attributes } = asked;
  const { path = '', at = '' } = attributes;
  const index = parseIndex(at) ?? [];
  const changed = changesOf(asked, given, lab);
  const changes = numberOf(attributes, 'changes');
  const session = lab.open(sceneOf(attributes));
  try {
    for (const change of changed) session.edit(change.path, change.index, change.value);
    const { shape, data, labels: names } = session.tensor(path, { ahead: true });
    if (index.length !== shape.length)
      throw new AskedWrongly(`${path} at "${at}" is not one number.`, `the shape is ${shape.join('×')}.`);
    const flat = index.reduce((sum, i, axis) => sum * (shape[axis] as number) + i, 0);
    const value = data[flat] as number;
    const wide = shape.at(-1) as number;
    const row = [...data.subarray(flat - (flat % wide), flat - (flat % wide) + wide)];
    const far = attributes.least ? value >= numberOf(attributes, 'least') : value <= numberOf(attributes, 'most');
    const labels = listOf(attributes.edit ?? '', ',').map((one) => session.tensor(one, { ahead: true }).labels);
    const reached = far && changed.length <= changes;
    return { value, row, reached, changed: changed.length, changes, names: names.at(-1) ?? [], labels };
  } finally {
    session.close();
  }
}

/** `path at value; path at value`. */
function readEdits(text: string): Change[] {
  return listOf(text).map((edit) => {
    const [path = '', at = '', value = '', ...more] = edit.split(/\s+/);
    const index = parseIndex(at);
    const number = Number(value);
    if (index && value !== '' && !Number.isNaN(number) && more.length === 0) return { path, index, value: number };
    throw new AskedWrongly(`The edit "${edit}" cannot be read.`, 'write edits="path at value; path at value".');
  });
}

function withEdits(asked: Asked, edits: readonly Change[], lab: Lab): number[] {
  const tensors = editable(asked, lab);
  const given = startOf(asked, lab);
  for (const { path, index, value } of edits) {
    const which = tensors.findIndex((tensor) => tensor.path === path);
    const { shape } = tensors[which] ?? { shape: [] };
    if (which < 0 || index.length !== shape.length || index.some((i, axis) => i >= (shape[axis] as number)))
      throw new AskedWrongly(
        `The edit ${path} ${index.join(',')} lies outside what may be edited.`,
        `edit may touch ${tensors.map((one) => `${one.path} (${one.shape.join('×')})`).join(', ')}.`,
      );
    const before = tensors.slice(0, which).reduce((sum, { data }) => sum + data.length, 0);
    given[before + index.reduce((sum, i, axis) => sum * (shape[axis] as number) + i, 0)] = value;
  }
  return given;
}

const writeEdits = (edits: readonly Change[]): string =>
  edits.map(({ path, index, value }) => `${path} ${index.join(',')} ${value}`).join('; ');

export const reach: Kind = {
  start: startOf,
  solution(asked, lab) {
    if (!asked.solution?.edits)
      throw new AskedWrongly('There is no <attend-solution edits="…">.', 'show one way to the goal.');
    return withEdits(asked, readEdits(asked.solution.edits), lab);
  },
  wrong: (asked, { edits = '' }, lab) => withEdits(asked, readEdits(edits), lab),
  judge(asked, given, lab) {
    const { reached } = goalOf(asked, given, lab);
    return { right: reached, score: reached ? 1 : 0 };
  },
  /** The same numbers were moved the same way, if not by as much. */
  explains(asked, given, wrong, lab) {
    const start = startOf(asked, lab);
    const moves = (numbers: Given) =>
      numbers.map((value, i) => Math.sign(Math.fround(value ?? 0) - (start[i] as number)));
    const [mine, theirs] = [moves(given), moves(wrong)];
    return theirs.some((move) => move !== 0) && theirs.every((move, i) => move === mine[i]);
  },
  write: (asked, given, lab) => writeEdits(changesOf(asked, given, lab)),
  read(asked, text, lab) {
    try {
      return withEdits(asked, readEdits(text), lab);
    } catch {
      return null;
    }
  },
};
