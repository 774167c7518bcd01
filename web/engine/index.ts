/** The package `attend`: the engine and its vocabulary. */
export { type Engine, loadEngine } from './engine.js';
export type { EngineSource } from './load.js';
export type { Session } from './session.js';
export * from './types.js';
