import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { isHeadAxis } from '../../engine/head-axis.js';
import type { AttendField } from '../matrix/attend-field.js';
import type { AttendMatrix } from '../matrix/attend-matrix.js';
import type { Cell, MatrixView } from '../matrix/matrix-view.js';
import { atFrame } from '../shared/after-frame.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { say } from '../shared/words.js';
import { allViewsOf, type Figure } from './figure.js';
import { CAPTION, type Room } from './figure-sizes.js';
import { type Focus, focusOf } from './focus.js';
import { KeptMatrices } from './kept-matrices.js';
import { bodyOf, type Shown } from './picture-body.js';
import { pictureSheet } from './picture-sheet.js';
import { hasField, isWide, naturalHeight, type Plan, planOf, viewsIn, type Words } from './plan.js';
import { bring } from './scroll-into-view.js';

/** --attend-size-m at a root of 16 px. */
const TYPE_SIZE = 15;
/** The largest type of numbers: where the height is given, and where the picture is as high as it likes. */
const LARGEST = 20;
const FREE_LARGEST = 13;
/** How often what does not fit after all is made smaller. */
const TRIES = 3;

interface Fit {
  room: number;
  high: number;
  zoom: number;
}

/**
 * The matrices of one step, laid out as the operation is; where they do not fit, the chosen cell with all it was made of.
 * What is slotted stands in the free corner of a product, else above.
 *
 * @fires attend-cell, attend-ask - from the matrices
 * @fires attend-room - it has another width or height
 * @fires attend-need - `{ tag }`: an element that is loaded late is wanted
 */
export class AttendPicture extends LitElement {
  static override properties = {
    figure: { attribute: false },
    cell: { attribute: false },
    centre: { attribute: false },
    operands: { attribute: false },
    written: { attribute: false },
    both: { type: Boolean },
    sums: { attribute: false },
    words: { attribute: false },
    held: { type: Boolean, reflect: true },
    fitted: { state: true },
    squeeze: { state: true },
  };

  figure: Figure | null = null;
  /** The chosen cell and the cells it was made of. */
  cell: Cell | null = null;
  operands: readonly Cell[] = [];
  /** The cell of the result that is followed, with what it was made of. */
  centre: { index: number[]; operands: readonly Cell[] } = { index: [], operands: [] };
  /** Cells that were written by hand. */
  written: readonly Cell[] = [];
  /** Old numbers below new ones. */
  both = false;
  /** Row sums by path of tensor, for the slice on the screen. */
  sums: ReadonlyMap<string, Float32Array> = new Map();
  /** What is slotted, for the room it takes. */
  words: Words = { said: 0, tokens: [] };
  /** The picture has a height that is given; else it is as high as it needs to be. */
  held = false;
  private fitted: Fit = { room: 0, high: Number.POSITIVE_INFINITY, zoom: 1 };
  /** By how much the plan was too high, and for which figure and room. */
  private squeeze = 0;
  private tries = 0;
  private planned = '';
  private plan: Plan | null = null;
  private readonly matrices = new KeptMatrices();
  // A frame later: WebKit tells of a loop where what is observed is drawn anew while it is observed.
  private readonly watcher = new ResizeObserver(() => requestAnimationFrame(() => atFrame(this.look, this.fit)));
  private readonly look = (): Fit => ({
    room: this.clientWidth,
    high: this.held ? this.clientHeight : Number.POSITIVE_INFINITY,
    zoom: Number.parseFloat(getComputedStyle(this).fontSize) / TYPE_SIZE || 1,
  });
  private readonly fit = (found: Fit): void => {
    const { room, high, zoom } = this.fitted;
    if (found.room === room && found.high === high && found.zoom === zoom) return;
    this.fitted = found;
    tell(this, 'attend-room');
    this.uncover();
  };

  constructor() {
    super();
    // Matrices go from one place of a picture to another, and lose the focus on their way.
    keepFocus(this, () => this.focus());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  private readonly matrix = (view: MatrixView, where: string, shown: Shown): AttendMatrix => {
    const { path } = view.tensor;
    const here = (cells: readonly Cell[]) =>
      new Set(cells.flatMap((cell) => (cell.path === path ? (view.locate(cell.index)?.join() ?? []) : [])));
    const { sizes, names, group = 0, bare = false, strip = false } = shown;
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
      strip,
      side: sizes.dense ? sizes.height * this.fitted.zoom : 0,
      bare,
      upright: sizes.upright,
    });
  };

  /** The row sums of the slice that is shown. */
  private sumsOf({ tensor, rows, index, cut }: MatrixView): Float32Array | null {
    if (cut) return null;
    const head = isHeadAxis(tensor.axes[0]) ? index(0, 0)[0]! : 0;
    return this.sums.get(tensor.path)?.subarray(head * rows.length, (head + 1) * rows.length) ?? null;
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

  /** What is in sight is drawn at once, where the picture changed by itself. */
  private async uncover(): Promise<void> {
    await this.updateComplete;
    this.reveal(0, innerHeight);
  }

  /** Draws the rows that stand between two heights of the window; all others follow after the frame. */
  reveal(top: number, bottom: number): void {
    // All look before any writes: the browser lays out once.
    const { frame } = this;
    const box = this.held && frame ? frame.getBoundingClientRect() : { top, bottom };
    const [start, end] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    const shows = this.matrices.all.map((matrix) => matrix.rowsBetween(start, end));
    for (const show of shows) show();
  }

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

  /** How high the picture would like to be: all of it at the usual size, in pixels. */
  get fullHeight(): number {
    const { figure, words, held, fitted } = this;
    if (!figure || !held || fitted.room === 0) return this.offsetHeight;
    return naturalHeight(figure, this.focusOn, words, { ...this.room, largest: FREE_LARGEST }) * fitted.zoom;
  }

  /** Scrolls so that the chosen cell is seen; returns where it stands then, null if it is not here. */
  showChosen(): DOMRect | null {
    const { frame, held, fitted } = this;
    const cell = this.chosenBox;
    const matrix = this.matrices.all.find(({ on }) => on)?.getBoundingClientRect();
    if (!frame || !cell || !matrix) return null;
    this.matrices.fresh = false;
    bring(frame, matrix, cell, { across: 0, down: CAPTION * fitted.zoom, upright: held });
    return this.chosenBox;
  }

  /** Not before its width is known: a plan for none would break every row into single cells. */
  protected override shouldUpdate(): boolean {
    return this.fitted.room > 0;
  }

  /** In CSS pixels at the usual type size. */
  private get room(): Room {
    const { room, high, zoom } = this.fitted;
    const largest = this.held ? LARGEST : FREE_LARGEST;
    return { width: room / zoom, height: (high - this.squeeze) / zoom, both: this.both, largest };
  }

  private readonly focusOn = (figure: Figure): Focus => focusOf(figure, this.centre.index, this.centre.operands);

  protected override willUpdate(): void {
    const { figure, fitted, words, both } = this;
    if (!figure) return;
    const { room, high, zoom } = fitted;
    const paths = allViewsOf(figure).map(({ tensor }) => tensor.path);
    const key = [room, high, zoom, both, words.said, words.tokens, ...paths].join();
    if (key !== this.planned) {
      this.squeeze = 0;
      this.tries = 0;
    }
    this.planned = key;
    this.plan = planOf(figure, this.focusOn, words, this.room);
    this.matrices.assign(viewsIn(this.plan.body));
    if (hasField(this.plan.body)) tell(this, 'attend-need', { tag: 'attend-field' });
    for (const slotted of this.children) slotted.toggleAttribute('plain', !this.plan.arcs);
  }

  /** Where type turns out larger than was thought, the figure is planned anew for less room. */
  protected override updated(): void {
    if (!this.held || this.tries === TRIES || this.figure?.kind === 'all') return;
    const over = (): number => (this.frame ? this.frame.scrollHeight - this.frame.clientHeight : 0);
    atFrame(over, (pixels) => {
      if (pixels <= 1 || this.tries === TRIES) return;
      this.tries += 1;
      this.squeeze += pixels;
      this.uncover();
    });
  }

  protected override render(): TemplateResult {
    const { plan } = this;
    if (!plan) return html`<slot></slot>`;
    const { cell, fitted } = this;
    const body = bodyOf(plan, { cell, zoom: fitted.zoom, wide: isWide(this.room.width), matrix: this.matrix });
    return html`${plan.corner ? nothing : html`<slot></slot>`}
      <div class="scroll" role="region" tabindex="0" aria-label=${say('picture')}>${body}</div>`;
  }

  static override styles = [base, pictureSheet];
}
