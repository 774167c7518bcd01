import { css, html, LitElement, type TemplateResult } from 'lit';
import { formatExact } from '../engine/format.js';
import { moved } from './cell-cursor.js';
import { heatSheet } from './matrix-sheet.js';
import type { MatrixView } from './matrix-view.js';
import { base } from './sheets.js';
import { cellName, placeOf, readOut, say, titleOf } from './words.js';

/**
 * A matrix too large for a table, as a field of colours. The same keys as in a table; the chosen cell is read out below.
 *
 * @fires attend-cell - `{ path, index }`: a cell was chosen
 * @fires attend-ask - Enter or Space: its arithmetic is wanted
 */
export class AttendField extends LitElement {
  static override properties = {
    view: { attribute: false },
    on: { attribute: false },
    marks: { attribute: false },
    side: { type: Number },
    cursor: { state: true },
  };

  view!: MatrixView;
  on: [number, number] | null = null;
  marks: ReadonlySet<string> = new Set();
  /** Side of a cell in CSS pixels. */
  side = 8;
  private cursor: [number, number] = [0, 0];
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');

  override connectedCallback(): void {
    super.connectedCallback();
    this.dark.addEventListener('change', this.draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dark.removeEventListener('change', this.draw);
  }

  protected override willUpdate(): void {
    if (this.on) this.cursor = this.on;
  }

  protected override updated(): void {
    this.draw();
  }

  /** The colours of the ramp as the style sheet gives them, from minus one over zero to plus one. */
  private ramp(): string[] {
    const probe = this.renderRoot.querySelector<HTMLElement>('.probe')!;
    return Array.from({ length: 65 }, (_, i) => {
      probe.className = `probe ${i < 32 ? 'minus' : 'plus'}`;
      probe.style.setProperty('--m', String(Math.abs(i - 32) / 32));
      return getComputedStyle(probe).backgroundColor;
    });
  }

  private readonly draw = (): void => {
    const { view, side } = this;
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const ratio = devicePixelRatio || 1;
    canvas.width = view.cols.length * side * ratio;
    canvas.height = view.rows.length * side * ratio;
    canvas.style.width = `${view.cols.length * side}px`;
    canvas.style.height = `${view.rows.length * side}px`;
    context.scale(ratio, ratio);
    const ramp = this.ramp();
    const { color, outlineColor, borderColor } = getComputedStyle(this.renderRoot.querySelector('.lines')!);
    for (let row = 0; row < view.rows.length; row += 1) {
      for (let col = 0; col < view.cols.length; col += 1) this.paint(context, row, col, ramp, borderColor);
    }
    context.strokeStyle = outlineColor;
    context.lineWidth = 2;
    for (const mark of this.marks) {
      const [row = 0, col = 0] = mark.split(',').map(Number);
      context.strokeRect(col * side + 0.5, row * side + 0.5, side - 1, side - 1);
    }
    if (!this.on) return;
    context.strokeStyle = color;
    context.lineWidth = 3;
    context.strokeRect(this.on[1] * side, this.on[0] * side, side, side);
  };

  private paint(context: CanvasRenderingContext2D, row: number, col: number, ramp: string[], hatch: string): void {
    const { view, side } = this;
    const value = view.value(row, col);
    const [x, y] = [col * side, row * side];
    if (!view.filled(row, col) || !Number.isFinite(value)) {
      context.strokeStyle = hatch;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x + 1, y + side - 1);
      context.lineTo(x + side - 1, y + 1);
      context.stroke();
      return;
    }
    const size = view.scale ? Math.max(-1, Math.min(1, value / view.scale)) : 0;
    context.fillStyle = ramp[Math.round(size * 32) + 32]!;
    context.fillRect(x, y, side - 1, side - 1);
  }

  private choose(at: [number, number]): void {
    this.cursor = at;
    const detail = { path: this.view.tensor.path, index: this.view.index(...at) };
    this.dispatchEvent(new CustomEvent('attend-cell', { detail, bubbles: true, composed: true }));
  }

  private onKey = (event: KeyboardEvent): void => {
    const ask = event.key === 'Enter' || event.key === ' ';
    const to = ask ? this.cursor : moved(event, this.cursor, this.view.rows.length, this.view.cols.length);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose(to);
    if (ask) this.dispatchEvent(new CustomEvent('attend-ask', { bubbles: true, composed: true }));
  };

  private onPointer = (event: PointerEvent): void => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / (box.height / this.view.rows.length));
    const col = Math.floor((event.clientX - box.left) / (box.width / this.view.cols.length));
    if (row >= 0 && col >= 0 && row < this.view.rows.length && col < this.view.cols.length) this.choose([row, col]);
  };

  protected override render(): TemplateResult {
    const { view } = this;
    const [row, col] = this.cursor;
    const index = view.index(row, col);
    const filled = view.filled(row, col);
    const label = readOut(placeOf(view.tensor, index), cellName(view.tensor), view.value(row, col), filled);
    const about = { title: titleOf(view.tensor, view.transposed), rows: view.rows.length, cols: view.cols.length };
    return html`<div class="field" tabindex="0" role="application" aria-label=${say('matrix-canvas', about)}
        aria-describedby="cell" @keydown=${this.onKey}>
        <canvas @pointerdown=${this.onPointer}></canvas>
      </div>
      <p id="cell" role="status" title=${filled ? formatExact(view.value(row, col)) : ''}>${label}</p>
      <span class="lines" hidden></span>
      <span class="heat-${view.role}" hidden><span class="probe"></span></span>`;
  }

  static override styles = [
    base,
    heatSheet,
    css`
      :host {
        display: block;
      }
      .field {
        width: max-content;
      }
      canvas {
        display: block;
      }
      /* The reading takes the room of the matrix and does not widen it. */
      p {
        width: 0;
        min-width: 100%;
        margin: 2px 0 0;
        height: 1.25rem;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
        font-size: var(--attend-size-xs);
        color: var(--attend-ink-soft);
      }
      .lines {
        color: var(--attend-ink);
        outline-color: var(--attend-mark-line);
        border: 1px solid var(--attend-hatch-deep);
      }
    `,
  ];
}
