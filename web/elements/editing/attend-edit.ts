import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { say } from '../shared/words.js';

/** Where a field stands in the window. */
export type Anchor = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;

const NARROWEST = 120;

/**
 * A field over a cell, to write another number there, or to choose another word. What is refused stays typed, with the reason.
 *
 * @fires attend-write - `{ text }`: this is wanted
 * @fires attend-leave - nothing is wanted
 */
export class AttendEdit extends LitElement {
  static override properties = {
    label: { type: String },
    text: { type: String },
    refusal: { type: String },
    words: { attribute: false },
    anchor: { attribute: false },
  };

  label = '';
  /** What stands in the field at first. */
  text = '';
  /** Why what was typed is not taken; empty if nothing was refused. */
  refusal = '';
  /** Words to choose from, instead of typing a number; the text is then a place among them. */
  words: string[] | null = null;
  anchor: Anchor | null = null;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('form')!.showPopover();
    const field = this.field;
    field.focus();
    if (field instanceof HTMLInputElement && this.text.length > 1) field.select();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('refusal') && this.refusal) this.field.focus();
    if (this.anchor) this.place(this.anchor);
  }

  private get field(): HTMLInputElement | HTMLSelectElement {
    return this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>('input, select')!;
  }

  /** Over the cell, but inside the window. */
  private place({ left, top, width, height }: Anchor): void {
    const form = this.renderRoot.querySelector<HTMLElement>('form')!;
    const wide = Math.max(width + 8, NARROWEST);
    this.field.style.width = `${wide}px`;
    this.field.style.minHeight = `${height + 8}px`;
    form.style.left = `${Math.max(4, Math.min(left - 4, innerWidth - form.offsetWidth - 8))}px`;
    form.style.top = `${Math.max(4, Math.min(top - 4, innerHeight - form.offsetHeight - 8))}px`;
  }

  private onSubmit = (event: Event): void => {
    event.preventDefault();
    tell(this, 'attend-write', { text: this.field.value });
  };

  private onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.leave();
  };

  private leave = (): void => {
    tell(this, 'attend-leave');
  };

  private input(): TemplateResult {
    const described = this.refusal ? 'refusal' : nothing;
    if (this.words) {
      return html`<select aria-label=${this.label} @change=${this.onSubmit}>
        ${this.words.map((word, i) => html`<option value=${i} ?selected=${String(i) === this.text}>${word}</option>`)}
      </select>`;
    }
    return html`<input aria-label=${this.label} aria-invalid=${this.refusal !== ''} aria-describedby=${described}
      inputmode="text" autocomplete="off" spellcheck="false" enterkeyhint="done" .value=${this.text} />`;
  }

  protected override render(): TemplateResult {
    return html`<form popover="manual" @submit=${this.onSubmit} @keydown=${this.onKey}>
      <div class="row">${this.input()}
        ${this.words ? nothing : html`<button title=${say('edit-write')} aria-label=${say('edit-write')}>✓</button>`}
        <button type="button" title=${say('edit-leave')} aria-label=${say('edit-leave')} @click=${this.leave}>✕</button>
      </div>
      <p id="refusal" role="alert" ?hidden=${!this.refusal}>${this.refusal}</p>
    </form>`;
  }

  static override styles = [
    base,
    buttons,
    css`
      form {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 0;
        overflow: visible;
        border: 2px solid var(--attend-ink);
        border-radius: var(--attend-radius);
        color: var(--attend-ink);
        background: var(--attend-surface);
        box-shadow: 0 4px 18px rgb(0 0 0 / 22%);
      }
      .row {
        display: flex;
      }
      input,
      select {
        padding: 0 var(--attend-2);
        border: 0;
        border-radius: var(--attend-radius) 0 0 var(--attend-radius);
        font-family: var(--attend-mono);
        font-size: max(calc(1 * var(--attend-rem)), var(--attend-size-m));
        color: inherit;
        background: var(--attend-mark);
      }
      input:focus-visible,
      select:focus-visible {
        outline-offset: -2px;
      }
      button {
        min-width: calc(2 * var(--attend-rem));
        padding: 0;
        border: 0;
        border-left: 1px solid var(--attend-line);
        border-radius: 0;
      }
      button:last-child {
        border-radius: 0 var(--attend-radius) var(--attend-radius) 0;
      }
      p {
        max-width: calc(20 * var(--attend-rem));
        margin: 0;
        padding: var(--attend-2) var(--attend-3);
        border-top: 1px solid var(--attend-line);
        font-size: var(--attend-size-s);
        overflow-wrap: anywhere;
      }
      p::before {
        content: '✕ ';
        color: var(--attend-stop);
      }
    `,
  ];
}
