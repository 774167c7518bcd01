/** The slider runs over steps, or over cells where the reader steps in smaller pieces than a step. */
import type { Level } from '../../engine/index.js';
import { say } from '../shared/words.js';
import type { Reading } from '../stepper/step-view.js';

export interface Slide {
  value: number;
  max: number;
  /** The place in words. */
  text: string;
}

const COARSE = new Set<Level>(['model', 'layer', 'sublayer', 'stage']);

/** Where the slider stands. */
export function slideOf({ session, here }: Reading): Slide {
  const { level, done, total, cells, totalCells } = session.position;
  const bySteps = COARSE.has(level);
  const [value, max] = bySteps ? [done, total] : [cells, totalCells];
  const args = { title: here?.title ?? '', done: value, total: max };
  return { value, max, text: here ? say(bySteps ? 'slider-step' : 'slider-cell', args) : say('slider-start') };
}

/** How many cells are made where the slider stands at `value`. */
export function cellsAt({ session, leaves }: Reading, value: number): number {
  if (!COARSE.has(session.level)) return value;
  const step = leaves[value - 1];
  return step ? session.locate(step.path) : 0;
}
