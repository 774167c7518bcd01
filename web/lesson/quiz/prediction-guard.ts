/** Keeps the machine from showing the answer of a prediction that is still open: the reader is asked first. */
import { focusedElement } from '../../elements/shared/focused-element.js';
import type { Session } from '../../engine/index.js';
import type { AttendStep } from '../page/attend-step.js';
import { pathBefore, stepsOf } from '../page/sections.js';
import { say } from '../page/words.js';
import type { AttendQuiz } from './attend-quiz.js';

/** An open prediction that a move would have answered. */
export interface Held {
  section: AttendStep;
  quiz: AttendQuiz;
  /** What may be shown at most; null for nothing at all. */
  before: string | null;
}

export interface AskOptions {
  /** Where the question is put, over what is there. */
  place: HTMLElement;
  /** The machine, which has the focus back where what had it before is gone. */
  machine: HTMLElement | null;
  toQuestion: () => void;
  anyway: () => void;
}

export class PredictionGuard {
  /** How many cells of each scene were made when last heard of. */
  readonly #cells = new Map<string, number>();
  /** Predictions whose answer the reader wants to see all the same. */
  readonly #passed = new WeakSet<AttendQuiz>();
  #asked: HTMLElement | null = null;
  /** What had the focus before the question was put. */
  #before: HTMLElement | null = null;
  #machine: HTMLElement | null = null;
  #letting = false;

  /** The machine stands here now. */
  note(scene: string, cells: number): void {
    this.#cells.set(scene, cells);
  }

  /**
   * The first open prediction whose answer this move by hand comes to, from before it; null where there is none.
   * Whoever already stands behind it, for instance by going on reading, is not held.
   */
  held(scene: string, session: Session, to: number, sections: readonly AttendStep[]): Held | null {
    const from = this.#cells.get(scene) ?? 0;
    if (to <= from || this.#letting) return null;
    for (const section of sections) {
      if (section.scene !== scene || !section.path) continue;
      const quiz = openQuiz(section);
      if (!quiz || this.#passed.has(quiz)) continue;
      const before = pathBefore(section.path, stepsOf(session.program));
      const limit = before ? session.locate(before) : 0;
      if (from <= limit && to > limit) return { section, quiz, before };
    }
    return null;
  }

  /** From now on the machine may show what this prediction asks for. */
  pass({ quiz }: Held): void {
    this.#passed.add(quiz);
  }

  /** A move that a page around the lesson asks for is not by hand. */
  letting(move: () => void): void {
    this.#letting = true;
    move();
    this.#letting = false;
  }

  /** Asks whether to predict first, above the machine; the keyboard goes there, and back to where it was. */
  ask({ place, machine, toQuestion, anyway }: AskOptions): void {
    this.dismiss();
    this.#before = focusedElement();
    this.#machine = machine;
    const box = document.createElement('div');
    box.className = 'predict-first';
    box.setAttribute('role', 'alertdialog');
    box.setAttribute('aria-label', say('predict-title'));
    box.setAttribute('aria-describedby', 'predict-held');
    const text = document.createElement('p');
    text.id = 'predict-held';
    text.textContent = say('predict-held');
    const button = (message: string, press: () => void) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.textContent = say(message);
      made.addEventListener('click', () => {
        this.dismiss();
        press();
      });
      return made;
    };
    box.append(
      text,
      button('predict-go', toQuestion),
      button('predict-anyway', anyway),
      button('predict-later', () => {}),
    );
    place.prepend(box);
    this.#asked = box;
    document.addEventListener('keydown', this.#onKey);
    box.querySelector('button')!.focus();
  }

  /** Takes the question away; a keyboard that was in it goes back to where it came from. */
  dismiss(): void {
    const box = this.#asked;
    if (!box) return;
    const inside = box.contains(document.activeElement);
    this.#asked = null;
    document.removeEventListener('keydown', this.#onKey);
    box.remove();
    if (!inside) return;
    this.#before?.focus();
    if (focusedElement() !== this.#before) this.#machine?.focus();
  }

  /** Wherever the keyboard is: whoever does not want the question now need not go to it first. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) this.dismiss();
  };
}

const openQuiz = (section: AttendStep): AttendQuiz | undefined =>
  [...section.querySelectorAll<AttendQuiz>('attend-quiz')].find(({ pending }) => pending);
