import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { readNumber } from '../../engine/reading/read-number.js';
import { fields } from '../shared/fields-sheet.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { say } from '../workshop/workshop-words.js';

/**
 * A number to type, or to make one larger or smaller. What cannot be used stays in the field, with the reason below.
 *
 * @fires attend-number - `{ value }`: another number was given; only numbers within the limits are sent
 */
export class AttendNumber extends LitElement {
  static override properties = {
    label: { type: String },
    hint: { type: String },
    value: { type: Number },
    least: { type: Number },
    most: { type: Number },
    whole: { type: Boolean },
    refusal: { type: String },
    off: { type: Boolean },
    problem: { state: true },
  };

  label = '';
  hint = '';
  value = 0;
  least = 0;
  most = 1;
  whole = false;
  /** Why the number last sent was not taken; empty if it was. */
  refusal = '';
  off = false;
  private problem = '';

  private get field(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }

  /** Why what is typed is not in use; empty where it is. */
  get refused(): string {
    return this.problem || this.refusal;
  }

  override focus(): void {
    this.field.focus();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('value')) this.problem = '';
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('value')) this.field.value = String(this.value);
  }

  private judge(text: string): string {
    const { least, most, whole } = this;
    const value = readNumber(text);
    const args = { text: text.trim().slice(0, 20), least, most, example: this.value };
    if (text.trim() === '' || Number.isNaN(value)) return say('refuse-number', args);
    if (whole && !Number.isInteger(value)) return say('refuse-whole', args);
    return value < least || value > most ? say('refuse-range', args) : '';
  }

  private take = (): void => {
    const text = this.field.value;
    this.problem = this.judge(text);
    const value = readNumber(text);
    if (this.problem || (value === this.value && !this.refusal)) return;
    tell(this, 'attend-number', { value });
  };

  private by(step: number): void {
    const { least, most } = this;
    const now = readNumber(this.field.value);
    const from = this.judge(this.field.value) ? this.value : now;
    this.field.value = String(Math.min(most, Math.max(least, from + step)));
    this.take();
  }

  private onKey = (event: KeyboardEvent): void => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === 'Enter') this.take();
    if (!step || !this.whole) return;
    event.preventDefault();
    this.by(step);
  };

  private button(step: number, sign: string, message: string): TemplateResult | typeof nothing {
    if (!this.whole) return nothing;
    return html`<button type="button" aria-label=${say(message, { label: this.label })} ?disabled=${this.off}
      @click=${() => this.by(step)}>${sign}</button>`;
  }

  protected override render(): TemplateResult {
    const refusal = this.refused;
    return html`<div class="row">
        <label for="field">${this.label}</label>
        <span class="field">
          ${this.button(-1, '−', 'number-less')}
          <input id="field" type="text" inputmode=${this.whole ? 'numeric' : 'decimal'} autocomplete="off"
            ?disabled=${this.off} aria-invalid=${refusal !== ''} aria-describedby="why hint"
            @change=${this.take} @keydown=${this.onKey}>
          ${this.button(1, '+', 'number-more')}
        </span>
      </div>
      <p class="refusal" id="why" role="alert">${refusal}</p>
      ${this.hint ? html`<p class="hint" id="hint">${this.hint}</p>` : nothing}`;
  }

  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: block;
      }
      .row {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--attend-3);
      }
      .field {
        display: flex;
        flex: none;
      }
      input[type='text'] {
        width: calc(4.5 * var(--attend-rem));
        text-align: center;
        font-family: var(--attend-mono);
        font-variant-numeric: tabular-nums;
        padding: 0 var(--attend-1);
      }
      button {
        min-width: calc(2 * var(--attend-rem));
        padding: 0;
      }
      button:first-child {
        border-radius: var(--attend-radius) 0 0 var(--attend-radius);
        border-right: 0;
      }
      button:last-child {
        border-radius: 0 var(--attend-radius) var(--attend-radius) 0;
        border-left: 0;
      }
      button + input[type='text'] {
        border-radius: 0;
      }
      input:disabled {
        color: var(--attend-ink-soft);
        border-color: var(--attend-line);
      }
      :focus-visible {
        position: relative;
        z-index: 1;
      }
    `,
  ];
}
