/**
 * Every case of the boundary: `{ name, run(engine, assert, context) }`, the same in node and in a browser (no node
 * imports). `context` has `read(path)`, which gives a JSON file of the repository, and `memory()`, the bytes that the
 * engine holds.
 */
import { cases as cursor } from './cases/cursor.js';
import { cases as edges } from './cases/edges.js';
import { cases as edits } from './cases/edits.js';
import { cases as engine } from './cases/engine.js';
import { cases as explain } from './cases/explain.js';
import { cases as gradients } from './cases/gradients.js';
import { cases as programs } from './cases/programs.js';
import { cases as reference } from './cases/reference.js';
import { cases as runner } from './cases/runner.js';
import { cases as scenes } from './cases/scenes.js';
import { cases as tensors } from './cases/tensors.js';
import { cases as written } from './cases/written.js';

export { assert } from './assert.js';

export const cases = [
  ...reference,
  ...explain,
  ...programs,
  ...cursor,
  ...tensors,
  ...edges,
  ...scenes,
  ...edits,
  ...engine,
  ...runner,
  ...gradients,
  ...written,
];

/**
 * Loads the engine and keeps hold of its memory, which the package itself shows to nobody.
 * @param loadEngine of the package
 * @returns the engine, and `memory()`: how many bytes it holds now
 */
export async function loadWithMemory(loadEngine, source) {
  const { instantiate } = WebAssembly;
  let held;
  WebAssembly.instantiate = async (...given) => {
    const result = await instantiate(...given);
    held = (result.instance ?? result).exports.memory;
    return result;
  };
  try {
    const engine = await loadEngine(source);
    return { engine, memory: () => held.buffer.byteLength };
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}
