/** One visit to a packaged lesson: what happens in it goes to the course system, from when there is one. */
import { type Answer, withSection } from '../../lesson/record/record.js';
import type { Gradebook, Opened, Tried } from './gradebook.js';
import { type Lesson, LessonReport } from './lesson-report.js';
import { Reporter } from './reporter.js';
import type { SavingNote } from './saving-note.js';
import { isNewer, openSpare } from './spare.js';
import { resume } from './suspended.js';
import { openTabs, type Tabs, type Told } from './tabs.js';

/** Milliseconds after which the time that has passed is reported, so that a session that breaks off loses no more. */
const MINUTE = 60_000;

export class CourseVisit {
  readonly #lesson: Lesson;
  readonly #standard: string;
  readonly #gradebook: Gradebook;
  readonly #report: LessonReport;
  #reporter: Reporter | null = null;
  #tabs: Tabs = { tell() {} };
  /** What was answered before there was a course system. */
  #early: Tried[] = [];

  /** Listens to the lesson from now on. */
  constructor(lesson: Lesson, standard: string, gradebook: Gradebook) {
    this.#lesson = lesson;
    this.#standard = standard;
    this.#gradebook = gradebook;
    this.#report = new LessonReport(lesson, gradebook.room);
    this.#listen();
  }

  /** There is a course system: the lesson takes up what it remembers, and reports from now on. */
  async begin(opened: Opened, note: SavingNote): Promise<void> {
    const { suspend, learner, mode } = opened;
    const spare = openSpare(this.#standard, this.#lesson.getAttribute('lesson') ?? '', learner);
    const kept = spare.read();
    const newer = kept !== null && isNewer(kept, suspend);
    const text = newer ? kept.report.suspend : suspend;
    const asRemembered = await this.#takeUp(text, opened.location);
    if (mode !== 'normal') note.show(mode);
    const known = suspend !== '';
    const onSaving = (saving: 'kept' | 'waiting') => note.show(saving);
    const reporter = new Reporter({ gradebook: this.#gradebook, spare, onSaving, known });
    this.#reporter = reporter;
    if (asRemembered && !newer && !opened.unsure) reporter.begin(this.#report.report());
    const tries = [...(newer ? kept.tries : []), ...this.#early];
    reporter.note(this.#report.report(), tries);
    reporter.flush();
    this.#meetOthers(spare.key);
    if (this.#gradebook.timed) setInterval(() => document.hidden || reporter.pass(this.#report.report()), MINUTE);
  }

  /** @returns whether the lesson is now as the text says, and nothing else */
  async #takeUp(text: string, location: string): Promise<boolean> {
    const state = resume(text);
    const record = this.#lesson.record!;
    const kept = state?.record ?? (location ? withSection(record, location) : record);
    const untouched = record.section === null && Object.keys(record.answers).length === 0;
    try {
      if (untouched && !window.location.hash) await this.#lesson.comeBack(kept, state?.machine ?? '');
      else this.#lesson.mergeRecord(kept);
    } catch {
      // The record of another lesson, or of an older build of this one: the lesson begins anew.
      return false;
    }
    if (state) this.#report.goOn(state);
    const asRemembered = state !== null && JSON.stringify(this.#lesson.record) === JSON.stringify(kept);
    if (asRemembered) this.#report.isAs(text);
    return asRemembered;
  }

  #meetOthers(key: string): void {
    const tell = () => this.#tell([]);
    this.#tabs = openTabs(key, (told) => this.#hear(told), tell);
    this.#gradebook.elsewhere = (suspend) => {
      const state = resume(suspend);
      if (state?.record.lesson === this.#lesson.record?.lesson) {
        this.#report.goOn(state!);
        this.#lesson.mergeRecord(state!.record);
      }
      return this.#report.report();
    };
  }

  #tell(tries: readonly Tried[]): void {
    const { record } = this.#lesson;
    if (record) this.#tabs.tell({ attempt: this.#report.attempt, record, tries });
  }

  #hear({ attempt, record, tries }: Told): void {
    if (attempt !== this.#report.attempt) return;
    this.#lesson.mergeRecord(record);
    this.#reporter?.note(this.#report.report(), this.#gradebook.numbered ? tries : []);
  }

  #note(tries: readonly Tried[] = []): void {
    if (this.#reporter) this.#reporter.note(this.#report.report(), tries);
    else this.#early.push(...tries);
    if (this.#reporter && tries.length > 0) this.#tell(tries);
  }

  #listen(): void {
    const lesson = this.#lesson;
    lesson.addEventListener('attend-answer', (event) => {
      const tried = this.#report.tried((event as CustomEvent<Answer>).detail);
      // The lesson's own record is brought up to date by the same event.
      queueMicrotask(() => this.#note([tried]));
    });
    const note = () => this.#note();
    for (const type of ['attend-progress', 'attend-step', 'attend-change']) lesson.addEventListener(type, note);
    addEventListener('online', () => this.#reporter?.flush());
    document.addEventListener('visibilitychange', () => document.hidden && this.#reporter?.flush());
    addEventListener('pagehide', () => this.#reporter?.close(this.#report.report()));
    // A page that comes back out of the browser's memory has ended its session; a new one begins it anew.
    addEventListener('pageshow', ({ persisted }) => persisted && window.location.reload());
  }
}
