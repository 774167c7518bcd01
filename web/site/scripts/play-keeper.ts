/**
 * Keeps what a reader has made in the playground, sentence, model, edits and place, for when the page is loaded again: in its
 * address where that is long enough, else where the browser keeps things; and says which.
 */
import type { AttendWorkshop } from '../../elements/workshop/attend-workshop.js';
import { forget, keep, kept } from './kept.js';
import { say } from './words.js';

const PLAY = 'attend-play:';
const CHANGES = ['attend-step', 'attend-select', 'attend-change', 'attend-restore', 'attend-rebuild'];
/** Browsers refuse addresses that change too often; in milliseconds. */
const REST = 250;

export class PlayKeeper {
  readonly #workshop: AttendWorkshop;
  readonly #line: HTMLElement;
  readonly #scene: () => string;
  #timer = 0;
  /** Whether the scene is a reader's own, which no address brings again. */
  #own = false;

  /** @param line says where it is kept; @param scene the name of the scene that was chosen */
  constructor(workshop: AttendWorkshop, line: HTMLElement, scene: () => string) {
    this.#workshop = workshop;
    this.#line = line;
    this.#scene = scene;
    for (const type of CHANGES) workshop.addEventListener(type, this.#onChange);
    addEventListener('pagehide', () => this.#timer && this.#keep());
  }

  /** What was made of this scene and did not fit into the address; null where nothing was. */
  get kept(): string | null {
    return kept(PLAY + this.#scene());
  }

  /** Another scene is chosen: what was just made of the one before stays as it was last kept. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#own = false;
  }

  /** A scene of a reader's own is shown: it is kept in its file, not here. */
  showOwn(): void {
    this.leave();
    this.#own = true;
    this.#write('');
    this.#tell('file');
  }

  /** Forgets what was made of the scene, as long as nothing new is made. */
  startAfresh(): void {
    this.leave();
    forget(PLAY + this.#scene());
    this.#write('');
  }

  readonly #onChange = (): void => {
    if (this.#own) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#keep(), REST);
  };

  #keep(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const { session } = this.#workshop.stepper ?? {};
    if (!session) return;
    let where = 'address';
    try {
      // What is too long for an address is refused, with an error that says so.
      if (!this.#write(`#s=${session.save()}`)) where = this.#store();
      else forget(PLAY + this.#scene());
    } catch {
      this.#write('');
      where = this.#store();
    }
    this.#tell(where);
  }

  #store(): string {
    return keep(PLAY + this.#scene(), this.#workshop.stepper!.getState()) ? 'browser' : 'nowhere';
  }

  /** Whether the browser lets the address change. */
  #write(hash: string): boolean {
    try {
      history.replaceState(history.state, '', `${location.pathname}${location.search}${hash}`);
      return true;
    } catch {
      return false;
    }
  }

  #tell(where: string): void {
    const text = say(`play-kept-${where}`);
    if (this.#line.textContent !== text) this.#line.textContent = text;
  }
}
