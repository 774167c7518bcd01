import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Engine, Session } from '../../engine/index.js';
import { logitLens } from '../../engine/interventions/lens.js';
import { intervene, type Part, partsOf, type Replacement, sentenceOf } from '../../engine/interventions/parts.js';
import { tokenize } from '../../engine/reading/tokenize.js';
import { formatNumber } from '../../engine/writing/format.js';
import { numbered } from '../matrix/matrix-view.js';
import { fields } from '../shared/fields-sheet.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { say } from './interventions-words.js';
import { endOf, groupOf, likeliest, nameOf, placeOfStream, tellEffect } from './told.js';

const keyOf = ({ path, number }: Part): string => `${path} ${number}`;

const INSTEAD = ['zeros', 'mean', 'other'] as const;

/**
 * Takes a part of what runs out, or puts in its place what it is in another sentence; and reads the stream off after every sum.
 *
 * @fires attend-intervened - `{ path }`: the session was edited
 */
export class AttendInterventions extends LitElement {
  static override properties = {
    engine: { attribute: false },
    session: { attribute: false },
    edits: { type: Number },
    chosen: { state: true },
    instead: { state: true },
    row: { state: true },
    told: { state: true },
    problem: { state: true },
  };

  engine!: Engine;
  session!: Session;
  /** How many edits the session has: others may make some, too. */
  edits = 0;
  /** Path and number of the chosen part. */
  private chosen = '';
  /** The edits after the last replacement: with others, what was told no longer holds. */
  private editsTold = -1;
  private instead: (typeof INSTEAD)[number] = 'zeros';
  private words = '';
  /** The token after which the lens reads; the last where none was chosen. */
  private row: number | null = null;
  private told: string[] = [];
  private problem = '';

  constructor() {
    super();
    keepFocus(this);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    const edited = changed.has('edits') && this.edits !== this.editsTold;
    if (!changed.has('session') && !edited) return;
    this.editsTold = this.edits;
    this.told = [];
    this.problem = '';
  }

  private replacement(): Replacement {
    return this.instead === 'other' ? { tokens: tokenize(this.words).tokens } : this.instead;
  }

  private run(part: Part): void {
    const { engine, session } = this;
    this.problem = '';
    this.told = [];
    try {
      const end = endOf(session, part);
      const before = session.tensor(end, { ahead: true });
      const { edits } = session;
      intervene(engine, session, part, this.replacement());
      const done = say(`part-done-${this.instead}`, { part: this.nameOf(part) });
      this.told = [
        done,
        tellEffect(session, before, session.tensor(end, { ahead: true })),
        say(`part-caution-${this.instead}`),
      ];
      this.editsTold = session.edits.length;
      tell(this, 'attend-intervened', { path: part.path, before: edits });
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  /** With its layer; a token is in none. */
  private nameOf(part: Part): string {
    const name = nameOf(this.session, part);
    return part.kind === 'token' ? name : `${groupOf(this.session, part)}, ${name}`;
  }

  private choice(parts: Part[], chosen: Part): TemplateResult {
    const named = parts.map((part) => groupOf(this.session, part));
    const option = (part: Part) => {
      return html`<option value=${keyOf(part)} ?selected=${part === chosen}>${this.nameOf(part)}</option>`;
    };
    const onChange = (event: Event) => {
      this.chosen = (event.target as HTMLSelectElement).value;
    };
    return html`<label>${say('part-label')}<select class="part" @change=${onChange}>
      ${[...new Set(named)].map((group) => html`<optgroup label=${group}>${parts.filter((_, i) => named[i] === group).map(option)}</optgroup>`)}
    </select></label>`;
  }

  private replacing(part: Part): TemplateResult {
    const onChange = (event: Event) => {
      this.instead = (event.target as HTMLSelectElement).value as (typeof INSTEAD)[number];
    };
    const count = this.session.scene[sentenceOf(part)]!.length;
    return html`<label>${say('part-instead')}<select class="instead" @change=${onChange}>
        ${INSTEAD.map((one) => html`<option value=${one} ?selected=${one === this.instead}>${say(`part-${one}`)}</option>`)}
      </select></label>
      ${
        this.instead === 'other'
          ? html`<label>${say('part-words')}<input type="text" .value=${this.words} aria-describedby="about" aria-invalid=${this.problem !== ''}
              @input=${(event: Event) => {
                this.words = (event.target as HTMLInputElement).value;
              }}></label><p class="hint" id="about">${say('part-words-about', { count })}</p>`
          : nothing
      }`;
  }

  private lens(): TemplateResult | typeof nothing {
    const { session, engine } = this;
    const rows = logitLens(engine, session);
    if (rows.length === 0) return nothing;
    const words = session.tensor(endOf(session), { ahead: true }).labels[1] ?? [];
    const tokens = numbered(session.scene.tokens);
    const row = Math.min(this.row ?? tokens.length - 1, tokens.length - 1);
    const onChange = (event: Event) => {
      this.row = Number((event.target as HTMLSelectElement).value);
    };
    return html`<h4>${say('lens-title')}</h4><p class="hint">${say('lens-lead')}</p>
      <label>${say('lens-token')}<select class="row" translate="no" @change=${onChange}>
        ${tokens.map((token, at) => html`<option value=${at} ?selected=${at === row}>${token}</option>`)}
      </select></label>
      <table class="lens"><caption class="unseen">${say('lens-caption', { token: tokens[row]! })}</caption>
        <thead><tr><th scope="col">${say('lens-where')}</th><th scope="col">${say('lens-word')}</th><th scope="col">${say('lens-share')}</th></tr></thead>
        <tbody>${rows.map(({ path, probabilities }) => {
          const { word, share } = likeliest(words, probabilities, row);
          return html`<tr><th scope="row">${placeOfStream(path, session)}</th><td translate="no">${word}</td><td>${formatNumber(share)}</td></tr>`;
        })}</tbody></table>
      <p class="hint">${say('lens-caution')}</p>`;
  }

  protected override render(): TemplateResult {
    const parts = partsOf(this.session);
    const part = parts.find((one) => keyOf(one) === this.chosen) ?? parts[0];
    if (!part) return html`<p class="hint">${say('part-none')}</p>`;
    return html`<p class="hint">${say('part-lead')}</p>
      ${this.choice(parts, part)}${this.replacing(part)}
      <div><button type="button" class="main" @click=${() => this.run(part)}>${say('part-run')}</button></div>
      <p class="refusal" role="alert">${this.problem}</p>
      <div class="told" role="status">${this.told.map((text) => html`<p>${text}</p>`)}</div>
      ${this.lens()}`;
  }

  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--attend-3);
      }
      label {
        display: grid;
        gap: var(--attend-1);
      }
      select {
        min-height: calc(2 * var(--attend-rem));
        padding: 0 var(--attend-2);
        font: inherit;
        color: var(--attend-ink);
        background: var(--attend-surface);
        border: 1px solid var(--attend-line-strong);
        border-radius: var(--attend-radius);
      }
      h4,
      .hint,
      .told p {
        margin: 0;
      }
      h4 {
        font-size: var(--attend-size-m);
      }
      .told p + p {
        margin-top: var(--attend-2);
        color: var(--attend-ink-soft);
      }
      .told {
        font-size: var(--attend-size-s);
      }
      .told:empty {
        display: none;
      }
      .unseen {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .lens {
        position: relative;
        border-collapse: collapse;
        font-size: var(--attend-size-s);
      }
      .lens :is(th, td) {
        padding: var(--attend-1) var(--attend-2) var(--attend-1) 0;
        font-weight: 400;
        text-align: start;
        border-bottom: 1px solid var(--attend-line);
      }
      .lens thead th {
        color: var(--attend-ink-soft);
      }
      .lens td {
        font-family: var(--attend-mono);
      }
    `,
  ];
}
