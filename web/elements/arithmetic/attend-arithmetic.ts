import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { CellRef, Explanation, Term } from '../../engine/index.js';
import { offsetOf } from '../../engine/row-major.js';
import { differsAsShown, formatBrief, formatExact, formatOption, isRounded } from '../../engine/writing/format.js';
import type { Cell } from '../matrix/matrix-view.js';
import { inkOf, roleOf } from '../matrix/roles.js';
import { limitOf } from '../narration/number-limits.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { cellName, numberText, placeOf, say } from '../shared/words.js';
import { placeIn } from '../stepper/call-stack.js';
import type { Reading } from '../stepper/step-view.js';
import { arithmeticOf, rootOf, type Token } from './arithmetic.js';
import { arithmeticSheet } from './arithmetic-sheet.js';
import { chainOf } from './chain.js';

/**
 * One number: how it was made, where its operands come from, what uses it, and the way back.
 *
 * @fires attend-follow - `{ path, index }`: go to this cell
 * @fires attend-edit - `{ path, index, text }`: another number is wanted for a cell or, with no index, for an option
 * @fires attend-do - `{ action }`: run to the cell
 * @fires attend-return - `{ place }`: go back to this place of the trail
 * @fires attend-need - `{ tag }`: an element that is loaded late is wanted
 */
export class AttendArithmetic extends LitElement {
  static override properties = {
    reading: { attribute: false, hasChanged: () => true },
    refusalFor: { attribute: false },
    all: { state: true },
  };

  reading: Reading | null = null;
  /** Why the numbers of a tensor, or an option, cannot be changed here; empty where they can. */
  refusalFor: (path: string) => string = () => '';
  private all = false;
  private shown = '';

  constructor() {
    super();
    keepFocus(this);
  }

  protected override willUpdate(): void {
    const cell = this.reading?.cell;
    const key = cell ? `${cell.path}[${cell.index}]` : '';
    if (key !== this.shown) this.all = false;
    this.shown = key;
  }

  /** Puts the keyboard on the first operand, or on the panel where there is none. */
  override focus(): void {
    const first =
      this.renderRoot.querySelector<HTMLElement>('.line button') ??
      this.renderRoot.querySelector<HTMLElement>('section');
    first?.focus();
  }

  private nameOf(cell: Cell): string {
    return cellName(this.reading!.tensor(cell.path));
  }

  /** What the trail calls a cell: its name, and where its step stands in a program that has many like it. */
  private stationOf(cell: Cell): string {
    const { session, writerOf } = this.reading!;
    const step = writerOf(cell.path);
    const place = step ? placeIn(session.program, step) : '';
    return place ? say('trail-place', { name: this.nameOf(cell), place }) : this.nameOf(cell);
  }

  private labelOf(cell: Cell): string {
    return placeOf(this.reading!.tensor(cell.path), cell.index);
  }

  /** Numbers of words and masks are whole; all others have decimals. */
  private number({ path, value }: Pick<CellRef, 'path' | 'value'>): string {
    return numberText(this.reading!.tensor(path))(value);
  }

  private operand(term: Term): TemplateResult {
    const tensor = this.reading!.tensor(term.path);
    if (term.of) return this.derivative(term);
    const label = say('ask-follow', {
      name: `${this.nameOf(term)} ${this.number(term)}`,
      label: this.labelOf(term),
    });
    const role = roleOf(term.path, tensor.name);
    const text = this.number(term);
    return html`<button
      class="operand ${inkOf(role)}"
      aria-label=${label}
      title=${`${this.nameOf(term)}, ${this.labelOf(term)}: ${formatExact(term.value)}`}
      @click=${() => tell(this, 'attend-follow', { path: term.path, index: term.index })}
    >${text}</button>`;
  }

  /** How fast the cell that a number goes into changes with it: no number of that tensor, but it leads there. */
  private derivative(term: Term): TemplateResult {
    const text = formatBrief(term.value);
    const args = { name: this.nameOf(term), label: this.labelOf(term), value: text };
    return html`<button
      class="operand"
      aria-label=${say('ask-derivative', args)}
      title=${say('ask-derivative', { ...args, value: formatExact(term.value) })}
      @click=${() => tell(this, 'attend-follow', { path: term.path, index: term.index })}
    >${text}</button>`;
  }

  /** Of a gradient that several results bring together, what each brings; and what is taken at a kink. */
  private shares({ shares = [], operands }: Explanation): TemplateResult | typeof nothing {
    const bends = [...new Set(operands.flatMap(({ bend }) => bend ?? []))];
    const kinks = bends.map((bend) => html`<p class="soft bend">${bend}</p>`);
    if (shares.length < 2) return html`${kinks}`;
    const name = (path: string) => cellName(this.reading!.tensor(path));
    return html`<ul class="shares">${shares.map(
      ({ path, value }) =>
        html`<li>${say('ask-share', { name: name(path), step: this.reading!.writerOf(path)?.title ?? '' })} <b>${formatBrief(value)}</b></li>`,
    )}</ul>${kinks}`;
  }

  /** Of a gradient, the way to hold it against a finite difference. */
  private proof({ op, shares }: Explanation, cell: Cell): TemplateResult | typeof nothing {
    if (!shares || op === 'unrelated') return nothing;
    tell(this, 'attend-need', { tag: 'attend-nudge' });
    return html`<attend-nudge .reading=${this.reading} .cell=${cell}></attend-nudge>`;
  }

  /** Where the next token is picked, all words that it was picked from. */
  private ranking(cell: Cell): TemplateResult | typeof nothing {
    const step = this.reading!.writerOf(cell.path);
    if (step?.stage !== 'pick' || step.gradient) return nothing;
    tell(this, 'attend-need', { tag: 'attend-ranking' });
    return html`<attend-ranking .reading=${this.reading} .step=${step.path}></attend-ranking>`;
  }

  private line(told: Explanation, cell: Cell): TemplateResult {
    const { before, parts, sign, after, total, folded } = arithmeticOf(told, this.all);
    const piece = (token: Token) => (typeof token === 'string' ? token : this.operand(token));
    const sum = parts.map((part, i) => html`${i ? sign : nothing}<span class="part">${part.map(piece)}</span>`);
    const more = folded
      ? html`<button class="link" @click=${this.toggleAll}>${say('ask-more', { count: total })}</button>`
      : this.all
        ? html`<button class="link" @click=${this.toggleAll}>${say('ask-less')}</button>`
        : nothing;
    if (!parts.length)
      return html`<p class="line"><b title=${formatExact(told.value)}>${this.number(told)}</b> <span class="note">${before} ${this.was(cell)}</span></p>`;
    return html`<p class="line">${before}${sum}${after} <span class="part">= <b title=${formatExact(told.value)}>${this.number({ path: cell.path, value: told.value })}</b></span> ${more} ${this.otherFace(told)} ${this.rounded(told)} ${this.was(cell)}</p>`;
  }

  /** The text divides by a root where the machine multiplies by a factor. */
  private otherFace(told: Explanation): TemplateResult | typeof nothing {
    const root = rootOf(told);
    const factor = told.constants.find(({ name }) => name === 'factor')?.value ?? 0;
    return root ? html`<span class="note">${say('ask-root', { factor: formatBrief(factor), root })}</span>` : nothing;
  }

  /** Shown numbers do not always give the shown result. */
  private rounded({ operands, value }: Explanation): TemplateResult | typeof nothing {
    if (operands.length < 2 || ![...operands.map((term) => term.value), value].some(isRounded)) return nothing;
    return html`<span class="note rounded" title=${say('ask-rounded.about')}>${say('ask-rounded')}</span>`;
  }

  private toggleAll = (): void => {
    this.all = !this.all;
  };

  private trail(): TemplateResult | typeof nothing {
    const { trail } = this.reading!;
    if (!trail.length) return nothing;
    return html`<nav aria-label=${say('trail')}>
      <ol class="trail">
        ${trail.map(
          (cell, place) => html`<li>
            <button class="link" title=${this.labelOf(cell)} aria-label=${say('trail-back', { name: `${this.nameOf(cell)}, ${this.labelOf(cell)}` })}
              @click=${() => tell(this, 'attend-return', { place })}>${place === trail.length - 1 ? '← ' : ''}${this.stationOf(cell)}</button>
          </li>`,
        )}
      </ol>
    </nav>`;
  }

  /** What the number was before the edits; both numbers and their difference are the engine's. */
  private was(cell: Cell): TemplateResult | typeof nothing {
    const { edits, session } = this.reading!;
    const change = edits.changeOf(cell.path);
    if (!change) return nothing;
    const at = offsetOf(change.before.shape, cell.index);
    const old = change.before.data[at]!;
    if (Object.is(old, change.after.data[at])) return nothing;
    const difference = session.difference(cell.path).data[at]!;
    const number = numberText(this.reading!.tensor(cell.path));
    const agrees = differsAsShown(change.after.data[at]!, old, difference, number);
    const id = agrees ? 'ask-was' : 'ask-was-rounded';
    return html`<span class="note soft">${say(id, { value: number(old), difference: number(difference) })}</span>`;
  }

  /** Why the result is not what arithmetic alone would say. */
  private limit(told: Explanation): TemplateResult | typeof nothing {
    const limit = limitOf(told);
    return limit
      ? html`<p class="soft limit">${say(`ask-limit-${limit}`, { value: formatBrief(told.value) })}</p>`
      : nothing;
  }

  private chain(cell: Cell): TemplateResult | typeof nothing {
    const chain = chainOf(this.reading!, cell);
    return chain ? html`<attend-chain .chain=${chain}></attend-chain>` : nothing;
  }

  /** Numbers that the step works with beside its tensors: factor, temperature, eps. */
  private options(): TemplateResult | typeof nothing {
    const { step } = this.reading!;
    const options = Object.entries(step?.options ?? {}).filter(([, value]) => typeof value === 'number');
    const own = this.reading!.info?.options ?? [];
    const open = options.filter(([name]) =>
      own.some((one) => one.name === name && one.kind !== 'choice' && !one.structural),
    );
    if (!step || !open.length) return nothing;
    return html`<p class="options">${say('ask-options')}:
      ${open.map(([name, value]) => {
        const args = { name, value: formatOption(value as number) };
        if (this.refusalFor(`${step.path}.${name}`)) return html`${name} <b>${args.value}</b> `;
        return html`<button class="link" data-option=${name} aria-label=${say('ask-option', args)}
          @click=${() => tell(this, 'attend-edit', { path: `${step.path}.${name}`, index: [], text: null })}>${name} <b>${args.value}</b></button> `;
      })}
    </p>`;
  }

  /** Where the button of an option stands in the window. */
  optionBox(name: string): DOMRect | null {
    return this.optionButton(name)?.getBoundingClientRect() ?? null;
  }

  /** Puts the keyboard on the button of an option. */
  focusOption(name: string): void {
    this.optionButton(name)?.focus();
  }

  private optionButton(name: string): HTMLElement | null {
    return this.renderRoot.querySelector(`[data-option="${CSS.escape(name)}"]`);
  }

  /** Where the button that changes the chosen number stands. */
  get changeBox(): DOMRect | null {
    return this.renderRoot.querySelector('.change')?.getBoundingClientRect() ?? null;
  }

  private actions(cell: Cell): TemplateResult {
    const run = this.reading!.writerOf(cell.path);
    const open = this.reading!.visible(cell) && !this.refusalFor(cell.path);
    return html`<span class="actions">
      ${open ? html`<button class="link change" @click=${() => tell(this, 'attend-edit', { ...cell, text: null })}>${say('ask-write')}</button>` : nothing}
      ${run ? html`<button class="link" @click=${() => tell(this, 'attend-do', { action: 'goto' })}>${say('ask-run')}</button>` : nothing}
    </span>`;
  }

  private body(cell: Cell): TemplateResult {
    const told = this.reading!.explanation();
    if (!told) {
      const step = this.reading!.writerOf(cell.path);
      return html`<p class="soft">${say('ask-empty', { title: step?.title ?? '' })}</p>`;
    }
    return html`${this.line(told, cell)}${this.shares(told)}${this.limit(told)}${this.chain(cell)}${this.options()}${this.proof(told, cell)}<attend-uses .reading=${this.reading} .cell=${cell}></attend-uses>`;
  }

  protected override render(): TemplateResult {
    const cell = this.reading?.cell ?? null;
    return html`<section tabindex="-1" aria-label=${say('ask')}>
      ${
        cell
          ? html`<div>${this.trail()}
              <h3><span>${this.nameOf(cell)}</span> <span class="place">${this.labelOf(cell)}</span>${this.actions(cell)}</h3>
              ${this.body(cell)}</div>${this.ranking(cell)}`
          : html`<p class="soft">${say('ask-none')}</p>`
      }
    </section>`;
  }

  static override styles = [base, buttons, arithmeticSheet];
}
