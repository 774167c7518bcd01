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
import { type Position, type Session, stateInHash } from '../../engine/index.js';
import type { Lab } from '../exercise/lab.js';
import { AttendValue } from '../figures/attend-value.js';
import { NumberBook } from '../figures/numbers.js';
import { AttendQuiz } from '../quiz/attend-quiz.js';
import { PredictionGuard } from '../quiz/prediction-guard.js';
import type { LessonPlan, LessonRecord } from '../record/record.js';
import { RecordKeeper } from '../record/record-keeper.js';
import { AttendStep } from './attend-step.js';
import { askForLesson } from './elsewhere.js';
import { LessonMachine, PASSED_ON, type Stepper } from './lesson-machine.js';
import { loadRest } from './lesson-rest.js';
import { filesOf, LessonProblem, type LessonSource, loadLesson, sceneOfState } from './lesson-source.js';
import { readLessonState, writeLessonState } from './lesson-state.js';
import { problemCard } from './machine-problem.js';
import { ReadingPlace } from './reading-place.js';
import { aboutOf, placesOf, type SectionPlace, sectionFor, whereIs } from './sections.js';
import { say } from './words.js';

export class AttendLesson extends HTMLElement {
  static readonly observedAttributes = PASSED_ON;

  #source: LessonSource | null = null;
  #book: NumberBook | null = null;
  readonly #machine = new LessonMachine(this);
  #sections: AttendStep[] = [];
  #places: SectionPlace[] = [];
  #reading: ReadingPlace | null = null;
  #keeper: RecordKeeper | null = null;
  #lab: Lab | null = null;
  readonly #guard = new PredictionGuard();
  #current = -1;
  /** The machine shows what an exercise between sections is about. */
  #between = false;
  /** Fulfilled when the lesson runs, or cannot. */
  #begun: Promise<void> = Promise.resolve();
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
    this.#begun = this.start();
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

  /**
   * Adds what was read and answered elsewhere, in another tab or before; the reader stays in its section.
   * @throws {Error} that says why the record cannot be used
   */
  mergeRecord(record: unknown): void {
    this.#keeper ??= new RecordKeeper(this);
    this.#keeper.merge(record);
  }

  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    this.#machine.pass(name, value);
  }

  /** What runs in the machine, with its step and cell, for `comeBack`; empty before the lesson runs. */
  get machineState(): string {
    return this.#stepper?.getState() ?? '';
  }

  /** What was read, answered and changed, as text for `setState`; empty before the lesson runs. */
  getState(): string {
    if (!this.#keeper || !this.#stepper) return '';
    return writeLessonState({
      record: this.#keeper.record,
      scene: this.scene,
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
    this.#setMachine(scene, opened, session);
    this.#land();
  }

  /**
   * Lands where a reader left: what was read and answered, the section and the machine are as they were. That is no news, so
   * the record does not change, and no progress is told.
   * @param machine what `session.save()` gave; empty where that was not kept
   * @returns when it has landed, or the lesson cannot run
   * @throws {Error} that says why the record cannot be used
   */
  async comeBack(record: unknown, machine = ''): Promise<void> {
    this.restoreRecord(record);
    await this.#begun;
    if (!this.#source || !this.#reading) return;
    const { engine, sessions } = this.#source;
    const scene = machine ? sceneOfState(engine, sessions, machine) : null;
    if (scene !== null) this.#setMachine(scene, sessions.get(scene)!, machine);
    const section = this.#land();
    if (scene === null && section) this.#drive(section);
  }

  #setMachine(scene: string, session: Session, state: string): void {
    this.#machine.withScene(scene, session, () => {
      try {
        this.#stepper?.setState(state);
      } catch (error) {
        this.#tellError(error as Error);
      }
    });
  }

  /** Shows the section that the record says was read last. @returns null where there is none */
  #land(): AttendStep | null {
    const index = this.#sections.findIndex(({ id }) => id === this.record?.section);
    if (index < 0) return null;
    const section = this.#sections[index]!;
    this.#activate(index);
    this.#reading?.land(section);
    return section;
  }

  /** Goes to a section by its id, or with the machine to a step of the program or a cell of one: `path`, `path[0,3,4]`. */
  goto(step: string, index?: number[]): void {
    const section = this.#sections.findIndex(({ id }) => id === step);
    if (section < 0) {
      this.#guard.letting(() => this.#stepper?.goto(step, index));
      return;
    }
    this.#read(section);
    this.#reading?.show(this.#sections[section]!, true);
  }

  /** Name of the scene in the machine. */
  get scene(): string {
    return this.#machine.scene;
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
    const state = stateInHash(location.hash);
    // A state in the address may belong to any scene; else one is enough to begin.
    if (state !== null) await source.rest();
    this.#machine.scene = (state !== null && sceneOfState(engine, sessions, state)) || 'main';
    await this.#machine.show(engine, sessions.get(this.scene)!);
    await source.rest();
    if (this.#source !== source) return;
    this.#machine.engine = source.engine;
    this.#book = new NumberBook(source.engine, sessions, source.calculations);
    this.#places = this.#sections.map((section) => aboutOf(section, sessions.get(section.scene)));
    this.refreshNumbers();
    for (const quiz of this.#quizzes()) quiz.book = this.#book;
    for (const section of this.#sections) {
      const problem = source.problems.get(section.scene);
      if (problem) section.fail(`${problem.message} ${problem.mend}`.trim());
    }
    this.#loadRest(source, this.#book);
    this.#reading = new ReadingPlace({
      sections: placesOf(this),
      cover: this.#machine.place,
      onRead: (place) => this.#readAt(place),
    });
    this.toggleAttribute('running', true);
    this.dispatchEvent(new CustomEvent('attend-running', { bubbles: true, composed: true }));
    if (this.#restored) this.#follow(sessions.get(this.scene)!.position, true);
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

  get #stepper(): Stepper | null {
    return this.#machine.stepper;
  }

  #quizzes(root: ParentNode = this): AttendQuiz[] {
    return [...root.querySelectorAll('attend-quiz')].filter((quiz) => quiz instanceof AttendQuiz);
  }

  /** Where the lesson's files are. */
  get #base(): string {
    return new URL(this.getAttribute('base') ?? '', document.baseURI).href;
  }

  /** The reader has come to a section: the machine follows. */
  #read(index: number): void {
    if (index < 0 || (index === this.#current && !this.#between)) return;
    this.#between = false;
    this.#activate(index);
    this.#drive(this.#sections[index]!);
  }

  /** The reader is in a section, or at an exercise after one; where that is about another scene, the machine shows it. */
  #readAt(place: HTMLElement): void {
    const { index, scene } = whereIs(place, this.#sections);
    const session = scene === null ? undefined : this.#source?.sessions.get(scene);
    if (!session || scene === this.#sections[index]?.scene) return this.#read(index);
    if (index >= 0) this.#activate(index);
    this.#between = true;
    if (this.scene !== scene) this.#machine.driveBefore(scene!, session, place.getAttribute('path') ?? '');
  }

  #activate(index: number): void {
    if (index === this.#current) return;
    this.#current = index;
    for (const [i, section] of this.#sections.entries()) section.active = i === index;
    const { id } = this.#sections[index]!;
    const detail = { id, number: index + 1, total: this.#sections.length };
    this.dispatchEvent(new CustomEvent('attend-section', { bubbles: true, composed: true, detail }));
  }

  /** Runs the machine to what a section is about. */
  #drive(section: AttendStep): void {
    const session = this.#source?.sessions.get(section.scene);
    if (!session || !this.#stepper || !section.path) return;
    const open = this.#quizzes(section).find(({ pending }) => pending);
    this.#machine.drive(section, session, open);
  }

  #onStep = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return;
    const { position } = event.detail as { position: Position };
    if (!this.#machine.moving && this.#holdBack(position)) {
      event.stopPropagation();
      return;
    }
    this.#guard.note(this.scene, position.cells);
    if (this.#machine.moving) return;
    this.#guard.dismiss();
    this.#follow(position);
  };

  /** A step by hand must not answer a prediction that is open: the machine stays before it, and the reader is asked. */
  #holdBack({ cells }: Position): boolean {
    const session = this.#source?.sessions.get(this.scene);
    if (!session || this.#stepper?.session !== session) return false;
    const held = this.#guard.held(this.scene, session, cells, this.#sections);
    if (!held) return false;
    this.#machine.withScene(this.scene, session, () =>
      held.before ? this.#stepper?.goto(held.before) : this.#stepper?.do('first'),
    );
    const index = this.#sections.indexOf(held.section);
    this.#activate(index);
    this.#reading?.show(held.section);
    this.#guard.ask({
      place: this.#machine.place,
      machine: this.#stepper,
      toQuestion: () => held.quiz.focus(),
      anyway: () => {
        this.#guard.pass(held);
        this.#stepper?.do('step');
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
    this.#guard.note(this.scene, session.position.cells);
    this.refreshNumbers();
    this.#stepper?.updateComplete.then(() => previous.close());
    if (this.#reading && !this.#machine.moving) this.#follow(session.position, true);
  };

  /** Shows the section about where the machine stands, and its cell, unless a link or a file brought one. */
  #follow({ path, cells }: Position, keepCell = false): void {
    const session = this.#source?.sessions.get(this.scene);
    if (!session || !path) return;
    const at = { ...aboutOf({ path, scene: this.scene }, session), cells };
    const index = sectionFor(at, this.#places, this.#current);
    if (index < 0 || index === this.#current) return;
    this.#activate(index);
    if (!keepCell) this.#machine.takeCell(this.#sections[index]!, session);
    this.#reading?.show(this.#sections[index]!);
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
      this.#lab = await loadRest(this, source, book, this.#machine);
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
    const card = problemCard(problem, () => {
      this.#begun = this.start();
    });
    this.#machine.place.replaceChildren(card);
    this.toggleAttribute('failed', true);
    for (const quiz of this.#quizzes()) quiz.release();
  }
}
