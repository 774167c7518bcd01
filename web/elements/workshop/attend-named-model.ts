import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ModelConfig } from '../../engine/index.js';
import { type NamedModel, namedModelOf, namedModels } from '../../engine/scene/named-models.js';
import { fields } from '../shared/fields-sheet.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { say } from './workshop-words.js';

/**
 * The choice of a published model, which sets every switch at once; what is chosen says where it was published, what each
 * switch is, and what is left out.
 *
 * @fires attend-model - `{ change, field: 'named' }`: this whole model is to run
 */
export class AttendNamedModel extends LitElement {
  static override properties = {
    model: { attribute: false },
    refusal: {},
  };

  /** The model in use, with all its defaults. */
  model!: ModelConfig;
  /** Why the newest choice was not taken. */
  refusal = '';

  constructor() {
    super();
    keepFocus(this);
  }

  private choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const chosen = namedModels.find(({ id }) => id === value);
    if (chosen) tell(this, 'attend-model', { change: chosen.model, field: 'named' });
  }

  private about({ id, parts, without }: NamedModel): TemplateResult {
    const items = (keys: string[]) => keys.map((key) => html`<li>${say(`named-${id}-${key}`)}</li>`);
    return html`<div class="about">
      <p>${say('model-named-published', { where: say(`named-${id}.where`) })}</p>
      <ul>${items(parts)}</ul>
      ${
        without.length === 0
          ? nothing
          : html`<p>${say('model-named-without')}</p>
            <ul>${items(without.map((name) => `without-${name}`))}</ul>`
      }</div>`;
  }

  protected override render(): TemplateResult {
    const now = namedModelOf(this.model);
    return html`<div class="row"><label for="named">${say('model-named')}</label>
      <select id="named" @change=${this.choose}>
        <option value="" ?selected=${!now} ?disabled=${now !== undefined}>${say('model-named-none')}</option>
        ${namedModels.map(({ id }) => html`<option value=${id} ?selected=${id === now?.id}>${say(`named-${id}`)}</option>`)}
      </select></div>
      ${now ? this.about(now) : html`<p class="hint">${say('model-named-hint')}</p>`}
      <p class="refusal" role="alert">${this.refusal}</p>`;
  }

  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--attend-1);
        padding-bottom: var(--attend-3);
        border-bottom: 1px solid var(--attend-line);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--attend-1) var(--attend-3);
      }
      select {
        min-width: 0;
        max-width: 100%;
      }
      .about {
        font-size: var(--attend-size-s);
        color: var(--attend-ink-soft);
      }
      .about p {
        margin: var(--attend-1) 0;
      }
      ul {
        margin: 0;
        padding-inline-start: 1.2em;
      }
    `,
  ];
}
