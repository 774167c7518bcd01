/** What the build shares with the live page. */
export { formatNumber } from '../../engine/format.js';
export { inkOfNumbers, NumberBook, parseIndex, readCalculations, slice } from '../numbers.js';
export { extreme, numbersText } from '../text.js';
