import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { atFrame } from './after-frame.js';
import type { AttendField } from './attend-field.js';
import type { AttendMatrix } from './attend-matrix.js';
import { begin, bring, EDGE, spareOf } from './bring.js';
import { allViewsOf, type Figure, type Sign } from './figure.js';
import { KeptMatrices } from './kept-matrices.js';
import { lengthsOf } from './lengths.js';
import type { Cell, MatrixView } from './matrix-view.js';
import { pictureSheet } from './picture-sheet.js';
import { base } from './sheets.js';
import { CAPTION, flowLines, HEADER, type Line, ownRows, productHeight, productSizes, type Sizes } from './sizes.js';
import { say } from './words.js';

/** Below this width the sentence stands above the picture instead of in its corner. */
const CORNER = 700;
/** --attend-size-m at a root of 16 px. */
const TYPE_SIZE = 15;

const block = (view: MatrixView) => ({ kind: 'matrix' as const, view, above: [] });

/**
 * The matrices of one step, laid out as the operation is. What is slotted stands in the free corner of a product, else above;
 * what is slotted as `foot`, below.
 *
 * @fires attend-cell, attend-ask - from the matrices
 */
export class AttendPicture extends LitElement {
  static override properties = {
    figure: { attribute: false },
    cell: { attribute: false },
    operands: { attribute: false },
    written: { attribute: false },
    both: { type: Boolean },
    sums: { attribute: false },
    held: { type: Boolean, reflect: true },
    above: { type: Boolean },
    room: { state: true },
    high: { state: true },
    over: { state: true },
    zoom: { state: true },
  };

  figure: Figure | null = null;
  /** The chosen cell and the cells it was made of. */
  cell: Cell | null = null;
  operands: readonly Cell[] = [];
  /** Whether a cell was written by hand. */
  written: readonly Cell[] = [];
  /** Old numbers below new ones. */
  both = false;
  /** Row sums by path of tensor, for the slice on the screen. */
  sums: ReadonlyMap<string, Float32Array> = new Map();
  /** The picture scrolls in itself, below the sentence; else it is as high as it needs to be. */
  held = false;
  /** What is slotted never stands in a corner: all around scrolls, and it stays. */
  above = false;
  private room = 0;
  private high = Number.POSITIVE_INFINITY;
  /** Something has to scroll sideways. */
  private over = false;
  /** How much larger than usual the type around is; sizes are worked out for the usual and grow with it. */
  private zoom = 1;
  private sizes: Sizes | null = null;
  private readonly matrices = new KeptMatrices();
  /** Width of a sign between matrices; null where there is none. */
  private signs: number | null = null;
  // A frame later: WebKit tells of a loop where what is observed is drawn anew while it is observed.
  private readonly watcher = new ResizeObserver(() => requestAnimationFrame(() => atFrame(this.look, this.fit)));
  private readonly look = (): { room: number; high: number; zoom: number } => ({
    room: this.clientWidth,
    high: this.held ? this.clientHeight : Number.POSITIVE_INFINITY,
    zoom: Number.parseFloat(getComputedStyle(this).fontSize) / TYPE_SIZE || 1,
  });
  private readonly fit = (found: { room: number; high: number; zoom: number }): void => {
    Object.assign(this, found);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  private get narrow(): boolean {
    return this.room < CORNER;
  }

  private matrix(view: MatrixView, where: string, names: boolean, group = 0, note = ''): AttendMatrix {
    const { path } = view.tensor;
    const here = (cells: readonly Cell[]) =>
      new Set(cells.flatMap((cell) => (cell.path === path ? (view.locate(cell.index)?.join() ?? []) : [])));
    const { dense, height, header } = this.sizes!;
    const matrix = this.matrices.of(view);
    matrix.className = where;
    return Object.assign(matrix, {
      view,
      on: this.cell?.path === path ? view.locate(this.cell.index) : null,
      marks: here(this.operands),
      written: here(this.written),
      both: this.both,
      sums: this.sumsOf(view),
      names,
      group,
      note,
      side: dense ? height * this.zoom : 0,
      bare: where.includes('over'),
      upright: header > HEADER,
      stick: this.over,
    });
  }

  /** The row sums of the slice that is shown. */
  private sumsOf({ tensor, rows, index }: MatrixView): Float32Array | null {
    const head = tensor.axes[0] === 'H' ? index(0, 0)[0]! : 0;
    return this.sums.get(tensor.path)?.subarray(head * rows.length, (head + 1) * rows.length) ?? null;
  }

  private product(figure: Figure & { kind: 'product' }): TemplateResult {
    const wide = !this.narrow;
    this.signs = null;
    const { sizes, names } = productSizes(figure, this.room / this.zoom, this.high / this.zoom, wide);
    this.sizes = sizes;
    // On a phone the column names stand once, on the top operand.
    return html`<div class="product ${wide ? 'wide' : ''} ${names ? '' : 'hanging'}">
      ${this.corner ? html`<div class="corner"><slot></slot></div>` : nothing}
      ${this.matrix(figure.top, 'top', true)}
      ${figure.bias ? this.matrix(figure.bias, 'bias over', true) : nothing}
      ${this.matrix(figure.left, wide ? 'left' : 'left over', true)}
      ${this.matrix(figure.result, wide ? 'result' : 'result over', names)}
    </div>`;
  }

  /** Whether the sentence stands in the free corner of a product: only where nothing scrolls it away. */
  private get corner(): boolean {
    const { figure, sizes, high, zoom } = this;
    if (figure?.kind !== 'product' || this.narrow || this.above || !sizes) return false;
    return productHeight(figure, sizes) <= high / zoom;
  }

  private sign(sign: Sign, rows: number): TemplateResult {
    return html`<div class="sign" aria-hidden="true" .style=${`--rows:${rows}`}>
      <span>${sign.text}</span>${sign.arrow ? html`<svg viewBox="0 0 28 8"><path d="M1 4h24M21 1l4 3-4 3" /></svg>` : nothing}
    </div>`;
  }

  private line(figure: Figure, line: Line): TemplateResult {
    const own = ownRows(figure);
    const shared = line.some((part) => part.kind === 'matrix' && !own(part.view));
    const group = figure.kind === 'heads' ? figure.heads[0]!.cols.length : 0;
    const heads = 'heads' in figure ? figure.heads : [];
    const rows = new Set(line.flatMap((part) => (part.kind === 'matrix' ? [part.view.rows.length] : [])));
    return html`<div class="line ${this.sizes?.dense ? 'dense' : ''} ${rows.size > 1 ? 'uneven' : ''}">
      ${line.map((part, i) => {
        if (part.kind === 'sign') return this.sign(part, Math.max(1, ...rows));
        const first = line.findIndex((each) => each.kind === 'matrix' && !own(each.view)) === i;
        const head = heads.indexOf(part.view);
        const note = head >= 0 ? say('head-short', { head: head + 1 }) : '';
        return html`<div class="block ${part.view.axes[1] ? '' : 'vector'} ${head > 0 ? 'next' : ''}">
          ${part.above.map((view) => this.matrix(view, 'over', false))}
          ${this.matrix(part.view, 'part', own(part.view) || (shared && first), head < 0 ? group : 0, note)}
        </div>`;
      })}
    </div>`;
  }

  private flow(figure: Figure, parts: Line): TemplateResult {
    const { sizes, lines, sign } = flowLines(figure, parts, this.room / this.zoom);
    this.sizes = sizes;
    this.signs = sign;
    return html`${lines.map((line) => this.line(figure, line))}`;
  }

  private all(figure: Figure & { kind: 'all' }): TemplateResult {
    const heads = this.flow(figure, figure.heads.map(block));
    const lengths = this.lengths;
    const head = figure.heads.findIndex((view) => String(view.index(0, 0)) === String(figure.result.index(0, 0)));
    const one = this.body(figure.one);
    return html`<div .style=${lengths}>${heads}</div>
      <p class="one">${say('head-made', { head: head + 1 })}</p>
      <div .style=${this.lengths}>${one}</div>`;
  }

  private get lengths(): string {
    return lengthsOf(this.sizes!, this.signs, this.zoom, this.over);
  }

  private heads(figure: Figure & { kind: 'heads' }): TemplateResult {
    const arrow: Sign = { kind: 'sign', text: '', arrow: true };
    const heads = figure.heads.map(block);
    const parts = figure.split ? [block(figure.whole), arrow, ...heads] : [...heads, arrow, block(figure.whole)];
    return html`${this.flow(figure, parts)}${heads.length > 1 ? this.memory(figure) : nothing}`;
  }

  private memory(figure: Figure & { kind: 'heads' }): TemplateResult {
    const { heads, whole, split } = figure;
    const width = heads[0]!.cols.length;
    const { index, path } = this.cell ?? { index: [], path: '' };
    const [row = 0, col = 0] = index;
    const chosen =
      path === heads[0]!.tensor.path
        ? index
        : path === whole.tensor.path
          ? [Math.floor(col / width), row, col % width]
          : null;
    return html`<attend-memory
      .tokens=${whole.rows.length}
      .heads=${heads.length}
      .width=${width}
      .split=${split}
      .chosen=${chosen}
      .value=${chosen ? heads[chosen[0]!]!.value(chosen[1]!, chosen[2]!) : 0}
    ></attend-memory>`;
  }

  /** Where the chosen cell stands in the window; null if it is not on the screen. */
  get chosenBox(): DOMRect | null {
    for (const matrix of this.matrices.all) {
      if (!matrix.on) continue;
      const field = matrix.renderRoot.querySelector<AttendField>('attend-field');
      return field
        ? (field.chosenBox ?? null)
        : (matrix.renderRoot.querySelector('.on')?.getBoundingClientRect() ?? null);
    }
    return null;
  }

  /** Draws the rows that stand between two heights of the window; all others follow after the frame. */
  reveal(top: number, bottom: number): void {
    // All look before any writes: the browser lays out once.
    const { frame, sizes, zoom } = this;
    const box = this.held && frame ? frame.getBoundingClientRect() : { top, bottom };
    const [start, end] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    const shows = this.matrices.all.map((matrix) => matrix.rowsBetween(start, end));
    const hush = this.namesAlone();
    const spare = this.over ? sizes!.cell * zoom : 0;
    this.over = frame !== null && frame.scrollWidth - spare > frame.clientWidth + 1;
    for (const show of shows) show();
    hush();
  }

  /** Finds the matrices of which names alone would be left at the upper edge; what is returned takes those names away. */
  private namesAlone(): () => void {
    const { frame, sizes, zoom, held } = this;
    const top = held && frame ? frame.getBoundingClientRect().top : Number.NEGATIVE_INFINITY;
    const edge = top + (CAPTION + (sizes?.header ?? 0) + (sizes?.height ?? 0)) * zoom;
    const gone = this.matrices.all.map((matrix) => {
      const box = matrix.getBoundingClientRect();
      return box.top < top && box.bottom < edge;
    });
    return () => {
      for (const [i, matrix] of this.matrices.all.entries()) matrix.toggleAttribute('gone', gone[i]);
    };
  }

  private readonly onScroll = (): void => this.namesAlone()();

  /** Puts the keyboard on the chosen cell, or on the first matrix where none is chosen. */
  override focus(): void {
    this.updateComplete.then(() => {
      const { all } = this.matrices;
      (all.find((matrix) => matrix.on) ?? all[0])?.focus();
    });
  }

  private get frame(): HTMLElement | null {
    return this.renderRoot.querySelector('.scroll');
  }

  /** How high the picture would have to be for nothing in it to scroll, in pixels. */
  get fullHeight(): number {
    const { frame } = this;
    const foot = frame?.querySelector<HTMLElement>('.foot');
    if (!frame || !foot) return this.offsetHeight;
    const end = foot.offsetTop + foot.offsetHeight - spareOf(foot);
    return this.offsetHeight - frame.offsetHeight + end - frame.offsetTop + EDGE;
  }

  /**
   * Scrolls so that the chosen cell is seen, and its whole matrix where that fits; where the picture is not held, sideways
   * only. Returns where the cell stands then, null if it is not here.
   */
  showChosen(): DOMRect | null {
    const { frame, held, zoom } = this;
    const cell = this.chosenBox;
    const matrix = this.matrices.all.find(({ on }) => on)?.getBoundingClientRect();
    if (!frame || !cell || !matrix) return null;
    const { names = 0, header = 0 } = this.sizes ?? {};
    const foot = frame.querySelector<HTMLElement>('.foot')!;
    const anew = held && this.matrices.fresh && matrix.height <= frame.clientHeight;
    if (anew) begin(frame, foot, matrix, frame.querySelectorAll('.line, .one, .top, .left'));
    this.matrices.fresh = false;
    bring(frame, matrix, cell, { across: names * zoom, down: (CAPTION + header) * zoom, upright: held && !anew });
    return this.chosenBox;
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    return this.room > 0 || changed.has('room');
  }

  private body(figure: Figure): TemplateResult {
    if (figure.kind === 'product') return this.product(figure);
    if (figure.kind === 'heads') return this.heads(figure);
    return figure.kind === 'all' ? this.all(figure) : this.flow(figure, figure.parts);
  }

  protected override render(): TemplateResult {
    const { figure } = this;
    if (!figure) return html`<slot></slot>`;
    this.matrices.assign(allViewsOf(figure));
    const body = this.body(figure);
    return html`${this.corner ? nothing : html`<slot></slot>`}
      <div class="scroll" .style=${this.lengths} @scroll=${this.onScroll} role="region" tabindex="0" aria-label=${say('picture')}>${body}<div class="foot"><slot name="foot"></slot></div></div>`;
  }

  static override styles = [base, pictureSheet];
}
