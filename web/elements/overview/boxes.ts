/** Tensors as tiles: how large each is drawn, and how those of one step or one head stand to one another. Lengths are world pixels. */
import { isHeadAxis } from '../../engine/head-axis.js';
import type { Drawn } from './model-graph.js';

export interface Point {
  x: number;
  y: number;
}

/** A picture of one tensor, or of one head of it. */
export interface Tile {
  drawn: Drawn;
  head: number | null;
  rows: number;
  cols: number;
  x: number;
  y: number;
  w: number;
  h: number;
  /** A small name above it; empty within a head, whose caption says it. */
  caption: string;
}

/** Tiles placed from a corner of their own. */
export interface Box {
  w: number;
  h: number;
  tiles: Tile[];
}

/** Above a tile with a name. */
export const CAPTION = 15;
export const GAP = 14;
const TIGHT = 4;
/** A cell is never larger than this. */
const CELL = 11;
const WIDE = 110;
const WIDEST = 190;
const HIGH = 72;
/** Side of a head in a folded layer. */
const FOLDED = 30;
/** Side of the picture of one head, by how many there are. */
const HEAD_SIDES: [number, number][] = [
  [2, 120],
  [4, 104],
  [8, 76],
  [Number.POSITIVE_INFINITY, 56],
];

const byHead = ({ axes }: Drawn): boolean => isHeadAxis(axes[0]);
const isPairs = ({ axes }: Drawn): boolean => axes.at(-1) === 'S' && axes.at(-2) === 'T';

/** Rows and columns on the screen; a vector is a column. */
function extent({ axes, shape }: Drawn): { rows: number; cols: number } {
  const inner = isHeadAxis(axes[0]) ? shape.slice(1) : shape;
  return { rows: inner[0] ?? 1, cols: inner[1] ?? 1 };
}

/** Side of a cell where rows are tokens and columns the width of the model: the same along the whole stream. */
export function streamCell(tokens: number, width: number): number {
  return Math.min(CELL, WIDE / width, HIGH / tokens);
}

function tile(drawn: Drawn, head: number | null, cell: number, caption: string): Tile {
  const { rows, cols } = extent(drawn);
  return { drawn, head, rows, cols, x: 0, y: caption ? CAPTION : 0, w: cols * cell, h: rows * cell, caption };
}

/** About how wide a caption is. */
const written = (caption: string): number => caption.length * 7.5;

const boxOf = (one: Tile): Box => ({ w: Math.max(one.w, written(one.caption)), h: one.y + one.h, tiles: [one] });

const moved = ({ tiles }: Box, x: number, y: number): Tile[] =>
  tiles.map((one) => ({ ...one, x: one.x + x, y: one.y + y }));

/** A box whose tiles end where a room of this width does; what they say may reach beyond. */
export function toTheRight(box: Box, width: number): Box {
  const end = Math.max(0, ...box.tiles.map(({ x, w }) => x + w));
  return { ...box, tiles: moved(box, width - end, 0) };
}

/** One below the other, or side by side. */
export function stack(boxes: Box[], down: boolean, gap = GAP): Box {
  const tiles: Tile[] = [];
  let at = 0;
  for (const box of boxes) {
    tiles.push(...moved(box, down ? 0 : at, down ? at : 0));
    at += (down ? box.h : box.w) + gap;
  }
  const long = Math.max(0, at - gap);
  const across = Math.max(0, ...boxes.map((box) => (down ? box.w : box.h)));
  return { w: down ? across : long, h: down ? long : across, tiles };
}

/** A tensor without heads. */
export function plainBox(drawn: Drawn, caption: string, tokens: number, width: number): Box {
  const { rows, cols } = extent(drawn);
  const cell = Math.min(streamCell(tokens, width), WIDEST / cols, HIGH / rows);
  return boxOf(tile(drawn, null, cell, caption));
}

/** Which head of a tensor is drawn. */
type HeadOf = (drawn: Drawn) => number;

/** Small tiles one below the other, together as high as the picture beside them. */
function pile(parts: Drawn[], at: HeadOf, high: number): Box {
  const room = (high - TIGHT * (parts.length - 1)) / Math.max(1, parts.length);
  const tiles = parts.map((drawn) => {
    const { rows, cols } = extent(drawn);
    return boxOf(tile(drawn, at(drawn), Math.min(CELL, room / rows, (2 * room) / cols), ''));
  });
  return stack(tiles, true, TIGHT);
}

/** One head: what goes in, the pairs on the way, the last of the pairs large, what comes out. */
function card(parts: Drawn[], at: HeadOf, side: number, caption: string): Box {
  const pairs = parts.filter(isPairs);
  const main = pairs.at(-1);
  const first = main ? parts.findIndex(isPairs) : parts.length;
  const before = parts.slice(0, first).filter((one) => !isPairs(one));
  const after = parts.slice(first).filter((one) => !isPairs(one));
  const extents = main ? extent(main) : { rows: 1, cols: 1 };
  const cell = Math.min(2 * CELL, side / Math.max(extents.rows, extents.cols));
  const high = main ? extents.rows * cell : side;
  const boxes = [pile(before, at, high), pile(pairs.slice(0, -1), at, high)];
  if (main) boxes.push(boxOf(tile(main, at(main), cell, '')));
  boxes.push(pile(after, at, high));
  const row = stack(
    boxes.filter(({ tiles }) => tiles.length),
    false,
    TIGHT,
  );
  const tiles = moved(row, 0, CAPTION);
  if (tiles[0]) tiles[0] = { ...tiles[0], caption };
  return { w: Math.max(row.w, written(caption)), h: row.h + CAPTION, tiles };
}

/** All heads of one attention, side by side in rows. What heads share stands with the first of them. */
function heads(parts: Drawn[], captionOf: (head: number) => string, columns: number): Box {
  const count = Math.max(...parts.map(({ shape }) => shape[0]!));
  const side = HEAD_SIDES.find(([most]) => count <= most)![1];
  const cards = Array.from({ length: count }, (_, head) => {
    const place = ({ shape }: Drawn) => (head * shape[0]!) / count;
    const own = parts.filter((one) => Number.isInteger(place(one)));
    return card(own, place, side, captionOf(head));
  });
  const rows: Box[] = [];
  for (let at = 0; at < count; at += columns) rows.push(stack(cards.slice(at, at + columns), false, GAP));
  return stack(rows, true, GAP - 4);
}

/** Which tensors stand together: those with heads in one piece, of the others those of one step. */
function groupsOf(drawn: Drawn[]): Drawn[][] {
  const groups: Drawn[][] = [];
  for (const one of drawn) {
    const last = groups.at(-1)?.[0];
    const together =
      last && (byHead(one) ? byHead(last) : !byHead(last) && last.leaf === one.leaf && sameExtent(last, one));
    if (together) groups.at(-1)!.push(one);
    else groups.push([one]);
  }
  return groups;
}

function sameExtent(a: Drawn, b: Drawn): boolean {
  return a.axes.at(-1) === b.axes.at(-1) && a.axes.length === b.axes.length;
}

export interface Captions {
  of(drawn: Drawn): string;
  slice(drawn: Drawn, head: number): string;
}

/** How the tiles of a lane are drawn. */
export interface Measures {
  /** Rows and columns of the residual stream. */
  tokens: number;
  width: number;
  /** Heads side by side. */
  columns: number;
  captions: Captions;
}

/** The boxes of a branch in the order of the program, each with what is computed side by side. */
export function boxesOf(drawn: Drawn[], { tokens, width, columns, captions }: Measures, down: boolean): Box[] {
  return groupsOf(drawn).map((group) =>
    byHead(group[0]!)
      ? heads(group, (head) => captions.slice(group[0]!, head), columns)
      : stack(
          group.map((one) => plainBox(one, captions.of(one), tokens, width)),
          down,
        ),
  );
}

/** A folded layer: the last pairs of every head. */
export function foldedBox(drawn: Drawn[], columns: number): Box {
  const pairs = drawn.filter((one) => isPairs(one) && byHead(one));
  const main = pairs.at(-1);
  if (!main) return { w: 0, h: 0, tiles: [] };
  const count = main.shape[0]!;
  const { rows, cols } = extent(main);
  const cell = FOLDED / Math.max(rows, cols);
  const all = Array.from({ length: count }, (_, head) => boxOf(tile(main, head, cell, '')));
  const lines: Box[] = [];
  for (let at = 0; at < count; at += columns) lines.push(stack(all.slice(at, at + columns), false, TIGHT));
  return stack(lines, true, TIGHT);
}
