/** Cells from close by: their numbers, the names of rows and columns, and from closest their arithmetic. */
import { digitsFor, formatNumber } from '../../engine/writing/format.js';
import { labelsOf } from '../matrix/matrix-view.js';
import type { Tile } from './boxes.js';
import type { Rect } from './camera.js';
import type { Colours } from './colours.js';
import type { TilePictures } from './tile-pictures.js';

/** Window pixels of a cell from which its number is written, and from which its arithmetic is. */
export const NUMBERS = 30;
const ARITHMETIC = 150;

export class CellPainter {
  private readonly context: CanvasRenderingContext2D;
  private readonly pictures: TilePictures;
  private readonly colours: Colours;
  private readonly zoom: number;

  constructor(context: CanvasRenderingContext2D, pictures: TilePictures, colours: Colours, zoom: number) {
    this.context = context;
    this.pictures = pictures;
    this.colours = colours;
    this.zoom = zoom;
  }

  /** The cells of a tile that are in sight, and a line around the row of the followed token. */
  draw(tile: Tile, seen: Rect, token: number): void {
    const cell = tile.w / tile.cols;
    const rows = span(tile.rows, (seen.y - tile.y) / cell, (seen.y + seen.h - tile.y) / cell);
    const cols = span(tile.cols, (seen.x - tile.x) / cell, (seen.x + seen.w - tile.x) / cell);
    for (const row of rows) for (const col of cols) this.cell(tile, row, col);
    this.names(tile, rows, cols, cell);
    this.context.textAlign = 'left';
    if (token >= tile.rows || !tile.drawn.axes.includes('T')) return;
    this.outline({ x: tile.x, y: tile.y + token * cell, w: tile.w, h: cell }, this.colours.named['mark-line'], 2);
  }

  private outline({ x, y, w, h }: Rect, colour: string, width: number): void {
    this.context.strokeStyle = colour;
    this.context.lineWidth = width / this.zoom;
    this.context.strokeRect(x, y, w, h);
  }

  private cell(tile: Tile, row: number, col: number): void {
    const { context } = this;
    const { tensor, scale } = this.pictures.of(tile.drawn.path);
    const { offset, made } = this.pictures.slice(tile);
    const side = tile.w / tile.cols;
    const box = { x: tile.x + col * side, y: tile.y + row * side, w: side, h: side };
    this.outline(box, this.colours.named['cell-line'], 0.5);
    const at = row * tile.cols + col;
    if (at >= made) return;
    const value = tensor.data[offset + at]!;
    const size = Math.min(side / 3, 18 / this.zoom);
    context.fillStyle = this.colours.named[this.pictures.isDeep(tile.drawn.path, value) ? 'cell-ink-deep' : 'cell-ink'];
    context.font = `${size}px ${this.colours.mono}`;
    context.textAlign = 'center';
    context.fillText(formatNumber(value, digitsFor(scale)), box.x + side / 2, box.y + side / 2 + size * 0.35);
    if (side * this.zoom >= ARITHMETIC) this.arithmetic(tile, row, col, box);
  }

  private arithmetic(tile: Tile, row: number, col: number, box: Rect): void {
    const { context } = this;
    const { text } = this.pictures.session.explain(tile.drawn.path, indexIn(tile, row, col));
    const size = 11 / this.zoom;
    context.font = `${size}px ${this.colours.mono}`;
    const perLine = Math.max(8, Math.floor((box.w * 0.92) / (size * 0.61)));
    const lines = wrapped(text, perLine).slice(0, Math.floor((box.h * 0.36) / (size * 1.25)));
    for (const [i, line] of lines.entries()) {
      context.fillText(line, box.x + box.w / 2, box.y + box.h * 0.68 + i * size * 1.25);
    }
  }

  private names(tile: Tile, rows: number[], cols: number[], cell: number): void {
    const { context } = this;
    const { tensor } = this.pictures.of(tile.drawn.path);
    const labels = labelsOf(tensor).slice(tile.head === null ? 0 : 1);
    const size = Math.min(cell / 3.2, 13 / this.zoom);
    context.font = `${size}px ${this.colours.sans}`;
    context.fillStyle = this.colours.named['ink-soft'];
    context.textAlign = 'right';
    for (const row of rows) {
      context.fillText(labels[0]?.[row] ?? '', tile.x - size / 2, tile.y + (row + 0.5) * cell + size / 3);
    }
    context.textAlign = 'center';
    for (const col of cols) context.fillText(labels[1]?.[col] ?? '', tile.x + (col + 0.5) * cell, tile.y - size / 2);
  }
}

/** The place of a tile's cell in its tensor. */
export function indexIn({ drawn, head }: Tile, row: number, col: number): number[] {
  if (drawn.shape.length === 1) return [row];
  return head === null ? [row, col] : [head, row, col];
}

function span(count: number, from: number, to: number): number[] {
  const first = Math.max(0, Math.floor(from));
  return Array.from({ length: Math.max(0, Math.min(count, Math.ceil(to)) - first) }, (_, i) => first + i);
}

/** Cut into lines at spaces. */
function wrapped(text: string, most: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length > most && lines.at(-1)) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
