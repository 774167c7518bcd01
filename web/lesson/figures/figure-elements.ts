/** Charts and counts: elements that only some lessons have. Importing this module defines them. */
import { AttendCalculator } from './attend-calculator.js';
import { AttendPlot } from './attend-plot.js';
import type { NumberBook } from './numbers.js';

if (!customElements.get('attend-plot')) customElements.define('attend-plot', AttendPlot);
if (!customElements.get('attend-calculator')) customElements.define('attend-calculator', AttendCalculator);

/** Gives the tools in `root` their numbers. */
export function giveNumbers(root: ParentNode, book: NumberBook): void {
  for (const tool of root.querySelectorAll('attend-plot, attend-calculator')) {
    if (tool instanceof AttendPlot || tool instanceof AttendCalculator) tool.book = book;
  }
}
