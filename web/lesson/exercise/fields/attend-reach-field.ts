import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { numbered } from '../../../elements/matrix/matrix-view.js';
import { isWhole, roleOf } from '../../../elements/matrix/roles.js';
import { fields } from '../../../elements/shared/fields-sheet.js';
import { base, buttons } from '../../../elements/shared/sheets.js';
import { cellName, placeOf, titleOf } from '../../../elements/shared/words.js';
import type { NamedTensor } from '../../../engine/index.js';
import { formatBrief, formatNumber, formatPlain } from '../../../engine/writing/format.js';
import { parseIndex } from '../../figures/calls.js';
import type { Given } from '../asked.js';
import { readTyped } from '../kinds/filled.js';
import { changesOf, editable, type Goal, goalOf } from '../kinds/reach.js';
import { tableOf } from '../kinds/table.js';
import { say } from '../words.js';
import { cellsSheet, moreSheet } from './cells-sheet.js';
import { Field, typedText } from './field.js';
import { type FieldPlace, pastedRows, spread } from './pasted.js';
import { reachSheet } from './reach-sheet.js';

/** A number that may be changed: where it is, what it was, and how it is written now and was at the start. */
interface Place {
  at: number;
  place: string;
  before: number;
  text: string;
  start: string;
}

/** Words and masks are whole numbers, all others have two decimals. */
function shownIn({ path, name }: NamedTensor, value: number): string {
  return isWhole(roleOf(path, name)) ? formatPlain(value) : formatNumber(value);
}

/** Numbers to change until another number, computed anew after every change, is where it should be. */
export class AttendReachField extends Field {
  static override properties = {
    ...Field.properties,
    values: { state: true },
    goal: { state: true },
    problem: { state: true },
    at: { state: true },
  };

  private values: number[] = [];
  private goal: Goal | null = null;
  private problem = '';
  /** The cell that the problem is about. */
  private at = -1;
  /** Where each cell stands, and what it is called. */
  private places: FieldPlace[] = [];
  private names: string[] = [];
  /** What stands in cells and could not be used, with the reason. */
  private readonly refused = new Map<number, string>();

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('given') && !changed.has('lab')) return;
    this.values = this.given.map((value) => value ?? Number.NaN);
    this.goal = goalOf(this.asked, this.values, this.lab);
    this.refused.clear();
    this.problem = '';
    this.at = -1;
  }

  override get refusal(): string {
    return this.problem;
  }

  override take(): Given | null {
    return this.problem ? null : this.values;
  }

  private put(value: number, at: number, place: string): void {
    const values = this.values.map((old, i) => (i === at ? value : old));
    try {
      this.goal = goalOf(this.asked, values, this.lab);
      this.values = values;
      this.refused.delete(at);
      const [[next, problem] = [-1, '']] = this.refused;
      this.problem = problem;
      this.at = next;
      this.changed();
    } catch (error) {
      this.refuse(at, say('edit-refused', { place, reason: (error as Error).message }));
    }
  }

  private refuse(at: number, problem: string): void {
    this.refused.set(at, problem);
    this.problem = problem;
    this.at = at;
  }

  private onChange(event: Event, { at, place, before, text }: Place): void {
    const { value: typed } = event.target as HTMLInputElement;
    const value = typed === text ? (this.values[at] as number) : readTyped(typed);
    if (Number.isNaN(value)) this.refuse(at, say('refuse-cell', { place, text: typed.trim().slice(0, 20) }));
    else this.put(value ?? before, at, place);
  }

  /** A row, or several, go into the cells of their rows, each as if it were typed. */
  private onPaste(event: ClipboardEvent, { at }: Place): void {
    const rows = this.locked ? null : pastedRows(event.clipboardData?.getData('text/plain') ?? '');
    if (!rows) return;
    event.preventDefault();
    const { texts, over } = spread(rows, at, this.places);
    for (const [field, text] of texts) {
      const value = readTyped(text);
      if (value !== null) this.put(value, field, this.names[field] as string);
    }
    if (over > 0 && !this.problem) this.problem = say('paste-over', { over });
  }

  private onKey(event: KeyboardEvent, cell: Place): void {
    if (event.key === 'Enter') this.onChange(event, cell);
    if (event.key !== 'Escape') return;
    (event.target as HTMLInputElement).value = cell.start;
    this.put(cell.before, cell.at, cell.place);
  }

  private cell(tensor: NamedTensor, index: number[], at: number, where: FieldPlace): TemplateResult {
    const flat = index.reduce((sum, i, axis) => sum * (tensor.shape[axis] as number) + i, 0);
    const before = tensor.data[flat] as number;
    const value = this.values[at] as number;
    const changed = Math.fround(value) !== before;
    const place = placeOf(tensor, index);
    const text = changed ? typedText(value) : shownIn(tensor, value);
    const args = { place, value: typedText(value), was: shownIn(tensor, before) };
    this.places[at] = where;
    this.names[at] = place;
    const cell: Place = { at, place, before, text, start: args.was };
    return html`<td class=${changed ? 'changed' : ''}><input type="text" inputmode="text" autocomplete="off" spellcheck="false"
      .value=${text} ?readonly=${this.locked} aria-invalid=${this.at === at}
      aria-label=${say(changed ? 'edit-cell-changed' : 'edit-cell', args)}
      @change=${(event: Event) => this.onChange(event, cell)}
      @keydown=${(event: KeyboardEvent) => this.onKey(event, cell)}
      @paste=${(event: ClipboardEvent) => this.onPaste(event, cell)}
      @focus=${(event: Event) => (event.target as HTMLInputElement).select()}>
      ${changed ? html`<span class="below" aria-hidden="true">${say('edit-was', { was: args.was })}</span>` : nothing}</td>`;
  }

  private table(tensor: NamedTensor, first: number, at: number[]): TemplateResult {
    const { rows, columns, index } = tableOf(tensor, at);
    const flat = (place: number[]) => place.reduce((sum, i, axis) => sum * (tensor.shape[axis] as number) + i, 0);
    return html`<div class="scroll"><table class=${columns.length > 4 ? 'wide' : ''}>
      <caption>${titleOf(tensor)} <span class="shape">${rows.length}×${columns.length}</span></caption>
      <thead><tr><td></td>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${rows.map(
        (name, row) =>
          html`<tr><th scope="row">${name}</th>${columns.map((_, column) =>
            this.cell(tensor, index(row, column), first + flat(index(row, column)), {
              ...{ sheet: first + flat(index(0, 0)), row, column, columns: columns.length },
            }),
          )}</tr>`,
      )}</tbody></table></div>`;
  }

  /** Every head of a tensor is a table of its own. */
  private tables(goal: Goal): TemplateResult[] {
    let first = 0;
    return editable(this.asked, this.lab).flatMap((start, i) => {
      // Another number of a word is another word: its column has that name then.
      const tensor = { ...start, labels: goal.labels[i]! };
      const heads = tensor.shape.length > 2 ? (tensor.shape[0] as number) : 1;
      const made = Array.from({ length: heads }, (_, head) =>
        this.table(tensor, first, tensor.shape.length > 2 ? [head] : []),
      );
      first += tensor.data.length;
      return made;
    });
  }

  private left(goal: Goal): TemplateResult {
    const left = goal.changes - goal.changed;
    const text =
      left < 0
        ? say('changes-over', { over: -left })
        : left === 0
          ? say('changes-none')
          : say('changes-left', { left });
    return html`<p class="left ${left < 0 ? 'over' : ''}" role="status">${goal.reached ? `${say('goal-reached')}. ` : ''}${text}.</p>`;
  }

  private target(goal: Goal): TemplateResult {
    const { path = '', at = '', scene = 'main', least, most } = this.asked.attributes;
    const tensor = this.lab.tensor(path, scene);
    const index = parseIndex(at) ?? [];
    const wanted = Number(least ?? most);
    const args = { name: cellName(tensor), place: placeOf(tensor, index), value: formatBrief(wanted) };
    const names = numbered([...goal.names]);
    const top = Math.max(wanted, ...goal.row.map(Math.abs), 1e-9);
    const share = (value: number) => Math.round((Math.max(0, value) / top) * 1000) / 10;
    return html`<p class="wanted">${say(least ? 'goal-least' : 'goal-most', args)}</p>
      <ul class="bars" aria-label=${say('goal-row')}>${goal.row.map((value, i) => {
        const here = i === index.at(-1);
        return html`<li class=${here ? 'here' : ''}><span class="name">${names[i]}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"></rect>
          <rect class="bar" width=${share(value)} height="10"></rect>
          </svg>
          <span class="value">${formatNumber(value)}</span></li>`;
      })}</ul>`;
  }

  /** What must not be broken on the way. */
  private keep({ kept }: Goal): TemplateResult | typeof nothing {
    if (kept.length === 0) return nothing;
    const { scene = 'main' } = this.asked.attributes;
    return html`<div role="status"><ul class="kept">${kept.map(({ path, index, rule, bound, value, held }) => {
      const tensor = this.lab.tensor(path, scene);
      const args = {
        ...{ name: cellName(tensor), place: placeOf(tensor, index) },
        ...{ value: shownIn(tensor, bound), now: shownIn(tensor, value) },
      };
      return html`<li class=${held ? 'held' : 'broken'}><span aria-hidden="true">${held ? '✓' : '✗'}</span> ${say(`keep-${rule}`, args)} ${say(held ? 'keep-held' : 'keep-broken', args)}</li>`;
    })}</ul></div>`;
  }

  private way(): TemplateResult | typeof nothing {
    const { solution } = this;
    if (!solution) return nothing;
    const edits = changesOf(this.asked, solution, this.lab).map(({ path, index, value }) => {
      const tensor = this.lab.tensor(path, this.asked.attributes.scene ?? 'main');
      return say('edit-one', { place: `${titleOf(tensor)}, ${placeOf(tensor, index)}`, value: typedText(value) });
    });
    return html`<p class="way">${say('edit-solution', { edits: edits.join('; ') })}
      <button type="button" class="link" @click=${() => this.show(solution)}>${say('edit-apply')}</button></p>`;
  }

  private show(solution: Given): void {
    this.values = solution.map((value) => value ?? Number.NaN);
    this.goal = goalOf(this.asked, this.values, this.lab);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { goal } = this;
    if (!goal) return nothing;
    return html`<div class="target ${goal.reached ? 'reached' : ''}">${this.target(goal)}${this.keep(goal)}${this.left(goal)}</div>
      <div class="sheets">${this.tables(goal)}</div>
      <p class="refusal" role="alert">${this.problem}</p>
      <p class="help">${say('edit-help')}</p>${this.way()}`;
  }

  static override styles = [base, buttons, fields, cellsSheet, moreSheet, reachSheet];
}
