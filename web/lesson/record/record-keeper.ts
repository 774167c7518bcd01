/** Keeps the record of a lesson that is being read, and tells the page when it changes. */
import type { AttendQuiz } from '../quiz/attend-quiz.js';
import { mergeRecords } from './merge-records.js';
import {
  type Answer,
  emptyRecord,
  isDone,
  type LessonPlan,
  type LessonRecord,
  progressOf,
  readRecord,
  scoreOf,
  withAnswer,
  withSection,
} from './record.js';

/** An element that asks something and can take up what was answered before. */
type Question = HTMLElement & { restored?: Answer | null } & Partial<Pick<AttendQuiz, 'restore'>>;

export class RecordKeeper {
  record: LessonRecord;
  readonly #host: HTMLElement;

  constructor(host: HTMLElement) {
    this.#host = host;
    this.record = emptyRecord(host.getAttribute('lesson') ?? 'lesson');
    host.addEventListener('attend-answer', (event) =>
      this.#change(withAnswer(this.record, (event as CustomEvent<Answer>).detail)),
    );
    host.addEventListener('attend-section', (event) =>
      this.#change(withSection(this.record, (event as CustomEvent<{ id: string }>).detail.id)),
    );
  }

  get #questions(): Question[] {
    return [...this.#host.querySelectorAll<Question>('attend-quiz, attend-exercise')];
  }

  /** Everything that is to be read and answered in this lesson. */
  get plan(): LessonPlan {
    const ids = (found: Iterable<Element>) => [...found].map(({ id }) => id).filter(Boolean);
    return { sections: ids(this.#host.querySelectorAll('attend-step')), questions: ids(this.#questions) };
  }

  /**
   * Takes a kept record up: quizzes and exercises show what was given.
   * @throws {Error} that says why the record cannot be used
   */
  restore(value: unknown): void {
    const record = this.#readOwn(value);
    this.#show(record);
    this.record = record;
  }

  /**
   * Adds what was read and answered elsewhere meanwhile, and tells the page if that was anything new.
   * @throws {Error} that says why the record cannot be used
   */
  merge(value: unknown): void {
    const record = mergeRecords(this.record, this.#readOwn(value));
    this.#show(record);
    this.#change(record);
  }

  #readOwn(value: unknown): LessonRecord {
    const record = readRecord(value);
    const { lesson } = this.record;
    if (record.lesson === lesson) return record;
    throw new Error(`This record belongs to the lesson "${record.lesson}", and this lesson is "${lesson}".`);
  }

  /** Shows the answers that are not yet shown; a question that somebody is at work on stays as it is. */
  #show({ answers }: LessonRecord): void {
    for (const question of this.#questions) {
      const answer = answers[question.id];
      if (!answer || answer === this.record.answers[question.id]) continue;
      if (question.restore) question.restore(answer);
      else question.restored = answer;
    }
  }

  #change(record: LessonRecord): void {
    const { plan, record: before } = this;
    if (record === before) return;
    this.record = record;
    const [done, wasDone] = [isDone(record, plan), isDone(before, plan)];
    const [score, scoreBefore] = [scoreOf(record, plan), scoreOf(before, plan)];
    this.#tell('attend-progress', { record, done, score, progress: progressOf(record, plan) });
    if (score !== scoreBefore) this.#tell('attend-score', { score, least: 0, most: 1 });
    if (done && !wasDone) this.#tell('attend-complete', { record, score });
  }

  #tell(type: string, detail: object): void {
    this.#host.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }
}
