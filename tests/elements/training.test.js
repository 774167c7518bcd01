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

/** A trainer in a page that counts its frames. */
async function trainerIn({ still = false } = {}) {
  const page = { frames: 0 };
  globalThis.document = { hidden: false };
  globalThis.matchMedia = () => ({ matches: still });
  globalThis.requestAnimationFrame = (draw) => {
    page.frames += 1;
    setImmediate(draw);
  };
  const { Trainer } = await loadTs('web/elements/training/trainer.ts');
  const trainer = new Trainer(engine);
  const data = { task: 'induction', seed: 1 };
  const options = { scene: scene(1), data, optimizer: { kind: 'sgd', rate: 0.1 }, batch: 4, seed: 1, keep: 20 };
  trainer.begin(options, 500, 'first');
  return { trainer, page, options };
}

test('a run takes its time to be watched, and none where the reader wants no motion', async () => {
  const { trainer, page } = await trainerIn();
  const seen = [];
  await trainer.start(500, () => seen.push(trainer.steps));
  assert.equal(trainer.steps, 500);
  assert.equal(trainer.running, false);
  const most = Math.max(...seen.map((steps, i) => steps - (seen[i - 1] ?? 0)));
  assert.ok(most <= 3, `${most} steps in one slice`);
  assert.equal(page.frames, Math.ceil(500 / 3) - 1);
  trainer.close();
  const at = await trainerIn({ still: true });
  await at.trainer.start(500, () => {});
  assert.deepEqual([at.trainer.steps, at.page.frames], [500, 0]);
  at.trainer.close();
});

test('a run that is paused or gives way to another rests', async () => {
  const { trainer, options } = await trainerIn();
  await trainer.start(500, () => trainer.steps >= 9 && trainer.pause());
  assert.deepEqual([trainer.steps, trainer.running], [9, false]);
  let begun = false;
  await trainer.start(500, () => {
    if (!begun) trainer.begin(options, 500, 'second');
    begun = true;
  });
  assert.deepEqual([trainer.steps, trainer.running, trainer.before.name], [0, false, 'first']);
  trainer.close();
});
