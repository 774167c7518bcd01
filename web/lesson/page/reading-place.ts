/**
 * Follows where the reader is: scrolling, pressing and focusing, without answering what the page, the browser or a host
 * around moves. What is whose is told by where a scroll leads and by what the reader does, not by how long it takes: on a
 * busy machine a smooth scroll may begin late and pause on its way.
 */
import { sectionAtLine } from './sections.js';

/** How far down the free part of the window the reading line lies. */
const LINE = 0.33;
/** Keys that scroll a page where nothing else answers them. */
const SCROLLING = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' ']);
/** Where those keys do something else. */
const ANSWERING = 'input, textarea, select, button, summary, a';

export interface ReadingPlaceOptions {
  /** Where a reader can be, in order: sections, and what stands between them. */
  sections: readonly HTMLElement[];
  /** The element that may cover the top of the window. */
  cover: HTMLElement;
  /** The reader has come to this section. */
  onRead: (section: HTMLElement) => void;
}

export class ReadingPlace {
  readonly #options: ReadingPlaceOptions;
  readonly #stop = new AbortController();
  /** The section that the page scrolls to by itself, and how far it has to go; null where the reader scrolls. */
  #bound: { section: HTMLElement; top: number; left: number } | null = null;
  /** A focus that just came scrolls by itself, too. */
  #focusing = 0;
  #frame = 0;
  /** How the page was when it was last looked at: scrolled how far, and where its sections begin. */
  #known: { y: number; tops: number[] } = { y: 0, tops: [] };
  /** The reader did something that scrolls since then. */
  #scrolled = false;
  /** The section that the page was opened at, kept in its place until the reader does something. */
  #landed: HTMLElement | null = null;
  /** What had the focus when the window lost it, and gets it back with the window. */
  #left: Element | null = null;
  readonly #grown = new ResizeObserver(() => this.#settle());

  constructor(options: ReadingPlaceOptions) {
    this.#options = options;
    const { signal } = this.#stop;
    addEventListener('scroll', this.#onScroll, { passive: true, signal });
    for (const doing of ['wheel', 'touchstart', 'pointerdown', 'keydown'])
      addEventListener(doing, this.#leave, { passive: true, capture: true, signal });
    addEventListener('blur', this.#onBlur, { signal });
    for (const moving of ['wheel', 'touchmove']) addEventListener(moving, this.#letGo, { passive: true, signal });
    addEventListener('pointerdown', ({ target }) => target === document.documentElement && this.#letGo(), { signal });
    addEventListener('keydown', this.#onKey, { signal });
    addEventListener('focusin', this.#onAnyFocus, { signal });
    for (const section of options.sections) {
      section.addEventListener('click', (event) => this.#onPress(event, section), { signal });
      section.addEventListener('focusin', (event) => this.#onFocus(event, section), { signal });
      this.#grown.observe(section);
    }
    this.#grown.observe(document.documentElement);
    this.#look();
  }

  close(): void {
    this.#stop.abort();
    this.#grown.disconnect();
    cancelAnimationFrame(this.#frame);
    cancelAnimationFrame(this.#focusing);
  }

  /** Brings a section to the reading line, if its beginning is not in view already. */
  show(section: HTMLElement, always = false): void {
    const { top } = section.getBoundingClientRect();
    const above = this.#top();
    const inView = top >= above && top < above + (innerHeight - above) * 0.6;
    // A machine that scrolls with the page would be scrolled away from whoever steps it.
    const staying = getComputedStyle(this.#options.cover).position !== 'static';
    if ((inView || !staying) && !always) return;
    this.#landed = null;
    this.#scrolled = false;
    this.#aim(section);
  }

  /** Scrolls to a section, or further to it where the page grew on the way. */
  #aim(section: HTMLElement): void {
    const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const top = this.#goal(section);
    this.#bound = { section, top, left: Math.abs(top - scrollY) };
    this.#look();
    scrollTo({ top, behavior: smooth ? 'smooth' : 'instant' });
  }

  /** Puts a section at the reading line at once, and keeps it there while the page around it still grows. */
  land(section: HTMLElement): void {
    this.#landed = section;
    this.#bound = null;
    // What covers the top of the window may come to stand there only by the first.
    for (let i = 0; i < 2; i += 1) scrollTo({ top: this.#goal(section), behavior: 'instant' });
    this.#look();
  }

  /** How far to scroll for a section to begin at the reading line, in pixels. */
  #goal(section: HTMLElement): number {
    const last = document.documentElement.scrollHeight - innerHeight;
    const { top } = section.getBoundingClientRect();
    return Math.max(0, Math.min(scrollY + top - this.#top() - 24, last));
  }

  /** The height of what covers the top of the window: the header, and on a narrow page the machine. */
  #top(): number {
    const { cover, sections } = this.#options;
    const box = cover.getBoundingClientRect();
    const first = sections[0]?.getBoundingClientRect();
    const beside = first && (box.left >= first.right || box.right <= first.left);
    return Math.max(0, beside ? box.top : box.bottom);
  }

  #look(): void {
    const tops = this.#options.sections.map((section) => section.getBoundingClientRect().top + scrollY);
    this.#known = { y: scrollY, tops };
    this.#scrolled = false;
  }

  /** Something has another size; the reader is where it was. */
  #settle(): void {
    if (this.#landed !== null) this.land(this.#landed);
    else if (this.#bound && this.#grew()) this.#aim(this.#bound.section);
    else if (!this.#bound && !this.#scrolled) this.#look();
  }

  readonly #leave = (): void => {
    this.#landed = null;
  };

  readonly #letGo = (): void => {
    this.#bound = null;
    this.#scrolled = true;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const at = event.composedPath()[0] as Element;
    if (SCROLLING.has(event.key) && !event.defaultPrevented && !at.closest?.(ANSWERING)) this.#letGo();
  };

  /** Whether the page itself scrolls: it comes nearer to where it is bound, or has arrived there. */
  #scrollsItself(): boolean {
    if (this.#focusing) return true;
    const bound = this.#bound;
    if (!bound) return false;
    const left = Math.abs(bound.top - scrollY);
    if (left > bound.left + 1) {
      // What grows above takes the page along with it.
      if (this.#grew()) this.#aim(bound.section);
      else this.#bound = null;
      return this.#bound !== null;
    }
    bound.left = left;
    // Arrived: what grows from here on is told from what the reader scrolls.
    if (left < 1) {
      this.#bound = null;
      this.#look();
    }
    return true;
  }

  /** Whether the browser scrolls: it keeps in view what is there, while something above grows. */
  #keptInView(): boolean {
    if (this.#scrolled) return false;
    return Math.abs(scrollY - this.#known.y) < 1 || this.#grew();
  }

  /** Whether a section begins elsewhere in the page than when it was last looked at. */
  #grew(): boolean {
    const { tops } = this.#known;
    return this.#options.sections.some(
      (section, i) => Math.abs(section.getBoundingClientRect().top + scrollY - tops[i]!) > 1,
    );
  }

  readonly #onScroll = (): void => {
    if (this.#scrollsItself()) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#read());
  };

  #read(): void {
    if (this.#keptInView()) return this.#settle();
    this.#landed = null;
    this.#look();
    const above = this.#top();
    const tops = this.#options.sections.map((section) => section.getBoundingClientRect().top);
    const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const index = atEnd && scrollY > 0 ? tops.length - 1 : sectionAtLine(tops, above + (innerHeight - above) * LINE);
    const section = this.#options.sections[index];
    if (section) this.#options.onRead(section);
  }

  #onPress(event: Event, section: HTMLElement): void {
    const target = event.target as Element;
    if (getSelection()?.isCollapsed === false || target.closest('a, button, summary, input, select')) return;
    this.#options.onRead(section);
    // What stands between sections may be long; who presses in it is where they want to be.
    if (section.localName === 'attend-step') this.show(section);
  }

  readonly #onBlur = (): void => {
    this.#left = document.activeElement;
  };

  #onFocus({ target }: Event, section: HTMLElement): void {
    const back = target === this.#left;
    this.#left = null;
    if (back) return;
    this.#bound = null;
    this.#options.onRead(section);
  }

  /** A focus scrolls at once, and is told of at the next frame; where it broke off the page's own way, that goes on. */
  readonly #onAnyFocus = (): void => {
    cancelAnimationFrame(this.#focusing);
    this.#focusing = requestAnimationFrame(() => {
      this.#focusing = requestAnimationFrame(() => {
        this.#focusing = 0;
        if (this.#bound) this.#aim(this.#bound.section);
        else if (!this.#scrolled) this.#look();
      });
    });
  };
}
