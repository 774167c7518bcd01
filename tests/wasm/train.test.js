/** Training: against PyTorch, against the gradients of sessions, and a task that needs two layers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { BOUND, induction } from './induction.js';
import { begin, engine, scene, sequences, WORDS } from './train-support.js';

describe('training against PyTorch', async () => {
  const { runs, tolerance } = JSON.parse(readFileSync(new URL('../reference/training.json', import.meta.url), 'utf8'));
  for (const { name, scene: given, data, optimizer, losses } of runs) {
    test(name, () => {
      const run = engine.train({ scene: given, data, optimizer, batch: 'all' });
      run.advance(losses.data.length);
      losses.data.forEach((loss, step) => {
        const apart = Math.abs(run.losses[step] - loss);
        assert.ok(
          apart <= tolerance.absolute + tolerance.relative * Math.abs(loss),
          `step ${step + 1}: expected ${loss}, got ${run.losses[step]}`,
        );
      });
      run.close();
    });
  }
});

const MODELS = {
  'decoder of two layers': { layers: 2 },
  'norm after the sum, rms, relu': { norm: 'post', norm_kind: 'rms', feed_forward: { width: 12, activation: 'relu' } },
  'no norm, gelu by tanh, learned positions': {
    ...{ norm: 'none', position: 'learned' },
    feed_forward: { width: 12, activation: 'gelu_tanh' },
  },
  'silu, sines and cosines, no bias': {
    ...{ position: 'sinusoidal', bias: false },
    feed_forward: { width: 12, activation: 'silu' },
  },
  'queries and keys normed, scores capped': { qk_norm: true, soft_cap: 2, temperature: 0.5 },
  'encoder of two layers': { kind: 'encoder', layers: 2 },
  'block under a window': { kind: 'block', mask: { kind: 'window', size: 1 } },
  'attention alone, a mask on weights': { kind: 'attention', mask: { kind: 'causal', on: 'weights' } },
  'a row that may attend to nothing': {
    kind: 'attention',
    mask: { kind: 'custom', rows: WORDS.slice(0, 6).map((_, t) => WORDS.slice(0, 6).map((__, s) => Number(s < t))) },
  },
  'one head wider than the model': { heads: 1, head_width: 12 },
};

describe("training's gradients are those of a session", () => {
  for (const [name, model] of Object.entries(MODELS)) {
    test(name, () => {
      const run = begin({ scene: scene(model), data: { sequences: [sequences[0]] } });
      run.advance(3);
      const session = engine.open({
        ...run.sceneAt(3),
        tokens: sequences[0],
        loss: { kind: 'cross_entropy', targets: 'next' },
      });
      for (const [path, { shape, data }] of Object.entries(run.gradients(3))) {
        const expected = session.tensor(`gradients.weights.${path}`, { ahead: true });
        assert.deepEqual(shape, expected.shape, path);
        const largest = Math.max(...expected.data.map(Math.abs));
        data.forEach((number, cell) => {
          const apart = Math.abs(number - expected.data[cell]);
          assert.ok(
            apart <= 1e-6 + 1e-5 * largest,
            `${path}, cell ${cell}: expected ${expected.data[cell]}, got ${number}`,
          );
        });
      }
      session.close();
      run.close();
    });
  }

  test('and of a whole batch, those of the mean of its losses', () => {
    const run = begin();
    const mean = new Map();
    for (const tokens of sequences) {
      const session = engine.open({ ...run.sceneAt(), tokens, loss: { kind: 'cross_entropy', targets: 'next' } });
      for (const path of Object.keys(run.weights())) {
        const { data } = session.tensor(`gradients.weights.${path}`, { ahead: true });
        mean.set(
          path,
          data.map((number, cell) => number / sequences.length + (mean.get(path)?.[cell] ?? 0)),
        );
      }
      session.close();
    }
    for (const [path, { data }] of Object.entries(run.gradients()))
      data.forEach((number, cell) => {
        assert.ok(Math.abs(number - mean.get(path)[cell]) < 3e-6, `${path}, cell ${cell}`);
      });
    run.close();
  });

  test('a finite difference of the loss is the gradient', () => {
    const run = begin();
    const gradients = run.gradients();
    const by = 2 ** -7;
    for (const path of [
      'embed.table',
      'layers.0.attention.wq',
      'layers.0.feed_forward.w1',
      'final_norm.gain',
      'unembed.w',
    ]) {
      const { data } = gradients[path];
      const cell = data.indexOf(data.reduce((best, one) => (Math.abs(one) > Math.abs(best) ? one : best)));
      const losses = [by, -by].map((step) => {
        const moved = run.sceneAt();
        moved.weights.tensors[path].data[cell] += step;
        const other = begin({ scene: moved });
        const { loss } = other.advance(1);
        other.close();
        return loss;
      });
      const slope = (losses[0] - losses[1]) / (2 * by);
      assert.ok(Math.abs(slope - data[cell]) <= 0.01 * Math.abs(data[cell]), `${path}: ${slope} and ${data[cell]}`);
    }
    run.close();
  });
});

describe('induction', () => {
  for (const [layers, learned] of [
    [2, true],
    [1, false],
  ])
    test(`${layers} of attention alone ${learned ? 'learn' : 'do not learn'} it`, () => {
      const run = engine.train(induction(layers, 1));
      run.advance(501);
      assert.equal(run.heldOut.at(-1).loss < BOUND, learned, `${run.heldOut.at(-1).loss}`);
      run.close();
    });
});
