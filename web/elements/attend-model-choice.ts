import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ModelConfig } from '../engine/index.js';
import { hasLayers, type ModelFile } from '../engine/scene-edit.js';
import { fields } from './fields-sheet.js';
import { base, buttons } from './sheets.js';
import { tell } from './tell.js';
import { TEMPERATURE } from './temperature.js';
import { say } from './workshop-words.js';

const KINDS = ['attention', 'block', 'encoder', 'decoder', 'encoder-decoder'] as const;
const CHOICES = {
  norm: ['none', 'pre', 'post'],
  norm_kind: ['layer', 'rms'],
  activation: ['relu', 'gelu', 'gelu_tanh', 'silu'],
  position: ['none', 'sinusoidal', 'learned'],
} as const;

/** Small enough that every step stays quick; the engine itself takes more. */
const MOST = { layers: 8, heads: 16, width: 128, hidden: 512 } as const;

/** Which of the model's numbers a refusal is about. */
export type ModelField = keyof typeof MOST | 'temperature' | 'kind';

/**
 * The shape of the program: its kind, sizes, norms, activation, position.
 *
 * @fires attend-model - `{ change, field }`: this part of the model is to be different
 */
export class AttendModelChoice extends LitElement {
  static override properties = {
    model: { attribute: false },
    refusals: { attribute: false },
  };

  /** The model in use, with all its defaults. */
  model!: ModelConfig;
  /** Why a field's newest value was not taken. */
  refusals: Partial<Record<ModelField, string>> = {};

  private send(change: Partial<ModelFile>, field?: ModelField): void {
    tell(this, 'attend-model', { change, field });
  }

  private number(
    field: keyof typeof MOST,
    value: number,
    change: (value: number) => Partial<ModelFile>,
    { off = false, hint = '' } = {},
  ): TemplateResult {
    return html`<attend-number whole class=${field} .label=${say(`model-${field}`)} .hint=${hint} .value=${value} .least=${1}
      .most=${MOST[field]} .off=${off} .refusal=${this.refusals[field] ?? ''}
      @attend-number=${(event: CustomEvent<{ value: number }>) => this.send(change(event.detail.value), field)}></attend-number>`;
  }

  private kind(): TemplateResult {
    const { kind } = this.model;
    return html`<div class="kind"><label for="kind">${say('model-kind')}</label>
      <select id="kind" .value=${kind} @change=${(event: Event) =>
        this.send({ kind: (event.target as HTMLSelectElement).value as ModelConfig['kind'] }, 'kind')}>
        ${KINDS.map((each) => html`<option value=${each} ?selected=${each === kind}>${say(`kind-${each}`)}</option>`)}
      </select></div>
      <p class="hint">${say(`kind-about-${kind}`)}</p>
      <p class="refusal" role="alert">${this.refusals.kind ?? ''}</p>`;
  }

  private choice<K extends keyof typeof CHOICES>(
    name: K,
    value: string,
    change: (value: (typeof CHOICES)[K][number]) => Partial<ModelFile>,
  ): TemplateResult {
    return html`<fieldset class="choice"><legend>${say(`model-${name}`)}</legend>
      <div class="segments">${CHOICES[name].map(
        (each) => html`<label><input type="radio" class="hidden" name=${name} value=${each} .checked=${each === value}
          @change=${() => this.send(change(each))}>${say(`${name}-${each}`)}</label>`,
      )}</div></fieldset>`;
  }

  private layer(): TemplateResult | typeof nothing {
    const { model } = this;
    if (model.kind === 'attention') return nothing;
    const { width, activation } = model.feed_forward;
    return html`${this.choice('norm', model.norm, (norm) => ({ norm }))}
      ${model.norm === 'none' && !model.final_norm ? nothing : this.choice('norm_kind', model.norm_kind, (norm_kind) => ({ norm_kind }))}
      ${this.number('hidden', width, (hidden) => ({ feed_forward: { width: hidden } }))}
      ${this.choice('activation', activation, (value) => ({ feed_forward: { activation: value } }))}`;
  }

  protected override render(): TemplateResult {
    const { model } = this;
    const stack = hasLayers(model.kind);
    return html`${this.kind()}
      ${this.number('layers', model.layers, (layers) => ({ layers }), { off: !stack, hint: stack ? '' : say('model-layers-one') })}
      ${this.number('heads', model.heads, (heads) => ({ heads }))}
      ${this.number('width', model.width, (width) => ({ width }))}
      ${this.choice('position', model.position, (position) => ({ position }))}
      ${this.layer()}
      <attend-number .label=${say('model-temperature')} .hint=${say('model-temperature-hint')} .value=${model.temperature}
        .least=${TEMPERATURE.least} .most=${TEMPERATURE.most} .refusal=${this.refusals.temperature ?? ''}
        @attend-number=${(event: CustomEvent<{ value: number }>) =>
          this.send({ temperature: event.detail.value }, 'temperature')}></attend-number>
      <label><input type="checkbox" .checked=${model.unembed} @change=${(event: Event) =>
        this.send({ unembed: (event.target as HTMLInputElement).checked })}>${say('model-unembed')}</label>`;
  }

  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--attend-3);
      }
      .kind {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--attend-3);
      }
      .kind + .hint,
      .kind + .hint + .refusal {
        margin-top: calc(-1 * var(--attend-2));
      }
      select {
        min-width: 0;
      }
      .choice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--attend-1) var(--attend-3);
      }
      .choice legend {
        float: left;
      }
      .segments {
        display: flex;
        flex-wrap: wrap;
        gap: 1px;
        border: 1px solid var(--attend-line-strong);
        border-radius: var(--attend-radius);
        overflow: hidden;
        background: var(--attend-line);
      }
      .segments label {
        position: relative;
        flex: 1 1 auto;
        justify-content: center;
        padding: 0 var(--attend-3);
        font-size: var(--attend-size-s);
        background: var(--attend-surface);
        cursor: pointer;
        white-space: nowrap;
      }
      .segments label:hover {
        background: var(--attend-sunken);
      }
      .segments label:has(:checked) {
        color: var(--attend-on-accent);
        background: var(--attend-accent);
      }
      .segments label:has(:focus-visible) {
        outline: var(--attend-outline) solid var(--attend-focus);
        outline-offset: -4px;
      }
      .segments label:has(:checked:focus-visible) {
        outline-color: var(--attend-on-accent);
      }
      @media (forced-colors: active) {
        .segments label:has(:checked) {
          outline: 2px solid Highlight;
          outline-offset: -3px;
        }
      }
    `,
  ];
}
