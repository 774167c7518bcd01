/** What the step on the screen computes, as formulas and as NumPy. */
import { type WrittenStep, writtenStep } from '../../engine/writing/written-step.js';
import type { Reading } from '../stepper/step-view.js';

/** null before there is a step. Of one that goes back: the chain rule, for the gradient in focus. */
export function writtenOf({ session, stages, step, info, result, tensor }: Reading): WrittenStep | null {
  if (!step || !info) return null;
  if (step.gradient) {
    const results = info.writes.filter(({ name }) => name === result);
    return { source: info.source, results, formulaOptions: [], numpyOptions: [] };
  }
  return writtenStep([...stages.values()], { node: step, info, tensor, headWidth: session.scene.model.head_width });
}
