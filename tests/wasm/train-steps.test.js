/** Steps of training: run again, in slices, kept, in memory that stays as it is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ADAM, begin, bits, engine, SGD, scene } from './train-support.js';

describe('a step can be run again', () => {
  for (const [name, options] of Object.entries({
    'all sequences': {},
    'two of four': { batch: 2, seed: 5 },
    'three of four, sgd': { batch: 3, optimizer: { ...SGD, decay: 0.01, warm_up: 5 } },
    'a task': { data: { task: 'induction', seed: 2 }, batch: 4 },
  })) {
    test(name, () => {
      const straight = begin(options);
      straight.advance(23);
      const broken = begin(options);
      const seen = [];
      for (let step = 0; step < 23; step += 1) {
        seen.push(bits(broken.weights()));
        broken.weights(step >> 1);
        broken.gradients(step >> 2);
        broken.advance(1);
      }
      assert.deepEqual(broken.losses, straight.losses);
      assert.deepEqual(straight.kept, [0, 4, 8, 12, 16, 20]);
      seen.forEach((weights, step) => {
        assert.equal(bits(straight.weights(step)), weights, `step ${step}`);
      });
      straight.close();
      broken.close();
    });
  }

  test('in slices, however short, as in one go', async () => {
    const options = { data: { task: 'copy', seed: 1 }, batch: 4, keep: 3 };
    const straight = begin(options);
    straight.advance(17);
    const sliced = begin(options);
    let slices = 0;
    await sliced.start({ slice: 0.01, until: 9, onSlice: () => (slices += 1) });
    assert.equal(sliced.steps, 9);
    sliced.weights(7);
    await sliced.start({ slice: 0.01, until: 17 });
    assert.ok(slices > 1);
    assert.deepEqual(sliced.losses, straight.losses);
    assert.deepEqual(sliced.heldOut, straight.heldOut);
    assert.deepEqual(
      sliced.heldOut.map(({ step }) => step),
      [0, 3, 6, 9, 12, 15],
    );
    assert.equal(bits(sliced.weights()), bits(straight.weights()));
    straight.close();
    sliced.close();
  });

  test('pause stops it between two slices, and start goes on', async () => {
    const run = begin();
    const ended = run.start({ slice: 1, onSlice: () => run.pause() });
    assert.ok(run.running);
    await ended;
    assert.ok(!run.running);
    const { steps } = run;
    await run.start({ until: steps + 2 });
    assert.equal(run.steps, steps + 2);
    run.close();
  });

  test('any kept step opens as a session with the weights of that step', () => {
    const run = begin();
    run.advance(9);
    const session = engine.open(run.sceneAt(4));
    for (const [path, { data }] of Object.entries(run.weights(4)))
      assert.deepEqual(session.tensor(`weights.${path}`).data, data, path);
    session.close();
    run.close();
  });

  test('where many steps are kept, fewer are, and none is lost', () => {
    const run = begin({ keep: 1, scene: scene({ width: 64 }) });
    run.advance(300);
    assert.ok(run.kept.length < 200, `${run.kept.length} are kept`);
    const weights = bits(run.weights(7));
    const again = begin({ scene: scene({ width: 64 }) });
    again.advance(7);
    assert.equal(bits(again.weights()), weights);
    run.close();
    again.close();
  });
});

test('memory stays as it is over 10,000 steps', () => {
  const small = { kind: 'attention', width: 4, heads: 1, unembed: true };
  const run = begin({
    scene: scene(small),
    data: { sequences: [[...'abcd']] },
    keep: 1000,
    optimizer: { ...ADAM, rate: 1e-4 },
  });
  run.advance(2000);
  const before = run.bytes;
  run.advance(8000);
  assert.equal(run.steps, 10000);
  assert.ok(run.bytes <= before + 2 ** 18, `${before} bytes became ${run.bytes}`);
  run.close();
});
