/** Attention tile by tile: the same numbers as whole, and where it begins and ends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { combination } from '../combinations/draw.js';
import { allTensors, scene, withSession } from './support.js';

const engine = await loadEngine();
const attention = 'layers.0.attention';

const apart = (a, b) =>
  Math.max(0, ...Array.from(a, (x, i) => (x === b[i] ? 0 : Math.abs(x - b[i]) / Math.max(1, Math.abs(b[i])))));
const tensorsOf = (what) => withSession(engine, what, (session) => new Map(allTensors(session)));
const tiled = (what, tile) => ({ ...what, model: { ...what.model, tile } });

/** The largest difference of what two scenes both have, and how many tensors that are. */
function difference(one, other, wanted = () => true) {
  const [a, b] = [one, other].map(tensorsOf);
  const shared = [...a.keys()].filter((path) => b.has(path) && wanted(path));
  return { count: shared.length, by: Math.max(...shared.map((path) => apart(a.get(path).data, b.get(path).data))) };
}

const tokens = ['the', 'cat', 'sat', 'on', 'mats'];
const MASKS = [
  { kind: 'none' },
  { kind: 'causal' },
  { kind: 'window', size: 1 },
  { kind: 'window', size: 1, causal: true },
  { kind: 'dilated', size: 1, step: 2 },
  { kind: 'block', size: 2 },
  { kind: 'prefix', length: 2 },
  { kind: 'padding', length: 3 },
  { kind: 'padding', length: 0 },
  { kind: 'global', tokens: [0], size: 0 },
  { kind: 'exclude-self' },
  { kind: 'custom', rows: tokens.map((_, t) => tokens.map((__, s) => (t === 2 ? 0 : (t + s) % 2))) },
];

for (const mask of MASKS)
  test(`every size of tile makes the whole’s heads: ${JSON.stringify(mask).slice(0, 60)}`, () => {
    const whole = scene({ mask }, { tokens });
    for (let tile = 1; tile <= tokens.length + 1; tile += 1) {
      const { count, by } = difference(whole, tiled(whole, tile));
      assert.ok(count > 10 && by <= 1e-6, `tile ${tile}: ${by} in ${count} tensors`);
    }
  });

test('with every other switch, numbers and gradients are those of the whole', () => {
  let tried = 0;
  for (let number = 0; tried < 40; number += 1) {
    const whole = combination(number);
    if (whole.model.sinks || whole.model.mask.on === 'weights') continue;
    tried += 1;
    const tile = 1 + (number % 3);
    const forward = difference(whole, tiled(whole, tile), (path) => !path.startsWith('gradients.'));
    assert.ok(forward.by <= 1e-5, `combination ${number}, tile ${tile}: ${forward.by}`);
    const weights = difference(whole, tiled(whole, tile), (path) => path.startsWith('gradients.weights.'));
    assert.ok(
      weights.count > 3 && weights.by <= 1e-4,
      `gradients of combination ${number}, tile ${tile}: ${weights.by}`,
    );
  }
});

test('tokens that are drawn are the same, with a cache and without', () => {
  const whole = scene(
    { kind: 'decoder', width: 4, heads: 2, unembed: true },
    { generate: { tokens: 3, pick: { kind: 'sample', seed: 3 } } },
  );
  for (const cache of [true, false]) {
    const going = { ...whole, generate: { ...whole.generate, cache } };
    const { count, by } = difference(going, tiled(going, 2));
    assert.ok(count > 30 && by <= 1e-5, `${by} in ${count}`);
  }
});

test('the heads of a tile are those of attention over the keys read so far', () => {
  const what = scene({ mask: { kind: 'none' }, tile: 2 }, { tokens });
  withSession(engine, what, (session) => {
    const read = (path) => session.tensor(`${attention}.${path}`, { ahead: true });
    const { shape } = read('online_softmax.1');
    const shut = Float32Array.from(read('scale').data, (score, i) => (i % 5 < 4 ? score : Number.NEGATIVE_INFINITY));
    const masked = { shape: read('scale').shape, data: shut };
    const { weights } = engine.call('softmax', { masked });
    const v = read('split_heads.v');
    const { heads } = engine.call('weighted_sum', { weights, v: { shape: v.shape, data: v.data } });
    assert.deepEqual(heads.shape, shape);
    assert.ok(apart(heads.data, read('online_softmax.1').data) <= 1e-6);
  });
});

test('the keys of a tile have their own words, and the last tile has what is left', () => {
  withSession(engine, scene({ tile: 2 }, { tokens }), (session) => {
    const { axes, shape, labels } = session.tensor(`${attention}.online_softmax.2.exponentials`, { ahead: true });
    assert.deepEqual(
      [axes, shape],
      [
        ['H', 'T', 'K'],
        [2, 5, 1],
      ],
    );
    assert.deepEqual(labels[2], ['mats']);
  });
});

test('an edited running output is carried on to the tiles behind it', () => {
  withSession(engine, scene({ heads: 1, tile: 2 }, { tokens }), (session) => {
    const last = () => [...session.tensor(`${attention}.online_softmax.2`, { ahead: true }).data];
    const before = last();
    session.edit(`${attention}.online_softmax.0.running`, [0, 0, 0], 9);
    assert.notDeepEqual(last().slice(0, 1), before.slice(0, 1));
    assert.deepEqual(last().slice(4), before.slice(4));
  });
});

test('scores so large that their exponentials overflow stay finite; one token is itself', () => {
  const v = { shape: [1, 2, 1], data: Float32Array.of(1, 2) };
  const masked = { shape: [1, 1, 2], data: Float32Array.of(-3e38, 3e38) };
  const first = engine.call('online_softmax', { masked, v }, { tile: 1 });
  const second = engine.call(
    'online_softmax',
    { masked, v, max_before: first.row_max, sum_before: first.row_sum, running_before: first.running },
    { tile: 1, first: 1 },
  );
  assert.deepEqual([...first.heads.data, ...second.rescale.data, ...second.heads.data], [1, 0, 2]);
  assert.ok(difference(scene({}, { tokens: ['a'] }), scene({ tile: 1 }, { tokens: ['a'] })).by <= 1e-6);
});

test('calls that cannot be are refused: what, why, and what to do', () => {
  const v = { shape: [1, 2, 1], data: Float32Array.of(1, 2) };
  const masked = { shape: [1, 1, 2], data: Float32Array.of(0, 1) };
  const one = { shape: [1, 1], data: Float32Array.of(1) };
  const refused = (inputs, options, message) =>
    assert.throws(() => engine.call('online_softmax', { masked, v, ...inputs }, options), { message });
  refused({}, { tile: 1, first: 2 }, /begins at key 2, but there are 2.*earlier/);
  refused({ max_before: one }, { tile: 1 }, /belong together.*all three, or none/);
  refused({}, { tile: 0 }, /tile is 0.*whole number/);
  refused({}, {}, /needs the option tile/);
});

test('runners and training compute such a model whole', () => {
  const asked = scene({ kind: 'decoder', unembed: true, tile: 2 }, { tokens });
  const run = engine.runner(asked);
  const { data } = withSession(engine, asked, (session) => session.tensor('unembed', { ahead: true }));
  assert.ok(apart(run.forward(asked.tokens).data, data) <= 1e-6);
  run.close();
});
