import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ChoiceKey, FlagKey, KeyInfo, PositiveKey, WholeKey } from '../../engine/scene/scene-keys.js';
import { TEMPERATURE } from '../editing/temperature.js';
import { fields } from '../shared/fields-sheet.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { has } from '../shared/words.js';
import { say } from './workshop-words.js';

/** A key that has a control, and where it is: `heads`, `feed_forward.width`. */
export interface Control<Key extends KeyInfo = KeyInfo> {
  key: Key;
  path: string;
}

export type Value = string | number | boolean | null;

/** The least that is offered of a number with an upper limit. */
const LEAST = 0.01;

/** The control's name in messages and style sheets. */
const idOf = (path: string): string => path.replace('.', '-');

/** Controls for the keys of a table, each as its row says; what they are about, and what becomes of a value, is the heir's. */
export abstract class KeyControls extends LitElement {
  static override properties = {
    refusals: { attribute: false },
  };

  /** Why a field's newest value was not taken, by the key's path. */
  refusals: Record<string, string> = {};

  constructor() {
    super();
    keepFocus(this);
  }

  /** How the names of messages begin, and those of `refusals`. */
  protected abstract readonly about: string;
  protected abstract readonly refusedAs: string;
  /** What the keys are of, with all its defaults. */
  protected abstract get values(): object;
  /** Whether the key makes a difference. */
  protected abstract counts(key: KeyInfo): boolean;
  /** Whether the key has a control. */
  protected offers(key: KeyInfo): boolean {
    return 'offered' in key && Boolean(key.offered);
  }
  protected abstract send(path: string, value: Value): void;

  private valueAt(path: string): unknown {
    return path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], this.values);
  }

  private name(path: string): string {
    return `${this.about}-${idOf(path)}`;
  }

  /** A number to type; what else a control needs is in `limits`. */
  private number(path: string, value: number, limits: { least: number; most: number; whole?: boolean; off?: boolean }) {
    const id = idOf(path);
    const reason = `${this.name(path)}-${limits.off ? 'one' : 'hint'}`;
    return html`<attend-number class=${id} .label=${say(this.name(path))} .hint=${has(reason) ? say(reason) : ''}
      .value=${value} .least=${limits.least} .most=${limits.most} ?whole=${limits.whole} .off=${limits.off ?? false}
      .refusal=${this.refusals[this.refusedAs + path] ?? ''}
      @attend-number=${(event: CustomEvent<{ value: number }>) => this.send(path, event.detail.value)}></attend-number>`;
  }

  private whole({ key, path }: Control<WholeKey>): TemplateResult {
    const value = this.valueAt(path) as number | null;
    const off = key.always_one.includes((this.values as { kind?: string }).kind ?? '');
    const limits = { least: key.least, most: key.offered || key.most, whole: true, off };
    return this.orNone(path, value, key.default === null ? key.least : null, limits);
  }

  private positive({ key, path }: Control<PositiveKey>): TemplateResult {
    const value = this.valueAt(path) as number | null;
    const limits = key.most === undefined ? TEMPERATURE : { least: LEAST, most: key.most };
    return this.orNone(path, value, key.default === null ? key.offered : null, limits);
  }

  /** A number; where there may be none, with a tick before it that begins with `first`. */
  private orNone(
    path: string,
    value: number | null,
    first: number | null,
    limits: Parameters<KeyControls['number']>[2],
  ) {
    const field = value === null ? nothing : this.number(path, value, limits);
    if (first === null) return html`${field}`;
    const label = say(`${this.name(path)}-whether`);
    return html`${this.tick(label, value !== null, (on) => this.send(path, on ? first : null))}${field}`;
  }

  protected tick(label: string, checked: boolean, take: (checked: boolean) => void): TemplateResult {
    return html`<label><input type="checkbox" .checked=${checked} @change=${(event: Event) =>
      take((event.target as HTMLInputElement).checked)}>${label}</label>`;
  }

  private flag({ path }: Control<FlagKey>): TemplateResult {
    return this.tick(say(this.name(path)), this.valueAt(path) as boolean, (on) => this.send(path, on));
  }

  protected choice({ key, path }: Control<ChoiceKey>): TemplateResult {
    const now = this.valueAt(path);
    return html`<fieldset class="choice"><legend>${say(this.name(path))}</legend>
      <div class="segments">${key.choices.map(
        (each) => html`<label><input type="radio" class="hidden" name=${path} value=${each} .checked=${each === now}
          @change=${() => this.send(path, each)}>${say(`${key.name}-${each}`)}</label>`,
      )}</div></fieldset>`;
  }

  protected control(key: KeyInfo, within = ''): TemplateResult | typeof nothing {
    const path = within + key.name;
    if (!this.counts(key)) return nothing;
    if (key.type === 'group') return html`${key.keys.map((inner) => this.control(inner, `${path}.`))}`;
    if (!this.offers(key)) return nothing;
    if (key.type === 'choice') return this.choice({ key, path });
    if (key.type === 'whole') return this.whole({ key, path });
    return key.type === 'flag' ? this.flag({ key, path }) : this.positive({ key: key as PositiveKey, path });
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
