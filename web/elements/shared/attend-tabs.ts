import { css, html, LitElement, type TemplateResult } from 'lit';
import { keepFocus } from './keep-focus.js';
import { base, buttons, tabs } from './sheets.js';
import { tell } from './tell.js';

/** More choices than this become a list to choose from. */
const MOST = 6;

/**
 * A choice of one among a few: heads, or the results of a step.
 *
 * @fires attend-choose - `{ at }`: the place of the new choice
 */
export class AttendTabs extends LitElement {
  static override properties = {
    label: { type: String },
    items: { attribute: false },
    at: { type: Number },
  };

  label = '';
  items: string[] = [];
  at = 0;

  constructor() {
    super();
    keepFocus(this);
  }

  private choose(at: number): void {
    tell(this, 'attend-choose', { at });
  }

  private onKey = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose((this.at + by + this.items.length) % this.items.length);
    this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };

  protected override render(): TemplateResult {
    if (this.items.length > MOST) {
      return html`<label>${this.label}
        <select @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).selectedIndex)}>
          ${this.items.map((item, i) => html`<option ?selected=${i === this.at}>${item}</option>`)}
        </select>
      </label>`;
    }
    return html`<div role="tablist" aria-label=${this.label} @keydown=${this.onKey}>
      ${this.items.map(
        (item, i) => html`<button role="tab" aria-selected=${i === this.at} tabindex=${i === this.at ? 0 : -1}
          @click=${() => this.choose(i)}>${item}</button>`,
      )}
    </div>`;
  }

  static override styles = [
    base,
    buttons,
    tabs,
    css`
      :host {
        display: inline-block;
      }
    `,
  ];
}
