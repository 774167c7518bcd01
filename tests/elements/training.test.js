/** What the panel of a training tells of a step, held against sessions: what the model writes, and its weights as a file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { readTensors } from '../../web/compare/read/read-tensors.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const { continuationOf } = await loadTs('web/elements/training/continuation.ts');
const { readAnyNpy } = await loadTs('web/engine/export/npy.ts');
const { npz } = await loadTs('web/elements/training/weights-npz.ts');
const engine = await loadEngine();
await engine.loadTraining();

const tokens = ['a', 'b', 'c', 'a', 'b', 'c', 'a'];
const scene = (seed, model = {}) => ({
  version: 1,
  tokens,
  vocabulary: ['a', 'b', 'c', 'd'],
  model: { kind: 'decoder', width: 8, heads: 2, layers: 2, mask: { kind: 'causal' }, unembed: true, ...model },
  weights: { seed },
});

/** The likeliest next word after these, by a session of its own. */
function nextBySession(given, words) {
  const session = engine.open({ ...given, tokens: words });
  const { data, shape } = session.tensor('probabilities', { ahead: true });
  session.close();
  const last = [...data.slice(-shape[1])];
  return given.vocabulary[last.indexOf(Math.max(...last))];
}

test('what a model writes is word by word what a session finds likeliest', () => {
  const models = [{}, { mask: { kind: 'window', size: 3, causal: true } }, { position: 'learned' }];
  const differing = new Set();
  for (const model of models)
    for (let seed = 1; seed <= 10; seed++) {
      const given = scene(seed, model);
      const { given: begun, words } = continuationOf(engine, given);
      assert.deepEqual(begun, ['a', 'b', 'c', 'a']);
      const said = [...begun];
      for (const { written, sequence } of words) {
        assert.equal(written, nextBySession(given, said));
        assert.equal(sequence, tokens[said.length]);
        said.push(written);
      }
      differing.add(said.join(' '));
    }
  assert.ok(differing.size > 5, `${differing.size} texts of 30 models`);
});

test('nothing is written where tokens see later ones', () => {
  assert.equal(continuationOf(engine, scene(1, { mask: { kind: 'none' } })), null);
  assert.equal(continuationOf(engine, { ...scene(1), tokens: ['a'] }), null);
});

test('the weights of a step come back out of their file, by their paths', () => {
  const data = { task: 'induction', seed: 1 };
  const run = engine.train({
    scene: scene(1),
    data,
    optimizer: { kind: 'sgd', rate: 0.1 },
    batch: 4,
    seed: 1,
    keep: 5,
  });
  run.advance(5);
  const weights = run.weights(5);
  const bytes = npz(weights);
  assert.deepEqual(npz(weights), bytes);
  const back = readTensors('weights-step-5.npz', bytes, readAnyNpy);
  assert.deepEqual(
    back.map(({ name, shape, data: numbers }) => [name, shape, [...numbers]]),
    Object.entries(weights).map(([name, { shape, data: numbers }]) => [name, shape, [...numbers]]),
  );
  run.close();
});
