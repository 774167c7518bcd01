/**
 * Where a reader is in a lesson: its section, and what runs in the machine with its step and cell. It is kept with the page's
 * entry in the browser's history, for reloading and for going back and forward, and for another day where the browser keeps
 * things. The address names the section, so that it is a link to it.
 */
import type { AttendLesson } from '../../lesson/index.js';
import { emptyRecord } from '../../lesson/record/record.js';
import { keep, kept } from './kept.js';
import { PLACE } from './progress.js';
import { say } from './words.js';

interface Place {
  lesson: string;
  section: string;
  /** What `session.save()` gave. */
  machine: string;
}

const MOVES = ['attend-section', 'attend-step', 'attend-select', 'attend-change', 'attend-restore'];
/** Browsers refuse addresses that change too often; in milliseconds. */
const REST = 250;

const isPlace = (value: unknown, lesson: string): value is Place => {
  const { lesson: of, section, machine } = (value ?? {}) as Partial<Place>;
  return of === lesson && typeof section === 'string' && typeof machine === 'string';
};

function keptPlace(lesson: string): Place | null {
  try {
    const place: unknown = JSON.parse(kept(PLACE + lesson) ?? '');
    return isPlace(place, lesson) ? place : null;
  } catch {
    return null;
  }
}

export class LessonPlace {
  readonly #lesson: AttendLesson;
  readonly #name: string;
  #timer = 0;
  #section = '';

  constructor(lesson: AttendLesson) {
    this.#lesson = lesson;
    this.#name = lesson.getAttribute('lesson')!;
  }

  /** Goes back to where this entry of the history was left, or offers to go on where another visit ended; keeps the place from then on. */
  async begin(): Promise<void> {
    const { state } = history;
    const here = isPlace(state?.place, this.#name) ? state.place : null;
    // The browser would scroll to where the page was, which is elsewhere while the page grows.
    history.scrollRestoration = 'manual';
    if (here) await this.#comeBack(here);
    else if (!location.hash) this.#offer(keptPlace(this.#name));
    for (const type of MOVES) this.#lesson.addEventListener(type, this.#onMove);
    addEventListener('popstate', ({ state: then }) => isPlace(then?.place, this.#name) && this.#comeBack(then.place));
    addEventListener('pagehide', () => this.#timer && this.#keep());
  }

  async #comeBack({ section, machine }: Place): Promise<void> {
    this.#section = section;
    const record = this.#lesson.record ?? emptyRecord(this.#name);
    await this.#lesson.comeBack({ ...record, section }, machine);
  }

  /** Says where the reader was, with a button that leads there. */
  #offer(place: Place | null): void {
    const sections = [...this.#lesson.querySelectorAll('attend-step')];
    const at = sections.findIndex(({ id }) => id === place?.section);
    if (!place || at < 1) return;
    const line = document.createElement('p');
    line.className = 'go-on';
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = say('lesson-go-on');
    line.append(`${say('lesson-was', { number: at + 1, title: titleOf(sections[at]!) })} `, button);
    button.addEventListener('click', async () => {
      line.remove();
      await this.#comeBack(place);
      focusOn(sections[at]!);
    });
    this.#lesson.querySelector('.facts')?.after(line);
  }

  readonly #onMove = (event: Event): void => {
    if (event.type === 'attend-section') this.#section = (event as CustomEvent<{ id: string }>).detail.id;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#keep(), REST);
  };

  #keep(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const machine = this.#lesson.machineState;
    if (!this.#section || !machine) return;
    const place: Place = { lesson: this.#name, section: this.#section, machine };
    try {
      history.replaceState({ ...history.state, place }, '', `#${this.#section}`);
    } catch {
      // In a frame without an origin an address may not change: the place is kept for another day all the same.
    }
    keep(PLACE + this.#name, JSON.stringify(place));
  }
}

const titleOf = (section: Element): string =>
  section.querySelector('h2')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

function focusOn(section: Element): void {
  const heading = section.querySelector<HTMLElement>('h2');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
