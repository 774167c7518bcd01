/** Registers the elements of the workshop. Loaded by pages that use it, beside `index.ts`. */
import { AttendMaskChoice } from './attend-mask-choice.js';
import { AttendMaskGrid } from './attend-mask-grid.js';
import { AttendModelChoice } from './attend-model-choice.js';
import { AttendNumber } from './attend-number.js';
import { AttendOwnWords } from './attend-own-words.js';
import { AttendWorkshop } from './attend-workshop.js';

const ELEMENTS: Record<string, CustomElementConstructor> = {
  'attend-mask-choice': AttendMaskChoice,
  'attend-mask-grid': AttendMaskGrid,
  'attend-model-choice': AttendModelChoice,
  'attend-number': AttendNumber,
  'attend-own-words': AttendOwnWords,
  'attend-workshop': AttendWorkshop,
};

for (const [tag, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

export { AttendWorkshop };
