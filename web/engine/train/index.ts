/** The part of the engine that trains: fetched with the whole engine, or by `engine.loadTraining()`. */
import { flatten } from '../flatten.js';
import { trainWasm } from './load-train.js';
import { TrainingRun } from './run.js';
import { TrainingCalls } from './training-calls.js';
import type { TrainingOptions } from './types.js';

export { loadTrainWasm } from './load-train.js';

/**
 * @param options with a scene that holds numbers alone
 * @throws EngineError `training`, `scene` or `load`
 */
export function beginTraining(options: TrainingOptions, budget: number): TrainingRun {
  const calls = new TrainingCalls(trainWasm(), flatten(options), budget);
  return new TrainingRun(calls, options.scene as Record<string, unknown>);
}
