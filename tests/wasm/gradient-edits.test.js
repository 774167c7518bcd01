/** Options edited with gradients behind them: the same as a scene that was written so, through undo, save and restore. */
import { describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { assert } from './assert.js';
import { allTensors, sameData } from './support.js';

const engine = await loadEngine();

const WORDS = ['a', 'b', 'c', 'd'];
const learning = (model) => ({
  version: 1,
  tokens: WORDS,
  vocabulary: WORDS,
  model: { kind: 'decoder', layers: 1, width: 4, heads: 1, unembed: true, feed_forward: { width: 3 }, ...model },
  weights: { seed: 5 },
  loss: { kind: 'cross_entropy', targets: 'next' },
});

/** An option of a step, its new value, and the model that is written with it. */
const EDITS = [
  { option: 'layers.0.attention.scale.temperature', value: 0.5, from: {}, to: { temperature: 0.5 } },
  { option: 'layers.0.attention.soft_cap.cap', value: 2, from: { soft_cap: 30 }, to: { soft_cap: 2 } },
  {
    option: 'layers.0.attention.rotary.base',
    value: 100,
    from: { position: 'rotary', rotary: { base: 10 } },
    to: { position: 'rotary', rotary: { base: 100 } },
  },
];

/** Paths at which two sessions differ in a bit. */
function differing(one, other) {
  const [left, right] = [allTensors(one), allTensors(other)];
  assert.deepEqual([...left.keys()], [...right.keys()]);
  return [...left.keys()].filter((path) => !sameData(left.get(path).data, right.get(path).data));
}

const gradients = (paths) => paths.filter((path) => path.startsWith('gradients.'));

describe('an option that is edited before a loss', () => {
  for (const { option, value, from, to } of EDITS) {
    test(`${option}: ${value}`, () => {
      const given = learning(from);
      const [before, session, written] = [engine.open(given), engine.open(given), engine.open(learning(to))];
      session.edit(option, [], value);
      assert.deepEqual(differing(session, written), [], 'as written so from the first');
      const changed = gradients(differing(session, before));
      assert.ok(changed.includes('gradients.embed'), `gradients follow the edit: ${changed.length}`);

      const again = engine.restore(given, session.save());
      assert.equal(again.restored.ok, true);
      assert.deepEqual(differing(again, session), [], 'saved and restored');
      session.undo();
      assert.deepEqual(differing(session, before), [], 'undone');
      session.redo();
      assert.deepEqual(differing(session, again), [], 'done again');
      for (const each of [before, session, written, again]) each.close();
    });
  }

  test('the eps of a norm: its gradients are the slopes of the loss', () => {
    const session = engine.open(learning({ norm_kind: 'rms' }));
    const before = session.tensor('gradients.embed', { ahead: true }).data.slice();
    session.edit('layers.0.norm_1.eps', [], 0.5);
    const { shape, data } = session.tensor('gradients.embed', { ahead: true });
    assert.equal(sameData(data, before), false);
    for (let t = 0; t < shape[0]; t += 1) {
      const { analytic, numeric } = session.nudge('embed', [t, t % shape[1]]);
      assert.ok(Math.abs(analytic - numeric) < 2e-3, `row ${t}: ${analytic} and ${numeric}`);
    }
    session.close();
  });
});
