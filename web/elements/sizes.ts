/** How large cells are and where lines break, so that a figure fits the room it has. All lengths in CSS pixels. */

import { formatNumber } from '../engine/format.js';
import type { Block, Figure, Sign } from './figure.js';
import { viewsOf } from './figure.js';
import type { MatrixView } from './matrix-view.js';

export interface Sizes {
  cell: number;
  height: number;
  /** Width of row names. */
  names: number;
  /** Type size of numbers. */
  digits: number;
  /** Height of column names; above `HEADER` they stand upright, because they would not fit across. */
  header: number;
  /** True where cells are too many for numbers: every matrix of the figure is a field of colours. */
  dense: boolean;
}

/** Sides above this are drawn without numbers. */
const TABLE_LIMIT = 32;

export const HEADER = 20;
/** Height of the line with the title of a matrix, and of the line below a field of colours that reads out a cell. */
export const CAPTION = 26;
const READING = 22;
/** Between the matrices of a product. */
const ROW_GAP = 12;

/** A line of a flow: parts that stand side by side. */
export type Line = (Block | Sign)[];

/** Type sizes from roomy to tight. */
export const TYPE = [13, 12, 11] as const;
/** Only on a phone, where it makes the whole picture fit. */
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

const LABEL = 6.8;
/** A vector in a field of colours is narrower than its name. */
const VECTOR = 64;

const longest = (labels: string[]): number => Math.max(0, ...labels.map((label) => label.length));

function chars(views: MatrixView[]): number {
  return longest(views.map((view) => formatNumber(-view.scale, view.digits)));
}

/** Width of a matrix without its row names. */
function widthOf(view: MatrixView, cell: number): number {
  if (!view.axes[1] && cell < VECTOR / 2) return VECTOR;
  return view.cols.length * (cell + GAP) + (view.role === 'weights' && view.axes[1] ? SUM : 0);
}

function demand(line: Line, sizes: Sizes, own: (view: MatrixView) => boolean, sign: number): number {
  const parts = line.map((part) =>
    part.kind === 'sign' ? sign : widthOf(part.view, sizes.cell) + (own(part.view) ? sizes.names : 0),
  );
  return sizes.names + parts.reduce((a, b) => a + b, 0);
}

/** Every size worth trying for these matrices, from the one that shows labels whole down to the smallest readable. */
function candidates(figure: Figure, room: number): Sizes[] {
  const views = viewsOf(figure);
  const label = longest(views.flatMap((view) => view.cols)) * LABEL + 8;
  const sizes = (digits: number, spare: number, least: number): Sizes => {
    const cell = Math.round(Math.max(chars(views) * digits * CHAR + spare, least));
    const upright = cell < 46 && label > cell + 8;
    const header = upright ? Math.min(label, 72) + 4 : HEADER;
    return {
      cell,
      height: digits * 2 + 4,
      names: namesWidth(figure, digits),
      digits,
      header,
      dense: false,
    };
  };
  const roomy = TYPE.slice(0, -1).flatMap((digits) => [
    sizes(digits, 12, Math.max(44, Math.min(72, label))),
    sizes(digits, 12, 40),
  ]);
  const tight = sizes(TYPE.at(-1)!, 5, 0);
  return [...roomy, tight, ...(room < TIGHT ? [sizes(SMALLEST, 2, 0)] : [])];
}

/** One size for a figure that is too large for numbers: as wide as `cols` cells may be. */
function fieldSizes(cols: number, room: number): Sizes[] {
  const cell = Math.max(4, Math.min(12, Math.floor(room / cols)));
  return [{ cell: cell - GAP, height: cell, names: 0, digits: 11, header: HEADER, dense: true }];
}

/** Whether a matrix is drawn as a field of colours, without numbers. */
export const isLarge = (view: MatrixView): boolean => Math.max(view.rows.length, view.cols.length) > TABLE_LIMIT;

/** Row names are written one pixel larger than the numbers, but not larger than usual. */
const namesWidth = (figure: Figure, digits: number): number =>
  Math.min(
    104,
    Math.max(24, longest(viewsOf(figure).flatMap((view) => view.rows)) * (digits + 1) * 0.57 + (digits > 10 ? 12 : 7)),
  );

/** Rows as low as a finger allows. */
const lower = (sizes: Sizes): Sizes => (sizes.dense ? sizes : { ...sizes, height: sizes.digits + 11 });

/** Height of a product with its names. */
export function productHeight({ top, bias, left, result }: Figure & { kind: 'product' }, sizes: Sizes): number {
  const own = sizes.dense ? READING : sizes.header + GAP;
  const rows = (view: MatrixView) => CAPTION + view.rows.length * (sizes.height + (sizes.dense ? 0 : GAP));
  const below = Math.max(rows(left), rows(result)) + own;
  return rows(top) + own + (bias ? rows(bias) + (sizes.dense ? READING : 0) + ROW_GAP : 0) + ROW_GAP + below;
}

/**
 * Sizes for a product. Where both row names do not fit, the result goes without; where nothing fits, the figure scrolls.
 * Rows are lower where there is little room, or where that makes the product fit or shows more of it.
 */
export function productSizes(
  figure: Figure & { kind: 'product' },
  room: number,
  high: number,
  roomy: boolean,
): { sizes: Sizes; names: boolean } {
  const views = viewsOf(figure);
  const cols = figure.left.cols.length + figure.result.cols.length;
  const all = views.some(isLarge) ? fieldSizes(cols, room - 28) : candidates(figure, room);
  const width = (sizes: Sizes, names: boolean) =>
    widthOf(figure.left, sizes.cell) +
    widthOf(figure.result, sizes.cell) +
    (names ? 2 : 1) * sizes.names +
    (roomy ? 28 : 8);
  const fitted = (sizes: Sizes) => (roomy && productHeight(figure, sizes) <= high ? sizes : lower(sizes));
  const both = roomy && all.find((sizes) => width(sizes, true) <= room);
  if (both) return { sizes: fitted(both), names: true };
  const one = all.find((sizes) => width(sizes, false) <= room);
  return { sizes: fitted(one ?? all.at(-1)!), names: false };
}

/** True where a view has other rows than the result, so that the names beside the line are not its own. */
export const ownRows =
  (figure: Figure) =>
  (view: MatrixView): boolean =>
    view.axes[0] !== '' && view.rows.join('\n') !== figure.result.rows.join('\n');

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
  Math.max(SIGN, longest(parts.map((part) => (part.kind === 'sign' ? part.text : ''))) * LABEL + 12);

/** The largest size that needs the fewest lines. More than one line is drawn lower, so that all can be seen. */
export function flowLines(figure: Figure, parts: Line, room: number): { sizes: Sizes; lines: Line[]; sign: number } {
  const own = ownRows(figure);
  const sign = room < TIGHT ? TIGHT_SIGN : signWidth(parts);
  const gaps = 'heads' in figure ? figure.heads.length * HEAD_GAP : 0;
  const views = viewsOf(figure);
  const widest = Math.max(...views.map((view) => view.cols.length));
  const all = views.some(isLarge) ? fieldSizes(widest, room) : candidates(figure, room);
  const tried = all.map((sizes) => ({
    sizes,
    lines: breakLines(parts, (line) => demand(line, sizes, own, sign) + gaps <= room),
  }));
  const fewest = Math.min(...tried.map(({ lines }) => lines.length));
  const { sizes, lines } = tried.find((each) => each.lines.length === fewest)!;
  return { sizes: lines.length > 1 ? lower(sizes) : sizes, lines, sign };
}
