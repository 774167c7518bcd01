/**
 * The stepper with the panel that changes what it runs: `<attend-workshop scene>`. One script for a page of anybody's;
 * beside `attend.js` it brings only what that does not have, and shares its engine.
 */
import '../index.js';
import { AttendNumber } from '../editing/attend-number.js';
import { AttendGenerateChoice } from './attend-generate-choice.js';
import { AttendMaskChoice } from './attend-mask-choice.js';
import { AttendMaskGrid } from './attend-mask-grid.js';
import { AttendModelChoice } from './attend-model-choice.js';
import { AttendNamedModel } from './attend-named-model.js';
import { AttendOwnWords } from './attend-own-words.js';
import { AttendWorkshop } from './attend-workshop.js';
import { AttendWorkshopPanel } from './attend-workshop-panel.js';

const ELEMENTS: Record<string, CustomElementConstructor> = {
  'attend-generate-choice': AttendGenerateChoice,
  'attend-mask-choice': AttendMaskChoice,
  'attend-mask-grid': AttendMaskGrid,
  'attend-model-choice': AttendModelChoice,
  'attend-named-model': AttendNamedModel,
  'attend-number': AttendNumber,
  'attend-own-words': AttendOwnWords,
  'attend-workshop-panel': AttendWorkshopPanel,
  'attend-workshop': AttendWorkshop,
};

for (const [tag, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

export * from '../index.js';
export { AttendWorkshop };
