/** A number of the engine within a sentence. The build writes it as text; here it follows the session. */

import { parseIndex } from './calls.js';
import { numbersText } from './number-text.js';
import type { NumberBook } from './numbers.js';

export class AttendValue extends HTMLElement {
  /** Shows the number as it is now. Throws where the scene or the calculation it comes from cannot be used. */
  show(book: NumberBook): void {
    const path = this.getAttribute('path') ?? '';
    const index = parseIndex(this.getAttribute('at') ?? '');
    const scene = this.getAttribute('scene') ?? 'main';
    // What an experiment found stands there from the build; it is run here when the reader asks.
    if (!index || !book.ready(path)) return;
    const text = numbersText(book.at(path, index, scene), Number(this.getAttribute('digits') ?? 2));
    if (text !== this.textContent) this.textContent = text;
  }
}
