import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { formatBrief } from '../../engine/writing/format.js';
import { inkOf, roleOf } from '../matrix/roles.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { cellName, placeOf, say } from '../shared/words.js';
import type { Chain, Link } from './chain.js';

/**
 * Token, query, key, score, scaled, masked, exponential, weight: how one weight came about, at one look.
 *
 * @fires attend-follow - `{ path, index }`
 */
export class AttendChain extends LitElement {
  static override properties = { chain: { attribute: false } };

  chain: Chain | null = null;

  constructor() {
    super();
    keepFocus(this);
  }

  private link({ path, index, tensor, value }: Link, short = ''): TemplateResult {
    const name = short || cellName(tensor);
    const number = short ? '' : formatBrief(value);
    return html`<button class=${inkOf(roleOf(path, tensor.name))}
      aria-label=${say('ask-use', { label: `${name} ${number}, ${placeOf(tensor, index)}` })}
      @click=${() => tell(this, 'attend-follow', { path, index })}>
      ${name}${number ? html` <span class="number">${number}</span>` : nothing}
    </button>`;
  }

  /** The number that is looked at leads nowhere. */
  private here({ path, tensor, value }: Link): TemplateResult {
    return html`<span class="here ${inkOf(roleOf(path, tensor.name))}" aria-current="true">
      ${cellName(tensor)} <span class="number">${formatBrief(value)}</span>
    </span>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.chain) return nothing;
    const { query, key, operands, links } = this.chain;
    const [q, k] = operands;
    return html`<ol aria-label=${say('chain')} translate="no">
      <li><b class="ink-q">${query}</b>${this.link(q!, say('chain-q'))}</li>
      <li class="meets"><b class="ink-k">${key}</b>${this.link(k!, say('chain-k'))}</li>
      ${links.map((link, i) => html`<li>${i === links.length - 1 ? this.here(link) : this.link(link)}</li>`)}
    </ol>`;
  }

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 0;
        margin: var(--attend-1) 0;
        padding: 0;
        list-style: none;
        font-size: var(--attend-size-xs);
      }
      li {
        display: flex;
        align-items: center;
        gap: 0.3em;
      }
      li + li::before {
        content: '→';
        margin: 0 0.15em 0 0.4em;
        color: var(--attend-ink-soft);
      }
      li.meets::before {
        content: '·';
      }
      b {
        font-family: var(--attend-serif);
        font-size: var(--attend-size-s);
      }
      button {
        min-height: calc(1.5 * var(--attend-rem));
        padding: 0 0.4em;
        font-size: inherit;
        border-color: var(--attend-line);
      }
      .number {
        font-family: var(--attend-mono);
        color: var(--attend-ink);
      }
      .here {
        display: inline-flex;
        align-items: center;
        gap: 0.4em;
        min-height: calc(1.5 * var(--attend-rem));
        padding: 0 0.4em;
        border: 1px solid var(--attend-ink);
        border-radius: var(--attend-radius);
      }
    `,
  ];
}
