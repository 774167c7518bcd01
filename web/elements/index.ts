/** Registers every element that the first step needs; `later.ts` names the others. */
import { AttendArcs } from './attend-arcs.js';
import { AttendArithmetic } from './attend-arithmetic.js';
import { AttendChain } from './attend-chain.js';
import { AttendChoices } from './attend-choices.js';
import { AttendCode } from './attend-code.js';
import { AttendControls } from './attend-controls.js';
import { AttendCrumbs } from './attend-crumbs.js';
import { AttendMatrix } from './attend-matrix.js';
import { AttendNotes } from './attend-notes.js';
import { AttendPicture } from './attend-picture.js';
import { AttendSentence } from './attend-sentence.js';
import { AttendStepper } from './attend-stepper.js';
import { AttendTabs } from './attend-tabs.js';
import { AttendTakeAway } from './attend-take-away.js';
import { AttendTimeline } from './attend-timeline.js';
import { AttendUses } from './attend-uses.js';

const ELEMENTS: Record<string, CustomElementConstructor> = {
  'attend-arcs': AttendArcs,
  'attend-arithmetic': AttendArithmetic,
  'attend-chain': AttendChain,
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
};

for (const [tag, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

export * from '../engine/index.js';
export { AttendMatrix, AttendStepper };
