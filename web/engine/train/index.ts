/** The part of the engine that runs without steps, training and runners: fetched with the whole engine, or by `engine.loadTraining()`. */
import { flatten } from '../reading/flatten.js';
import type { ScenePatch } from '../scene/patch.js';
import { trainWasm } from './load-train.js';
import { TrainingRun } from './run.js';
import { Runner } from './runner.js';
import { sequencesOf } from './text-data.js';
import { TrainingCalls } from './training-calls.js';
import type { TrainingOptions } from './types.js';

export { loadTrainWasm } from './load-train.js';

/** A text is cut before the engine sees it. */
function withSequences(options: TrainingOptions): TrainingOptions {
  const { data, scene } = options;
  if (!(data && typeof data === 'object' && 'text' in data)) return options;
  const { tokens } = scene as { tokens?: unknown };
  return { ...options, data: sequencesOf(data, Array.isArray(tokens) ? tokens.length : 0) };
}

/**
 * @param given with a scene that holds numbers alone
 * @throws EngineError `training`, `scene` or `load`
 */
export function beginTraining(given: TrainingOptions, budget: number): TrainingRun {
  const options = withSequences(given);
  const calls = new TrainingCalls(trainWasm(), flatten(options), budget);
  return new TrainingRun(calls, options.scene as Record<string, unknown>, options.optimizer);
}

/**
 * @param scene with numbers alone
 * @throws EngineError `scene`, `stage` or `load`
 */
export const makeRunner = (scene: object | string, patch?: ScenePatch): Runner => new Runner(trainWasm(), scene, patch);
