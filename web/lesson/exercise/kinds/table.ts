/** A part of a tensor as a table: names of rows and columns, and which cell stands where. */
import { numbered } from '../../../elements/matrix/matrix-view.js';
import type { NamedTensor } from '../../../engine/index.js';

export interface Table {
  rows: string[];
  columns: string[];
  /** The tensor's index of a cell of the table. */
  index(row: number, column: number): number[];
}

/** @param at the places on the first axes, so that one or two axes are left */
export function tableOf({ shape, labels }: NamedTensor, at: readonly number[]): Table {
  const names = labels.map((axis) => numbered([...axis]));
  const columns = names.at(-1) ?? [];
  const one = shape.length - at.length === 1;
  const above = shape.length - 2;
  const rows = one ? [above >= 0 ? (names[above]?.[at[above] ?? 0] ?? '') : ''] : (names[above] ?? []);
  const index = (row: number, column: number) => (one ? [...at, column] : [...at, row, column]);
  return { rows, columns, index };
}
