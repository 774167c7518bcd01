/** The package `attend`: the engine and its vocabulary, for scenes that are written in any way (docs/scenes.md). */

import type { EngineSource } from './boundary/load.js';
import { type Engine, loadEngine as loadBare } from './engine.js';
import { expandScene } from './patterns/expand-scene.js';

export * from './index.js';
export { type Expanded, type ExpandOptions, expandScene, isExpandable } from './patterns/expand-scene.js';
export type { Wish } from './patterns/wishes.js';
export { type Parting, type Sameness, sameness } from './sameness.js';

/**
 * Loads the engine. Scenes may be written by pattern, on top of another scene, and with wishes.
 * @param source where engine.wasm is: a URL, its bytes, or a Response; by default the file beside this module
 * @throws EngineError with code `load`, saying what to do
 */
export function loadEngine(source?: EngineSource): Promise<Engine> {
  return loadBare(source, (bare, scene) => expandScene(bare, scene).scene);
}
