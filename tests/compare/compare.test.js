/** "Check my numbers": mistakes planted in NumPy programs are found by running them, and right programs are not accused. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { plantAll } from '../../scripts/check-compare.js';
import { pythonWithNumpy } from '../../scripts/check-questions.js';
import { at as repository } from '../../scripts/root.js';
import { compare } from '../../web/compare/compare.js';
import { MISTAKES } from '../../web/compare/mistakes.js';

const engine = await loadEngine();
const scene = {
  version: 1,
  tokens: ['a', 'b', 'c'],
  model: { kind: 'attention', width: 4, heads: 2, mask: { kind: 'causal' } },
  weights: { seed: 5 },
};
const at = 'layers.0.attention';
const tensorOf = (path) => {
  const session = engine.open(scene);
  const { shape, data } = session.tensor(path, { ahead: true });
  session.close();
  return { shape, data: Float64Array.from(data), step: 0 };
};
const given = (name, path, change = (x) => x) => {
  const tensor = tensorOf(path);
  return { ...tensor, name, data: tensor.data.map(change) };
};

test('every mistake of the catalogue is named; nothing else is, and never in a right program', async (t) => {
  if (!pythonWithNumpy())
    return t.skip('NumPy is not installed: no mistake was planted. On Debian: apt-get install python3-numpy.');
  const rows = await plantAll(5, 'test');
  assert.equal(rows.length, MISTAKES.length + 1);
  for (const { name, planted, found, shared, wrong } of rows) {
    assert.deepEqual(wrong, [], `${name || 'a right program'} was taken for another mistake`);
    if (name === '') assert.equal(found, planted, 'a right program was accused');
    assert.ok(
      found + shared >= planted - 1 && found > 0,
      `${name}: ${found} of ${planted} named, ${shared} among others`,
    );
  }
});

test('the same numbers agree, under any of their names, printed or whole', () => {
  for (const one of [
    given('scores', `${at}.scores`),
    given('attn', `${at}.softmax`),
    given('out', `${at}.output`),
    given(`${at}.split_heads.q`, `${at}.split_heads.q`),
    { ...given('weights', `${at}.softmax`, (x) => Number(x.toFixed(3))), step: 0.001 },
  ])
    assert.ok(compare(engine, scene, [one]).agrees, one.name);
});

test('the first tensor that parts is named, with the largest difference', () => {
  const numbers = [
    given('out', `${at}.output`, (x) => x + 1),
    given('scores', `${at}.scores`, (x, i) => (i === 5 ? x + 0.5 : x)),
    given('q', `${at}.project.q`),
  ];
  const { agrees, parting, mistakes } = compare(engine, scene, numbers);
  assert.equal(agrees, false);
  assert.deepEqual([parting.path, parting.index], [`${at}.scores`, [0, 1, 2]]);
  assert.ok(Math.abs(parting.difference - 0.5) < 1e-6);
  assert.deepEqual(mistakes, [], 'none of these');
});

test('a name that is not there, a shape that does not fit and a tensor twice are refused', () => {
  for (const [numbers, reason] of [
    [[given('scorse', `${at}.scores`)], /"scorse" is no tensor of this program.*scores/],
    [
      [{ ...given('scores', `${at}.scores`), shape: [3, 3] }],
      /"scores" has the shape \(3, 3\); expected is that of layers\.0\.attention\.scores \(2, 3, 3\)/,
    ],
    [[given('scores', `${at}.scores`), given('qk', `${at}.scores`)], /given twice/],
  ])
    assert.throws(() => compare(engine, scene, numbers), reason);
});

test('numbers that are not finite part where they are, and are no mistake by themselves', () => {
  const { agrees, parting, mistakes } = compare(engine, scene, [
    given('out', `${at}.output`, (x, i) => (i === 2 ? Number.NaN : x)),
  ]);
  assert.equal(agrees, false);
  assert.equal(parting.path, `${at}.output`);
  assert.deepEqual(mistakes, []);
});

test('the docs have every mistake of the catalogue, and how to mend it', () => {
  const text = readFileSync(repository('docs/compare.md'), 'utf8');
  for (const { name, mend } of MISTAKES) assert.ok(text.includes(`| ${name} | ${mend} |`), name);
});

test('a masked score is minus infinity, or as far down; a finite number there does not agree', () => {
  const masked = given('masked', `${at}.mask`);
  for (const [value, agrees] of [
    [Number.NEGATIVE_INFINITY, true],
    [-1e9, true],
    [123, false],
    [Number.POSITIVE_INFINITY, false],
  ]) {
    const data = masked.data.map((x) => (x === Number.NEGATIVE_INFINITY ? value : x));
    assert.equal(compare(engine, scene, [{ ...masked, data }]).agrees, agrees, `${value}`);
  }
  const forgotten = { ...masked, data: given('scaled', `${at}.scale`).data };
  const { agrees, mistakes } = compare(engine, scene, [forgotten]);
  assert.equal(agrees, false);
  assert.ok(mistakes.some(({ name }) => name === 'no mask'));
});

test('usual names mean no gradients, and logits are those of words', () => {
  const learning = {
    ...scene,
    vocabulary: ['a', 'b', 'c'],
    model: { kind: 'decoder', width: 4, heads: 1, unembed: true },
    loss: { kind: 'cross_entropy', targets: 'next' },
  };
  const session = engine.open(learning);
  const whole = (name, path) => {
    const { shape, data } = session.tensor(path, { ahead: true });
    return { name, shape, data: Float64Array.from(data), step: 0 };
  };
  const asked = [
    ['scores', 'layers.0.attention.scores'],
    ['logits', 'unembed'],
    ['gradients.unembed', 'gradients.unembed'],
  ].map(([name, path]) => whole(name, path));
  const { agrees, compared } = compare(engine, learning, asked);
  session.close();
  assert.ok(agrees);
  assert.deepEqual(compared.toSorted(), ['gradients.unembed', 'layers.0.attention.scores', 'unembed']);
});

test('a mistake that a program cannot make explains nothing', () => {
  const narrow = { ...scene, model: { kind: 'block', width: 1, heads: 1 } };
  const session = engine.open(narrow);
  const { shape, data } = session.tensor('layers.0.residual_1', { ahead: true });
  session.close();
  const off = { name: 'layers.0.residual_1', shape, data: Float64Array.from(data, (x) => x + 1), step: 0 };
  assert.equal(compare(engine, narrow, [off]).agrees, false);
});
