/**
 * A lesson: prose that drives the machine beside it, and is driven by it.
 *
 * Loads the engine once, opens the scenes named in `scene` and `scenes`, and gives them to the `attend-stepper` in its
 * `.machine`, to the numbers in the prose and to the predictions. When the reader comes to a section, the machine runs to
 * the section's path; when the reader steps the machine, the section about that step becomes the active one.
 *
 * @attr src - address of the page of a lesson elsewhere, which is shown here
 * @attr lesson, base - its name in its record, and where its files are, if not beside the page
 * @attr chrome, lock, own-link, theme - those of its stepper
 * @fires attend-open - it has `src`: it stands for a lesson elsewhere, which `web/embed` puts into it
 * @fires attend-running - everything is loaded, and sections drive the machine
 * @fires attend-error - `{ error }`: the lesson cannot run
 * @fires attend-section - `{ id, number, total }`: another section is being read
 * @fires attend-answer - an `Answer`: a quiz or exercise was answered, or its answer shown
 * @fires attend-progress - `{ record, done, score, progress }`: the record changed; progress goes from 0 to 1
 * @fires attend-score - `{ score, least, most }`: the mean of all quizzes and exercises changed
 * @fires attend-complete - `{ record, score }`: all sections are read and all questions answered; once
 */
import { type Engine, type Position, type Session, stateInHash } from '../engine/index.js';
import { AttendQuiz } from './attend-quiz.js';
import { AttendStep } from './attend-step.js';
import { AttendValue } from './attend-value.js';
import { askForLesson } from './elsewhere.js';
import type { Lab } from './exercise/lab.js';
import { loadRest } from './lesson-rest.js';
import { filesOf, LessonProblem, type LessonSource, loadLesson, sceneOfLink } from './lesson-source.js';
import { readLessonState, writeLessonState } from './lesson-state.js';
import { problemCard } from './machine-problem.js';
import { NumberBook } from './numbers.js';
import { PredictionGuard } from './prediction-guard.js';
import { ReadingPlace } from './reading-place.js';
import type { LessonPlan, LessonRecord } from './record.js';
import { RecordKeeper } from './record-keeper.js';
import { pathBefore, type SectionPlace, sectionFor, stepAround, stepsOf } from './sections.js';
import { say } from './words.js';

/** What a lesson asks of the stepper. */
interface Stepper extends HTMLElement {
  engine: Engine | null;
  session: Session | null;
  updateComplete: Promise<unknown>;
  goto(path: string, index?: number[]): void;
  do(action: 'first' | 'step'): void;
  getState(): string;
  setState(text: string): void;
  reset(): void;
}

/** Attributes of the lesson that are its stepper's. */
const PASSED_ON = ['chrome', 'lock', 'own-link', 'theme'] as const;

export class AttendLesson extends HTMLElement {
  static readonly observedAttributes = PASSED_ON;

  #source: LessonSource | null = null;
  #book: NumberBook | null = null;
  #stepper: Stepper | null = null;
  #sections: AttendStep[] = [];
  #places: SectionPlace[] = [];
  #reading: ReadingPlace | null = null;
  #keeper: RecordKeeper | null = null;
  #lab: Lab | null = null;
  readonly #guard = new PredictionGuard();
  #current = -1;
  #scene = 'main';
  /** The lesson itself is moving the machine. */
  #moving = false;
  /** The machine came to stand where a link left it; reading begins there. */
  #restored = false;

  connectedCallback(): void {
    if (this.hasAttribute('src')) return void askForLesson(this);
    this.#sections = [...this.querySelectorAll('attend-step')].filter((section) => section instanceof AttendStep);
    this.#keeper ??= new RecordKeeper(this);
    this.addEventListener('attend-step', this.#onStep);
    this.addEventListener('attend-restore', this.#onRestore);
    this.addEventListener('attend-experiment', this.#onExperiment);
    this.addEventListener('attend-quiz-done', this.#onQuizDone);
    this.start();
  }

  disconnectedCallback(): void {
    this.removeEventListener('attend-step', this.#onStep);
    this.removeEventListener('attend-restore', this.#onRestore);
    this.removeEventListener('attend-experiment', this.#onExperiment);
    this.removeEventListener('attend-quiz-done', this.#onQuizDone);
    this.#reading?.close();
    this.#lab?.close();
    this.#lab = null;
    for (const session of this.#source?.sessions.values() ?? []) session.close();
    this.#source = null;
  }

  /** What was read and answered so far. */
  get record(): LessonRecord | null {
    return this.#keeper?.record ?? null;
  }

  /** Everything that is to be read and answered. */
  get plan(): LessonPlan | null {
    return this.#keeper?.plan ?? null;
  }

  /**
   * Takes up what was read and answered before; nothing is told about it by events.
   * @throws {Error} that says why the record cannot be used
   */
  restoreRecord(record: unknown): void {
    this.#keeper ??= new RecordKeeper(this);
    this.#keeper.restore(record);
  }

  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    if (value === null) this.#stepper?.removeAttribute(name);
    else this.#stepper?.setAttribute(name, value);
  }

  /** What was read, answered and changed, as text for `setState`; empty before the lesson runs. */
  getState(): string {
    if (!this.#keeper || !this.#stepper) return '';
    return writeLessonState({
      record: this.#keeper.record,
      scene: this.#scene,
      session: this.#stepper.getState(),
    });
  }

  /**
   * Brings the lesson to where `getState` was called.
   * @throws {Error} that says why the text cannot be used
   */
  setState(text: string): void {
    const { record, scene, session } = readLessonState(text);
    const opened = this.#source?.sessions.get(scene);
    if (!opened || !this.#stepper) throw new Error(`This lesson has no scene "${scene.slice(0, 40)}".`);
    this.restoreRecord(record);
    const stepper = this.#stepper;
    this.#withScene(scene, opened, () => {
      try {
        stepper.setState(session);
      } catch (error) {
        this.#tellError(error as Error);
      }
    });
    const index = this.#sections.findIndex(({ id }) => id === record.section);
    if (index < 0) return;
    this.#activate(index);
    this.#reading?.show(index, true);
  }

  /** Goes to a section by its id, or with the machine to a step of the program or a cell of one: `path`, `path[0,3,4]`. */
  goto(step: string, index?: number[]): void {
    const section = this.#sections.findIndex(({ id }) => id === step);
    if (section < 0) {
      this.#guard.letting(() => this.#stepper?.goto(step, index));
      return;
    }
    this.#read(section);
    this.#reading?.show(section, true);
  }

  /** Name of the scene in the machine. */
  get scene(): string {
    return this.#scene;
  }

  /** Takes every edit back and goes to the first section; what was answered stays. */
  reset(): void {
    this.#stepper?.reset();
    const first = this.#sections[0];
    if (first) this.goto(first.id);
  }

  /** Loads and begins; may be called again after a failure. */
  async start(): Promise<void> {
    this.toggleAttribute('failed', false);
    try {
      this.#source = await loadLesson(filesOf(this), this.#base);
    } catch (error) {
      this.#fail(
        error instanceof LessonProblem ? error : new LessonProblem(say('problem-engine'), (error as Error).message),
      );
      return;
    }
    const source = this.#source;
    const { engine, sessions } = source;
    // A state in the address may belong to any scene; else one is enough to begin.
    if (stateInHash(location.hash) !== null) await source.rest();
    this.#scene = sceneOfLink(engine, sessions);
    await this.#showMachine(engine, sessions.get(this.#scene)!);
    await source.rest();
    if (this.#source !== source) return;
    this.#book = new NumberBook(engine, sessions, source.calculations);
    this.#places = this.#sections.map((section) => this.#placeOf(section));
    this.refreshNumbers();
    for (const quiz of this.#quizzes()) quiz.book = this.#book;
    for (const section of this.#sections) {
      const problem = source.problems.get(section.scene);
      if (problem) section.fail(`${problem.message} ${problem.mend}`.trim());
    }
    this.#loadRest(source, this.#book);
    this.#reading = new ReadingPlace({
      sections: this.#sections,
      cover: this.#machine(),
      onRead: (index) => this.#read(index),
    });
    this.toggleAttribute('running', true);
    this.dispatchEvent(new CustomEvent('attend-running', { bubbles: true, composed: true }));
    if (this.#restored) this.#follow(sessions.get(this.#scene)!.position);
    else if (location.hash) this.#read(this.#sections.findIndex(({ id }) => `#${id}` === location.hash));
  }

  /** Writes every number of the prose anew; after an edit of the session. */
  refreshNumbers(): void {
    this.#book?.forget();
    for (const value of this.querySelectorAll('attend-value:not(attend-exercise *)')) {
      if (!(value instanceof AttendValue) || !this.#book) continue;
      try {
        value.show(this.#book);
      } catch {
        // Its scene or calculation is broken, which the section says; the number that the build wrote stays.
      }
    }
  }

  #quizzes(root: ParentNode = this): AttendQuiz[] {
    return [...root.querySelectorAll('attend-quiz')].filter((quiz) => quiz instanceof AttendQuiz);
  }

  /** Where the lesson's files are. */
  get #base(): string {
    return new URL(this.getAttribute('base') ?? '', document.baseURI).href;
  }

  #machine(): HTMLElement {
    return this.querySelector<HTMLElement>('.machine') ?? this;
  }

  async #showMachine(engine: Engine, session: Session): Promise<void> {
    const stepper = document.createElement('attend-stepper') as Stepper;
    stepper.toggleAttribute('dock', !this.hasAttribute('undocked'));
    for (const name of PASSED_ON) {
      const value = this.getAttribute(name);
      if (value !== null) stepper.setAttribute(name, value);
    }
    stepper.engine = engine;
    stepper.session = session;
    this.#stepper = stepper;
    this.#machine().replaceChildren(stepper);
    await stepper.updateComplete;
  }

  #placeOf({ path, scene }: AttendStep): SectionPlace {
    const session = this.#source?.sessions.get(scene);
    if (!session || !path) return { scene, step: null, cells: 0 };
    return { scene, step: stepAround(path, stepsOf(session.program)), cells: session.locate(path) };
  }

  /** The reader has come to a section: the machine follows. */
  #read(index: number): void {
    if (index < 0 || index === this.#current) return;
    this.#activate(index);
    this.#drive(this.#sections[index]!);
  }

  #activate(index: number): void {
    if (index === this.#current) return;
    this.#current = index;
    for (const [i, section] of this.#sections.entries()) section.active = i === index;
    const { id } = this.#sections[index]!;
    const detail = { id, number: index + 1, total: this.#sections.length };
    this.dispatchEvent(new CustomEvent('attend-section', { bubbles: true, composed: true, detail }));
  }

  /** Runs the machine to what a section is about; while its prediction is open, only to just before. */
  #drive(section: AttendStep): void {
    const session = this.#source?.sessions.get(section.scene);
    const stepper = this.#stepper;
    if (!session || !stepper || !section.path) return;
    const quiz = this.#quizzes(section).find(({ pending }) => pending);
    const path = quiz ? quiz.show || pathBefore(section.path, stepsOf(session.program)) : section.path;
    const cell = quiz ? quiz.showCell : section.cell;
    this.#withScene(section.scene, session, () => {
      if (section.level) session.level = section.level as Session['level'];
      if (path) stepper.goto(path, cell ?? undefined);
      else stepper.do('first');
    });
  }

  /** A stepper takes a new session in at its next update, so what is asked of it then waits. */
  #withScene(scene: string, session: Session, what: () => void): void {
    const stepper = this.#stepper!;
    const move = () => {
      this.#moving = true;
      what();
      this.#moving = false;
    };
    if (scene === this.#scene) {
      move();
      return;
    }
    this.#scene = scene;
    stepper.session = session;
    stepper.updateComplete.then(() => this.#scene === scene && move());
  }

  #onStep = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return;
    const { position } = event.detail as { position: Position };
    if (!this.#moving && this.#holdBack(position)) {
      event.stopPropagation();
      return;
    }
    this.#guard.note(this.#scene, position.cells);
    if (this.#moving) return;
    this.#guard.dismiss();
    this.#follow(position);
  };

  /** A step by hand must not answer a prediction that is open: the machine stays before it, and the reader is asked. */
  #holdBack({ cells }: Position): boolean {
    const session = this.#source?.sessions.get(this.#scene);
    if (!session || this.#stepper?.session !== session) return false;
    const held = this.#guard.held(this.#scene, session, cells, this.#sections);
    if (!held) return false;
    this.#withScene(this.#scene, session, () =>
      held.before ? this.#stepper?.goto(held.before) : this.#stepper?.do('first'),
    );
    const index = this.#sections.indexOf(held.section);
    this.#activate(index);
    this.#reading?.show(index);
    this.#guard.ask({
      place: this.#machine(),
      toQuestion: () => held.quiz.focus(),
      anyway: () => {
        this.#guard.pass(held);
        this.#stepper?.do('step');
        this.#stepper?.focus();
      },
    });
    return true;
  }

  /** Another session runs in place of one of the lesson's, from a link or a file. */
  #onRestore = (event: Event): void => {
    const { session, previous } = (event as CustomEvent<{ session: Session; previous: Session }>).detail;
    const sessions = this.#source?.sessions;
    for (const [name, known] of sessions ?? []) if (known === previous) sessions?.set(name, session);
    this.#restored = true;
    this.#guard.note(this.#scene, session.position.cells);
    this.refreshNumbers();
    this.#stepper?.updateComplete.then(() => previous.close());
    if (this.#reading) this.#follow(session.position);
  };

  /** Shows the section about where the machine stands. */
  #follow({ path, cells }: Position): void {
    const session = this.#source?.sessions.get(this.#scene);
    if (!session || !path) return;
    const step = stepAround(path, stepsOf(session.program));
    const index = sectionFor({ scene: this.#scene, step, cells }, this.#places, this.#current);
    if (index < 0 || index === this.#current) return;
    this.#activate(index);
    this.#reading?.show(index);
  }

  #onExperiment = (): void => this.refreshNumbers();

  #onQuizDone = (event: Event): void => {
    this.#guard.dismiss();
    const section = (event.target as Element).closest('attend-step');
    if (section instanceof AttendStep && this.#sections[this.#current] === section) this.#drive(section);
  };

  /** What is loaded late; without it the lesson can be read as the build wrote it. */
  async #loadRest(source: LessonSource, book: NumberBook): Promise<void> {
    try {
      this.#lab = await loadRest(this, source, book);
      if (this.#source !== source) this.#lab?.close();
    } catch (error) {
      this.#tellError({ code: 'load', message: (error as Error).message });
    }
  }

  #tellError(error: { code?: string; message: string }): void {
    const detail = { error: { code: error.code ?? 'state', message: error.message } };
    this.dispatchEvent(new CustomEvent('attend-error', { bubbles: true, composed: true, detail }));
  }

  /** The machine cannot run: says so in its place, and opens everything that waited for it. */
  #fail(problem: LessonProblem): void {
    this.#tellError({ code: 'load', message: `${problem.message} ${problem.mend}`.trim() });
    const card = problemCard(problem, () => this.start());
    this.#machine().replaceChildren(card);
    this.toggleAttribute('failed', true);
    for (const quiz of this.#quizzes()) quiz.release();
  }
}
