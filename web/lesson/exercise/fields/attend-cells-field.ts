import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { fields } from '../../../elements/shared/fields-sheet.js';
import { base } from '../../../elements/shared/sheets.js';
import { placeOf, titleOf } from '../../../elements/shared/words.js';
import type { NamedTensor } from '../../../engine/index.js';
import { offsetOf } from '../../../engine/row-major.js';
import { formatNumber } from '../../../engine/writing/format.js';
import type { Given, Mark } from '../asked.js';
import type { Sheet } from '../kinds/cells.js';
import { readTyped } from '../kinds/filled.js';
import { type Table, tableOf } from '../kinds/table.js';
import { sheetsOfAny } from '../kinds/worksheet.js';
import { say } from '../words.js';
import { cellsSheet, moreSheet } from './cells-sheet.js';
import { Field, typedText } from './field.js';
import { type FieldPlace, pastedRows, spread } from './pasted.js';

/** Matrices with blanks to type numbers into; all other cells are given. For `cells` and `worksheet`. */
export class AttendCellsField extends Field {
  static override properties = {
    ...Field.properties,
    problem: { state: true },
    at: { state: true },
    fresh: { state: true },
  };

  /** What is typed, blank by blank. */
  private texts: string[] = [];
  private problem = '';
  /** The blank that the problem is about. */
  private at = -1;
  /** The blank that is being typed into; its old verdict no longer holds. */
  private fresh = -1;
  /** Where each blank stands. */
  private places: FieldPlace[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('given')) this.texts = this.given.map(typedText);
  }

  override take(): Given | null {
    const values = this.texts.map((text) => readTyped(text));
    const at = values.findIndex((value) => Number.isNaN(value));
    if (at < 0) return values;
    this.at = at;
    const field = this.inputs[at];
    const place = field?.dataset.place ?? '';
    this.problem = say('refuse-cell', { place, text: (this.texts[at] ?? '').trim().slice(0, 20) });
    field?.focus();
    return null;
  }

  /** What is given so far; what cannot be read counts as not given. */
  peek(): Given {
    return this.texts.map(readTyped).map((value) => (Number.isNaN(value) ? null : value));
  }

  private get inputs(): HTMLInputElement[] {
    return [...this.renderRoot.querySelectorAll('input')];
  }

  private onInput(event: Event, at: number): void {
    this.texts[at] = (event.target as HTMLInputElement).value;
    this.problem = '';
    this.at = -1;
    this.fresh = at;
    this.changed();
  }

  /** A blank was left: in a worksheet it is judged at once. */
  private onChange(): void {
    this.fresh = -1;
    this.dispatchEvent(new CustomEvent('attend-typed', { bubbles: true, composed: true }));
  }

  /** A row, or several, fill the blanks of their rows. */
  private onPaste(event: ClipboardEvent, at: number): void {
    const rows = this.locked ? null : pastedRows(event.clipboardData?.getData('text/plain') ?? '');
    if (!rows) return;
    event.preventDefault();
    const { texts, over } = spread(rows, at, this.places);
    for (const [blank, text] of texts) this.texts[blank] = text;
    this.problem = over > 0 ? say('paste-over', { over }) : '';
    this.at = -1;
    this.changed();
    this.requestUpdate();
    this.onChange();
  }

  /** Up and down stay in the column, as far as there is a blank. */
  private onKey(event: KeyboardEvent, at: number): void {
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = this.inputs;
    if (event.key === 'Enter' && at === all.length - 1) {
      this.check();
      return;
    }
    event.preventDefault();
    const { column, sheet } = all[at]?.dataset ?? {};
    const others =
      event.key === 'Enter' ? all : all.filter(({ dataset }) => dataset.column === column && dataset.sheet === sheet);
    const to = others[others.indexOf(all[at] as HTMLInputElement) + step];
    to?.focus();
    to?.select();
  }

  private blank(place: string, at: number, where: FieldPlace): TemplateResult {
    const mark: Mark | undefined = at === this.fresh ? undefined : this.marks?.[at];
    const message = mark === 'right' || mark === 'wrong' ? `blank-${mark}` : 'blank';
    const right = this.solution && mark !== 'right' ? this.solution[at] : null;
    return html`<input type="text" inputmode="text" autocomplete="off" spellcheck="false" .value=${this.texts[at] ?? ''}
        class=${mark ?? ''} aria-label=${say(message, { place })} aria-invalid=${mark === 'wrong' || at === this.at} aria-describedby=${at === this.at ? 'why' : nothing}
        data-place=${place} data-column=${where.column} data-sheet=${where.sheet} ?readonly=${this.locked}
        @input=${(event: Event) => this.onInput(event, at)} @change=${this.onChange} @paste=${(event: ClipboardEvent) => this.onPaste(event, at)}
        @keydown=${(event: KeyboardEvent) => this.onKey(event, at)}>
      ${mark === 'right' || mark === 'wrong' ? html`<span class="sign ${mark}" aria-hidden="true">${mark === 'right' ? '✓' : '✗'}</span>` : nothing}
      ${typeof right === 'number' ? html`<span class="below">${say('right-value', { value: formatNumber(right) })}</span>` : nothing}`;
  }

  private cell(sheet: Sheet, tensor: NamedTensor, index: number[], first: number, where: FieldPlace) {
    const blank = sheet.blanks.findIndex((other) => other.join() === index.join());
    if (blank >= 0) {
      this.places[first + blank] = where;
      return html`<td>${this.blank(placeOf(tensor, index), first + blank, where)}</td>`;
    }
    return html`<td>${formatNumber(tensor.data[offsetOf(tensor.shape, index)] as number)}</td>`;
  }

  private table(sheet: Sheet, number: number, first: number): TemplateResult {
    const tensor = this.lab.tensor(sheet.path, sheet.scene);
    const table: Table = tableOf(tensor, sheet.at);
    const title = titleOf(tensor);
    return html`<div class="scroll"><table class=${table.columns.length > 4 ? 'wide' : ''}>
      <caption>${title} <span class="shape">${table.rows.length}×${table.columns.length}</span></caption>
      <thead><tr><td></td>${table.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${table.rows.map(
        (name, row) =>
          html`<tr><th scope="row">${name}</th>${table.columns.map((_, column) =>
            this.cell(sheet, tensor, table.index(row, column), first, {
              ...{ row, column, sheet: number, columns: table.columns.length },
            }),
          )}</tr>`,
      )}</tbody>
    </table></div>`;
  }

  protected override render(): TemplateResult {
    let first = 0;
    const tables = sheetsOfAny(this.asked, this.lab).map((sheet, number) => {
      const made = this.table(sheet, number, first);
      first += sheet.blanks.length;
      return made;
    });
    return html`<div class="sheets">${tables}</div>
      <p class="refusal" id="why" role="alert">${this.problem}</p>
      <p class="help">${say('cells-help')}</p>`;
  }

  static override styles = [base, fields, cellsSheet, moreSheet];
}
