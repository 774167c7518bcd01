import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { fields } from '../../../elements/shared/fields-sheet.js';
import { base } from '../../../elements/shared/sheets.js';
import type { Given } from '../asked.js';
import { readAnswer } from '../kinds/filled.js';
import { say } from '../words.js';
import { Field, typedText } from './field.js';

/** One number to type. */
export class AttendNumberField extends Field {
  static override properties = {
    ...Field.properties,
    question: { attribute: false },
    verdict: { attribute: false },
    text: { state: true },
    problem: { state: true },
  };

  /** What is asked, for those who hear the field by itself. */
  question = '';
  /** Why the last answer was wrong; empty where it was not. */
  verdict = '';

  private text = '';
  private problem = '';

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('given')) this.text = typedText(this.given[0]);
  }

  override take(): Given | null {
    const value = readAnswer(this.asked, this.text);
    if (value === null || !Number.isNaN(value)) return [value];
    this.problem = say('refuse-typed', { text: this.text.trim().slice(0, 20) });
    this.renderRoot.querySelector('input')?.focus();
    return null;
  }

  private onInput = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    this.problem = '';
    this.changed();
  };

  private onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.check();
  };

  protected override render(): TemplateResult {
    const wrong = this.problem !== '' || this.marks?.[0] === 'wrong';
    return html`<label for="field">${say('number-label')}<span class="hidden">: ${this.question}</span></label>
      <input id="field" type="text" inputmode="text" autocomplete="off" spellcheck="false" .value=${this.text}
        ?readonly=${this.locked} class=${this.marks?.[0] ?? ''} aria-invalid=${wrong} aria-describedby="why verdict"
        @input=${this.onInput} @keydown=${this.onKey}>
      <p class="refusal" id="why" role="alert">${this.problem}</p>
      <p class="hidden" id="verdict">${wrong ? this.verdict : ''}</p>`;
  }

  static override styles = [
    base,
    fields,
    css`
      :host {
        display: block;
      }
      input[type='text'] {
        width: 7rem;
        min-height: 2.5rem;
        margin-left: var(--attend-2);
        font-family: var(--attend-mono);
        text-align: center;
      }
      .right {
        border: 2px solid var(--attend-v);
      }
    `,
  ];
}
