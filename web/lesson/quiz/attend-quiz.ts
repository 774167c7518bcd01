/**
 * A prediction, asked before its answer can be seen: what follows in the section stays folded until it is answered or skipped.
 * Without scripts the question, its choices and the explanations read as text.
 *
 * @fires attend-answer - an `Answer`: a choice was pressed, or the answer shown
 * @fires attend-quiz-done - `{ id, tries, skipped }`, once: the rest of the section opens
 */

import { parseIndex } from '../figures/calls.js';
import { extreme } from '../figures/number-text.js';
import type { NumberBook } from '../figures/numbers.js';
import { say } from '../page/words.js';
import type { Answer } from '../record/record.js';

export class AttendQuiz extends HTMLElement {
  /** Where the right answer is looked up; null while there is no engine. */
  book: NumberBook | null = null;
  #pending = true;
  #built = false;
  #tries = 0;
  #choices: HTMLLIElement[] = [];
  #reasons: HTMLLIElement[] = [];
  #buttons: HTMLButtonElement[] = [];
  #feedback = document.createElement('div');

  /** What the machine shows until the answer is given; empty for what is made just before. */
  get show(): string {
    return this.getAttribute('show') ?? '';
  }

  /** The row of numbers of its scene that it asks about; null where its answer is in no such row. */
  get row(): { path: string; index: number[] } | null {
    const path = this.getAttribute('path') ?? '';
    const index = parseIndex(this.getAttribute('at') ?? '');
    return path && index && !path.startsWith('calc.') ? { path, index } : null;
  }

  get showCell(): number[] | null {
    return parseIndex(this.getAttribute('show-cell') ?? '');
  }

  /** Whether the answer is still to be kept hidden. */
  get pending(): boolean {
    return this.#pending;
  }

  override focus(): void {
    this.#buttons.find((button) => button.getAttribute('aria-disabled') !== 'true')?.focus();
  }

  connectedCallback(): void {
    if (this.#built) return;
    this.#built = true;
    this.#choices = [...this.querySelectorAll<HTMLLIElement>('.quiz-choices > li')];
    this.#reasons = [...this.querySelectorAll<HTMLLIElement>('.quiz-reasons > ul > li')];
    this.#build();
    this.#fold(true);
  }

  /** Opens the rest without a question, where nothing can be checked. */
  release(): void {
    if (!this.#pending) return;
    this.#rest();
    this.#feedback.replaceChildren(
      paragraph(say('quiz-unchecked'), 'verdict'),
      ...this.#reasons.flatMap((reason) => [...reason.children]),
    );
    this.#open(true);
  }

  /** Shows the last answer that was given before, and counts on from there; a wrong one may be tried again. */
  restore({ right, tries, given }: Answer): void {
    if (!this.#pending) return;
    // Where the answer was shown there is nothing left to score.
    this.#tries = given === '' ? Math.max(tries, this.#choices.length - 1) : tries;
    const button = given === '' ? undefined : this.#buttons[Number(given)];
    if (!button) return;
    button.dataset.verdict = right ? 'right' : 'wrong';
    this.#explain(Number(given), say(right ? 'quiz-right' : 'quiz-wrong'), right ? null : say('quiz-again'));
    if (right) this.#settle(false);
    else button.setAttribute('aria-disabled', 'true');
  }

  #build(): void {
    const question = this.querySelector('.quiz-question');
    const box = document.createElement('fieldset');
    const legend = document.createElement('legend');
    legend.append(paragraph(say('quiz-kicker'), 'kicker'), ...(question ? [question] : []));
    const row = document.createElement('div');
    row.className = 'quiz-buttons';
    this.#buttons = this.#choices.map((choice, i) => {
      const button = pressable(choice.innerHTML, () => this.#answer(i));
      button.className = 'choice';
      return button;
    });
    const skip = pressable(say('quiz-skip'), () => this.#skip());
    skip.className = 'skip-question';
    row.append(...this.#buttons, skip);
    this.#feedback.className = 'quiz-feedback';
    this.#feedback.setAttribute('role', 'status');
    const hint = paragraph(say('quiz-folded'), 'hint');
    box.append(legend, row, this.#feedback, hint);
    this.replaceChildren(box);
  }

  /** Everything after the quiz in its section. */
  #fold(folded: boolean): void {
    let next = this.nextElementSibling;
    while (next) {
      if (!next.classList.contains('fallback')) next.toggleAttribute('hidden', folded);
      next = next.nextElementSibling;
    }
  }

  /** Which choice is right; -1 where that cannot be found out. */
  #rightChoice(): number {
    const kind = this.getAttribute('answer');
    if (kind !== 'argmax' && kind !== 'argmin')
      return this.#choices.findIndex((choice) => choice.hasAttribute('data-right'));
    const index = parseIndex(this.getAttribute('at') ?? '');
    if (!this.book || !index) return -1;
    try {
      const row = this.book.at(this.getAttribute('path') ?? '', index, this.getAttribute('scene') ?? 'main');
      const place = extreme(row, kind);
      return this.#choices.findIndex((choice) => Number(choice.dataset.index) === place);
    } catch {
      // The scene or the calculation is broken, which the page says elsewhere.
      return -1;
    }
  }

  #answer(i: number): void {
    const right = this.#rightChoice();
    if (right < 0) {
      this.release();
      return;
    }
    this.#tries += 1;
    this.#tell(i === right, String(i));
    const button = this.#buttons[i]!;
    button.dataset.verdict = i === right ? 'right' : 'wrong';
    this.#explain(i, say(i === right ? 'quiz-right' : 'quiz-wrong'), i === right ? null : say('quiz-again'));
    if (i === right) this.#settle(false);
    else button.setAttribute('aria-disabled', 'true');
  }

  #skip(): void {
    const right = this.#rightChoice();
    if (right < 0) {
      this.release();
      return;
    }
    this.#tell(false, '');
    this.#buttons[right]!.dataset.verdict = 'right';
    this.#explain(right, say('quiz-shown', { answer: this.#choices[right]!.textContent ?? '' }), null);
    const pressed = this.contains(document.activeElement);
    this.#settle(true);
    if (pressed) this.#buttons[right]!.focus();
  }

  #explain(i: number, verdict: string, after: string | null): void {
    const reason = [...(this.#reasons[i]?.children ?? [])].slice(1).map((child) => child.cloneNode(true));
    const first = paragraph(verdict, 'verdict');
    this.#feedback.replaceChildren(first, ...reason, ...(after ? [paragraph(after, 'after')] : []));
  }

  /** Every wrong choice before the right one takes an equal share of the score. */
  #tell(right: boolean, given: string): void {
    const score = right ? Math.max(0, 1 - (this.#tries - 1) / (this.#choices.length - 1)) : 0;
    const detail: Answer = { id: this.id, kind: 'quiz', right, score, tries: this.#tries, given };
    this.dispatchEvent(new CustomEvent('attend-answer', { bubbles: true, composed: true, detail }));
  }

  #settle(skipped: boolean): void {
    this.#rest();
    this.querySelector('.skip-question')?.remove();
    this.#open(skipped);
  }

  /** Nothing can be pressed any more; what was pressed keeps the focus. */
  #rest(): void {
    for (const button of this.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true');
  }

  #open(skipped: boolean): void {
    this.#pending = false;
    this.querySelector('.hint')?.remove();
    this.#fold(false);
    const detail = { id: this.id, tries: this.#tries, skipped };
    this.dispatchEvent(new CustomEvent('attend-quiz-done', { bubbles: true, composed: true, detail }));
  }
}

function paragraph(text: string, className: string): HTMLParagraphElement {
  const made = document.createElement('p');
  made.className = className;
  made.textContent = text;
  return made;
}

function pressable(html: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.innerHTML = html;
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') press();
  });
  return button;
}
