/**
 * Keeps what a reader has made in the playground, sentence, model, edits and place, for when the page is loaded again: in its
 * address where that is long enough, else where the browser keeps things; and says which.
 */
import type { AttendWorkshop } from '../../elements/workshop/attend-workshop.js';
import { forget, keep, kept } from './kept.js';
import { say } from './words.js';

const PLAY = 'attend-play:';
/** How the address calls a scene of the reader's own; no scene of the site is called so. */
export const OWN = 'own';

/** A scene file that a reader opened. */
export interface OwnScene {
  name: string;
  text: string;
}

const CHANGES = ['attend-step', 'attend-select', 'attend-change', 'attend-restore', 'attend-rebuild'];
/** Browsers refuse addresses that change too often; in milliseconds. */
const REST = 250;

export class PlayKeeper {
  readonly #workshop: AttendWorkshop;
  readonly #line: HTMLElement;
  readonly #scene: () => string;
  #timer = 0;
  /** The file of a reader's own scene, which no address brings again; null while one of the site's runs. */
  #own: OwnScene | null = null;

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
    if (this.#own) this.#tell('address');
    this.#own = null;
  }

  /** The scene of a reader's own that was shown last, and what was made of it; null where none is kept. */
  get keptOwn(): (OwnScene & { state: string | null }) | null {
    const shown = this.#own && { ...this.#own, state: null };
    try {
      return JSON.parse(kept(PLAY + OWN) ?? 'null') ?? shown;
    } catch {
      return shown;
    }
  }

  /** A scene of a reader's own is shown: no address has room for it, so the browser keeps it. */
  showOwn(own: OwnScene): void {
    this.leave();
    this.#own = own;
    this.#write('', `?scene=${OWN}`);
    this.#keepOwn(null);
  }

  #keepOwn(state: string | null): void {
    if (keep(PLAY + OWN, JSON.stringify({ ...this.#own, state }))) return this.#tell('own');
    // An older file, or an older state, would come back as if it were this one.
    forget(PLAY + OWN);
    this.#tell('file');
  }

  /** Empty where what was done is too much to be kept. */
  #stateNow(): string | null {
    try {
      return this.#workshop.stepper!.getState();
    } catch {
      return null;
    }
  }

  /** Forgets what was made of the scene, as long as nothing new is made. A reader's own scene stays what it was as a file. */
  startAfresh(): void {
    this.leave();
    forget(PLAY + this.#scene());
    this.#write('');
  }

  readonly #onChange = (): void => {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#keep(), REST);
  };

  #keep(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const { session } = this.#workshop.stepper ?? {};
    if (!session) return;
    if (this.#own) return this.#keepOwn(this.#stateNow());
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
  #write(hash: string, search = location.search): boolean {
    try {
      history.replaceState(history.state, '', `${location.pathname}${search}${hash}`);
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
