/** The picture of a step as SVG: the same matrices, sizes and places as on the screen, without a document. */

import { shortened } from '../../engine/reading/graphemes.js';
import { formatNumber } from '../../engine/writing/format.js';
import type { Cell, MatrixView } from '../matrix/matrix-view.js';
import { isWhole } from '../matrix/roles.js';
import type { Block, Figure, Sign } from '../picture/figure.js';
import { flowLines, GAP, ownRows, productSizes, type Room, SIGN, type Sizes, SUM } from '../picture/figure-sizes.js';

/** Colours as any program for pictures knows them: `#rrggbb`. */
export interface Paint {
  surface: string;
  ink: string;
  soft: string;
  hatch: string;
  mark: string;
  /** A cell by its share of the full colour, -1 to 1, and the number on it. */
  cell(view: MatrixView, share: number): { fill: string; ink: string };
  /** The colour of a matrix' name. */
  name(view: MatrixView): string;
}

export interface Picture {
  figure: Figure;
  /** What stands above: where we are, and what happens. */
  title: string;
  cell: Cell | null;
  operands: readonly Cell[];
  sums: ReadonlyMap<string, Float32Array>;
  /** What a matrix is called, and the word over row sums. */
  name(view: MatrixView): string;
  sumsName: string;
  paint: Paint;
}

/** Room for the figure, in CSS pixels, with type of the usual size. */
const ROOM: Room = { width: 1200, height: Number.POSITIVE_INFINITY, both: false, largest: 13 };
const MARGIN = 24;
const TITLE = 40;
const CAPTION = 26;
const BLOCK_GAP = 24;
/** Shades of a field without numbers. */
const SHADES = 16;

const SANS = 'system-ui, sans-serif';
const MONO = 'ui-monospace, Menlo, Consolas, monospace';

/** Text of a scene as XML may hold it. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const cut = (text: string, room: number, char: number): string => shortened(text, Math.max(2, Math.floor(room / char)));

interface Box {
  width: number;
  height: number;
}

class Drawing {
  readonly parts: string[] = [];
  readonly #picture: Picture;
  readonly #sizes: Sizes;

  constructor(picture: Picture, sizes: Sizes) {
    this.#picture = picture;
    this.#sizes = sizes;
  }

  text(x: number, y: number, text: string, { fill = '', size = 12, anchor = 'start', extra = '' } = {}): void {
    const colour = fill || this.#picture.paint.soft;
    this.parts.push(
      `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}" text-anchor="${anchor}"${extra}>${escaped(text)}</text>`,
    );
  }

  #rect(x: number, y: number, width: number, height: number, rest: string): void {
    this.parts.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" ${rest}/>`);
  }

  /** How much room a matrix takes, row names included where it has them. */
  box(view: MatrixView, names: boolean): Box {
    const { cell, height, header, names: room } = this.#sizes;
    const sums = this.#picture.sums.has(view.tensor.path) && view.axes[1] ? SUM : 0;
    const width = (names ? room : 0) + view.cols.length * (cell + GAP) + sums;
    return { width: Math.max(width, 64), height: CAPTION + header + view.rows.length * (height + GAP) };
  }

  matrix(view: MatrixView, x: number, y: number, names: boolean): void {
    const { cell, height, header, names: room, dense } = this.#sizes;
    const left = x + (names ? room : 0);
    const top = y + CAPTION + header;
    const { name, paint } = this.#picture;
    const shape = view.axes[1]
      ? `  ${view.axes.filter(Boolean).join('×')} ${view.rows.length}×${view.cols.length}`
      : '';
    this.parts.push(
      `<text x="${left}" y="${y + 16}" font-size="13" font-weight="600" fill="${paint.name(view)}">${escaped(name(view))}<tspan font-weight="400" font-size="11" fill="${paint.soft}">${escaped(shape)}</tspan></text>`,
    );
    if (dense) {
      this.#field(view, left, top);
      return;
    }
    if (view.axes[1]) {
      for (const [col, label] of view.cols.entries()) this.#column(label, left + col * (cell + GAP), top);
    }
    view.rows.forEach((label, row) => {
      const middle = top + row * (height + GAP) + height / 2 + 4;
      if (names) this.text(left - 8, middle, cut(label, room - 8, 6.6), { anchor: 'end' });
      const line = top + row * (height + GAP);
      for (const col of view.cols.keys()) this.#cell(view, row, col, left + col * (cell + GAP), line);
      this.#sum(view, row, left + view.cols.length * (cell + GAP) + SUM - 8, middle);
    });
    if (this.#picture.sums.has(view.tensor.path) && view.axes[1]) {
      const end = left + view.cols.length * (cell + GAP) + SUM - 8;
      this.text(end, top - 6, this.#picture.sumsName, { anchor: 'end', size: 11 });
    }
  }

  #column(label: string, x: number, top: number): void {
    const { cell, header } = this.#sizes;
    const upright = this.#sizes.upright && label.length > 3;
    const middle = x + cell / 2;
    if (!upright) this.text(middle, top - 6, cut(label, cell + GAP, 6.6), { anchor: 'middle' });
    else
      this.text(middle + 4, top - 4, cut(label, header, 6.6), {
        extra: ` transform="rotate(-90 ${middle + 4} ${top - 4})"`,
      });
  }

  #sum(view: MatrixView, row: number, end: number, y: number): void {
    const sums = view.axes[1] ? this.#picture.sums.get(view.tensor.path) : undefined;
    if (!sums || !view.filled(row, view.cols.length - 1)) return;
    this.text(end, y, formatNumber(sums[row] as number, 2), { anchor: 'end', extra: ` font-family="${MONO}"` });
  }

  #cell(view: MatrixView, row: number, col: number, x: number, y: number): void {
    const { cell, height, digits } = this.#sizes;
    const { paint } = this.#picture;
    const value = view.value(row, col);
    const filled = view.filled(row, col);
    const masked = value === -Infinity || (view.role === 'mask' && value === 0);
    const heat = !isWhole(view.role) && Number.isFinite(value) && view.scale > 0;
    const look = paint.cell(view, heat ? Math.max(-1, Math.min(1, value / view.scale)) : 0);
    const fill = filled && !masked ? look.fill : 'url(#hatch)';
    this.#rect(x, y, cell, height, `rx="3" fill="${fill}" ${this.#edge(view, row, col)}`);
    if (!filled) return;
    const extra = ` font-family="${MONO}"${this.#isOn(view, row, col) ? ' font-weight="700"' : ''}`;
    const ink = masked ? paint.soft : look.ink;
    this.text(x + cell - 4, y + height / 2 + digits * 0.35, formatNumber(value, view.digits), {
      fill: ink,
      size: digits,
      anchor: 'end',
      extra,
    });
  }

  #isOn(view: MatrixView, row: number, col: number): boolean {
    const { cell } = this.#picture;
    const at = cell?.path === view.tensor.path ? view.locate(cell.index) : null;
    return at !== null && at[0] === row && at[1] === col;
  }

  /** The outline of the chosen cell, and of the cells it was made of. */
  #edge(view: MatrixView, row: number, col: number): string {
    const { operands, paint } = this.#picture;
    if (this.#isOn(view, row, col)) return `stroke="${paint.ink}" stroke-width="2.5"`;
    const marked = operands.some(({ path, index }) => {
      const at = path === view.tensor.path ? view.locate(index) : null;
      return at !== null && at[0] === row && at[1] === col;
    });
    return marked ? `stroke="${paint.mark}" stroke-width="2"` : `stroke="${paint.hatch}" stroke-width="1"`;
  }

  /** Colours without numbers: all cells of one shade are one path. */
  #field(view: MatrixView, left: number, top: number): void {
    const { cell, height } = this.#sizes;
    const paths = new Map<string, string[]>();
    view.rows.forEach((_, row) => {
      view.cols.forEach((_, col) => {
        const value = view.value(row, col);
        const shown = view.filled(row, col) && Number.isFinite(value);
        const share = shown && view.scale > 0 ? Math.round((value / view.scale) * SHADES) / SHADES : 0;
        const fill = shown ? this.#picture.paint.cell(view, share).fill : 'url(#hatch)';
        const path = paths.get(fill) ?? [];
        path.push(`M${left + col * (cell + GAP)} ${top + row * (height + GAP)}h${cell}v${height}h${-cell}z`);
        paths.set(fill, path);
      });
    });
    for (const [fill, path] of paths) this.parts.push(`<path fill="${fill}" d="${path.join('')}"/>`);
  }

  sign({ text, arrow }: Sign, x: number, y: number): void {
    const { soft } = this.#picture.paint;
    this.text(x, arrow ? y - 8 : y + 5, text, { size: 14, anchor: 'middle' });
    if (arrow) {
      this.parts.push(`<path d="M${x - 12} ${y + 4}h22m-4 -3l4 3l-4 3" fill="none" stroke="${soft}"/>`);
    }
  }
}

function product(picture: Picture, figure: Figure & { kind: 'product' }): { drawing: Drawing; box: Box } {
  const { sizes } = productSizes(figure, ROOM, true);
  const drawing = new Drawing(picture, sizes);
  const { left, top, bias, result } = figure;
  const column = MARGIN + drawing.box(left, true).width + BLOCK_GAP;
  let y = MARGIN + TITLE;
  for (const view of bias ? [top, bias] : [top]) {
    drawing.matrix(view, column, y, true);
    y += drawing.box(view, true).height + BLOCK_GAP / 2;
  }
  drawing.matrix(left, MARGIN, y, true);
  drawing.matrix(result, column, y, true);
  const [above, below] = [drawing.box(top, true), drawing.box(result, true)];
  const height = y + Math.max(drawing.box(left, true).height, below.height);
  return { drawing, box: { width: column + Math.max(above.width, below.width), height } };
}

function flow(picture: Picture, figure: Figure, parts: (Block | Sign)[]): { drawing: Drawing; box: Box } {
  const { sizes, lines } = flowLines(figure, parts, ROOM);
  const drawing = new Drawing(picture, sizes);
  const own = ownRows(figure);
  let width = 0;
  let y = MARGIN + TITLE;
  for (const line of lines) {
    const blocks = line.filter((part) => part.kind === 'matrix');
    const above = (block: Block) => block.above.reduce((sum, view) => sum + drawing.box(view, false).height + GAP, 0);
    const rise = Math.max(0, ...blocks.map(above));
    const tall = Math.max(0, ...blocks.map(({ view }) => drawing.box(view, false).height));
    const first = blocks.find(({ view }) => !own(view)) ?? blocks[0];
    let x = MARGIN;
    for (const part of line) {
      if (part.kind === 'sign') {
        drawing.sign(part, x + SIGN / 2, y + rise + tall / 2 + CAPTION / 2);
        x += SIGN;
        continue;
      }
      const names = part === first || own(part.view);
      const shift = names ? sizes.names : 0;
      let from = y + rise - above(part);
      for (const view of part.above) {
        drawing.matrix(view, x + shift, from, false);
        from += drawing.box(view, false).height + GAP;
      }
      drawing.matrix(part.view, x, y + rise, names);
      x += drawing.box(part.view, names).width + ('heads' in figure ? BLOCK_GAP : 0);
    }
    width = Math.max(width, x);
    y += rise + tall + BLOCK_GAP;
  }
  return { drawing, box: { width, height: y - BLOCK_GAP } };
}

/** What stands in a line: heads are matrices like others. */
function partsOf(figure: Exclude<Figure, { kind: 'product' }>): (Block | Sign)[] {
  if ('parts' in figure) return figure.parts;
  const heads = figure.heads.map(block);
  if (!('whole' in figure)) return heads;
  const arrow: Sign = { kind: 'sign', text: '', arrow: true };
  return figure.split ? [block(figure.whole), arrow, ...heads] : [...heads, arrow, block(figure.whole)];
}

const block = (view: MatrixView): Block => ({ kind: 'matrix', view, above: [] });

/** The picture as the text of an SVG file. */
export function pictureSvg(picture: Picture): string {
  const { figure, paint, title } = picture;
  const { drawing, box } =
    figure.kind === 'product' ? product(picture, figure) : flow(picture, figure, partsOf(figure));
  const width = Math.ceil(Math.max(box.width, 320) + MARGIN);
  const height = Math.ceil(box.height + MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${SANS}">`,
    `<title>${escaped(title)}</title>`,
    `<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="${paint.surface}"/><rect width="1.5" height="6" fill="${paint.hatch}"/></pattern></defs>`,
    `<rect width="${width}" height="${height}" fill="${paint.surface}"/>`,
    `<text x="${MARGIN}" y="${MARGIN + 16}" font-size="16" font-weight="600" fill="${paint.ink}">${escaped(cut(title, width - 2 * MARGIN, 8.4))}</text>`,
    ...drawing.parts,
    '</svg>\n',
  ].join('\n');
}
