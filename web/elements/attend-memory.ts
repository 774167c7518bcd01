import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { formatPlain } from '../engine/format.js';
import { base } from './sheets.js';
import { say } from './words.js';

const SIDE = 12;
const DEEP = 64;

/** How numbers lie in memory before and after they are cut into heads, and where the chosen one goes. */
export class AttendMemory extends LitElement {
  static override properties = {
    tokens: { attribute: false },
    heads: { attribute: false },
    width: { attribute: false },
    split: { attribute: false },
    chosen: { attribute: false },
    value: { attribute: false },
  };

  /** How many rows, heads, and columns of a head there are. */
  tokens = 1;
  heads = 1;
  width = 1;
  /** True from rows to heads, false back. */
  split = true;
  /** Head, row and column of the chosen number. */
  chosen: [number, number, number] | null = null;
  value = 0;

  /** Places row after row, and head after head. */
  private places([head, row, col]: [number, number, number]): [number, number] {
    return [(row * this.heads + head) * this.width + col, (head * this.tokens + row) * this.width + col];
  }

  private strip(y: number, headOf: (place: number) => number, at: number): TemplateResult[] {
    const count = this.tokens * this.heads * this.width;
    return Array.from({ length: count }, (_, place) => {
      const depth = this.heads > 1 ? headOf(place) / (this.heads - 1) : 0;
      return svg`<rect x=${place * SIDE + 1} y=${y} width=${SIDE - 1} height=${SIDE} rx="1"
        class=${place === at ? 'on' : ''} fill-opacity=${0.18 + depth * 0.6} />`;
    });
  }

  protected override render(): TemplateResult {
    const count = this.tokens * this.heads * this.width;
    const [rows, heads] = this.chosen ? this.places(this.chosen) : [-1, -1];
    const byRows = (place: number) => Math.floor(place / this.width) % this.heads;
    const byHeads = (place: number) => Math.floor(place / (this.width * this.tokens));
    const [first, second] = this.split ? [byRows, byHeads] : [byHeads, byRows];
    const [from, to] = this.split ? [rows, heads] : [heads, rows];
    const lower = SIDE + DEEP / 2;
    const middle = (place: number) => place * SIDE + SIDE / 2 + 0.5;
    return html`<p>${say(this.split ? 'memory-before' : 'memory-before-merge')}</p>
      <div class="scroll">
        <svg width=${count * SIDE + 1} height=${lower + SIDE} role="img" aria-label=${this.sentence(from, to, count)}>
          ${this.strip(0, first, from)} ${this.strip(lower, second, to)}
          ${from >= 0 ? svg`<path d="M${middle(from)} ${SIDE} C${middle(from)} ${lower - 8} ${middle(to)} ${SIDE + 8} ${middle(to)} ${lower}" />` : ''}
        </svg>
      </div>
      <p>${say(this.split ? 'memory-after' : 'memory-after-merge')}</p>
      <p class="where">${this.sentence(from, to, count)}</p>`;
  }

  private sentence(from: number, to: number, count: number): string {
    if (from < 0) return '';
    return say('memory-place', { value: formatPlain(this.value), from: from + 1, to: to + 1, count });
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin-top: var(--attend-4);
        font-size: var(--attend-size-s);
        color: var(--attend-ink-soft);
      }
      p {
        margin: var(--attend-1) 0;
      }
      .where {
        color: var(--attend-ink);
      }
      .scroll {
        overflow-x: auto;
        padding: 2px 0;
      }
      svg {
        display: block;
        overflow: visible;
      }
      rect {
        fill: var(--attend-ink);
      }
      rect.on {
        fill: var(--attend-mark);
        fill-opacity: 1;
        stroke: var(--attend-mark-line);
        stroke-width: 2;
      }
      path {
        fill: none;
        stroke: var(--attend-mark-line);
        stroke-width: 1.5;
      }
    `,
  ];
}
