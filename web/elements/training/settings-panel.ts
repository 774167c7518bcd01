/** The settings of a run: what it learns from, the optimiser, and numbers. */
import { html, type TemplateResult } from 'lit';
import { type OwnText, ownTextPanel } from './own-text.js';
import { FIELDS, type Field, type Refusals, type Settings } from './settings.js';
import { say } from './training-words.js';

export interface Set {
  settings: Settings;
  refusals: Refusals;
  own: OwnText;
  /** What it is called that the element was given to learn from. */
  given: string;
}

export interface SettingsActs {
  change(name: keyof Settings, value: Settings[keyof Settings]): void;
  learnFrom(own: OwnText): void;
}

function field({ name, least, most, whole }: Field, { settings, refusals }: Set, acts: SettingsActs): TemplateResult {
  return html`<attend-number class=${name} .label=${say(`training-${name}`)} .value=${settings[name]} .least=${least} .most=${most} .whole=${whole}
    .refusal=${refusals[name] ?? ''}
    @attend-number=${(event: CustomEvent<{ value: number }>) => {
      event.stopPropagation();
      acts.change(name, event.detail.value);
    }}></attend-number>`;
}

export function settingsPanel(set: Set, acts: SettingsActs): TemplateResult {
  const { settings, refusals, own, given } = set;
  return html`<fieldset class="settings"><legend>${say('training-settings')}</legend>
    ${ownTextPanel(own, given, refusals.text ?? '', acts.learnFrom)}
    <div class="choice"><label for="optimizer">${say('training-optimizer')}</label>
      <select id="optimizer" .value=${settings.optimizer}
        @change=${(event: Event) => acts.change('optimizer', (event.target as HTMLSelectElement).value as 'adam' | 'sgd')}>
        ${(['adam', 'sgd'] as const).map((kind) => html`<option value=${kind} ?selected=${kind === settings.optimizer}>${say(`training-${kind}`)}</option>`)}
      </select></div>
    ${FIELDS.map((one) => field(one, set, acts))}
    <p class="hint">${say('training-settings-hint')}</p></fieldset>`;
}
