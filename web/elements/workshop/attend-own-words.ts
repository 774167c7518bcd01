import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { graphemesOf } from '../../engine/reading/graphemes.js';
import { type Cut, LONGEST_WORD, MOST_TOKENS, type Tokenized, tokenize } from '../../engine/reading/tokenize.js';
import { fields } from '../shared/fields-sheet.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { say } from './workshop-words.js';

/** Tokens as a person would write them: no space before a comma or a full stop. */
export const asText = (tokens: readonly string[]): string =>
  tokens.reduce((text, token) => text + (text && !/^[.,;:!?…)\]]$/u.test(token) ? ' ' : '') + token, '');

/**
 * A sentence to type, with its tokens as they come about. A text that cannot be used stays, with the reason.
 *
 * @fires attend-words - `{ tokens }`: this sentence is to be used
 * @fires attend-refused - it cannot be used
 */
export class AttendOwnWords extends LitElement {
  static override properties = {
    label: { type: String },
    tokens: { attribute: false },
    known: { attribute: false },
    refusal: { type: String },
    text: { state: true },
    tried: { state: true },
    cut: { state: true },
  };

  label = '';
  /** The tokens in use. */
  tokens: readonly string[] = [];
  /** Words that have a vector already. */
  known: ReadonlySet<string> = new Set();
  refusal = '';
  private text = '';
  private tried = false;
  private cut: Cut = 'words';

  constructor() {
    super();
    keepFocus(this);
  }

  override focus(): void {
    this.updateComplete.then(() => this.renderRoot.querySelector('textarea')?.focus());
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('tokens')) return;
    if (changed.get('tokens')?.join('\n') === this.tokens.join('\n')) return;
    this.tried = false;
    if (this.tokenized().tokens.join('\n') !== this.tokens.join('\n')) this.text = asText(this.tokens);
  }

  private tokenized(): Tokenized {
    return tokenize(this.text, this.cut);
  }

  private reason({ tokens, problem }: Tokenized): string {
    if (problem === 'empty') return this.tried ? say('refuse-words-empty') : '';
    if (problem === 'long') {
      return say('refuse-words-long', {
        count: tokens.length,
        over: tokens.length - MOST_TOKENS,
        most: MOST_TOKENS,
      });
    }
    if (problem === null) return this.refusal;
    const word = graphemesOf(tokens.find((token) => [...token].length > LONGEST_WORD)!)
      .slice(0, 12)
      .join('');
    return say('refuse-words-word', { word, most: LONGEST_WORD });
  }

  private use = (): void => {
    this.tried = true;
    const { tokens, problem } = this.tokenized();
    if (problem) tell(this, 'attend-refused');
    if (problem || this.same(tokens)) return;
    tell(this, 'attend-words', { tokens });
  };

  private same(tokens: string[]): boolean {
    return tokens.join('\n') === this.tokens.join('\n');
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.use();
  };

  private chips(tokens: string[]): TemplateResult {
    const isNew = (token: string) => !this.known.has(token);
    return html`<ul aria-label=${say('words-chips', { count: tokens.length })}>
      ${tokens.map(
        (token, i) =>
          html`<li class=${i >= MOST_TOKENS ? 'over' : isNew(token) ? 'new' : ''}>${token}${
            isNew(token) ? html`<span class="hidden">, ${say('words-new')}</span>` : nothing
          }</li>`,
      )}
    </ul>`;
  }

  /** Where a script writes no spaces, the reader says what a token is. */
  private cutChoice(): TemplateResult {
    const choice = (cut: Cut) => html`<label><input type="radio" name="cut" value=${cut} .checked=${cut === this.cut}
      @change=${() => {
        this.cut = cut;
      }}>${say(`words-cut-${cut}`)}</label>`;
    return html`<fieldset class="cut"><legend>${say('words-cut')}</legend>${choice('words')}${choice('characters')}</fieldset>`;
  }

  protected override render(): TemplateResult {
    const cut = this.tokenized();
    const { tokens } = cut;
    const same = this.same(tokens);
    const fresh = tokens.some((token) => !this.known.has(token));
    const reason = this.reason(cut);
    return html`<label for="text">${this.label}</label>
      <textarea id="text" dir="auto" rows="2" spellcheck="false" autocomplete="off" aria-describedby="why"
        aria-invalid=${reason !== ''} .value=${this.text} @keydown=${this.onKey}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLTextAreaElement).value;
          this.refusal = '';
        }}></textarea>
      ${cut.spaceless ? this.cutChoice() : nothing}
      ${this.chips(tokens)}
      <p class="refusal" id="why" role="alert">${reason}</p>
      <div class="row">
        <button type="button" class="main" aria-disabled=${same || cut.problem !== null} @click=${this.use}>${say('words-use')}</button>
        <span class="hint">${say('words-chips', { count: tokens.length })}${same ? ` · ${say('words-in-use')}` : nothing}${
          fresh ? html` · <span class="sample">${say('words-new')}</span>` : nothing
        }</span>
      </div>`;
  }

  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: block;
      }
      textarea {
        display: block;
        width: 100%;
        margin-top: var(--attend-1);
        padding: var(--attend-2) var(--attend-3);
        font-family: var(--attend-serif);
        font-size: calc(1.0625 * var(--attend-rem));
        line-height: 1.4;
        resize: vertical;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--attend-1);
        max-height: calc(9 * var(--attend-rem));
        margin: var(--attend-2) 0;
        padding: 1px;
        overflow: hidden auto;
        list-style: none;
      }
      li {
        padding: 1px var(--attend-2);
        font-size: var(--attend-size-s);
        overflow-wrap: anywhere;
        background: var(--attend-sunken);
        border: 1px solid var(--attend-line);
        border-radius: var(--attend-radius-s);
      }
      .new,
      .sample {
        border-bottom: 2px dashed var(--attend-mark-line);
      }
      .over {
        text-decoration: line-through;
        border-color: var(--attend-stop);
      }
      .cut {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--attend-3);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--attend-2) var(--attend-3);
      }
      .row .hint {
        margin: 0;
      }
    `,
  ];
}
