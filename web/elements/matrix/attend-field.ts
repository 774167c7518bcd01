import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { formatExact } from '../../engine/writing/format.js';
import { atFrame } from '../shared/after-frame.js';
import { base } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { cellName, matrixTitle, numberText, placeOf, readOut, say } from '../shared/words.js';
import { moved } from './cell-cursor.js';
import { heatSheet } from './heat-sheet.js';
import type { MatrixView } from './matrix-view.js';
import { SHADES, shadeClass, shadeFor } from './shades.js';

// One for all fields: every one made anew has the browser work out the page's style.
const dark = matchMedia('(prefers-color-scheme: dark)');

/** By theme and role; one pixel a shade. */
const ramps = new Map<string, Uint32Array>();

/** True where every number is one: `every` with a callback takes longer than the drawing. */
function allFinite(data: Float32Array): boolean {
  for (let at = 0; at < data.length; at += 1) if (!Number.isFinite(data[at]!)) return false;
  return true;
}

/**
 * A matrix too large for a table, as a field of colours. The same keys as in a table; the chosen cell is read out below.
 *
 * @fires attend-cell - `{ path, index }`: a cell was chosen
 * @fires attend-ask - Space: its arithmetic is wanted
 * @fires attend-edit - Enter: a field over the cell is wanted
 */
export class AttendField extends LitElement {
  static override properties = {
    view: { attribute: false },
    on: { attribute: false },
    marks: { attribute: false },
    side: { type: Number },
    cursor: { state: true },
    said: { state: true },
  };

  view!: MatrixView;
  on: [number, number] | null = null;
  marks: ReadonlySet<string> = new Set();
  /** Side of a cell in CSS pixels. */
  side = 8;
  private cursor: [number, number] = [0, 0];
  /** Read out; only after a key, for the focus stays where it is. */
  private said = false;

  override connectedCallback(): void {
    super.connectedCallback();
    dark.addEventListener('change', this.draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    dark.removeEventListener('change', this.draw);
  }

  protected override willUpdate(): void {
    if (this.on) this.cursor = this.on;
  }

  protected override updated(): void {
    this.draw();
  }

  /** The ramp as the style sheet gives it, from minus one over zero to plus one, as RGBA; asked for once a theme. */
  private ramp(theme: string): Uint32Array {
    const known = ramps.get(theme);
    if (known) return known;
    const probe = this.renderRoot.querySelector<HTMLElement>('.probe')!;
    const context = new OffscreenCanvas(2 * SHADES + 1, 1).getContext('2d', { willReadFrequently: true })!;
    for (let i = -SHADES; i <= SHADES; i += 1) {
      probe.className = `probe ${shadeClass(i)}`;
      context.fillStyle = getComputedStyle(probe).backgroundColor;
      context.fillRect(i + SHADES, 0, 1, 1);
    }
    const ramp = new Uint32Array(context.getImageData(0, 0, 2 * SHADES + 1, 1).data.buffer);
    ramps.set(theme, ramp);
    return ramp;
  }

  private readonly draw = (): void => atFrame(this.colours, this.paint);

  private readonly colours = (): Uint32Array => {
    const { color, outlineColor } = getComputedStyle(this.renderRoot.querySelector('.theme')!);
    return this.ramp([this.view.role, color, outlineColor].join());
  };

  /** One pixel a cell, which the browser makes as large as the cell; cells without a number stay transparent. */
  private readonly paint = (ramp: Uint32Array): void => {
    const { view } = this;
    const [rows, cols] = [view.rows.length, view.cols.length];
    const image = new ImageData(cols, rows);
    const pixels = new Uint32Array(image.data.buffer);
    for (let row = 0, at = 0; row < rows; row += 1) {
      for (let col = 0; col < cols; col += 1, at += 1) {
        const value = view.value(row, col);
        if (view.filled(row, col) && Number.isFinite(value)) pixels[at] = ramp[shadeFor(view, value) + SHADES]!;
      }
    }
    const canvas = this.renderRoot.querySelector('canvas');
    canvas?.getContext('2d', { willReadFrequently: true })?.putImageData(image, 0, 0);
  };

  /** Whether some cell has no number: not computed yet, or masked. */
  private get holes(): boolean {
    const { rows, cols, filled, tensor } = this.view;
    return !filled(rows.length - 1, cols.length - 1) || !allFinite(tensor.data);
  }

  /** In CSS pixels. */
  private get size(): { width: number; height: number } {
    return { width: this.view.cols.length * this.side, height: this.view.rows.length * this.side };
  }

  /** The cells that the chosen one was made of, as one path. */
  private outlines(): string {
    const inside = this.side - 1;
    return [...this.marks]
      .map((at) => {
        const [row = 0, col = 0] = at.split(',').map(Number);
        return `M${col * this.side + 0.5} ${row * this.side + 0.5}h${inside}v${inside}h${-inside}z`;
      })
      .join('');
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.field')?.focus(options);
  }

  private choose(at: [number, number]): void {
    this.cursor = at;
    const detail = { path: this.view.tensor.path, index: this.view.index(...at) };
    tell(this, 'attend-cell', detail);
  }

  private onKey = (event: KeyboardEvent): void => {
    const write = event.key === 'Enter' || event.key === 'F2';
    const ask = event.key === ' ';
    const to = ask || write ? this.cursor : moved(event, this.cursor, this.view.rows.length, this.view.cols.length);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    this.said = true;
    this.choose(to);
    if (ask) tell(this, 'attend-ask');
    if (!write) return;
    const detail = { path: this.view.tensor.path, index: this.view.index(...this.cursor), text: null };
    tell(this, 'attend-edit', detail);
  };

  private onLeave = (): void => {
    this.said = false;
  };

  /** Where the chosen cell stands in the window. */
  get chosenBox(): DOMRect | null {
    const box = this.renderRoot.querySelector('canvas')?.getBoundingClientRect();
    const [row, col] = this.cursor;
    return box ? new DOMRect(box.left + col * this.side, box.top + row * this.side, this.side, this.side) : null;
  }

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
    const name = cellName(view.tensor);
    const was = filled ? view.was(row, col) : null;
    const label = readOut(
      placeOf(view.tensor, index),
      name,
      view.value(row, col),
      filled,
      was,
      numberText(view.tensor),
    );
    const { side } = this;
    const { width, height } = this.size;
    const about = { title: matrixTitle(view), rows: view.rows.length, cols: view.cols.length };
    return html`<div class="field ${this.holes ? 'holes' : ''}" tabindex="0" role="application" aria-label=${say('matrix-canvas', about)}
        aria-describedby="cell" .style=${`--side:${side}px;width:${width}px;height:${height}px`} @keydown=${this.onKey} @focusout=${this.onLeave}>
        <canvas width=${view.cols.length} height=${view.rows.length} @pointerdown=${this.onPointer}></canvas>
        <svg aria-hidden="true"><path d=${this.outlines()} />${
          this.on ? svg`<rect x=${this.on[1] * side} y=${this.on[0] * side} width=${side} height=${side} />` : nothing
        }</svg>
      </div>
      <p id="cell" title=${filled ? formatExact(view.value(row, col)) : ''}>${label}</p>
      <p class="hidden" role="status">${this.said ? label : ''}</p>
      <span class="theme" hidden></span>
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
        position: relative;
      }
      .holes {
        background: repeating-linear-gradient(135deg, var(--attend-hatch-deep) 0 1px, transparent 1px 6px);
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        image-rendering: pixelated;
      }
      /* Lines of paper between the cells. */
      .field::before {
        --line: transparent 0 calc(var(--side) - 1px), var(--attend-surface) 0 var(--side);
        content: '';
        position: absolute;
        inset: 0;
        pointer-events: none;
        background: repeating-linear-gradient(to right, var(--line)), repeating-linear-gradient(to bottom, var(--line));
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        overflow: visible;
        fill: none;
        pointer-events: none;
      }
      path {
        stroke: var(--attend-mark-line);
        stroke-width: 2;
      }
      rect {
        stroke: var(--attend-ink);
        stroke-width: 3;
      }
      /* The reading takes the room of the matrix and does not widen it. */
      p#cell {
        width: 0;
        min-width: 100%;
        margin: 2px 0 0;
        height: calc(1.25 * var(--attend-rem));
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
        font-size: var(--attend-size-xs);
        color: var(--attend-ink-soft);
      }
      :host([silent]) p#cell {
        display: none;
      }
      .theme {
        color: var(--attend-ink);
        outline-color: var(--attend-mark-line);
      }
    `,
  ];
}
