/** The machine beside a lesson's text: which scene it runs, and moving it without the lesson taking that for the reader's step. */
import type { Stepper as LedStepper } from '../../elements/overview/stepper-link.js';
import type { Engine, Session } from '../../engine/index.js';
import { askedCell } from '../quiz/asked-cell.js';
import type { AttendQuiz } from '../quiz/attend-quiz.js';
import type { AttendStep } from './attend-step.js';
import { pathBefore, stepsOf } from './sections.js';

/** What a lesson asks of the stepper. */
export interface Stepper extends LedStepper {
  updateComplete: Promise<unknown>;
  /** Nothing that happens now is told to those who listen. */
  quiet: boolean;
  do(action: 'first' | 'step'): void;
  getState(): string;
  setState(text: string): void;
  reset(): void;
}

/** Attributes of the lesson that are its stepper's. */
export const PASSED_ON = ['chrome', 'lock', 'own-link', 'theme'] as const;

export class LessonMachine {
  readonly #lesson: HTMLElement;
  stepper: Stepper | null = null;
  /** Name of the scene in the machine. */
  scene = 'main';
  /** What opens every scene of the lesson; another than the first where one of them has a loss. */
  engine: Engine | null = null;
  /** The lesson itself is moving it. */
  moving = false;

  constructor(lesson: HTMLElement) {
    this.#lesson = lesson;
  }

  /** Where the machine stands in the page. */
  get place(): HTMLElement {
    return this.#lesson.querySelector<HTMLElement>('.machine') ?? this.#lesson;
  }

  async show(engine: Engine, session: Session): Promise<void> {
    const stepper = document.createElement('attend-stepper') as Stepper;
    stepper.toggleAttribute('dock', !this.#lesson.hasAttribute('undocked'));
    for (const name of PASSED_ON) {
      const value = this.#lesson.getAttribute(name);
      if (value !== null) stepper.setAttribute(name, value);
    }
    this.engine = stepper.engine = engine;
    stepper.session = session;
    this.stepper = stepper;
    this.place.replaceChildren(stepper);
    await stepper.updateComplete;
  }

  /** An attribute of the lesson changed. */
  pass(name: string, value: string | null): void {
    if (value === null) this.stepper?.removeAttribute(name);
    else this.stepper?.setAttribute(name, value);
  }

  /** A stepper takes a new session in at its next update, so what is asked of it then waits. */
  withScene(scene: string, session: Session, what: () => void): void {
    const stepper = this.stepper!;
    const move = () => {
      this.moving = stepper.quiet = true;
      what();
      this.moving = stepper.quiet = false;
    };
    if (scene === this.scene) return move();
    this.scene = scene;
    stepper.engine = this.engine;
    stepper.session = session;
    stepper.updateComplete.then(() => this.scene === scene && move());
  }

  /**
   * Runs to what a section is about; while its prediction `quiz` is open, only to just before, and looks at what it asks
   * about, with the numbers it will be made of.
   */
  drive(section: AttendStep, session: Session, quiz: AttendQuiz | undefined): void {
    const asked = quiz ? askedCell(quiz, section, session) : null;
    const shown = quiz ? quiz.show || pathBefore(section.path!, stepsOf(session.program)) : section.path;
    const path = asked ? asked.before : shown;
    const cell = quiz ? quiz.showCell : section.cell;
    this.withScene(section.scene, session, () => {
      if (section.level) session.level = section.level as Session['level'];
      if (path) this.stepper!.goto(path, (!asked && cell) || undefined);
      else this.stepper!.do('first');
      if (asked) this.stepper!.select(asked.cell);
    });
  }

  /** Shows a scene to just before `path` is made, so that nothing of what is asked about it is given away. */
  driveBefore(scene: string, session: Session, path: string): void {
    const before = pathBefore(path, stepsOf(session.program));
    this.withScene(scene, session, () => (before ? this.stepper!.goto(before) : this.stepper!.do('first')));
  }

  /** Who steps into a section sees the cell that it is about, as who scrolls to it; not where cells are stepped one by one. */
  takeCell({ path, cell }: AttendStep, session: Session): void {
    if (!cell || ['head', 'row', 'cell'].includes(session.level) || session.locate(path) > session.position.cells)
      return;
    this.stepper?.select({ path, index: cell });
  }
}
