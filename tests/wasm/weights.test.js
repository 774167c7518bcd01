/** Weights as arrays of floats: the same numbers as written lists, without a copy through text, shared by sessions. */
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { assert } from './assert.js';
import { allTensors, sameData, scene } from './support.js';

const engine = await loadEngine();
const model = { kind: 'decoder', layers: 2, position: 'learned', unembed: true };
const plain = scene(model);

/** Every weight of a scene as `give` makes it of `{ shape, data }`. */
function weightsOf(what, give) {
  const session = engine.open(what);
  const all = [...allTensors(session)].filter(([path]) => path.startsWith('weights.'));
  session.close();
  return Object.fromEntries(
    all.map(([path, { shape, data }]) => [path.slice('weights.'.length), give({ shape, data })]),
  );
}

const withTensors = (tensors) => ({ ...plain, weights: { tensors } });

function nested({ shape, data }) {
  if (shape.length === 1) return [...data];
  const [rows, columns] = shape;
  return Array.from({ length: rows }, (_, row) => [...data.subarray(row * columns, (row + 1) * columns)]);
}

function sameNumbers(one, other, name) {
  const expected = allTensors(other);
  for (const [path, { data, shape }] of allTensors(one)) {
    assert.deepEqual(shape, expected.get(path).shape, `${name}: shape of ${path}`);
    assert.ok(sameData(data, expected.get(path).data), `${name}: ${path}`);
  }
}

test('an array, a tensor and nested lists of the same numbers give the same program', () => {
  const expected = engine.open(plain);
  const forms = { arrays: ({ data }) => data, tensors: (tensor) => tensor, lists: nested };
  for (const [name, give] of Object.entries(forms)) {
    const session = engine.open(withTensors(weightsOf(plain, give)));
    sameNumbers(session, expected, name);
    session.close();
  }
});

test('sessions that are given the same arrays share them, and an edit in one is not seen in the other', () => {
  const what = withTensors(weightsOf(plain, ({ data }) => data));
  const expected = engine.open(plain);
  const one = engine.open(what);
  const other = engine.open(what);
  one.edit('weights.embed.table', [0, 0], 9);
  sameNumbers(other, expected, 'the other');
  one.close();
  sameNumbers(other, expected, 'the other, alone');
  other.close();
  sameNumbers(engine.open(what), expected, 'afterwards');
});

test('one array in two shapes', () => {
  const data = Float32Array.from({ length: 12 }, (_, i) => i / 8);
  const tensors = { ...weightsOf(plain, ({ data: own }) => own), 'embed.table': data, 'unembed.w': data };
  const session = engine.open(withTensors(tensors));
  for (const [path, shape] of [
    ['weights.embed.table', [3, 4]],
    ['weights.unembed.w', [4, 3]],
  ]) {
    assert.deepEqual(session.tensor(path).shape, shape, path);
    assert.deepEqual(session.tensor(path).data, data, path);
  }
});

test('what does not fit is refused by its name', () => {
  const good = weightsOf(plain, ({ data }) => data);
  const wrong = [
    [new Float32Array(5), ['(3, 4)', '(5)']],
    [{ shape: [4, 3], data: new Float32Array(12) }, ['(3, 4)', '(4, 3)']],
    [{ shape: [3, 4], data: new Float32Array(11) }, ['11 numbers', '12']],
    [{ shape: [3, 0], data: new Float32Array(0) }, ['no numbers']],
    [{ shape: '3, 4', data: new Float32Array(12) }, ['shape']],
    [new Float32Array(12).fill(Number.NaN, 7), ['number 7', 'NaN']],
    [new Float32Array(12).fill(Number.NEGATIVE_INFINITY, 3), ['number 3', '-Infinity']],
    [new Float32Array(0), ['no numbers']],
  ];
  for (const [tensor, says] of wrong)
    assert.refused(() => engine.open(withTensors({ ...good, 'embed.table': tensor })), 'scene', [
      '"embed.table"',
      ...says,
    ]);
  assert.refused(() => engine.open({ ...plain, tokens: new Float32Array(2) }), 'scene', ['"tokens"']);
});

test('a saved state knows the arrays it belongs to', () => {
  const what = withTensors(weightsOf(plain, ({ data }) => data));
  const session = engine.open(what);
  session.edit('embed', [0, 0], 2);
  assert.equal(engine.restore(what, session.save()).restored.ok, true, 'the same arrays');
  const others = withTensors(weightsOf(plain, ({ data }) => data.map((number) => number + 1)));
  assert.equal(engine.restore(others, session.save()).restored.ok, false, 'others');
});

test('a budget bounds what is kept, and is refused where a step alone needs more', () => {
  const expected = engine.open(plain);
  const { budget } = engine;
  engine.budget = 1500;
  const small = engine.open(plain);
  engine.budget = 100;
  assert.refused(() => engine.open(plain), 'scene', ['MB at once']);
  engine.budget = budget;
  sameNumbers(small, expected, 'within 1,500 bytes');
});
