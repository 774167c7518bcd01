/** What the build shares with the live page. */

export { numbered } from '../../elements/matrix/matrix-view.js';
export { readAnyNpy } from '../../engine/export/npy.js';
export { pathsOf } from '../../engine/export/tensors.js';
export { behind } from '../../engine/generated/behind.js';
export { expandScene, isExpandable } from '../../engine/patterns/expand-scene.js';
export { readJson } from '../../engine/reading/read-json.js';
export { costOf } from '../../engine/scene/cost.js';
export { formatNumber } from '../../engine/writing/format.js';
export * as grading from '../exercise/grade.js';
export { answerText, readAnswer } from '../exercise/kinds/filled.js';
export { maskOf } from '../exercise/kinds/mask.js';
export { namesOf } from '../exercise/kinds/rank.js';
export { withNumbers } from '../exercise/kinds/reach.js';
export { stageTitles } from '../exercise/kinds/sequence.js';
export { tableOf } from '../exercise/kinds/table.js';
export { sheetsOfAny } from '../exercise/kinds/worksheet.js';
export { Lab } from '../exercise/lab.js';
export { review, tie } from '../exercise/review.js';
export { claimAgainst } from '../exercise/review-said.js';
export { byteText, countModel, countText, exactText, readModels } from '../figures/calculator.js';
export { parseIndex, slice } from '../figures/calls.js';
export { extreme, numbersText, tieAsShown } from '../figures/number-text.js';
export { inkOfNumbers, NumberBook, readCalculations } from '../figures/numbers.js';
export { plotLegend, plotSvg, plotTable } from '../figures/plot.js';
export { plotOf } from '../figures/plot-of.js';
export { arcOf, BASE, COLUMN, HEIGHT, middleOf, NUMBER_LINE } from '../figures/weight-arcs.js';
