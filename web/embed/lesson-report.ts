/** What a lesson tells about itself, as reports: it listens to the lesson's events and looks nothing up but what is shown. */
import { type Answer, isDone, type LessonPlan, type LessonRecord, progressOf, scoreOf } from '../lesson/record.js';
import type { Report, Tried } from './gradebook.js';
import { resume, type Suspended, suspend } from './suspended.js';
import { uuid } from './uuid.js';

/** What is asked of `attend-lesson`. */
export interface Lesson extends HTMLElement {
  readonly record: LessonRecord | null;
  readonly plan: LessonPlan | null;
  restoreRecord(record: unknown): void;
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
  #revision: number;
  readonly #attempt: string;
  /** Where the machine stood last. */
  #stood: string;

  /** @param from the state that the lesson was brought to; null where it begins anew */
  constructor(lesson: Lesson, room: number, from: Suspended | null) {
    this.#lesson = lesson;
    this.#room = room;
    this.#revision = from?.revision ?? 0;
    this.#attempt = from?.attempt ?? uuid().slice(0, 8);
    this.#stood = from?.machine ?? '';
    lesson.addEventListener('attend-section', (event) => this.#look((event as CustomEvent<{ id: string }>).detail.id));
  }

  #look(section: string): void {
    const inside = this.#lesson.querySelector(`#${CSS.escape(section)}`)?.querySelectorAll('[id]') ?? [];
    for (const { id } of inside) if (!this.#looked.has(id)) this.#looked.set(id, performance.now());
  }

  /** The present state; each call counts as a newer one. */
  report(): Report {
    const { record, plan } = this.#lesson;
    if (!record || !plan) throw new Error('The lesson has no record yet. Ask again after it has started.');
    this.#revision += 1;
    return {
      location: record.section ?? '',
      suspend: suspend(this.#state(record), this.#room),
      score: scoreOf(record, plan),
      progress: progressOf(record, plan),
      complete: isDone(record, plan),
      seconds: (performance.now() - this.#since) / 1000,
    };
  }

  #state(record: LessonRecord): Suspended {
    return { revision: this.#revision, attempt: this.#attempt, record, machine: this.#machine() };
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

/** Brings a lesson to a kept state. @returns the state, null where there is none that fits: the lesson then begins anew */
export function restore(lesson: Lesson, text: string): Suspended | null {
  const state = resume(text);
  try {
    if (state) lesson.restoreRecord(state.record);
    return state;
  } catch {
    // The record of another lesson, or of an older build of this one.
    return null;
  }
}
