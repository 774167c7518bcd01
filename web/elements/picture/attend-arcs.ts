import { css, html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { formatExact, formatNumber } from '../../engine/writing/format.js';
import { base } from '../shared/sheets.js';
import { aloud, say, tokenName } from '../shared/words.js';

const HEIGHT = 52;
const WIDEST = 10;
/** At this opacity, and a pixel wide, an arc has 3 to 1 against every surface. */
const LIGHTEST = 0.65;
const THINNEST = 1;
/** Weights that a hand wrote may lie outside 0 and 1; rounding alone does not put them there. */
const SLACK = 1e-5;

/** The sentence with one arc from the query to every token it attends to; the width of an arc is the weight. */
export class AttendArcs extends LitElement {
  static override properties = {
    tokens: { attribute: false },
    query: { attribute: false },
    head: { attribute: false },
    from: { attribute: false },
    weights: { attribute: false },
    chosen: { attribute: false },
    centres: { state: true },
  };

  /** Labels of the keys. */
  tokens: string[] = [];
  /** Label of the query, and its place among the keys; -1 where queries and keys are different sentences. */
  query = '';
  /** Whose weights these are, where several heads are on the screen. */
  head: number | null = null;
  from = -1;
  /** One weight for each key. */
  weights: number[] = [];
  chosen = -1;
  private centres: number[] = [];
  private readonly watcher = new ResizeObserver(() => requestAnimationFrame(() => this.measure()));

  override connectedCallback(): void {
    super.connectedCallback();
    this.watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // New weights do not move the tokens.
    if (changed.get('tokens')?.join() !== this.tokens.join()) requestAnimationFrame(() => this.measure());
  }

  private measure(): void {
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>('li')];
    const centres = items.map((item) => item.offsetLeft + item.offsetWidth / 2);
    if (centres.join() !== this.centres.join()) this.centres = centres;
  }

  private arc(at: number): TemplateResult | typeof nothing {
    const weight = this.weights[at]!;
    const x = this.centres[at];
    if (!(weight > 0) || x === undefined) return nothing;
    const start = this.centres[this.from] ?? (this.centres[0]! + this.centres.at(-1)!) / 2;
    const reach = Math.abs(x - start);
    const top = HEIGHT - Math.min(HEIGHT - 8, reach < 1 ? 44 : 20 + reach * 0.28) * 1.25;
    const [a, b] = reach < 1 ? [start - 44, x + 44] : [start, x];
    const share = Math.min(1, weight);
    return svg`<path
      class=${at === this.chosen ? 'chosen' : ''}
      d=${this.from < 0 ? `M${start} 0 C${start} ${HEIGHT / 2} ${x} ${HEIGHT / 2} ${x} ${HEIGHT}` : `M${start} ${HEIGHT} C${a} ${top} ${b} ${top} ${x} ${HEIGHT}`}
      stroke-width=${Math.max(THINNEST, share * WIDEST)}
      stroke-opacity=${LIGHTEST + share * (1 - LIGHTEST)}
    />`;
  }

  /** No weight of a softmax is; one that was changed by hand may be. */
  private isBeyond(at: number): boolean {
    const weight = this.weights[at]!;
    return weight < -SLACK || weight > 1 + SLACK;
  }

  protected override render(): TemplateResult {
    const whose = this.head === null ? '' : say('head-short', { head: this.head + 1 });
    return html`<div class="scroll">
      <div class="sentence" translate="no">
        ${whose ? html`<p class="whose">${whose}</p>` : nothing}
        ${this.from < 0 ? html`<p class="from token">${this.query}</p>` : nothing}
        <svg aria-hidden="true" height=${HEIGHT}>${this.tokens.map((_, at) => this.arc(at))}</svg>
        <ol aria-label=${[say('arcs', { row: aloud(tokenName(this.query)) }), whose].filter(Boolean).join(', ')}>
          ${this.tokens.map(
            (token, at) => html`<li
              class=${[at === this.from ? 'from' : '', at === this.chosen ? 'chosen' : ''].join(' ')}
              title=${[formatExact(this.weights[at]!), this.isBeyond(at) ? say('arcs-beyond') : ''].join('\n').trim()}
            >
              <span class="token"><span aria-hidden="true">${token}</span><span class="hidden">${aloud(tokenName(token))}</span></span> <span class="weight ${this.isBeyond(at) ? 'beyond' : ''}">${formatNumber(this.weights[at]!)}${this.isBeyond(at) ? html`<span class="hidden">. ${say('arcs-beyond')}</span>` : nothing}</span>
            </li>`,
          )}
        </ol>
      </div>
    </div>`;
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .scroll {
        overflow-x: auto;
      }
      .sentence {
        position: relative;
        width: max-content;
      }
      svg {
        display: block;
        /* As wide as the words, not as wide as an SVG would like to be. */
        width: 0;
        min-width: 100%;
        overflow: visible;
        fill: none;
        stroke: var(--attend-weights);
      }
      path {
        transition: stroke-width var(--attend-motion);
      }
      @media (forced-colors: active) {
        svg {
          stroke: CanvasText;
        }
      }
      .beyond {
        text-decoration: underline double var(--attend-stop);
        text-underline-offset: 0.2em;
        cursor: help;
      }
      p.whose {
        margin: 0;
        text-align: right;
      }
      p.from {
        margin: 0 0 2px;
        text-align: center;
        color: var(--attend-q);
        font-weight: 700;
      }
      ol {
        display: flex;
        gap: var(--attend-3);
        list-style: none;
        margin: 0;
        padding: 2px 0 0;
      }
      li {
        text-align: center;
        padding: 0 2px;
        border-top: 2px solid transparent;
      }
      .from {
        border-top-color: var(--attend-q);
      }
      .token {
        display: block;
        font-family: var(--attend-serif);
        font-size: var(--attend-size-m);
      }
      .from .token {
        color: var(--attend-q);
        font-weight: 700;
      }
      .chosen .token {
        font-weight: 700;
      }
      .weight {
        font-family: var(--attend-mono);
        font-variant-numeric: tabular-nums;
        font-size: var(--attend-size-xs);
        color: var(--attend-weights);
      }
      .chosen .weight {
        font-weight: 700;
      }
      p {
        margin: var(--attend-2) 0 0;
        font-size: var(--attend-size-s);
        color: var(--attend-ink-soft);
      }
    `,
  ];
}
