/** A mask, built cell by cell: 1 where a token may be looked at. */

import { type Attributes, type Given, type Kind, sameOrder } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';
import type { Lab } from '../lab.js';

export interface WantedMask {
  rows: number;
  columns: number;
  rowNames: string[];
  columnNames: string[];
  cells: number[];
}

/** The mask that is asked for. */
export function maskOf({ path = '', scene = 'main' }: Attributes, lab: Lab): WantedMask {
  const { shape, labels, data } = lab.tensor(path, scene);
  const [rows, columns] = shape;
  if (rows === undefined || columns === undefined || shape.length !== 2 || data.some((x) => x !== 0 && x !== 1))
    throw new AskedWrongly(
      `${path} is not a mask of zeros and ones over queries and keys; its shape is ${shape.join('×')}.`,
      'name a mask of the scene, for instance path="masks.causal".',
    );
  return { rows, columns, rowNames: labels[0] ?? [], columnNames: labels[1] ?? [], cells: [...data] };
}

/** Rows of zeros and ones, parted by strokes. */
function writeRows(given: Given, columns: number): string {
  const rows = Array.from({ length: given.length / columns }, (_, r) => given.slice(r * columns, (r + 1) * columns));
  return rows.map((row) => row.join('')).join('/');
}

export const mask: Kind = {
  start: ({ attributes }, lab) => maskOf(attributes, lab).cells.map(() => 1),
  solution: ({ attributes }, lab) => maskOf(attributes, lab).cells,
  wrong({ attributes }, wrong, lab) {
    const wanted = maskOf(attributes, lab);
    const other = maskOf({ ...attributes, ...wrong }, lab);
    if (other.cells.length === wanted.cells.length && other.columns === wanted.columns) return other.cells;
    throw new AskedWrongly(
      `The wrong mask has the shape ${other.rows}×${other.columns}, and the right one ${wanted.rows}×${wanted.columns}.`,
      'name a mask from a scene with the same number of tokens.',
    );
  },
  /** The score counts what had to change: cells closed rightly, less those closed wrongly. */
  judge({ attributes }, given, lab) {
    const { cells } = maskOf(attributes, lab);
    const closed = cells.filter((cell) => cell === 0).length;
    const hits = cells.filter((cell, i) => cell === 0 && given[i] === 0).length;
    const misses = cells.filter((cell, i) => cell === 1 && given[i] === 0).length;
    return { right: sameOrder(given, cells), score: Math.max(0, hits - misses) / Math.max(1, closed) };
  },
  explains: (asked, given, attributes, lab) => sameOrder(given, mask.wrong(asked, attributes, lab)),
  write: ({ attributes }, given, lab) => writeRows(given, maskOf(attributes, lab).columns),
  read({ attributes }, text, lab) {
    const { cells } = maskOf(attributes, lab);
    const digits = [...text.replaceAll('/', '')];
    return digits.length === cells.length && digits.every((d) => d === '0' || d === '1') ? digits.map(Number) : null;
  },
};
