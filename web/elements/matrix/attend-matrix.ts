import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatExact } from '../../engine/writing/format.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { captionOf, has, matrixTitle, say } from '../shared/words.js';
import type { AttendField } from './attend-field.js';
import { captionSheet } from './caption-sheet.js';
import { moved } from './cell-cursor.js';
import { copyCells } from './copy-cells.js';
import { heatSheet } from './heat-sheet.js';
import { matrixSheet } from './matrix-sheet.js';
import { type Look, MatrixTable } from './matrix-table.js';
import type { MatrixView } from './matrix-view.js';
import { inkOf } from './roles.js';

/** The short symbol of an operand, as formulas write it: q, W^Q, W_1, k transposed; names that are words have none. */
export function symbolOf({
  symbol,
  transposed,
}: {
  symbol: string;
  transposed: boolean;
}): TemplateResult | typeof nothing {
  const [, letter, low] = /^([wb])([a-z0-9])$/.exec(symbol) ?? [];
  if (!letter && symbol.length > 1) return nothing;
  const mark = low && (/\d/.test(low) ? html`<sub>${low}</sub>` : html`<sup>${low.toUpperCase()}</sup>`);
  const text = letter ? html`${letter === 'w' ? 'W' : letter}${mark}` : symbol === 'w' ? 'W' : symbol;
  return html`<i>${text}${transposed ? html`<sup>T</sup>` : nothing}</i>`;
}

/**
 * One matrix as a grid of cells with its name, axes and shape. Cells are chosen by pointer or by the arrow keys, Home,
 * End, PageUp and PageDown, which stay inside; every other key is left to the page.
 *
 * @fires attend-cell - `{ path, index }`: a cell was chosen
 * @fires attend-ask - Space on a cell: its arithmetic is wanted
 * @fires attend-edit - `{ path, index, text }`: a field over this cell is wanted, with what was typed already or null
 */
export class AttendMatrix extends LitElement {
  static override properties = {
    view: { attribute: false },
    on: { attribute: false },
    marks: { attribute: false },
    written: { attribute: false },
    both: { type: Boolean },
    sums: { attribute: false },
    names: { type: Boolean },
    group: { attribute: false },
    upright: { type: Boolean },
    bare: { type: Boolean },
    strip: { type: Boolean, reflect: true },
    side: { type: Number },
    asTable: { state: true },
  };

  view!: MatrixView;
  /** The chosen cell, as row and column here. */
  on: [number, number] | null = null;
  /** Cells that the chosen one was made of, as `row,column`. */
  marks: ReadonlySet<string> = new Set();
  /** Cells that were written by hand. */
  written: ReadonlySet<string> = new Set();
  /** Shows the old number below the new one, where they differ. */
  both = false;
  /** One number for each row, in the margin. */
  sums: Float32Array | null = null;
  /** Whether row names are seen; they are always read out. */
  names = true;
  /** Columns that belong together, for instance the width of a head; 0 for none. */
  group = 0;
  /** Stands in for the title: `Head 1`. */
  /** Column names stand upright. */
  upright = false;
  /** Column names are read out but not seen: they stand above or below already. */
  bare = false;
  /** One row, with the name of the matrix and of the row before it or above. */
  strip = false;
  /** Side of a cell in a field of colours, which stands in for a table that is too large; 0 for a table. */
  side = 0;
  /** Rows of the table are drawn once `rowsBetween` names them, the others after the frame. */
  staged = false;
  private asTable = false;
  private cursor: [number, number] = [0, 0];
  private refocus = false;
  private table: MatrixTable | null = null;

  constructor() {
    super();
    keepFocus(this, () => this.takeFocus());
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before: MatrixView | undefined = changed.get('view');
    if (before && before.tensor.path !== this.view.tensor.path) {
      this.asTable = false;
      this.cursor = [0, 0];
    }
    if (changed.has('on') && this.on) this.cursor = this.on;
    const last = [this.view.rows.length - 1, this.view.cols.length - 1 + (this.sums ? 1 : 0)] as const;
    this.cursor = [Math.min(this.cursor[0], last[0]), Math.min(this.cursor[1], last[1])];
  }

  protected override updated(): void {
    if (!this.refocus) return;
    this.refocus = false;
    this.takeFocus();
  }

  /** A field of colours may still be on its way. */
  private takeFocus(): void {
    const field = this.renderRoot.querySelector<AttendField>('attend-field');
    if (!field) return this.table?.at(this.cursor).focus({ preventScroll: true });
    const ready = customElements.whenDefined('attend-field').then(() => field.updateComplete);
    ready.then(() => field.focus({ preventScroll: true }));
  }

  /** Puts the keyboard on the cell cursor. */
  override focus(): void {
    this.refocus = true;
    this.requestUpdate();
  }

  /** What the letters of the shape mean. */
  private get letters(): string {
    const ids = this.view.axes.map((axis) => `letter-${axis}`).filter(has);
    return ids.map((id) => say(id)).join('\n');
  }

  private choose(at: [number, number]): void {
    this.cursor = at;
    if (at[1] >= this.view.cols.length) return;
    tell(this, 'attend-cell', { path: this.view.tensor.path, index: this.view.index(...at) });
  }

  /** Enter and F2 open the field with the number in it, a typed digit opens it with that digit. */
  private onKey = (event: KeyboardEvent): void => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && (event.key === 'Enter' || event.key === 'F2' || /^[0-9.,−-]$/.test(event.key))) {
      event.preventDefault();
      event.stopPropagation();
      this.choose(this.cursor);
      this.write(event.key.length === 1 ? event.key : null);
      return;
    }
    if (plain && event.key === ' ') {
      event.preventDefault();
      this.choose(this.cursor);
      tell(this, 'attend-ask');
      return;
    }
    const to = moved(event, this.cursor, this.view.rows.length, this.view.cols.length + (this.sums ? 1 : 0));
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose(to);
    this.refocus = true;
    this.requestUpdate();
  };

  /** A second click on the chosen cell opens the field: a double click, or touching it once more. */
  private onClick = (event: MouseEvent): void => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-at]');
    if (!cell) return;
    const again = String(this.on) === cell.dataset.at;
    const touch = (event as PointerEvent).pointerType === 'touch';
    this.choose(cell.dataset.at!.split(',').map(Number) as [number, number]);
    this.refocus = true;
    this.requestUpdate();
    if (again && (event.detail === 2 || touch)) this.write(null);
  };

  /** Asks for a field over the cell under the cursor. */
  private write(text: string | null): void {
    if (this.cursor[1] >= this.view.cols.length) return;
    tell(this, 'attend-edit', { path: this.view.tensor.path, index: this.view.index(...this.cursor), text });
  }

  /** Axes and lengths: `T×S 5×5`; nothing for a single number. */
  private get shape(): string {
    const { axes, rows, cols } = this.view;
    if (axes[0] === '1' && !axes[1]) return '';
    const sides = [axes[0] && rows.length, axes[1] && cols.length];
    return `${axes.filter(Boolean).join('×')} ${sides.filter(Boolean).join('×')}`;
  }

  private caption(extra: TemplateResult | typeof nothing = nothing): TemplateResult {
    const { view } = this;
    const row = this.strip ? html`<span class="row">${view.rows[0]}</span>` : nothing;
    return html`<div class="caption ${extra === nothing ? '' : 'shrinks'}"><div class="name">
      <span class="title ${inkOf(view.role)}">${captionOf(view)} ${symbolOf(view)}</span>
      ${row}${view.axes[1] && !this.strip ? html`<span class="shape" title=${this.letters}>${this.shape}</span>${extra}` : nothing}
    </div></div>`;
  }

  /** The full value, for whoever points at a cell. */
  private onPoint = (event: Event): void => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-at]');
    if (!cell) return;
    const [row = 0, col = 0] = cell.dataset.at!.split(',').map(Number);
    if (col >= this.view.cols.length) return;
    cell.title = this.view.filled(row, col) ? formatExact(this.view.value(row, col)) : '';
  };

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener('copy', (event) => this.onCopy(event as ClipboardEvent));
  }

  private onCopy(event: ClipboardEvent): void {
    const { view, table } = this;
    const seen = this.side && !this.asTable ? null : table;
    const cells = view.rows.flatMap((_, row) =>
      view.cols.map((_, col) => ({ element: seen?.at([row, col]) ?? this, row, col })),
    );
    copyCells(event, cells, (row, col) => (view.filled(row, col) ? view.value(row, col) : Number.NaN));
  }

  /** The table, with this view in it; another one where the size is another. */
  private shown(): HTMLTableElement {
    const { view, on, cursor, marks, written, both, sums, names, group, upright, bare, shape } = this;
    const look: Look = { view, on, cursor, marks, written, both, sums, names, group, upright, bare, shape };
    if (!this.table?.fits(look)) {
      this.table = new MatrixTable(view.rows.length, view.cols.length, sums !== null);
      this.table.element.addEventListener('keydown', this.onKey);
      this.table.element.addEventListener('click', this.onClick);
      this.table.element.addEventListener('pointerover', this.onPoint);
    }
    this.table.show(look, this.staged);
    this.staged = false;
    return this.table.element;
  }

  /** Finds the rows between two heights of the window; what is returned lets them be drawn. */
  rowsBetween(top: number, bottom: number): () => void {
    return this.table?.rowsBetween(top, bottom) ?? (() => {});
  }

  protected override render(): TemplateResult {
    if (!this.side) return html`${this.caption()}${this.shown()}`;
    const about = { title: matrixTitle(this.view), rows: this.view.rows.length, cols: this.view.cols.length };
    const field = html`<attend-field .view=${this.view} .on=${this.on} .marks=${this.marks} .side=${this.side} ?silent=${this.strip}></attend-field>`;
    if (this.strip) return html`${this.caption()}${field}`;
    const swap = html`<button class="link" @click=${this.swap}>${say(this.asTable ? 'matrix-picture' : 'matrix-table')}</button>`;
    if (!this.asTable) {
      return html`${this.caption(swap)}${field}`;
    }
    return html`${this.caption(swap)}<div class="scroll" tabindex="0" role="region" aria-label=${say('matrix-scroll', about)}>${this.shown()}</div>`;
  }

  private swap = (): void => {
    this.asTable = !this.asTable;
  };

  static override styles = [base, buttons, heatSheet, captionSheet, matrixSheet];
}
