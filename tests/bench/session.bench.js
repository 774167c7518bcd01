/**
 * The engine's part of what a reader waits for, in node: opening a scene, a step, an edit with everything downstream
 * computed anew, explaining a cell. Medians in milliseconds; nothing is asserted.
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
  const figure = (name, work) => console.log(`    ${name.padEnd(44)} ${median(work).toFixed(2).padStart(8)} ms`);
  figure('open', () => engine.open(scene).close());
  const session = engine.open(scene);
  const scores = 'layers.0.attention.scores';
  figure('step, and the tensor it made', () => {
    const { tensor } = session.step();
    session.tensor(tensor);
  });
  session.runToEnd();
  figure('edit of an embedding, all computed anew', (turn) => session.edit('weights.embed.table', [0, 0], turn / 8));
  figure('undo', () => session.undo());
  figure('explain one cell', (turn) => session.explain(scores, [0, turn % size.T, 0]));
  figure('used by', (turn) => session.usedBy(scores, [0, turn % size.T, 0]));
  session.close();
}
