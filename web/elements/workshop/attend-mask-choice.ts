import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import type { Engine, MaskConfig } from '../../engine/index.js';
import { formatNumber } from '../../engine/writing/format.js';
import { numbered } from '../matrix/matrix-view.js';
import { fields } from '../shared/fields-sheet.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { firstOf } from '../shared/words.js';
import { maskChoiceSheet } from './mask-choice-sheet.js';
import {
  MASK_KINDS,
  maskKeys,
  maskRows,
  type RowSums,
  refusalOf,
  type Sides,
  samples,
  usedBy,
  usualMask,
} from './workshop-mask.js';
import { say } from './workshop-words.js';

/** A number of a mask: which, its message, and its limits. */
interface Parameter {
  name: 'size' | 'step' | 'length';
  message: string;
  least: number;
  most: number;
}

const parametersOf = ({ kind, causal }: MaskConfig, S: number): Parameter[] =>
  maskKeys.flatMap((key) => {
    if (key.type !== 'whole' || !usedBy(key, kind)) return [];
    const name = key.name as Parameter['name'];
    const messages = [`mask-${name}-${kind}`, ...(causal ? [`mask-${name}-causal`] : []), `mask-${name}`];
    const least = key.never_zero.includes(kind) ? 1 : key.least;
    return [{ name, message: firstOf(messages) ?? name, least, most: S }];
  });

/** Whether the kind of mask has a flag, or a list, of this name. */
const takes = (name: string, kind: MaskConfig['kind']): boolean =>
  maskKeys.some((key) => key.name === name && usedBy(key, kind));

/** A mask of six tokens as a little picture. */
const thumbnail = (rows: number[][]): TemplateResult => html`<svg viewBox="0 0 36 36" aria-hidden="true">
  ${rows.map((cells, t) =>
    cells.map((allowed, s) =>
      allowed
        ? svg`<rect x=${s * 6 + 0.5} y=${t * 6 + 0.5} width="5" height="5" rx="0.8"></rect>`
        : svg`<path d=${`M${s * 6 + 1.5} ${t * 6 + 4.5}l3 -3`}></path>`,
    ),
  )}
</svg>`;

/**
 * Which pairs may attend: a kind of mask chosen by its picture, its parameters, and the whole picture over the reader's
 * own tokens before it is used.
 *
 * @fires attend-mask - `{ mask }`: this mask is to be used
 */
export class AttendMaskChoice extends LitElement {
  static override properties = {
    engine: { attribute: false },
    mask: { attribute: false },
    sides: { attribute: false },
    compare: { attribute: false },
    refusal: { type: String },
    draft: { state: true },
  };

  engine!: Engine;
  /** The mask in use. */
  mask: MaskConfig = { kind: 'none' };
  sides: Sides = { rows: [], cols: [] };
  /** What the rows add up to if a mask is put on the scores and if on the weights. */
  compare: (mask: MaskConfig) => RowSums | null = () => null;
  refusal = '';
  private draft: MaskConfig = { kind: 'none' };
  private pictures: ReturnType<typeof samples> | null = null;

  constructor() {
    super();
    keepFocus(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('engine')) this.pictures = samples(this.engine);
    if (changed.has('mask') && JSON.stringify(changed.get('mask')) !== JSON.stringify(this.mask))
      this.draft = this.mask;
    if (changed.has('sides') && this.draft.kind === 'custom') this.draft = this.fitted(this.draft);
  }

  private fitted(mask: MaskConfig): MaskConfig {
    const { rows, cols } = this.sides;
    return { ...mask, rows: rows.map((_, t) => cols.map((_s, s) => mask.rows?.[t]?.[s] ?? 1)) };
  }

  /** The rows of the draft, or why there is no such mask. */
  private drawn(): { rows: number[][]; problem: string } {
    try {
      return { rows: maskRows(this.engine, this.draft, this.sides), problem: '' };
    } catch (error) {
      return { rows: [], problem: refusalOf(error) };
    }
  }

  private choose(kind: MaskConfig['kind']): void {
    const { rows, cols } = this.sides;
    const on = this.draft.on ? { on: this.draft.on } : {};
    if (kind === this.draft.kind) return;
    // By hand one goes on from the mask that was just looked at.
    const fresh = kind === 'custom' ? { kind, rows: this.drawn().rows } : usualMask(kind, rows.length, cols.length);
    this.draft = kind === this.mask.kind ? this.mask : { ...fresh, ...on };
  }

  private change(part: Partial<MaskConfig>): void {
    this.draft = { ...this.draft, ...part };
  }

  /** Whether the draft does what the mask in use does; parameters may be written out or left to their defaults. */
  private get same(): boolean {
    const { draft, mask, engine, sides } = this;
    if (draft.kind !== mask.kind || (draft.on ?? 'scores') !== (mask.on ?? 'scores')) return false;
    const picture = (of: MaskConfig) => {
      try {
        return maskRows(engine, of, sides).join('/');
      } catch (error) {
        return refusalOf(error);
      }
    };
    return picture(draft) === picture(mask);
  }

  private use = (): void => {
    if (this.same) return;
    tell(this, 'attend-mask', { mask: this.draft });
  };

  private kinds(): TemplateResult {
    return html`<fieldset class="kinds"><legend class="hidden">${say('mask-kinds')}</legend>
      ${MASK_KINDS.map(
        (kind) => html`<label class="kind">
          <input type="radio" name="kind" class="hidden" value=${kind} .checked=${kind === this.draft.kind}
            @change=${() => this.choose(kind)}>
          ${thumbnail(this.pictures!.get(kind)!)}
          <span>${say(`mask-name-${kind}`)}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  private parameters(): TemplateResult | typeof nothing {
    const { draft, sides } = this;
    const numbers = parametersOf(draft, sides.cols.length);
    return html`${numbers.map(
      ({
        name,
        message,
        least,
        most,
      }) => html`<attend-number whole .label=${say(message)} .value=${draft[name] ?? Math.max(1, least)}
        .least=${least} .most=${most}
        @attend-number=${(event: CustomEvent<{ value: number }>) => this.change({ [name]: event.detail.value })}></attend-number>`,
    )}
    ${takes('tokens', draft.kind) ? this.globals() : nothing}
    ${
      takes('causal', draft.kind)
        ? html`<label><input type="checkbox" .checked=${draft.causal ?? false}
            @change=${(event: Event) => this.change({ causal: (event.target as HTMLInputElement).checked })}>${say('mask-causal')}</label>`
        : nothing
    }`;
  }

  private globals(): TemplateResult {
    const chosen = new Set(this.draft.tokens ?? []);
    const toggle = (at: number) => {
      if (!chosen.delete(at)) chosen.add(at);
      this.change({ tokens: [...chosen].sort((a, b) => a - b) });
    };
    return html`<fieldset><legend>${say('mask-tokens')}</legend><div class="tokens">${numbered([
      ...this.sides.rows,
    ]).map(
      (token, at) =>
        html`<button type="button" aria-pressed=${chosen.has(at)} @click=${() => toggle(at)}>${token}</button>`,
    )}</div></fieldset>`;
  }

  private place(): TemplateResult {
    const on = this.draft.on ?? 'scores';
    return html`<fieldset class="on"><legend>${say('mask-on')}</legend>
      ${(['scores', 'weights'] as const).map(
        (place) => html`<label><input type="radio" name="on" value=${place} .checked=${place === on}
          @change=${() => this.change({ on: place })}>${say(`mask-on-${place}`)}</label>`,
      )}
    </fieldset>`;
  }

  private sums(): TemplateResult | typeof nothing {
    const sums = this.draft.on === 'weights' ? this.compare(this.draft) : null;
    if (!sums) return nothing;
    const names = numbered([...sums.tokens]);
    const cell = (value: number) =>
      html`<td class=${Math.abs(value - 1) > 0.005 ? 'off' : ''}>${formatNumber(value)}</td>`;
    return html`<table class="sums"><caption>${say('mask-sums')}</caption>
        <thead><tr><th scope="col">${say('mask-sums-token')}</th><th scope="col">${say('mask-sums-scores')}</th>
          <th scope="col">${say('mask-sums-weights')}</th></tr></thead>
        <tbody>${names.map(
          (name, t) => html`<tr><th scope="row">${name}</th>${cell(sums.scores[t]!)}${cell(sums.weights[t]!)}</tr>`,
        )}</tbody></table>
      <p class="hint">${say('mask-sums-about')}</p>`;
  }

  private emptyRows(rows: number[][]): TemplateResult | typeof nothing {
    const empty = rows.flatMap((row, t) => (row.includes(1) ? [] : [t]));
    if (empty.length === 0) return nothing;
    const row = numbered([...this.sides.rows])[empty[0]!]!;
    return html`<p class="note">${say('mask-rows-empty', { count: empty.length, row })}</p>`;
  }

  private picture(): TemplateResult {
    const { rows, problem } = this.drawn();
    const { draft, sides } = this;
    if (problem) return html`<p class="refusal" role="alert">${problem}</p>`;
    return html`<attend-mask-grid .rows=${rows} .rowNames=${sides.rows} .colNames=${sides.cols} ?editable=${draft.kind === 'custom'}
        @attend-mask-rows=${(event: CustomEvent<{ rows: number[][] }>) => this.change({ rows: event.detail.rows })}></attend-mask-grid>
      <p class="legend"><span class="yes"></span>${say('mask-legend-yes')} <span class="no"></span>${say(
        draft.on === 'weights' ? 'mask-legend-no-weights' : 'mask-legend-no',
      )}</p>
      ${this.emptyRows(rows)}`;
  }

  private tools(): TemplateResult {
    const { rows, cols } = this.sides;
    const custom = this.draft.kind === 'custom';
    return html`<div class="row">
      <button type="button" class="main" aria-disabled=${this.same} @click=${this.use}>${say('mask-use')}</button>
      ${
        custom
          ? html`<button type="button" @click=${() => this.change({ rows: rows.map(() => cols.map(() => 1)) })}>${say('mask-all')}</button>`
          : html`<button type="button" @click=${() => this.choose('custom')}>${say('mask-by-hand')}</button>`
      }
    </div>
    <p class="hint">${say(this.same ? 'mask-in-use' : 'mask-not-yet')}</p>`;
  }

  protected override render(): TemplateResult {
    return html`${this.kinds()}
      <p class="about">${say(`mask-about-${this.draft.kind}`)}</p>
      ${this.parameters()}${this.picture()}${this.draft.kind === 'none' ? nothing : this.place()}
      <p class="refusal" role="alert">${this.refusal}</p>
      ${this.tools()}${this.sums()}`;
  }

  static override styles = [base, buttons, fields, maskChoiceSheet];
}
