/** Blanks in a matrix; the other cells are given. */
import { parseIndex } from '../../figures/calls.js';
import { type Asked, type Attributes, type Kind, listOf } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';
import type { Lab } from '../lab.js';
import { explainsFilled, judgeFilled, readFilled, valuesOf, type Wanted, writeFilled } from './filled.js';
import { type Cell, tolerancesOf } from './tolerance.js';

/** A part of a tensor that is shown as a matrix, and the blanks in it. */
export interface Sheet {
  path: string;
  scene: string;
  /** Where the part begins: the places on the first axes. */
  at: number[];
  /** Full indices, in the author's order. */
  blanks: number[][];
}

/** @throws {AskedWrongly} where the part is no matrix or a blank lies outside it */
export function sheetOf({ path = '', scene = 'main', at = '', blanks = '' }: Attributes, lab: Lab): Sheet {
  const { shape } = lab.book.tensor(path, scene);
  const prefix = partOf(at, shape, path);
  const rest = shape.slice(prefix.length);
  const indices = indicesOf(blanks.trim(), prefix, rest);
  for (const index of indices) {
    const inside = index.length === shape.length && index.every((i, axis) => i < (shape[axis] ?? 0));
    if (!inside || prefix.some((i, axis) => index[axis] !== i))
      throw new AskedWrongly(
        `The blank "${index.join(',')}" does not lie in ${path}${at ? ` at "${at}"` : ''}, whose shape is ${shape.join('×')}.`,
        'give a place on each axis, counted from 0, and the same first places as in at.',
      );
  }
  if ((indices.length === 0 && blanks.trim() !== 'none') || new Set(indices.map(String)).size !== indices.length)
    throw new AskedWrongly(`blanks is "${blanks}".`, 'write blanks="0,3,1; 0,3,4", each blank once, or blanks="all".');
  return { path, scene, at: prefix, blanks: indices };
}

/** Without `at` a tensor of more than two axes is shown from its first head on. */
function partOf(at: string, shape: readonly number[], path: string): number[] {
  const prefix = at ? (parseIndex(at) ?? []) : shape.slice(0, -2).map(() => 0);
  const rest = shape.length - prefix.length;
  const fits = prefix.every((i, axis) => i < (shape[axis] ?? 0)) && (at === '' || prefix.length > 0);
  if (fits && (rest === 1 || rest === 2)) return prefix;
  throw new AskedWrongly(
    `at="${at}" leaves no row and no matrix of ${path}, whose shape is ${shape.join('×')}.`,
    'give the first places, so that one or two axes are left.',
  );
}

/** `all`, `none` (the matrix is there to be read), or a list. */
function indicesOf(blanks: string, prefix: readonly number[], rest: readonly number[]): number[][] {
  if (blanks === 'none') return [];
  return blanks === 'all' ? everyIndex(rest).map((index) => [...prefix, ...index]) : listed(blanks);
}

function listed(blanks: string): number[][] {
  return listOf(blanks).map((text) => {
    const index = parseIndex(text);
    if (index) return index;
    throw new AskedWrongly(`The blank "${text}" is not an index.`, 'count from 0, with commas: blanks="0,3,1; 0,3,4".');
  });
}

const everyIndex = (shape: readonly number[]): number[][] =>
  shape.reduce<number[][]>(
    (found, size) => found.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  );

/** The numbers at these places of a tensor, of the sheet's own unless another is named. */
export function numbersAt(sheet: Sheet, lab: Lab, { path = sheet.path, scene = sheet.scene }: Attributes = {}) {
  return sheet.blanks.map((index) => {
    const found = lab.book.at(path, index, scene);
    if (found.length === 1) return found[0] as number;
    throw new AskedWrongly(
      `${path} has other axes than ${sheet.path}, so it has not the same places.`,
      'name a tensor of the same shape, or give values="…".',
    );
  });
}

const cellOf = ({ path, scene }: Sheet, index: readonly number[]): Cell => ({ path, scene, index });

/** The blanks as cells of their tensor. */
export const blankCells = (sheet: Sheet): Cell[] => sheet.blanks.map((index) => cellOf(sheet, index));

/** The cells of a sheet that are not blank. */
export function givenCells(sheet: Sheet, lab: Lab): Cell[] {
  const { shape } = lab.book.tensor(sheet.path, sheet.scene);
  const blank = new Set(sheet.blanks.map(String));
  return everyIndex(shape.slice(sheet.at.length))
    .map((index) => [...sheet.at, ...index])
    .filter((index) => !blank.has(String(index)))
    .map((index) => cellOf(sheet, index));
}

const known = new WeakMap<Lab, WeakMap<Asked, Wanted>>();

/** What is right in all blanks of a sheet, and how near it has to be met; worked out once. */
function wantedOf(asked: Asked, lab: Lab): Wanted {
  const kept = known.get(lab) ?? new WeakMap<Asked, Wanted>();
  known.set(lab, kept);
  const sheet = sheetWithBlanks(asked.attributes, lab);
  const tolerances = () => tolerancesOf(asked, blankCells(sheet), givenCells(sheet, lab), { lab });
  const wanted = kept.get(asked) ?? { numbers: numbersAt(sheet, lab), tolerances: tolerances() };
  kept.set(asked, wanted);
  return wanted;
}

function sheetWithBlanks(attributes: Attributes, lab: Lab): Sheet {
  const sheet = sheetOf(attributes, lab);
  if (sheet.blanks.length > 0) return sheet;
  throw new AskedWrongly('No cell is blank.', 'write blanks="0,3,1; 0,3,4", or blanks="all".');
}

export const cells: Kind = {
  start: ({ attributes }, lab) => sheetWithBlanks(attributes, lab).blanks.map(() => null),
  solution: ({ attributes }, lab) => numbersAt(sheetWithBlanks(attributes, lab), lab),
  wrong({ attributes }, wrong, lab) {
    const sheet = sheetWithBlanks(attributes, lab);
    return wrong.path ? numbersAt(sheet, lab, wrong) : valuesOf(wrong, sheet.blanks.length);
  },
  judge: (asked, given, lab) => judgeFilled(given, wantedOf(asked, lab)),
  explains: (asked, given, attributes, lab) =>
    explainsFilled(given, cells.wrong(asked, attributes, lab), wantedOf(asked, lab)),
  write: (_asked, given) => writeFilled(given),
  read: ({ attributes }, text, lab) => readFilled(text, sheetWithBlanks(attributes, lab).blanks.length),
};
