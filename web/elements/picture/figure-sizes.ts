/** How large cells are and where lines break, so that a figure fits the room it has. All lengths in CSS pixels. */

import { formatNumber } from '../../engine/writing/format.js';
import type { MatrixView } from '../matrix/matrix-view.js';
import { captionOf } from '../shared/words.js';
import type { Block, Figure, Sign } from './figure.js';
import { viewsOf } from './figure.js';

export interface Sizes {
  cell: number;
  height: number;
  /** Width of row names. */
  names: number;
  /** Type size of numbers, and of row and column names. */
  digits: number;
  label: number;
  /** Height of column names; where `upright`, they stand upright because they would not fit across. */
  header: number;
  upright: boolean;
  /** True where cells are too many for numbers: every matrix of the figure is a field of colours. */
  dense: boolean;
}

/** What a figure has to fit. */
export interface Room {
  width: number;
  /** Infinite where the page scrolls. */
  height: number;
  /** Old numbers stand below new ones. */
  both: boolean;
  /** The largest type size to grow to. */
  largest: number;
}

/** Sides above this are drawn without numbers where a figure is shown whole. */
const TABLE_LIMIT = 32;

export const HEADER = 20;
/** Height of the line with the title of a matrix, and of the line below a field of colours that reads out a cell. */
export const CAPTION = 22;
const READING = 22;
/** Between the matrices of a product, and between the lines of a flow. */
export const ROW_GAP = 12;
/** Between the two columns of a product, and the least width of the left one where the sentence stands above it. */
const COLUMN_GAP = 28;
export const CORNER_WIDTH = 304;

/** A line of a flow: parts that stand side by side. */
export type Line = (Block | Sign)[];

/** Type sizes from the largest to the smallest readable one. */
export const TYPE = [20, 18, 16, 15, 14, 13, 12, 11, 10] as const;
/** The type size of text around; up to it, rows may be low and columns narrow. */
const USUAL = 13;
/** With the gap below it, a row that a finger can meet: 24 pixels. */
const LOWEST = 22;
export const TIGHT_TYPE = 11;
export const SMALLEST = 10;
/** Width of a sign where there is room, and where there is little. */
export const SIGN = 44;
export const TIGHT_SIGN = 28;
const TIGHT = 500;
/** The margin of row sums beside weights, with the gap before it. */
export const SUM = 56;
export const GAP = 2;
/** Between heads, once where they are cut and once where they are joined. */
const HEAD_GAP = 24;
const CHAR = 0.61;
const LABEL_CHAR = 0.57;
/** No column name is longer than this where it stands upright. */
const LONGEST_UPRIGHT = 72;

/** A vector in a field of colours is narrower than its name. */
const VECTOR = 64;

const longest = (labels: string[]): number => Math.max(0, ...labels.map((label) => label.length));

const LONGEST_SMALL = '0.0001';

/** How many characters the widest number of these matrices takes. */
export function charsOf(views: readonly MatrixView[]): number {
  return longest(
    views.flatMap(({ scale, least, digits }) => [
      formatNumber(-scale, digits),
      // Between zero and what has decimals, the longest way to write a number is its first digit, or its power of ten.
      ...(Number(least.toFixed(digits)) === 0 && least > 0 ? [formatNumber(-least, digits), `−${LONGEST_SMALL}`] : []),
    ]),
  );
}

/** Width of a matrix without its row names. */
function widthOf(view: MatrixView, cell: number): number {
  if (!view.axes[1] && cell < VECTOR / 2) return VECTOR;
  return view.cols.length * (cell + GAP) + (view.role === 'weights' && view.axes[1] ? SUM : 0);
}

/** About how wide a matrix's name and shape are on one line; it may run on over the sign beside it. */
const nameOf = (view: MatrixView): number => {
  const { axes, rows, cols } = view;
  const shape = axes[1] ? `${axes.join('×')} ${rows.length}×${cols.length}`.length * 7 + 16 : 8;
  return captionOf(view).length * 8.2 + shape;
};

/** Height of a matrix with its name and its column names. */
function heightOf(rows: number, { height, header, dense }: Sizes): number {
  return CAPTION + (dense ? READING : header + GAP) + rows * (height + (dense ? 0 : GAP));
}

/** Row and column names are a little smaller than large numbers and a little larger than small ones. */
export const labelSize = (digits: number): number =>
  digits > USUAL ? Math.round(digits * 0.9) : Math.min(12, digits + 1);

/** Heights of a row at a type size, from roomy to as low as a finger allows. */
export function rowHeights(digits: number, both: boolean): number[] {
  if (both) return [Math.round(digits * 2.5)];
  const roomy = digits * 2 + 4;
  if (digits > USUAL) return [roomy];
  const closer = [Math.round(digits * 1.7) + 2, digits + 8, digits + 6].map((height) => Math.max(LOWEST, height));
  return [...new Set([roomy, ...closer])];
}

/** About how wide a name is, in ems: short words may consist of wide letters alone. */
const emsOf = (label: string): number =>
  Math.max(
    label.length * LABEL_CHAR,
    [...label].reduce(
      (sum, letter) => sum + (/[mwMW]/.test(letter) ? 0.9 : /[fijlrtI.,]/.test(letter) ? 0.4 : 0.63),
      0,
    ),
  );

/** Row names are written a little larger than small numbers, but no longer than this many pixels at the usual size. */
export const namesWidth = (views: readonly MatrixView[], digits: number): number =>
  Math.min(
    104 * Math.max(1, digits / USUAL),
    Math.max(
      24,
      Math.max(0, ...views.flatMap((view) => view.rows.map(emsOf))) * labelSize(digits) + (digits > 10 ? 12 : 7),
    ),
  );

/** Every size worth trying for these matrices, from the largest type to the smallest readable one. */
function candidates(views: MatrixView[], { both, largest }: Room): Sizes[] {
  const chars = charsOf(views);
  const label = longest(views.flatMap((view) => view.cols)) * LABEL_CHAR;
  return TYPE.filter((digits) => digits <= largest).flatMap((digits) => {
    const type = labelSize(digits);
    const across = label * type + 8;
    const number = chars * digits * CHAR;
    const widths =
      digits > USUAL
        ? [Math.max(number + 14, 44, Math.min(72, across))]
        : digits > TIGHT_TYPE
          ? [Math.max(number + 12, 44, Math.min(72, across)), Math.max(number + 12, 40)]
          : [number + (digits === SMALLEST ? 2 : 5)];
    return widths.map(Math.round).flatMap((cell) => {
      const stands = cell < 46 && across > cell + 8;
      const headers = stands ? [Math.min(across, LONGEST_UPRIGHT) + 4, HEADER] : [Math.max(HEADER, type + 6)];
      return headers.flatMap((header) =>
        rowHeights(digits, both).map((height) => ({
          cell,
          height,
          names: namesWidth(views, digits),
          digits,
          label: type,
          header,
          upright: stands && header > HEADER,
          dense: false,
        })),
      );
    });
  });
}

/** One size for a figure that is too large for numbers: as wide as `cols` cells may be. */
function fieldSizes(cols: number, width: number): Sizes {
  const cell = Math.max(4, Math.min(12, Math.floor(width / cols)));
  return {
    cell: cell - GAP,
    height: cell,
    names: 0,
    digits: 11,
    label: 12,
    header: HEADER,
    upright: false,
    dense: true,
  };
}

/** Whether a matrix is drawn as a field of colours, without numbers, where it is shown whole. */
export const isLarge = (view: MatrixView): boolean => Math.max(view.rows.length, view.cols.length) > TABLE_LIMIT;

/** Height of a product with its names; where it is not `wide`, column names stand above the top operand alone. */
export function productHeight(
  { top, bias, left, result }: Figure & { kind: 'product' },
  sizes: Sizes,
  wide: boolean,
): number {
  const rows = (view: MatrixView) => heightOf(view.rows.length, sizes);
  const head = sizes.dense ? 0 : sizes.header + GAP;
  const middle = bias ? rows(bias) - head + ROW_GAP : 0;
  return rows(top) + middle + ROW_GAP + Math.max(rows(left), rows(result)) - (wide ? 0 : head);
}

export interface ProductSizes {
  sizes: Sizes;
  /** Whether the result has row names of its own. */
  names: boolean;
  fits: boolean;
}

/**
 * Sizes for a product. Where both row names do not fit, the result goes without.
 * @param wide whether the matrices stand apart, as they do where there is room
 * @param corner the least height of the upper row, where something stands in the corner beside the top operand; else 0
 */
export function productSizes(
  figure: Figure & { kind: 'product' },
  room: Room,
  wide: boolean,
  corner: (left: number) => number = () => 0,
): ProductSizes {
  const views = viewsOf(figure);
  const beside = (sizes: Sizes) => {
    const left = widthOf(figure.left, sizes.cell) + sizes.names;
    return corner(0) ? Math.max(CORNER_WIDTH, left) : left;
  };
  const width = (sizes: Sizes, names: boolean) =>
    beside(sizes) + widthOf(figure.result, sizes.cell) + (names ? sizes.names : 0) + (wide ? COLUMN_GAP : 8);
  // Row names of the top operand hang over the corner where the result has none.
  const low = (sizes: Sizes, names: boolean) =>
    productHeight(figure, sizes, wide) <= room.height &&
    corner(beside(sizes) - (names ? 0 : sizes.names)) <= heightOf(figure.top.rows.length, sizes);
  if (!views.some(isLarge)) {
    for (const sizes of candidates(views, room)) {
      if (width(sizes, false) > room.width) continue;
      const names = wide && width(sizes, true) <= room.width;
      if (low(sizes, names)) return { sizes, names, fits: true };
    }
  }
  const cols = figure.left.cols.length + figure.result.cols.length;
  return { sizes: fieldSizes(cols, room.width - COLUMN_GAP), names: false, fits: false };
}

/** True where a view has other rows than the result, so that the names beside the line are not its own. */
export const ownRows =
  (figure: Figure) =>
  (view: MatrixView): boolean =>
    view.axes[0] !== '' && view.rows.join('\n') !== figure.result.rows.join('\n');

function demand(line: Line, sizes: Sizes, own: (view: MatrixView) => boolean, sign: number): number {
  const wide = (view: MatrixView, at: number): number => {
    // Behind the last matrix there is no sign for its name to run on over.
    const named = sign > TIGHT_SIGN ? nameOf(view) - (at < line.length - 1 ? sign : 0) : 0;
    return Math.max(widthOf(view, sizes.cell), named) + (own(view) ? sizes.names : 0);
  };
  const parts = line.map((part, at) => (part.kind === 'sign' ? sign : wide(part.view, at)));
  return sizes.names + parts.reduce((a, b) => a + b, 0);
}

/** Fills lines greedily; a sign ends the line before, or begins the next where it does not fit, but never stands alone. */
function breakLines(parts: Line, fits: (line: Line) => boolean): Line[] {
  const lines: Line[] = [[]];
  for (const part of parts) {
    const line = lines.at(-1)!;
    const alone = line.length === 1 && line[0]!.kind === 'sign';
    if (line.length && !alone && !fits([...line, part])) lines.push([part]);
    else line.push(part);
  }
  return lines;
}

/** Wide enough for the longest sign, with room at both sides. */
const signWidth = (parts: Line): number =>
  Math.max(SIGN, longest(parts.map((part) => (part.kind === 'sign' ? part.text : ''))) * 6.8 + 12);

/** Where there is little room, a name has two lines. */
const SECOND_LINE = 16;

export function linesHeight(lines: Line[], sizes: Sizes, sign: number): number {
  const part = (each: Block | Sign): number => {
    if (each.kind === 'sign') return 0;
    const above = each.above.length * (CAPTION + sizes.height + GAP + 8);
    return above + heightOf(each.view.rows.length, sizes) + (sign <= TIGHT_SIGN ? SECOND_LINE : 0);
  };
  const heights = lines.map((line) => Math.max(...line.map(part)));
  return heights.reduce((sum, height) => sum + height, (lines.length - 1) * ROW_GAP);
}

export interface FlowLines {
  sizes: Sizes;
  lines: Line[];
  /** Width of a sign. */
  sign: number;
  fits: boolean;
}

/** Breaking a line costs as much as type that is this many pixels smaller. */
const BREAK = 1.5;

/** The largest type at which all lines fit; fewer lines count as larger type. */
export function flowLines(figure: Figure, parts: Line, room: Room): FlowLines {
  const own = ownRows(figure);
  const sign = room.width < TIGHT ? TIGHT_SIGN : signWidth(parts);
  const gaps = 'heads' in figure ? figure.heads.length * HEAD_GAP : 0;
  const views = viewsOf(figure);
  const broken = (sizes: Sizes): Line[] =>
    breakLines(parts, (line) => demand(line, sizes, own, sign) + gaps <= room.width);
  let best: FlowLines | null = null;
  let score = 0;
  if (!views.some(isLarge)) {
    for (const sizes of candidates(views, room)) {
      const lines = broken(sizes);
      const wide = lines.some((line) => demand(line, sizes, own, sign) > room.width);
      const worth = sizes.digits - BREAK * (lines.length - 1);
      if (wide || (best && worth <= score) || linesHeight(lines, sizes, sign) > room.height) continue;
      best = { sizes, lines, sign, fits: true };
      score = worth;
    }
  }
  if (best) return best;
  const sizes = fieldSizes(Math.max(...views.map((view) => view.cols.length)), room.width);
  return { sizes, lines: broken(sizes), sign, fits: false };
}
