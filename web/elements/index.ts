/** Registers every element. The only place that names them all. */
import { AttendArcs } from './attend-arcs.js';
import { AttendArithmetic } from './attend-arithmetic.js';
import { AttendCode } from './attend-code.js';
import { AttendControls } from './attend-controls.js';
import { AttendCrumbs } from './attend-crumbs.js';
import { AttendField } from './attend-field.js';
import { AttendKeys } from './attend-keys.js';
import { AttendMatrix } from './attend-matrix.js';
import { AttendMemory } from './attend-memory.js';
import { AttendPicture } from './attend-picture.js';
import { AttendStepper } from './attend-stepper.js';
import { AttendTabs } from './attend-tabs.js';
import { AttendTimeline } from './attend-timeline.js';

const ELEMENTS: Record<string, CustomElementConstructor> = {
  'attend-arcs': AttendArcs,
  'attend-arithmetic': AttendArithmetic,
  'attend-code': AttendCode,
  'attend-controls': AttendControls,
  'attend-crumbs': AttendCrumbs,
  'attend-field': AttendField,
  'attend-keys': AttendKeys,
  'attend-matrix': AttendMatrix,
  'attend-memory': AttendMemory,
  'attend-picture': AttendPicture,
  'attend-stepper': AttendStepper,
  'attend-tabs': AttendTabs,
  'attend-timeline': AttendTimeline,
};

for (const [tag, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

export * from '../engine/index.js';
export { AttendMatrix, AttendStepper };
