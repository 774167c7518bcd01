/** What the build shares with the live page. */
export { formatNumber } from '../../engine/format.js';
export { countModel, countText, exactText, readModels } from '../calculator.js';
export * as grading from '../exercise/grade.js';
export { Lab } from '../exercise/lab.js';
export { review } from '../exercise/review.js';
export { inkOfNumbers, NumberBook, parseIndex, readCalculations, slice } from '../numbers.js';
export { plotLegend, plotSvg, plotTable } from '../plot.js';
export { plotOf } from '../plot-of.js';
export { extreme, numbersText } from '../text.js';
