/**
 * The engine's part of what a reader waits for, in node: the engine itself, opening a scene, a step, an edit with everything
 * downstream computed anew, explaining a cell, and what a cell goes into: a score, and the cells that have most operands and
 * users.
 */
import { readFileSync } from 'node:fs';
import { loadEngine } from '../../dist/package/index.js';
import { at } from '../../scripts/root.js';
import { digits, inTurns, table, tell } from './turns.js';

const sizes = [
  { T: 16, C: 64, H: 4, L: 2 },
  { T: 64, C: 128, H: 8, L: 6 },
];

const sceneOf = ({ T, C, H, L }) => ({
  version: 1,
  tokens: Array.from({ length: T }, (_, t) => `w${t}`),
  model: { kind: 'decoder', layers: L, width: C, heads: H, position: 'learned', unembed: true },
  weights: { seed: 1 },
});

const engine = await loadEngine();
const bytes = readFileSync(at('dist/package/engine.wasm'));

/** What is timed at a size, by name. */
function questions(size) {
  const scene = sceneOf(size);
  const session = engine.open(scene);
  const layer = `layers.${size.L - 1}`;
  let turn = 0;
  const row = () => {
    turn += 1;
    return turn % size.T;
  };
  const users = (path) => session.usedBy(path, [0, 0]).length;
  const step = () => {
    const { tensor, cells, totalCells } = session.step();
    session.tensor(tensor);
    if (cells === totalCells) session.reset();
  };
  const edit = () => {
    session.edit('weights.embed.table', [0, 0], 1 + row() / 8);
    session.tensor('probabilities', { ahead: true });
    session.undo();
  };
  const most = (path) => session.explain(path, [0, 0]).operands.length;
  const used = [`${layer}.norm_1`, `${layer}.norm_2`].sort((a, b) => users(b) - users(a))[0];
  return {
    'open a scene': () => engine.open(scene).close(),
    'a step, and the tensor it made': step,
    'an edit of an embedding, all computed anew, and its undo': edit,
    'explain a score': () => void session.explain(`${layer}.attention.scores`, [0, row(), 0]),
    [`explain a cell of ${most(`${layer}.feed_forward`)} operands`]: () =>
      void session.explain(`${layer}.feed_forward`, [row(), 0]),
    'where a score is used': () => void session.usedBy(`${layer}.attention.scores`, [0, row(), 0]),
    [`where a cell with ${users(used)} users is used`]: () => void session.usedBy(used, [row(), 0]),
  };
}

const parts = [];
for (const size of sizes) {
  const times = await inTurns(questions(size), { seconds: 8 });
  const head = `T = ${size.T}, C = ${size.C}, H = ${size.H}, L = ${size.L}`;
  parts.push(
    table(
      [head, 'ms'],
      Object.entries(times).map(([name, time]) => [name, digits(time)]),
    ),
  );
  console.log(`${parts.at(-1)}\n`);
}
const { ready } = await inTurns({ ready: () => loadEngine(bytes).then(() => {}) }, { seconds: 4 });
parts.push(`From its bytes to an engine that answers: ${digits(ready)} ms.`);
console.log(parts.at(-1));
tell('latency', parts.join('\n\n'));
