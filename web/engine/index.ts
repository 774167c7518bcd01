/** The engine and its vocabulary, for scenes that hold numbers alone: all that the pages of a site load. */
export { type Carried, carryOver, type LostEdit } from './carry-over.js';
export { type Cost, type CostOptions, costOf } from './cost.js';
export { type Engine, loadEngine } from './engine.js';
export type { EngineSource } from './load.js';
export { forwardEngine } from './load.js';
export type { ScenePatch } from './patch.js';
export type { Runner, RunnerResult } from './runner.js';
export { type Rebuilt, rebuildScene, type SceneChange, type SceneFile } from './scene-edit.js';
export type { Session } from './session.js';
export { stateInHash } from './state.js';
export { type Tokenized, tokenize } from './tokenize.js';
export type { TrainingRun } from './train/run.js';
export type * from './train/types.js';
export * from './types.js';
