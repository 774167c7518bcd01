/** The engine and its vocabulary, for scenes that hold numbers alone: all that the pages of a site load. */

export type { EngineSource } from './boundary/load.js';
export { forwardEngine } from './boundary/load.js';
export { type Carried, carryOver, type LostEdit } from './editing/carry-over.js';
export { stateInHash } from './editing/state.js';
export { type Engine, loadEngine } from './engine.js';
export { type Tokenized, tokenize } from './reading/tokenize.js';
export { type Cost, type CostOptions, costOf } from './scene/cost.js';
export type { ScenePatch } from './scene/patch.js';
export { type Rebuilt, rebuildScene, type SceneChange, type SceneFile } from './scene/scene-edit.js';
export type { Session } from './session.js';
export type { TrainingRun } from './train/run.js';
export type { Runner, RunnerResult } from './train/runner.js';
export type * from './train/types.js';
export * from './types.js';
