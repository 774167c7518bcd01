/** What the build shares with the live page. */

export { numbered } from '../../elements/matrix-view.js';
export { pathsOf } from '../../engine/export/tensors.js';
export { formatNumber } from '../../engine/format.js';
export { countModel, countText, exactText, readModels } from '../calculator.js';
export { answerText, readAnswer } from '../exercise/filled.js';
export * as grading from '../exercise/grade.js';
export { Lab } from '../exercise/lab.js';
export { maskOf } from '../exercise/mask.js';
export { namesOf } from '../exercise/rank.js';
export { review } from '../exercise/review.js';
export { stageTitles } from '../exercise/sequence.js';
export { tableOf } from '../exercise/table.js';
export { sheetsOfAny } from '../exercise/worksheet.js';
export { inkOfNumbers, NumberBook, parseIndex, readCalculations, slice } from '../numbers.js';
export { plotLegend, plotSvg, plotTable } from '../plot.js';
export { plotOf } from '../plot-of.js';
export { extreme, numbersText } from '../text.js';
