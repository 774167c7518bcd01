/** Follows where the reader is: scrolling, pressing and focusing, without answering the page's own scrolling. */
import type { AttendStep } from './attend-step.js';
import { sectionAtLine } from './sections.js';

/** How far down the free part of the window the reading line lies. */
const LINE = 0.33;
/** Scrolling that the page began itself is over when it has been still for this long. */
const STILL_MS = 180;

export interface ReadingPlaceOptions {
  sections: readonly AttendStep[];
  /** The element that may cover the top of the window. */
  cover: HTMLElement;
  /** The reader has come to this section. */
  onRead: (index: number) => void;
}

export class ReadingPlace {
  readonly #options: ReadingPlaceOptions;
  readonly #stop = new AbortController();
  #own = false;
  #still = 0;
  #frame = 0;

  constructor(options: ReadingPlaceOptions) {
    this.#options = options;
    const { signal } = this.#stop;
    addEventListener('scroll', this.#onScroll, { passive: true, signal });
    addEventListener('resize', this.#onScroll, { passive: true, signal });
    for (const [i, section] of options.sections.entries()) {
      section.addEventListener('click', (event) => this.#onPress(event, i), { signal });
      section.addEventListener('focusin', () => this.#onFocus(i), { signal });
    }
  }

  close(): void {
    this.#stop.abort();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#still);
  }

  /** Brings a section to the reading line, if its beginning is not in view already. */
  show(index: number, always = false): void {
    const section = this.#options.sections[index];
    if (!section) return;
    const { top } = section.getBoundingClientRect();
    const above = this.#top();
    const inView = top >= above && top < above + (innerHeight - above) * 0.6;
    if (inView && !always) return;
    this.#hush();
    const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    scrollTo({ top: scrollY + top - above - 24, behavior: smooth ? 'smooth' : 'instant' });
  }

  /** The height of what covers the top of the window: the header, and on a narrow page the machine. */
  #top(): number {
    const { cover, sections } = this.#options;
    const box = cover.getBoundingClientRect();
    const first = sections[0]?.getBoundingClientRect();
    const beside = first && (box.left >= first.right || box.right <= first.left);
    return Math.max(0, beside ? box.top : box.bottom);
  }

  #hush(): void {
    this.#own = true;
    clearTimeout(this.#still);
    this.#still = window.setTimeout(() => {
      this.#own = false;
    }, STILL_MS * 3);
  }

  #onScroll = (): void => {
    if (this.#own) {
      clearTimeout(this.#still);
      this.#still = window.setTimeout(() => {
        this.#own = false;
      }, STILL_MS);
      return;
    }
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#read());
  };

  #read(): void {
    const above = this.#top();
    const tops = this.#options.sections.map((section) => section.getBoundingClientRect().top);
    const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const index = atEnd && scrollY > 0 ? tops.length - 1 : sectionAtLine(tops, above + (innerHeight - above) * LINE);
    if (index >= 0) this.#options.onRead(index);
  }

  #onPress(event: Event, index: number): void {
    const target = event.target as Element;
    if (getSelection()?.isCollapsed === false || target.closest('a, button, summary, input, select')) return;
    this.#options.onRead(index);
    this.show(index);
  }

  #onFocus(index: number): void {
    this.#hush();
    this.#options.onRead(index);
  }
}
