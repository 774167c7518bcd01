/** A tensor as a matrix on the screen: which axis runs down, which across, and which slice of the others is shown. */

import { isHeadAxis } from '../../engine/head-axis.js';
import type { Change, NamedTensor } from '../../engine/index.js';
import { offsetOf } from '../../engine/row-major.js';
import { digitsFor } from '../../engine/writing/format.js';
import { isWhole, type Role, roleOf } from './roles.js';

/** How a tensor lies: as stored, on its side, or a vector drawn as one row or one column. */
export type Lie = 'flat' | 'transposed' | 'row' | 'column';

/** A cell of a tensor. */
export interface Cell {
  path: string;
  index: number[];
}

export interface MatrixView {
  tensor: NamedTensor;
  /** The name it has in the step that is shown (a port's name), for its symbol. */
  symbol: string;
  role: Role;
  /** Axis letters down and across; '' for the missing axis of a vector. */
  axes: [string, string];
  /** The same axes as places in the tensor's shape; -1 for the missing one. */
  places: [number, number];
  rows: string[];
  cols: string[];
  transposed: boolean;
  /** Which head or expert it is, counted from 0, where several stand in one picture; null where one alone does. */
  slice: number | null;
  /** Only some rows or columns of the tensor. */
  cut: boolean;
  /** Largest finite magnitude of the whole tensor, all heads: what a full colour means. */
  scale: number;
  /** Smallest magnitude that is not zero; 0 where all are. */
  least: number;
  /** Of sums: the numbers that are added up in a row, and with how many decimals they are shown. */
  parts: { of(row: number): number[]; digits: number } | null;
  digits: number;
  value(row: number, col: number): number;
  /** What the cell was in the unedited run; null where it is the same. */
  was(row: number, col: number): number | null;
  filled(row: number, col: number): boolean;
  index(row: number, col: number): number[];
  /** Where a cell of the tensor stands here; null if it is in another slice. */
  locate(index: number[]): [number, number] | null;
}

/** Repeated tokens get a number: The₁ hacker the₂. Compared without case; other labels stay. */
export function numbered(labels: string[]): string[] {
  const total = new Map<string, number>();
  for (const label of labels) total.set(label.toLowerCase(), (total.get(label.toLowerCase()) ?? 0) + 1);
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const key = label.toLowerCase();
    if ((total.get(key) ?? 0) < 2) return label;
    const place = (seen.get(key) ?? 0) + 1;
    seen.set(key, place);
    return label + [...String(place)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
  });
}

/** The largest finite magnitude. */
export function magnitude(data: Float32Array): number {
  let max = 0;
  for (let at = 0; at < data.length; at += 1) {
    const size = Math.abs(data[at]!);
    if (size > max && size !== Infinity) max = size;
  }
  return max;
}

/** The smallest magnitude that is not zero; 0 where all are. */
function leastOf(data: Float32Array): number {
  let min = Infinity;
  for (let at = 0; at < data.length; at += 1) {
    const size = Math.abs(data[at]!);
    if (size > 0 && size < min) min = size;
  }
  return min === Infinity ? 0 : min;
}

const named = new WeakMap<NamedTensor, string[][]>();

/** The labels of every axis, repeated tokens numbered. */
export function labelsOf(tensor: NamedTensor): string[][] {
  const known = named.get(tensor);
  if (known) return known;
  const labels = tensor.axes.map((axis, i) => {
    const own = tensor.labels[i] ?? [];
    return axis === 'T' || axis === 'S' ? numbered(own) : own;
  });
  named.set(tensor, labels);
  return labels;
}

/** The two axes on the screen, as places in the tensor's axes; -1 where a vector has none. */
function screenAxes(axes: string[], lie: Lie): [number, number] {
  const last = axes.length - 1;
  const inner = isHeadAxis(axes[0]) ? last : axes.length;
  if (lie === 'row') return [-1, last];
  if (lie === 'column' || inner < 2) return [last, -1];
  return lie === 'transposed' ? [last, last - 1] : [last - 1, last];
}

/** The old number at a place where it differs, compared bit by bit. */
function changedFrom(change: Change | null | undefined, at: number): number | null {
  const old = change?.before.data[at];
  return old === undefined || Object.is(old, change!.after.data[at]) ? null : old;
}

export interface ViewOptions {
  lie?: Lie;
  /** Index on every axis that is not on the screen, by its letter. */
  at?: Record<string, number>;
  /** The name in the step that is shown. */
  symbol?: string;
  /** True where the step reads these tokens as keys: in self-attention the same rows are T here and S there. */
  asKeys?: boolean;
  /** Which of several slices in one picture it is. */
  slice?: number | null;
  /** How the tensor differs from the unedited run; null where it does not. */
  change?: Change | null;
  /** The numbers are differences: they diverge from zero, whatever the tensor. */
  difference?: boolean;
}

/** Looks at `tensor` (complete, with `filled` telling what is visible) as a matrix. */
export function viewOf(tensor: NamedTensor, options: ViewOptions = {}): MatrixView {
  const lie = options.lie ?? 'flat';
  const [down, across] = screenAxes(tensor.axes, lie);
  const base = tensor.axes.map((axis, i) => (i === down || i === across ? 0 : (options.at?.[axis] ?? 0)));
  const strides = tensor.shape.map((_, i) => tensor.shape.slice(i + 1).reduce((a, b) => a * b, 1));
  const index = (row: number, col: number): number[] =>
    base.map((fixed, i) => (i === down ? row : i === across ? col : fixed));
  const start = offsetOf(tensor.shape, base);
  const [rowStride, colStride] = [strides[down] ?? 0, strides[across] ?? 0];
  const offset = (row: number, col: number): number => start + row * rowStride + col * colStride;
  const labels = (axis: number): string[] => (axis < 0 ? [''] : labelsOf(tensor)[axis]!);
  const letter = (axis: string): string => (options.asKeys && axis === 'T' ? 'S' : axis);
  const scale = magnitude(tensor.data);
  const own = roleOf(tensor.path, tensor.name);
  const role = options.difference ? 'score' : own;
  return {
    tensor,
    symbol: options.symbol ?? tensor.name,
    role,
    axes: [down, across].map((axis) => letter(tensor.axes[axis] ?? '')) as [string, string],
    places: [down, across],
    rows: labels(down),
    cols: labels(across),
    transposed: lie === 'transposed',
    slice: options.slice ?? null,
    cut: false,
    scale,
    least: leastOf(tensor.data),
    parts: null,
    digits: isWhole(own) ? 0 : digitsFor(scale),
    value: (row, col) => tensor.data[offset(row, col)] ?? Number.NaN,
    was: (row, col) => changedFrom(options.change, offset(row, col)),
    filled: (row, col) => offset(row, col) < tensor.filled,
    index,
    locate: (at) =>
      at.every((place, i) => i === down || i === across || place === base[i])
        ? [down < 0 ? 0 : at[down]!, across < 0 ? 0 : at[across]!]
        : null,
  };
}
