/** How large cells are and where lines break, so that a figure fits the room it has. All lengths in CSS pixels. */
import type { Block, Figure, Sign } from './figure.js';
import { viewsOf } from './figure.js';
import { formatNumber } from '../engine/format.js';
import type { MatrixView } from './matrix-view.js';
import { titleOf } from './words.js';

export interface Sizes {
  cell: number;
  height: number;
  /** Width of row names. */
  names: number;
  /** Type size of numbers. */
  digits: number;
}

/** A line of a flow: parts that stand side by side. */
export type Line = (Block | Sign)[];

/** Type sizes from roomy to tight. */
const TYPE = [13, 12, 11] as const;
const SIGN = 44;
/** A vector drawn as a column is this wide, so that its name fits. */
export const VECTOR = 76;
/** The margin of row sums beside weights. */
const SUM = 56;
const GAP = 2;
const CHAR = 0.62;

const longest = (labels: string[]): number => Math.max(0, ...labels.map((label) => label.length));

function chars(views: MatrixView[]): number {
  return longest(views.map((view) => formatNumber(-view.scale, view.digits)));
}

/** Width of a matrix without its row names. */
function widthOf(view: MatrixView, cell: number): number {
  if (!view.axes[1]) return Math.max(cell, VECTOR);
  const title = titleOf(view.tensor).length * 8;
  const sum = view.role === 'weights' ? SUM : 0;
  return Math.max(view.cols.length * (cell + GAP) + sum, title);
}

function demand(line: Line, sizes: Sizes, own: (view: MatrixView) => boolean): number {
  const parts = line.map((part) =>
    part.kind === 'sign' ? SIGN : widthOf(part.view, sizes.cell) + (own(part.view) ? sizes.names : 0),
  );
  return sizes.names + parts.reduce((a, b) => a + b, 0);
}

/** Every size worth trying for these matrices, from the one that shows labels whole down to the smallest readable. */
function candidates(views: MatrixView[], names: number): Sizes[] {
  const label = Math.min(72, longest(views.flatMap((view) => view.cols)) * 6.8 + 8);
  return TYPE.flatMap((digits) => {
    const need = chars(views) * digits * CHAR + (digits === 11 ? 7 : 12);
    const height = digits * 2 + 4;
    const wide = { cell: Math.round(Math.max(need, label, 44)), height, names, digits };
    return digits === 11 ? [{ ...wide, cell: Math.round(need) }] : [wide, { ...wide, cell: Math.round(Math.max(need, 40)) }];
  });
}

const namesWidth = (figure: Figure): number =>
  Math.min(104, Math.max(20, longest(figure.result.rows) * 6.6 + 12));

/** Sizes for a product: both rows of matrices must fit `room`, else the smallest are taken and the figure scrolls. */
export function productSizes(figure: Figure & { kind: 'product' }, room: number, names: boolean): Sizes {
  const all = candidates(viewsOf(figure), namesWidth(figure));
  const fits = (sizes: Sizes) => widthOf(figure.left, sizes.cell) + widthOf(figure.result, sizes.cell) + (names ? 2 : 1) * sizes.names + 28 <= room;
  return all.find(fits) ?? all.at(-1)!;
}

/** True where a view has other rows than the result, so that the names beside the line are not its own. */
export const ownRows = (figure: Figure) => (view: MatrixView): boolean =>
  view.axes[0] !== '' && view.rows.join('\n') !== figure.result.rows.join('\n');

/** Breaks a flow into lines; a sign ends the line before. One line is tried with every size first. */
export function flowLines(figure: Figure, parts: Line, room: number): { sizes: Sizes; lines: Line[] } {
  const own = ownRows(figure);
  const all = candidates(viewsOf(figure), namesWidth(figure));
  const one = all.find((sizes) => demand(parts, sizes, own) <= room);
  if (one) return { sizes: one, lines: [parts] };
  const widest = Math.max(...viewsOf(figure).map((view) => view.cols.length));
  const roomy = all.find((each) => widest * (each.cell + GAP) + each.names + SIGN <= room) ?? all.at(-1)!;
  const sizes = { ...roomy, height: roomy.digits + 11 };
  const lines: Line[] = [[]];
  for (const part of parts) {
    const line = lines.at(-1)!;
    if (part.kind === 'matrix' && line.length && demand([...line, part], sizes, own) > room) lines.push([part]);
    else line.push(part);
  }
  return { sizes, lines };
}
