import { css, html, LitElement, type TemplateResult } from 'lit';
import { formatExact } from '../engine/format.js';
import { atFrame } from './after-frame.js';
import { moved } from './cell-cursor.js';
import { heatSheet } from './heat-sheet.js';
import type { MatrixView } from './matrix-view.js';
import { SHADES, shadeClass, shadeFor } from './shades.js';
import { base } from './sheets.js';
import { tell } from './tell.js';
import { cellName, numberText, placeOf, readOut, say, titleOf } from './words.js';

interface Colours {
  ink: string;
  mark: string;
  hatch: string;
  surface: string;
  /** One pixel a shade. */
  ramp: Uint32Array;
}

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

  /** One pixel a cell; cells without a number stay transparent. */
  private pixels(ramp: Uint32Array): OffscreenCanvas {
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
    const small = new OffscreenCanvas(cols, rows);
    small.getContext('2d')!.putImageData(image, 0, 0);
    return small;
  }

  private readonly draw = (): void => atFrame(this.colours, this.paint);

  private readonly colours = (): Colours => {
    const { color, outlineColor, borderColor, backgroundColor } = getComputedStyle(
      this.renderRoot.querySelector('.lines')!,
    );
    const ramp = this.ramp([this.view.role, color, outlineColor].join());
    return { ink: color, mark: outlineColor, hatch: borderColor, surface: backgroundColor, ramp };
  };

  private readonly paint = ({ ink, mark, hatch, surface, ramp }: Colours): void => {
    const { side } = this;
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d');
    if (!context) return;
    const { width, height } = this.size;
    const ratio = devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const { rows, cols } = this.view;
    const whole = this.view.filled(rows.length - 1, cols.length - 1) && allFinite(this.view.tensor.data);
    if (!whole) this.hatch(context, width, height, hatch);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.pixels(ramp), 0, 0, width, height);
    this.grid(context, width, height, surface);
    context.strokeStyle = mark;
    context.lineWidth = 2;
    for (const at of this.marks) {
      const [row = 0, col = 0] = at.split(',').map(Number);
      context.strokeRect(col * side + 0.5, row * side + 0.5, side - 1, side - 1);
    }
    if (!this.on) return;
    context.strokeStyle = ink;
    context.lineWidth = 3;
    context.strokeRect(this.on[1] * side, this.on[0] * side, side, side);
  };

  /** In CSS pixels. */
  private get size(): { width: number; height: number } {
    return { width: this.view.cols.length * this.side, height: this.view.rows.length * this.side };
  }

  /** What is seen where a cell has no number: not computed yet, or masked. */
  private hatch(context: CanvasRenderingContext2D, width: number, height: number, colour: string): void {
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.beginPath();
    for (let x = -height; x < width; x += this.side) {
      context.moveTo(x, height);
      context.lineTo(x + height, 0);
    }
    context.stroke();
  }

  private grid(context: CanvasRenderingContext2D, width: number, height: number, colour: string): void {
    context.fillStyle = colour;
    for (let x = this.side; x <= width; x += this.side) context.fillRect(x - 1, 0, 1, height);
    for (let y = this.side; y <= height; y += this.side) context.fillRect(0, y - 1, width, 1);
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
    this.choose(to);
    if (ask) tell(this, 'attend-ask');
    if (!write) return;
    const detail = { path: this.view.tensor.path, index: this.view.index(...this.cursor), text: null };
    tell(this, 'attend-edit', detail);
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
    const { width, height } = this.size;
    const ratio = devicePixelRatio || 1;
    const about = { title: titleOf(view.tensor, view.transposed), rows: view.rows.length, cols: view.cols.length };
    return html`<div class="field" tabindex="0" role="application" aria-label=${say('matrix-canvas', about)}
        aria-describedby="cell" @keydown=${this.onKey}>
        <canvas width=${width * ratio} height=${height * ratio} .style=${`width:${width}px;height:${height}px`}
          @pointerdown=${this.onPointer}></canvas>
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
        background: var(--attend-surface);
      }
    `,
  ];
}
