/**
 * A term of the glossary shows its definition where the reader points at it or comes to it with the keyboard. The definition
 * stands hidden in the page and describes the link, so screen readers say it without this script.
 *
 * The note stays while the pointer is on it, Escape takes it away, and on a touch screen the first tap shows it.
 */
import { say } from './words.js';

const LEAVING = 200;
const MARGIN = 8;

/** @param root holds links `a.term[aria-describedby]` */
export function showTermNotes(root: HTMLElement): void {
  const notes = new TermNotes();
  const termOf = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLAnchorElement>('a.term[aria-describedby]') : null;
  root.addEventListener('pointerover', ({ target, pointerType }) => {
    const term = termOf(target);
    if (term && pointerType !== 'touch') notes.show(term);
  });
  root.addEventListener('pointerout', ({ target }) => termOf(target) && notes.leave());
  root.addEventListener('focusin', ({ target }) => {
    const term = termOf(target);
    if (term?.matches(':focus-visible')) notes.show(term);
  });
  root.addEventListener('focusout', ({ target }) => termOf(target) && notes.hide());
  root.addEventListener('click', (event) => {
    const term = termOf(event.target);
    if (!term || (event as PointerEvent).pointerType !== 'touch' || notes.about === term) return;
    event.preventDefault();
    notes.show(term);
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!notes.holds(target) && !termOf(target)) notes.hide();
  });
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !notes.about) return;
      notes.hide();
      event.stopPropagation();
    },
    true,
  );
  addEventListener('scroll', () => notes.about && notes.place(), { passive: true, capture: true });
}

class TermNotes {
  about: HTMLAnchorElement | null = null;
  readonly #box = document.createElement('div');
  #timer = 0;

  constructor() {
    this.#box.className = 'term-note';
    this.#box.hidden = true;
    this.#box.addEventListener('pointerenter', () => clearTimeout(this.#timer));
    this.#box.addEventListener('pointerleave', () => this.leave());
    document.body.append(this.#box);
  }

  show(term: HTMLAnchorElement): void {
    clearTimeout(this.#timer);
    if (this.about === term) return;
    const text = document.getElementById(term.getAttribute('aria-describedby') ?? '');
    if (!text) return;
    this.about = term;
    const open = document.createElement('a');
    open.href = term.href;
    open.tabIndex = -1;
    open.textContent = say('term-open');
    this.#box.replaceChildren(...[...text.childNodes].map((node) => node.cloneNode(true)), open);
    this.#box.hidden = false;
    this.place();
  }

  /** Below the term, or above it where there is no room; never beyond the window. */
  place(): void {
    const [line] = this.about?.getClientRects() ?? [];
    if (!line) return;
    const { offsetWidth: width, offsetHeight: height } = this.#box;
    const left = Math.min(Math.max(MARGIN, line.left), document.documentElement.clientWidth - width - MARGIN);
    const below = line.bottom + height + MARGIN <= innerHeight;
    this.#box.style.left = `${left}px`;
    this.#box.style.top = `${below ? line.bottom : line.top - height}px`;
  }

  /** Soon away, unless the pointer comes to the note or back. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.hide(), LEAVING);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.about = null;
    this.#box.hidden = true;
  }

  holds(target: EventTarget | null): boolean {
    return target instanceof Node && this.#box.contains(target);
  }
}
