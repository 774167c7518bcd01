/**
 * A chart of an experiment. The build draws it with its table; here it can be run again, with other numbers where the
 * experiment has a seed.
 *
 * @fires attend-experiment - `{ experiment, seed }`: it was run, so numbers in the prose that come from it are others now
 */

import { say } from '../page/words.js';
import type { NumberBook } from './numbers.js';
import { plotLegend, plotSvg, plotTable } from './plot.js';
import { plotOf } from './plot-of.js';

export class AttendPlot extends HTMLElement {
  #book: NumberBook | null = null;
  #seed: number | undefined;
  #status = document.createElement('p');

  /** Where the experiment is run; null while there is no engine. */
  get book(): NumberBook | null {
    return this.#book;
  }
  set book(book: NumberBook | null) {
    this.#book = book;
    if (book && !this.querySelector('.plot-buttons')) this.#addButtons();
  }

  get #name(): string {
    return this.getAttribute('experiment') ?? '';
  }

  get #firstSeed(): number | undefined {
    return this.#book?.calculations?.experiments?.find(({ name }) => name === this.#name)?.seed;
  }

  #addButtons(): void {
    const row = document.createElement('div');
    row.className = 'plot-buttons';
    const seed = this.#firstSeed;
    row.append(
      button(say(seed === undefined ? 'plot-run' : 'plot-again'), () => this.#run((this.#seed ?? seed ?? 0) + 1)),
    );
    if (seed !== undefined) row.append(button(say('plot-first'), () => this.#run(seed)));
    this.#status.className = 'plot-status';
    this.#status.setAttribute('role', 'status');
    row.append(this.#status);
    this.querySelector('.plot-chart')?.closest('figure')?.append(row);
  }

  /** The button shows that it works before the page is busy with it. */
  #run(seed: number): void {
    this.setAttribute('aria-busy', 'true');
    this.#status.textContent = say('plot-running');
    setTimeout(async () => {
      this.removeAttribute('aria-busy');
      try {
        await this.#book?.prepare(this.#name);
        this.#book?.run(this.#name, seed);
        this.#draw();
        this.#seed = seed;
        this.#status.textContent =
          this.#firstSeed === undefined ? say('plot-ran') : say('plot-ran-seed', { seed: String(seed) });
        const detail = { experiment: this.#name, seed };
        this.dispatchEvent(new CustomEvent('attend-experiment', { bubbles: true, composed: true, detail }));
      } catch (error) {
        this.#status.textContent = (error as Error).message;
      }
    });
  }

  #draw(): void {
    if (!this.#book) return;
    const text = (name: string) => this.getAttribute(name) ?? '';
    const wish = { experiment: this.#name, series: text('series'), caption: text('caption'), log: text('log') };
    const plot = plotOf(wish, this.#book);
    replace(this.querySelector('.plot-chart'), plotSvg(plot));
    replace(this.querySelector('.plot-legend'), plotLegend(plot));
    replace(this.querySelector('.plot-numbers'), plotTable(plot));
  }
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}

/** The markup is our own drawing with every text of the author escaped. */
function replace(old: Element | null, markup: string): void {
  if (!old) return;
  const template = document.createElement('template');
  template.innerHTML = markup;
  old.replaceWith(template.content);
}
