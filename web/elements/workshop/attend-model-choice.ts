import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ModelConfig } from '../../engine/index.js';
import type { ModelFile } from '../../engine/scene-edit.js';
import {
  type ChoiceKey,
  type FlagKey,
  type KeyInfo,
  modelKeys,
  type PositiveKey,
  type WholeKey,
} from '../../engine/scene-keys.js';
import { TEMPERATURE } from '../editing/temperature.js';
import { fields } from '../shared/fields-sheet.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { has } from '../shared/words.js';
import { say } from './workshop-words.js';

/** A key that has a control here, and where it is: `heads`, `feed_forward.width`. */
interface Control<Key extends KeyInfo = KeyInfo> {
  key: Key;
  path: string;
}

type Value = string | number | boolean | null;

/** The control's name in messages and style sheets. */
const idOf = (path: string): string => path.replace('.', '-');

/**
 * The shape of the program: a control for every key of the model that the workshop offers, in the order of their table.
 *
 * @fires attend-model - `{ change, field }`: this part of the model is to be different; `field` is the key's path
 */
export class AttendModelChoice extends LitElement {
  static override properties = {
    model: { attribute: false },
    refusals: { attribute: false },
  };

  /** The model in use, with all its defaults. */
  model!: ModelConfig;
  /** Why a field's newest value was not taken, by the key's path. */
  refusals: Record<string, string> = {};

  constructor() {
    super();
    keepFocus(this);
  }

  private valueAt(path: string): unknown {
    return path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], this.model);
  }

  private send(path: string, value: Value): void {
    const [name = '', inner] = path.split('.');
    const change = { [name]: inner ? { [inner]: value } : value } as Partial<ModelFile>;
    tell(this, 'attend-model', { change, field: path });
  }

  /** A number to type; what else a control needs is in `limits`. */
  private number(path: string, value: number, limits: { least: number; most: number; whole?: boolean; off?: boolean }) {
    const id = idOf(path);
    const reason = limits.off ? `model-${id}-one` : `model-${id}-hint`;
    return html`<attend-number class=${id} .label=${say(`model-${id}`)} .hint=${has(reason) ? say(reason) : ''}
      .value=${value} .least=${limits.least} .most=${limits.most} ?whole=${limits.whole} .off=${limits.off ?? false}
      .refusal=${this.refusals[path] ?? ''}
      @attend-number=${(event: CustomEvent<{ value: number }>) => this.send(path, event.detail.value)}></attend-number>`;
  }

  private whole({ key, path }: Control<WholeKey>): TemplateResult {
    const off = key.always_one.includes(this.model.kind);
    return this.number(path, this.valueAt(path) as number, { least: key.least, most: key.offered, whole: true, off });
  }

  private positive({ key, path }: Control<PositiveKey>): TemplateResult {
    const value = this.valueAt(path) as number | null;
    const field = value === null ? nothing : this.number(path, value, TEMPERATURE);
    if (key.default !== null) return html`${field}`;
    const label = say(`model-${idOf(path)}-whether`);
    return html`${this.tick(label, value !== null, (on) => this.send(path, on ? key.offered : null))}${field}`;
  }

  private tick(label: string, checked: boolean, take: (checked: boolean) => void): TemplateResult {
    return html`<label><input type="checkbox" .checked=${checked} @change=${(event: Event) =>
      take((event.target as HTMLInputElement).checked)}>${label}</label>`;
  }

  private flag({ path }: Control<FlagKey>): TemplateResult {
    return this.tick(say(`model-${idOf(path)}`), this.valueAt(path) as boolean, (on) => this.send(path, on));
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

  private choice({ key, path }: Control<ChoiceKey>): TemplateResult {
    if (path === 'kind') return this.kind(key);
    const now = this.valueAt(path);
    return html`<fieldset class="choice"><legend>${say(`model-${idOf(path)}`)}</legend>
      <div class="segments">${key.choices.map(
        (each) => html`<label><input type="radio" class="hidden" name=${path} value=${each} .checked=${each === now}
          @change=${() => this.send(path, each)}>${say(`${key.name}-${each}`)}</label>`,
      )}</div></fieldset>`;
  }

  /** Whether the key makes a difference to this model. */
  private counts({ name, idle_for: idle = [] }: KeyInfo): boolean {
    const { kind, norm, final_norm, position, unembed } = this.model;
    if (name === 'rotary' && position !== 'rotary') return false;
    if (name === 'tie_unembed' && !unembed) return false;
    if (name === 'norm_kind' && norm === 'none' && !final_norm) return false;
    return !idle.includes(kind);
  }

  private control(key: KeyInfo, within = ''): TemplateResult | typeof nothing {
    const path = within + key.name;
    if (!this.counts(key)) return nothing;
    if (key.type === 'group') return html`${key.keys.map((inner) => this.control(inner, `${path}.`))}`;
    if (!('offered' in key && key.offered)) return nothing;
    if (key.type === 'choice') return this.choice({ key, path });
    if (key.type === 'whole') return this.whole({ key, path });
    return key.type === 'flag' ? this.flag({ key, path }) : this.positive({ key, path });
  }

  protected override render(): TemplateResult {
    return html`${modelKeys.map((key) => this.control(key))}`;
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
