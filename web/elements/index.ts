/** Registers every element that the first step needs; `shared/lazy-elements.ts` names the others. */

import { AttendArithmetic } from './arithmetic/attend-arithmetic.js';
import { AttendChain } from './arithmetic/attend-chain.js';
import { AttendCode } from './arithmetic/attend-code.js';
import { AttendUses } from './arithmetic/attend-uses.js';
import { AttendChanges } from './editing/attend-changes.js';
import { AttendMatrix } from './matrix/attend-matrix.js';
import { AttendNotes } from './narration/attend-notes.js';
import { AttendSentence } from './narration/attend-sentence.js';
import { AttendWholeModel } from './overview/attend-whole-model.js';
import { AttendArcs } from './picture/attend-arcs.js';
import { AttendPicture } from './picture/attend-picture.js';
import { AttendChoices } from './shared/attend-choices.js';
import { AttendTabs } from './shared/attend-tabs.js';
import { AttendStepper } from './stepper/attend-stepper.js';
import { AttendTakeAway } from './takeaway/attend-take-away.js';
import { AttendControls } from './timeline/attend-controls.js';
import { AttendCrumbs } from './timeline/attend-crumbs.js';
import { AttendTimeline } from './timeline/attend-timeline.js';

const ELEMENTS: Record<string, CustomElementConstructor> = {
  'attend-arcs': AttendArcs,
  'attend-arithmetic': AttendArithmetic,
  'attend-chain': AttendChain,
  'attend-changes': AttendChanges,
  'attend-choices': AttendChoices,
  'attend-code': AttendCode,
  'attend-controls': AttendControls,
  'attend-crumbs': AttendCrumbs,
  'attend-matrix': AttendMatrix,
  'attend-notes': AttendNotes,
  'attend-picture': AttendPicture,
  'attend-sentence': AttendSentence,
  'attend-stepper': AttendStepper,
  'attend-tabs': AttendTabs,
  'attend-take-away': AttendTakeAway,
  'attend-timeline': AttendTimeline,
  'attend-uses': AttendUses,
  'attend-whole-model': AttendWholeModel,
};

for (const [tag, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

export * from '../engine/index.js';
export { AttendMatrix, AttendStepper };
