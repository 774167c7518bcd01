/**
 * An exercise: a question, a field for the answer, hints one by one, an explanation of typical wrong answers, and the
 * right answer in the end. What it says stands between its tags, as the build of lessons writes it; without scripts that
 * reads as it stands. Graded by the engine, with the scenes as they were written.
 *
 * @attr id - its name in records and, with `src`, in the lesson
 * @attr src - address of the page of a lesson elsewhere, of which it shows this one exercise
 * @fires attend-answer - an `Answer`: an answer was checked, or shown
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { fields } from '../../elements/shared/fields-sheet.js';
import { keepFocus } from '../../elements/shared/keep-focus.js';
import { buttons, base as common } from '../../elements/shared/sheets.js';
import { AttendValue } from '../figures/attend-value.js';
import type { Answer } from '../record/record.js';
import type { Asked, Given } from './asked.js';
import { exerciseSheet } from './exercise-sheet.js';
import { AttendCellsField } from './fields/attend-cells-field.js';
import type { Field } from './fields/field.js';
import { type Parts, partsOf } from './fields/parts.js';
import { firstSeed, type Grade, grade, hasSeeds, nextSeed, read, solution, start, write } from './grade.js';
import { takesSeveral } from './kinds/choose.js';
import { directionOf } from './kinds/direction.js';
import { withNumbers } from './kinds/reach.js';
import type { Lab } from './lab.js';
import { printExercise } from './print.js';
import { solutionText } from './solution-text.js';
import { say } from './words.js';

/** The answer may be seen after so many tries, or when there is no further hint. */
const TRIES = 2;
const PRESSED = ['choose', 'bug'];

export class AttendExercise extends LitElement {
  static override properties = {
    lab: { attribute: false },
    restored: { attribute: false },
    given: { state: true },
    graded: { state: true },
    hinted: { state: true },
    ended: { state: true },
    note: { state: true },
  };

  /** What it computes with; until it is there, the text stands as without scripts. */
  lab: Lab | null = null;
  /** What was answered before. */
  restored: Answer | null = null;
  private parts: Parts | null = null;
  /** The lab with the numbers of the seed that was drawn. */
  private own: Lab | null = null;
  private given: Given = [];
  private graded: Grade | null = null;
  /** How many hints are shown. */
  private hinted = 0;
  private ended: 'right' | 'shown' | null = null;
  /** Why nothing was checked, or what has just happened. */
  private note = '';
  /** How often something was said about an answer: said again, the same words are heard again. */
  private said = 0;
  /** How far off the last answer was, in words. */
  private direction = '';
  private tries = 0;
  private best = 0;

  constructor() {
    super();
    keepFocus(this);
    this.addEventListener('attend-adrift', () =>
      this.renderRoot.querySelector<HTMLElement>('.buttons button')?.focus(),
    );
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('lab') && this.lab) {
      this.parts ??= partsOf(this);
      this.own = this.lab;
      this.begin(this.lab);
    }
    if (this.restored && this.parts && this.own) this.takeUp(this.restored, this.parts.asked, this.own);
  }

  /** The right answer as short text, in the form of `given` in a record; null before it can be computed. */
  solutionText(): string | null {
    return this.parts && this.own ? write(this.parts.asked, solution(this.parts.asked, this.own), this.own) : null;
  }

  private begin(lab: Lab): void {
    if (!this.parts) return;
    this.given = start(this.parts.asked, lab);
    this.graded = null;
    this.hinted = 0;
    this.ended = null;
    this.direction = '';
    this.note = '';
  }

  private takeUp({ right, tries, score, given }: Answer, asked: Asked, lab: Lab): void {
    this.restored = null;
    this.tries = tries;
    this.best = score;
    const known = given === '' ? null : read(asked, given, lab);
    if (known) this.given = known;
    if (!right) return;
    // With other numbers the old answer no longer fits what stands there; that it was right stays true.
    if (!known || !grade(asked, known, lab).right) this.given = solution(asked, lab);
    this.graded = grade(asked, this.given, lab);
    this.ended = 'right';
  }

  private get field(): Field | null {
    return this.renderRoot.querySelector<Field>('.field');
  }

  private check = (): void => {
    const { parts, own, field } = this;
    if (!parts || !own || !field || this.ended) return;
    this.said += 1;
    const given = field.take();
    if (!given) {
      this.note = field.refusal;
      return;
    }
    this.note = this.untouched(given, parts.asked, own);
    if (this.note) return;
    const graded = grade(parts.asked, given, own);
    this.tries += 1;
    this.best = Math.max(this.best, this.scoreOf(graded, parts.asked));
    this.graded = graded;
    this.direction = graded.right ? '' : directionOf(parts.asked, given, own);
    if (parts.asked.kind === 'reach') this.showWith(given, parts.asked, own);
    if (graded.right) this.ended = 'right';
    this.tell(graded.right, write(parts.asked, given, own));
  };

  /** Numbers in explanations that are those of the reader's answer. */
  private showWith(given: Given, asked: Asked, lab: Lab): void {
    const values = [...this.querySelectorAll('attend-value[answer]')];
    if (values.length === 0) return;
    withNumbers(asked, given, lab, (book) => {
      for (const value of values) if (value instanceof AttendValue) value.show(book);
    });
  }

  /** What to say where nothing was done yet; empty where something was. */
  private untouched(given: Given, asked: Asked, lab: Lab): string {
    if (given.every((value) => value === null))
      return say(asked.kind === 'number' ? 'nothing-given-number' : 'nothing-given');
    const begun = start(asked, lab);
    const same = given.length === begun.length && given.every((value, i) => value === begun[i]);
    if (!same) return '';
    return say(asked.kind === 'rank' || asked.kind === 'sequence' ? 'order-same' : 'nothing-given');
  }

  /** Where one of several choices is pressed, guessing on costs; elsewhere trying again is what exercises are for. */
  private scoreOf({ right, score }: Grade, asked: Asked): number {
    if (!PRESSED.includes(asked.kind) || takesSeveral(asked)) return score;
    return right ? Math.max(0, 1 - (this.tries - 1) / (asked.choices.length - 1)) : 0;
  }

  private tell(right: boolean, given: string): void {
    const kind = this.parts?.asked.kind ?? '';
    const detail: Answer = {
      id: this.id,
      kind,
      right,
      score: this.best,
      tries: this.tries,
      given: given.slice(0, 4000),
    };
    this.dispatchEvent(new CustomEvent('attend-answer', { bubbles: true, composed: true, detail }));
  }

  private changed = (): void => {
    this.note = '';
    if (!this.ended && this.parts?.asked.kind !== 'worksheet') this.graded = null;
  };

  /** Every blank of a worksheet is judged as soon as it is filled in; the last right one ends it. */
  private typed = (): void => {
    const { parts, own, field } = this;
    if (!parts || !own || this.ended || parts.asked.kind !== 'worksheet' || !(field instanceof AttendCellsField))
      return;
    this.graded = grade(parts.asked, field.peek(), own);
    if (this.graded.right) this.check();
  };

  private hint = (): void => {
    this.hinted += 1;
  };

  private show = (): void => {
    this.ended = 'shown';
    this.note = '';
    this.tell(false, '');
  };

  private over = (): void => {
    if (this.own) this.begin(this.own);
  };

  private draw = (): void => {
    const { parts, lab, own } = this;
    if (!parts || !lab || !own) return;
    this.own = lab.withSeed(nextSeed(parts.asked, lab, firstSeed(parts.asked, own)));
    this.begin(this.own);
    this.note = say('numbers-drawn');
    for (const value of this.querySelectorAll('attend-value'))
      if (value instanceof AttendValue) value.show(this.own.book);
  };

  private fieldFor({ asked, labels }: Parts, lab: Lab): TemplateResult {
    const { given, graded, ended } = this;
    const marks = graded?.marks ?? null;
    const right = ended ? solution(asked, lab) : null;
    const locked = ended !== null;
    const common = { asked, lab, given, marks, labels, right, locked, question: this.question, verdict: this.reason };
    return FIELDS[asked.kind](common);
  }

  /** What is asked, as text. */
  private get question(): string {
    return plain(this.querySelector('[slot=question]'));
  }

  /** Why the last answer was wrong, as text; empty where it was not. */
  private get reason(): string {
    const { graded, ended, direction } = this;
    if (!graded || ended) return '';
    const { feedback } = graded;
    const why = feedback.say === 'wrong' ? plain(this.querySelector(`[slot=wrong-${feedback.at}]`)) : '';
    return [say('wrong'), direction, why].filter(Boolean).join(' ');
  }

  private buttons({ asked, hints }: Parts): TemplateResult {
    const { ended, hinted, tries } = this;
    const left = hints - hinted;
    const pressed = PRESSED.includes(asked.kind) && !takesSeveral(asked);
    const mayShow = !ended && (tries >= TRIES || left === 0);
    const hintWord = hinted === 0 ? say('hint') : say('hint-more', { left });
    return html`<div class="buttons">
      ${ended || pressed ? nothing : html`<button type="button" class="main" @click=${this.check}>${say('check')}</button>`}
      ${!ended && left > 0 ? html`<button type="button" @click=${this.hint}>${hintWord}</button>` : nothing}
      ${mayShow ? html`<button type="button" @click=${this.show}>${say('show-answer')}</button>` : nothing}
      ${ended ? html`<button type="button" @click=${this.over}>${say('start-over')}</button>` : nothing}
      ${hasSeeds(asked) ? html`<button type="button" @click=${this.draw}>${say('new-numbers')}</button>` : nothing}
      ${asked.kind === 'worksheet' ? this.printing() : nothing}
    </div>`;
  }

  private printing(): TemplateResult {
    return html`<button type="button" @click=${() => printExercise(this, false)}>${say('print-sheet')}</button>
      <button type="button" @click=${() => printExercise(this, true)}>${say('print-key')}</button>`;
  }

  /** For print with the answers: the solution is shown while the picture is taken. */
  async withKey(work: () => void): Promise<void> {
    const before = this.ended;
    this.ended = before ?? 'shown';
    await this.updateComplete;
    await this.field?.updateComplete;
    work();
    this.ended = before;
  }

  private verdict({ asked }: Parts, lab: Lab): TemplateResult | typeof nothing {
    const { graded, ended, note } = this;
    if (note) return html`<p class="note">${note}</p>`;
    if (ended === 'right') return html`<p class="verdict right">✓ ${say('right')}</p>`;
    if (ended === 'shown') {
      const text = solutionText(asked, lab, this.parts?.labels ?? []);
      return html`<p class="verdict">${text ? say('solution', { text }) : say('shown')}</p>`;
    }
    if (!graded) return nothing;
    const { feedback, marks } = graded;
    const hits = marks?.filter((mark) => mark === 'right').length ?? 0;
    const part = marks && marks.length > 1 ? ` ${say('part-right', { hits, all: marks.length })}` : '';
    return html`<p class="verdict">${say('wrong')}${part}${this.direction ? ` ${this.direction}` : ''}</p>
      ${feedback.say === 'wrong' ? html`<slot name="wrong-${feedback.at}"></slot>` : nothing}
      ${feedback.say === 'choice' ? html`<slot name="reason-${feedback.at}"></slot>` : nothing}`;
  }

  private explanation({ asked }: Parts, lab: Lab): TemplateResult | typeof nothing {
    if (!this.ended) return nothing;
    const reasons = PRESSED.includes(asked.kind) ? solution(asked, lab) : [];
    return html`<div class="answer">${reasons.map((i) => html`<slot name="reason-${i}"></slot>`)}<slot name="answer"></slot></div>`;
  }

  protected override render(): TemplateResult {
    const { parts, own, hinted } = this;
    if (!parts || !own) return html`<slot></slot>`;
    const { asked } = parts;
    const several = asked.kind === 'choose' && takesSeveral(asked) ? '-several' : '';
    return html`<div class="card" role="group" aria-labelledby="kicker" @attend-check=${this.check} @attend-given=${this.changed} @attend-typed=${this.typed}>
      <p class="kicker" id="kicker">${say(`kind-${asked.kind}${several}`)}</p>
      <div class="question"><slot name="question"></slot></div>
      <div role=${asked.kind === 'number' ? nothing : 'group'} aria-label=${asked.kind === 'number' ? nothing : this.question}>${this.fieldFor(parts, own)}</div>
      ${this.buttons(parts)}
      <div class="feedback" role="status">${keyed(this.said, this.verdict(parts, own))}</div>
      <ol class="hints" aria-live="polite">${Array.from(
        { length: hinted },
        (_, i) =>
          html`<li><span class="name">${say('hint-number', { number: i + 1 })}</span><slot name="hint-${i}"></slot></li>`,
      )}</ol>
      ${this.explanation(parts, own)}
    </div>`;
  }

  static override styles = [common, buttons, fields, exerciseSheet];
}

interface FieldParts {
  asked: Asked;
  lab: Lab;
  given: Given;
  marks: Field['marks'];
  labels: readonly string[];
  right: Given | null;
  locked: boolean;
  question: string;
  verdict: string;
}

const plain = (element: Element | null): string => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

type Draw = (parts: FieldParts) => TemplateResult;

const number: Draw = ({ asked, lab, given, marks, locked, right, question, verdict }) =>
  html`<attend-number-field class="field" .asked=${asked} .lab=${lab} .given=${given} .marks=${marks} .solution=${right} .question=${question} .verdict=${verdict} ?locked=${locked}></attend-number-field>`;
const filled: Draw = ({ asked, lab, given, marks, locked, right }) =>
  html`<attend-cells-field class="field" .asked=${asked} .lab=${lab} .given=${given} .marks=${marks} .solution=${right} ?locked=${locked}></attend-cells-field>`;
const ordered: Draw = ({ asked, lab, given, marks, locked, labels, right }) =>
  html`<attend-order-field class="field" .asked=${asked} .lab=${lab} .given=${given} .marks=${marks} .labels=${labels} .solution=${right} ?locked=${locked}></attend-order-field>`;
const chosen: Draw = ({ asked, lab, given, locked, labels, right }) =>
  html`<attend-choice-field class="field" .asked=${asked} .lab=${lab} .given=${given} .labels=${labels} .solution=${right} ?locked=${locked}></attend-choice-field>`;
const mask: Draw = ({ asked, lab, given, locked, right }) =>
  html`<attend-mask-field class="field" .asked=${asked} .lab=${lab} .given=${given} .solution=${right} ?locked=${locked}></attend-mask-field>`;
const reach: Draw = ({ asked, lab, given, locked, right }) =>
  html`<attend-reach-field class="field" .asked=${asked} .lab=${lab} .given=${given} .solution=${right} ?locked=${locked}></attend-reach-field>`;

const FIELDS: Record<Asked['kind'], Draw> = {
  number,
  cells: filled,
  worksheet: filled,
  rank: ordered,
  sequence: ordered,
  choose: chosen,
  bug: chosen,
  mask,
  reach,
};
