/** The script of a training, run by Python: torch's own derivatives and optimisers find the losses that were found here. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { trainingScript } from '../../dist/package/export.js';
import { loadEngine } from '../../dist/package/index.js';
import { scriptRunner } from './python.js';

const python = await scriptRunner('torch');
const skip = python.missing('torch');
const engine = await loadEngine();
const folder = mkdtempSync(join(tmpdir(), 'attend-'));
after(() => rmSync(folder, { recursive: true }));

const WORDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const scene = (model, rest) => ({
  version: 1,
  tokens: WORDS,
  vocabulary: WORDS,
  model: { kind: 'decoder', width: 8, heads: 2, unembed: true, feed_forward: { width: 12 }, ...model },
  weights: { seed: 4 },
  ...rest,
});
const copy = { task: 'copy', seed: 2 };

const RUNS = {
  'two layers, Adam with decay that warms up': {
    scene: scene({ layers: 2, position: 'learned' }),
    data: copy,
    optimizer: { kind: 'adam', rate: 0.01, betas: [0.8, 0.95], eps: 1e-6, decay: 0.1, warm_up: 6 },
    batch: 8,
  },
  'rms norm behind the sum, silu, SGD with decay': {
    scene: scene({ norm: 'post', norm_kind: 'rms', feed_forward: { width: 6, activation: 'silu' } }),
    data: copy,
    optimizer: { kind: 'sgd', rate: 0.1, decay: 0.05 },
    batch: 4,
  },
  'attention alone, capped, sequences with targets': {
    scene: scene({ kind: 'attention', soft_cap: 2, qk_norm: true, position: 'sinusoidal' }),
    data: {
      sequences: [[...'abcd'], [...'dcba'], [...'fade']],
      targets: [
        ['b', null, 'd', 'a'],
        [null, 'b', 'a', 'd'],
        ['a', 'd', 'e', 'f'],
      ],
    },
    optimizer: { kind: 'adam', rate: 0.02 },
    batch: 2,
    seed: 3,
  },
};

for (const [name, options] of Object.entries(RUNS))
  test(name, { skip }, async () => {
    const run = engine.train(options);
    run.advance(25);
    const text = trainingScript(engine, run, 20);
    run.close();
    const [script, json] = ['training.py', 'found.json'].map((file) => join(folder, file));
    writeFileSync(script, text);
    const said = await python.run(script, '--json', json);
    assert.match(said, /The losses are those that Attend found/);
    const found = JSON.parse(readFileSync(json, 'utf8'));
    assert.equal(found.length, 20);
    found.forEach((loss, step) => {
      assert.ok(
        Math.abs(loss - run.losses[step]) <= 1e-4 * Math.abs(loss),
        `step ${step}: torch has ${loss}, we have ${run.losses[step]}`,
      );
    });
    // The losses that it prints beside its own are compared, and not only printed.
    writeFileSync(script, text.replace('expected = [', 'expected = [9, '));
    assert.match(await python.run(script), /The losses are others/);
  });
