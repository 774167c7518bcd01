/**
 * The engine's part of what a reader waits for, in node: opening a scene, a step, an edit with everything downstream
 * computed anew, explaining a cell, and what a cell goes into: a score, and the cells that have most operands and users.
 * Medians in milliseconds; nothing is asserted.
 */
import { loadEngine } from '../../dist/package/index.js';

const turns = 21;
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

/** The median of the times that `work` takes; `work` gets the number of the turn. */
function median(work) {
  const times = Array.from({ length: turns }, (_, turn) => {
    const since = performance.now();
    work(turn);
    return performance.now() - since;
  });
  return times.sort((a, b) => a - b)[(turns - 1) / 2];
}

const engine = await loadEngine();
for (const size of sizes) {
  const scene = sceneOf(size);
  console.log(`  T = ${size.T}, C = ${size.C}, H = ${size.H}, L = ${size.L}`);
  const figure = (name, work) => console.log(`    ${name.padEnd(48)} ${median(work).toFixed(2).padStart(8)} ms`);
  figure('open', () => engine.open(scene).close());
  const session = engine.open(scene);
  const layer = `layers.${size.L - 1}`;
  figure('step, and the tensor it made', () => {
    const { tensor } = session.step();
    session.tensor(tensor);
  });
  session.runToEnd();
  figure('edit of an embedding, all computed anew', (turn) => session.edit('weights.embed.table', [0, 0], turn / 8));
  figure('undo', () => session.undo());
  const row = (turn) => turn % size.T;
  const parts = (path) => session.explain(path, [0, 0]).operands.length;
  const users = (path) => session.usedBy(path, [0, 0]).length;
  figure('explain a score', (turn) => session.explain(`${layer}.attention.scores`, [0, row(turn), 0]));
  for (const path of [`${layer}.attention.project.q`, `${layer}.feed_forward`])
    figure(`explain a cell of ${parts(path)} operands`, (turn) => session.explain(path, [row(turn), 0]));
  figure('used by: a score', (turn) => session.usedBy(`${layer}.attention.scores`, [0, row(turn), 0]));
  for (const path of [`${layer}.norm_1`, `${layer}.norm_2`])
    figure(`used by: a cell with ${users(path)} users`, (turn) => session.usedBy(path, [row(turn), 0]));
  session.close();
}
