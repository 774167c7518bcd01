/** What a lesson tells about itself, as reports: it listens to the lesson's events and looks nothing up but what is shown. */
import {
  type Answer,
  isDone,
  type LessonPlan,
  type LessonRecord,
  progressOf,
  scoreOf,
} from '../../lesson/record/record.js';
import { uuid } from '../cmi5/uuid.js';
import type { Report, Tried } from './gradebook.js';
import { type Suspended, suspend } from './suspended.js';

/** What is asked of `attend-lesson`. */
export interface Lesson extends HTMLElement {
  readonly record: LessonRecord | null;
  readonly plan: LessonPlan | null;
  restoreRecord(record: unknown): void;
  mergeRecord(record: unknown): void;
  comeBack(record: unknown, machine: string): Promise<void>;
}

interface Stepping extends HTMLElement {
  session: { save(): string } | null;
}

const FORMS: Record<string, Tried['form']> = {
  quiz: 'choice',
  choose: 'choice',
  bug: 'choice',
  rank: 'order',
  sequence: 'order',
  number: 'number',
};

const PLACES = /^\d{1,3}(\s*,\s*\d{1,3})*$/;

export class LessonReport {
  readonly #lesson: Lesson;
  readonly #room: number;
  readonly #since = performance.now();
  /** When each question was last looked at anew: when its section was come to, or it was last answered. */
  readonly #looked = new Map<string, number>();
  #revision = 0;
  #attempt = uuid().slice(0, 8);
  /** Where the machine stood last. */
  #stood = '';
  /** What was written last, and of what. */
  #written: { record: LessonRecord; machine: string; text: string } | null = null;

  constructor(lesson: Lesson, room: number) {
    this.#lesson = lesson;
    this.#room = room;
    lesson.addEventListener('attend-section', (event) => this.#look((event as CustomEvent<{ id: string }>).detail.id));
  }

  #look(section: string): void {
    const inside = this.#lesson.querySelector(`#${CSS.escape(section)}`)?.querySelectorAll('[id]') ?? [];
    for (const { id } of inside) if (!this.#looked.has(id)) this.#looked.set(id, performance.now());
  }

  get attempt(): string {
    return this.#attempt;
  }

  /** Goes on with an attempt that began in another session or window. */
  goOn({ revision, attempt, machine }: Suspended): void {
    this.#revision = Math.max(this.#revision, revision);
    this.#attempt = attempt;
    this.#stood ||= machine;
    this.#written = null;
  }

  /** What there is now is what `text` says: until something changes, that is the state. */
  isAs(text: string): void {
    this.#written = { record: this.#lesson.record!, machine: this.#machine(), text };
  }

  /** The present state; where something has changed, a newer one than before. */
  report(): Report {
    const { record, plan } = this.#lesson;
    if (!record || !plan) throw new Error('The lesson has no record yet. Ask again after it has started.');
    const begun = Object.keys(record.answers).length > 0;
    return {
      location: record.section ?? '',
      suspend: this.#suspend(record),
      score: begun ? scoreOf(record, plan) : null,
      progress: progressOf(record, plan),
      complete: isDone(record, plan),
      seconds: (performance.now() - this.#since) / 1000,
    };
  }

  #suspend(record: LessonRecord): string {
    const machine = this.#machine();
    if (this.#written?.record === record && this.#written.machine === machine) return this.#written.text;
    this.#revision += 1;
    const text = suspend({ revision: this.#revision, attempt: this.#attempt, record, machine }, this.#room);
    this.#written = { record, machine, text };
    return text;
  }

  /** Where the machine stands; where it stood, while it is not there; nothing where its state is too long to be kept. */
  #machine(): string {
    const session = this.#lesson.querySelector<Stepping>('attend-stepper')?.session;
    if (!session) return this.#stood;
    try {
      this.#stood = session.save();
    } catch {
      this.#stood = '';
    }
    return this.#stood;
  }

  tried({ id, kind, right, given }: Answer): Tried {
    const now = performance.now();
    const seconds = (now - (this.#looked.get(id) ?? this.#since)) / 1000;
    this.#looked.set(id, now);
    const form = FORMS[kind] ?? 'text';
    const places = form === 'choice' || form === 'order';
    const known = places && !PLACES.test(given) ? 'text' : form;
    const list = known === 'text' || known === 'number' ? [given] : given.split(',').map((place) => place.trim());
    return {
      ...{ key: uuid(), id, form: known, question: this.#question(id), given: given ? list : [] },
      ...{ right, at: new Date().toISOString(), seconds },
    };
  }

  #question(id: string): string {
    const element = this.#lesson.querySelector(`#${CSS.escape(id)}`);
    const asked = element?.querySelector('.quiz-question, .exercise-question') ?? element?.querySelector('p');
    return (asked?.textContent ?? '').replace(/\s+/g, ' ').trim();
  }
}
