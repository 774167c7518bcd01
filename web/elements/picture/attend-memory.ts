import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { formatPlain } from '../../engine/writing/format.js';
import { base } from '../shared/sheets.js';
import { say } from '../shared/words.js';

const SIDE = 12;
const DEEP = 64;
/** A strip is not longer than this while its squares can still be told apart. */
const LONGEST = 6000;

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

  /** One strip of squares; the squares of a head are one path, because there may be thousands. */
  private strip(y: number, headOf: (place: number) => number, at: number): TemplateResult {
    const { side } = this;
    const square = (place: number) => `M${place * side + 1} ${y}h${side - 1}v${SIDE}h${1 - side}z`;
    const paths: string[] = Array(this.heads).fill('');
    for (let place = 0; place < this.count; place += 1) paths[headOf(place)] += square(place);
    return svg`${paths.map((path, head) => {
      const depth = this.heads > 1 ? head / (this.heads - 1) : 0;
      return svg`<path class="squares" d=${path} fill-opacity=${0.18 + depth * 0.6} />`;
    })}${at < 0 ? nothing : svg`<path class="on" d=${square(at)} />`}`;
  }

  private get count(): number {
    return this.tokens * this.heads * this.width;
  }

  /** Width of a square: less where there are very many. */
  private get side(): number {
    return Math.max(3, Math.min(SIDE, Math.floor(LONGEST / this.count)));
  }

  protected override render(): TemplateResult {
    const { count, side } = this;
    const [rows, heads] = this.chosen ? this.places(this.chosen) : [-1, -1];
    const byRows = (place: number) => Math.floor(place / this.width) % this.heads;
    const byHeads = (place: number) => Math.floor(place / (this.width * this.tokens));
    const [first, second] = this.split ? [byRows, byHeads] : [byHeads, byRows];
    const [from, to] = this.split ? [rows, heads] : [heads, rows];
    const lower = SIDE + DEEP / 2;
    const middle = (place: number) => place * side + side / 2 + 0.5;
    return html`<p>${say(this.split ? 'memory-before' : 'memory-before-merge')}</p>
      <div class="scroll">
        <svg width=${count * side + 1} height=${lower + SIDE} role="img" aria-label=${this.sentence(from, to, count)}>
          ${this.strip(0, first, from)} ${this.strip(lower, second, to)}
          ${from >= 0 ? svg`<path class="way" d="M${middle(from)} ${SIDE} C${middle(from)} ${lower - 8} ${middle(to)} ${SIDE + 8} ${middle(to)} ${lower}" />` : nothing}
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
      .squares {
        fill: var(--attend-ink);
      }
      .on {
        fill: var(--attend-mark);
        stroke: var(--attend-mark-line);
        stroke-width: 2;
      }
      .way {
        fill: none;
        stroke: var(--attend-mark-line);
        stroke-width: 1.5;
      }
    `,
  ];
}
