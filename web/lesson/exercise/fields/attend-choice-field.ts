import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { fields } from '../../../elements/shared/fields-sheet.js';
import { base, buttons } from '../../../elements/shared/sheets.js';
import { formatNumber } from '../../../engine/writing/format.js';
import type { Given } from '../asked.js';
import { takesSeveral } from '../kinds/choose.js';
import { tableOf } from '../kinds/table.js';
import { say } from '../words.js';
import { moreSheet } from './cells-sheet.js';
import { Field } from './field.js';

/** A matrix under a step is drawn up to this many numbers. */
const DRAWN = 64;

/** Choices to press, or to tick where several are right; for `bug`, the steps of a calculation with their numbers. */
export class AttendChoiceField extends Field {
  static override properties = { ...Field.properties, chosen: { state: true }, tried: { state: true } };

  private chosen: number[] = [];
  /** Choices that were found wrong. */
  private tried: number[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('given')) return;
    this.chosen = this.given.filter((choice) => choice !== null);
    this.tried = [];
  }

  override take(): Given {
    return [...this.chosen].sort((a, b) => a - b);
  }

  /** One choice was pressed: it is the answer, at once. */
  private press(at: number): void {
    if (this.locked || this.tried.includes(at)) return;
    this.chosen = [at];
    this.tried = [...this.tried, at];
    this.check();
  }

  private tick(at: number, on: boolean): void {
    this.chosen = on ? [...this.chosen, at] : this.chosen.filter((other) => other !== at);
    this.changed();
  }

  private verdict(at: number): string {
    if (this.solution?.includes(at)) return 'right';
    return this.tried.includes(at) ? 'wrong' : '';
  }

  private button(at: number, label: string | undefined): TemplateResult {
    const off = this.locked || this.tried.includes(at);
    return html`<button type="button" class="choice" data-verdict=${this.verdict(at) || nothing} aria-disabled=${off}
      @click=${() => this.press(at)}>${label === undefined ? say('bug-press') : unsafeHTML(label)}</button>`;
  }

  private matrix(at: number): TemplateResult | typeof nothing {
    const { path = '', scene = this.asked.attributes.scene ?? 'main' } = this.asked.choices[at] ?? {};
    const tensor = this.lab.tensor(path, scene);
    const { shape, data } = tensor;
    if (data.length > DRAWN) return nothing;
    const { rows, columns, index } = tableOf(
      tensor,
      shape.slice(0, -2).map(() => 0),
    );
    const value = (row: number, column: number) =>
      data[index(row, column).reduce((sum, i, axis) => sum * (shape[axis] as number) + i, 0)] as number;
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${say('bug-step', { number: at + 1 })}><table aria-label=${say('bug-step', { number: at + 1 })}>
      ${rows.map((_, row) => html`<tr>${columns.map((__, column) => html`<td>${formatNumber(value(row, column))}</td>`)}</tr>`)}
    </table></div>`;
  }

  private steps(): TemplateResult {
    return html`<ol class="steps">${this.labels.map(
      (label, at) => html`<li class=${this.verdict(at)}>
        <div class="step"><span>${unsafeHTML(label)}</span>${this.matrix(at)}</div>
        ${this.button(at, undefined)}
      </li>`,
    )}</ol>`;
  }

  private boxes(): TemplateResult {
    return html`<div class="boxes">${this.labels.map(
      (label, at) => html`<label class=${this.solution?.includes(at) ? 'right' : ''}>
        <input type="checkbox" .checked=${this.chosen.includes(at)} ?disabled=${this.locked}
          @change=${(event: Event) => this.tick(at, (event.target as HTMLInputElement).checked)}>
        <span>${unsafeHTML(label)}</span></label>`,
    )}</div>`;
  }

  protected override render(): TemplateResult {
    if (this.asked.kind === 'bug') return this.steps();
    const several = takesSeveral(this.asked);
    const choices = several
      ? this.boxes()
      : html`<div class="row">${this.labels.map((label, at) => this.button(at, label))}</div>`;
    return html`<fieldset><legend class="hidden">${say('choices')}</legend>${choices}</fieldset>`;
  }

  static override styles = [
    base,
    buttons,
    fields,
    moreSheet,
    css`
      :host {
        display: block;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--attend-2);
      }
      .choice {
        min-height: 2.5rem;
        padding: var(--attend-1) var(--attend-4);
        font-size: var(--attend-size-m);
        line-height: 1.4;
        text-align: left;
        border-radius: 1.25rem;
      }
      .choice[data-verdict]::before {
        content: "✓ ";
      }
      .choice[data-verdict='wrong']::before {
        content: "✗ ";
      }
      .choice[data-verdict='right'] {
        color: var(--attend-v);
        border: 2px solid var(--attend-v);
        font-weight: 600;
      }
      .choice[data-verdict='wrong'] {
        text-decoration: line-through;
      }
      .boxes label {
        font-size: var(--attend-size-m);
        min-height: 2.5rem;
      }
      .boxes .right span::after {
        content: " ✓";
        color: var(--attend-v);
      }
      .steps {
        margin: 0;
        padding: 0 0 0 1.5rem;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--attend-3);
      }
      .steps li::marker {
        font-family: var(--attend-mono);
        color: var(--attend-ink-soft);
      }
      .step {
        margin-bottom: var(--attend-2);
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        margin-top: var(--attend-1);
        border-spacing: 2px;
        font-family: var(--attend-mono);
        font-size: var(--attend-size-s);
      }
      td {
        min-width: 3.25rem;
        padding: 2px var(--attend-1);
        text-align: center;
        background: var(--attend-cell);
        border: 1px solid var(--attend-cell-line);
        border-radius: var(--attend-radius-s);
      }
    `,
  ];
}
