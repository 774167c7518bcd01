import { html, type TemplateResult } from 'lit';
import type { ModelConfig } from '../../engine/index.js';
import type { ModelFile } from '../../engine/scene/scene-edit.js';
import { type ChoiceKey, type KeyInfo, modelKeys } from '../../engine/scene/scene-keys.js';
import { tell } from '../shared/tell.js';
import { type Control, KeyControls, type Value } from './key-controls.js';
import { say } from './workshop-words.js';

/**
 * The shape of the program: a control for every key of the model that the workshop offers, in the order of their table.
 *
 * @fires attend-model - `{ change, field }`: this part of the model is to be different; `field` is the key's path
 */
export class AttendModelChoice extends KeyControls {
  static override properties = {
    ...KeyControls.properties,
    model: { attribute: false },
  };

  /** The model in use, with all its defaults. */
  model!: ModelConfig;
  protected readonly about = 'model';
  protected readonly refusedAs = '';

  protected get values(): ModelConfig {
    return this.model;
  }

  protected send(path: string, value: Value): void {
    const [name = '', inner] = path.split('.');
    const change = { [name]: inner ? { [inner]: value } : value } as Partial<ModelFile>;
    tell(this, 'attend-model', { change, field: path });
  }

  private kind({ choices }: ChoiceKey): TemplateResult {
    const { kind } = this.model;
    return html`<div class="kind"><label for="kind">${say('model-kind')}</label>
      <select id="kind" .value=${kind} @change=${(event: Event) =>
        this.send('kind', (event.target as HTMLSelectElement).value)}>
        ${choices.map((each) => html`<option value=${each} ?selected=${each === kind}>${say(`kind-${each}`)}</option>`)}
      </select></div>
      <p class="hint">${say(`kind-about-${kind}`)}</p>
      <p class="refusal" role="alert">${this.refusals.kind ?? ''}</p>`;
  }

  protected override choice(control: Control<ChoiceKey>): TemplateResult {
    return control.path === 'kind' ? this.kind(control.key) : super.choice(control);
  }

  protected counts({ name, idle_for: idle = [] }: KeyInfo): boolean {
    const { kind, norm, final_norm, position, unembed } = this.model;
    if (name === 'rotary' && position !== 'rotary') return false;
    if (name === 'tie_unembed' && !unembed) return false;
    if (name === 'norm_kind' && norm === 'none' && !final_norm) return false;
    return !idle.includes(kind);
  }

  protected override render(): TemplateResult {
    return html`<attend-named-model .model=${this.model} .refusal=${this.refusals.named ?? ''}></attend-named-model>
      ${modelKeys.map((key) => this.control(key))}`;
  }
}
