/** Registers the exercises. A page loads this when it has one, after the machine stands. */
import { AttendMaskGrid } from '../../elements/workshop/attend-mask-grid.js';
import { AttendExercise } from './attend-exercise.js';
import { AttendCellsField } from './fields/attend-cells-field.js';
import { AttendChoiceField } from './fields/attend-choice-field.js';
import { AttendMaskField } from './fields/attend-mask-field.js';
import { AttendNumberField } from './fields/attend-number-field.js';
import { AttendOrderField } from './fields/attend-order-field.js';
import { AttendReachField } from './fields/attend-reach-field.js';
import { Lab, type LabParts } from './lab.js';

const ELEMENTS: Record<string, CustomElementConstructor> = {
  'attend-mask-grid': AttendMaskGrid,
  'attend-number-field': AttendNumberField,
  'attend-cells-field': AttendCellsField,
  'attend-order-field': AttendOrderField,
  'attend-choice-field': AttendChoiceField,
  'attend-mask-field': AttendMaskField,
  'attend-reach-field': AttendReachField,
  'attend-exercise': AttendExercise,
};

for (const [tag, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

/** Lets the exercises below `root` begin; they share one lab, which whoever asked for it closes. */
export function startExercises(root: ParentNode, parts: LabParts): Lab {
  const lab = new Lab(parts);
  for (const exercise of root.querySelectorAll('attend-exercise'))
    if (exercise instanceof AttendExercise) exercise.lab = lab;
  return lab;
}

export { AttendExercise, Lab };
