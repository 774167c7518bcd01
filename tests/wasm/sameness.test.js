/** Is it the same? Pairs of programs that are, pairs that are not, and where they part. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine, sameness } from '../../dist/package/index.js';
import { scene } from './support.js';

const engine = await loadEngine();
const attention = 'layers.0.attention';

/** Compares two scenes; `change` acts on the second. */
function compared(one, other, change = () => {}) {
  const sessions = [one, other].map((what) => engine.open(what));
  change(...sessions);
  const found = sameness(...sessions);
  for (const session of sessions) session.close();
  return found;
}

test('as many heads of keys as of queries is the same, and one set of keys is not', () => {
  const found = compared(scene({ kv_heads: 2 }), scene());
  assert.deepEqual([found.same, found.largest, found.parts, found.meets], [true, 0, null, null]);
  assert.ok(found.compared > 10);
  const shared = compared(scene({ kv_heads: 1 }), scene());
  assert.deepEqual([shared.same, shared.parts], [false, { path: `${attention}.project.k` }]);
});

test('rotary positions shifted by a hundred part at the angles and meet at the scores; another pairing does not meet', () => {
  const turned = (rotary) => scene({ head_width: 4, position: 'rotary', rotary });
  const found = compared(turned({}), turned({ offset: 100 }));
  assert.deepEqual(
    [found.same, found.parts.path, found.meets],
    [true, `${attention}.rotary.angle`, `${attention}.scores`],
  );
  assert.equal(found.parts.other - found.parts.one, 100);
  const paired = compared(turned({}), turned({ pairing: 'interleaved' }));
  assert.deepEqual([paired.same, paired.parts.path, paired.meets], [false, `${attention}.rotary.q`, null]);
});

test('ALiBi is a matrix added to the scores, and another matrix is another thing', () => {
  const causal = { mask: { kind: 'causal' } };
  const biased = (by) => (one, other) => {
    const { data } = one.tensor(`${attention}.alibi`, { ahead: true });
    other.edit(
      `${attention}.scale`,
      [0, 0, 0],
      data.map((score) => score + by),
    );
  };
  const found = compared(scene({ ...causal, position: 'alibi' }), scene(causal), biased(0));
  assert.deepEqual([found.same, found.parts.path, found.meets], [true, `${attention}.scale`, `${attention}.mask`]);
  const wrong = compared(scene({ ...causal, position: 'alibi' }), scene(causal), (one, other) => {
    biased(0)(one, other);
    other.edit(`${attention}.scale`, [1, 2, 0], 3);
  });
  assert.equal(wrong.same, false);
});

test('on centred vectors RMS norm is layer norm, and elsewhere it is not', () => {
  const words = (first) => [
    [first, -1, 2, -2],
    [0, 3, -4, 1],
    [5, -5, 1, -1],
  ];
  const normed = (norm_kind, first) => {
    const tensors = {
      'embed.table': words(first),
      ...(norm_kind === 'layer' && { 'layers.0.norm_1.bias': [0, 0, 0, 0] }),
    };
    const model = { kind: 'block', norm: 'pre', norm_kind, final_norm: false, feed_forward: { width: 0 } };
    return scene(model, { weights: { seed: 7, tensors } });
  };
  const found = compared(normed('layer', 1), normed('rms', 1));
  assert.deepEqual([found.same, found.parts], [true, null]);
  const off = compared(normed('layer', 2), normed('rms', 2));
  assert.deepEqual([off.same, off.parts.path, off.meets], [false, 'layers.0.norm_1', null]);
});

/** What was summed is not rescaled: the running sum and output of one tile, measured from an older maximum. */
function withoutRescale(session, tile) {
  const { shape, data } = session.tensor(`${attention}.online_softmax.${tile}.rescale`, { ahead: true });
  assert.ok(data.some((factor) => factor < 0.99));
  session.edit(
    `${attention}.online_softmax.${tile}.rescale`,
    shape.map(() => 0),
    data.map(() => 1),
  );
}

test('attention by tiles is attention whole, within rounding and not to the bit; without rescaling it is not', () => {
  for (const tile of [1, 2]) {
    const found = compared(scene({ tile }), scene());
    assert.deepEqual([found.same, found.parts, found.meets], [true, null, null], `tile ${tile}`);
    assert.ok(found.largest > 0 && found.largest <= 1e-6, `tile ${tile}: ${found.largest}`);
  }
  const whole = compared(scene(), scene({ tile: 1 }), (_, tiles) => withoutRescale(tiles, 1));
  assert.deepEqual([whole.same, whole.parts.path, whole.meets], [false, `${attention}.merge_heads`, null]);
  const tiles = compared(scene({ tile: 1 }), scene({ tile: 1 }), (_, other) => withoutRescale(other, 1));
  assert.deepEqual([tiles.same, tiles.parts.path], [false, `${attention}.online_softmax.1.rescale`]);
  assert.equal(tiles.parts.other, 1);
});
