/** Rounds of a step, an edit and an undo in one session, and how much memory the engine had early and late. */
import { readFile } from 'node:fs/promises';
import { loadEngine } from '../../dist/package/index.js';
import { indexOf, random, scene, tensorPaths } from './support.js';

/** An engine, and how many bytes its memory has. */
async function watchedEngine() {
  const { instantiate } = WebAssembly;
  let memory;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    memory = made.instance.exports.memory;
    return made;
  };
  try {
    const engine = await loadEngine(await readFile(new URL('../../dist/package/engine.wasm', import.meta.url)));
    return { engine, bytes: () => memory.buffer.byteLength };
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

/** @returns {Promise<{ early: number, late: number }>} bytes after a tenth of the rounds, and at the end */
export async function soak(rounds) {
  const { engine, bytes } = await watchedEngine();
  const session = engine.open(scene({ kind: 'decoder', layers: 2, unembed: true, mask: { kind: 'causal' } }));
  const draw = random(17);
  const { given, written } = tensorPaths(session);
  const editable = [...given, ...written].filter((path) => !path.endsWith('ids') && !path.startsWith('masks.'));
  let early = 0;
  for (let round = 0; round < rounds; round += 1) {
    if (round % 7 === 0) session.level = draw.pick(['layer', 'stage', 'result', 'row', 'cell']);
    const { cells, totalCells } = session.step();
    if (cells === totalCells) session.reset();
    const path = draw.pick(editable);
    const { shape } = session.shapeOf(path);
    const cell = draw.below(shape.reduce((product, length) => product * length, 1));
    session.edit(path, indexOf(shape, cell), draw.number());
    if (round % 10 === 0) session.changes();
    session.tensor('probabilities', { ahead: true });
    session.undo();
    if (round === Math.floor(rounds / 10)) early = bytes();
  }
  return { early, late: bytes() };
}
