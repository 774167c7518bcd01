/** The lessons on why, on tokens and on query, key and value: what their prose claims in words. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { at, builtEngine, numbersOf, read } from './built.js';

const engine = await builtEngine();
const why = await numbersOf(engine, '01-why-attention');
const tokens = await numbersOf(engine, '02-tokens');
const qkv = await numbersOf(engine, '03-query-key-value');
const attention = (name) => `layers.0.attention.${name}`;
const place = (values) => values.indexOf(Math.max(...values));
const near = (a, b, by = 1e-5) => assert.ok(Math.abs(a - b) < by, `${a} is not ${b}`);
const scene = (folder, name) => JSON.parse(read('lessons', folder, `${name}.json`));

test('"keys" reaches "were" in eight steps of a chain or of neighbours, in four of doubling layers, in one of attention', () => {
  const WERE = 9;
  for (const way of ['chain', 'near']) {
    assert.deepEqual(
      [7, 8].map((steps) => why.at(`calc.${way}${steps}`, [WERE, 0])[0]),
      [0, 1],
      way,
    );
  }
  assert.deepEqual(
    [3, 4].map((layers) => why.at(`calc.skip${layers}`, [WERE, 0])[0]),
    [0, 1],
  );
  assert.equal(place(why.at(attention('softmax'), [0, WERE], 'all')), 1);
});

test('the scenes of the paths differ in their mask alone, and their seed is found again', () => {
  const bare = ({ id, title, model: { mask, ...model }, ...rest }) => ({ model, ...rest });
  const all = bare(scene('01-why-attention', 'all'));
  for (const name of ['chain', 'near', 'skip2', 'skip4', 'skip8'])
    assert.deepEqual(bare(scene('01-why-attention', name)), all, name);
  const said = execFileSync(process.execPath, [at('lessons', '01-why-attention', 'find_seed.js')], {
    encoding: 'utf8',
  });
  assert.match(said, new RegExp(`^seed ${all.weights.seed}: `));
});

test('a first word fades, explodes or stays, with any seed; attention keeps what fits', () => {
  const experiment = JSON.parse(read('lessons', '01-why-attention', 'calculations.json')).experiments[0];
  const rows = experiment.vary.rows.map(({ n }) => n);
  const last = rows.length - 1;
  for (const seed of [1, 2, 3, 4, 5]) {
    const { random, larger, identity, found, equal } = why.run('memory', seed);
    assert.ok(random[last] < 0.01 && larger[last] > 1e5, `seed ${seed}`);
    for (const [i, n] of rows.entries()) {
      near(identity[i], 1);
      near(equal[i], 1 / (n + 1));
      near(found[i], Math.exp(8) / (Math.exp(8) + n));
    }
  }
});

test('one token has one row, wherever it stands, and a look-up is a product', () => {
  assert.deepEqual(tokens.at('embed', [3]), tokens.at('embed', [7]));
  assert.notDeepEqual(tokens.at('embed', [2]), tokens.at('embed', [6]), 'break and ▁break');
  assert.deepEqual(tokens.at('calc.looked_up', [0]), tokens.at('embed', [3]));
});

test('without positions a turned sentence has turned outputs, to seven decimals; with positions not', () => {
  for (const x of tokens.at('calc.difference')) near(x, 0, 1e-6);
  for (const row of [0, 1, 2]) assert.ok(tokens.at('calc.placed_difference', [row]).some((x) => Math.abs(x) > 0.1));
});

test('dot products of places depend on their distance alone, and rise again at six', () => {
  const dot = (a, b) => tokens.at('calc.dots', [0, a, b])[0];
  for (let a = 0; a < 10; a++) for (let b = 0; b < 10; b++) near(dot(a, b), dot(0, Math.abs(a - b)));
  assert.ok(dot(0, 6) > dot(0, 5) && dot(0, 5) > dot(0, 4) && dot(0, 3) < dot(0, 2));
});

test('embeddings as they are: every word finds itself, and the scores are symmetric', () => {
  for (const t of [0, 1, 2]) {
    assert.equal(place(qkv.at(attention('scores'), [0, t], 'bare')), t);
    for (const s of [0, 1, 2])
      near(qkv.at(attention('scores'), [0, t, s], 'bare')[0], qkv.at(attention('scores'), [0, s, t], 'bare')[0]);
  }
});

test('one number more in the embedding of "red" changes its query, its key and its value', () => {
  for (const name of ['q', 'k', 'v'])
    assert.notDeepEqual(qkv.at(`calc.nudged.${name}`, [0]), qkv.at(attention(`project.${name}`), [1]), name);
});

test('what the apple gets is the value of no word, and nearly that of "red" with scores ten times as large', () => {
  const [blend] = [qkv.at(attention('weighted_sum'), [0, 4], 'both')];
  const far = (value, from) => Math.hypot(...value.map((x, i) => x - from[i]));
  for (let t = 0; t < 5; t++) assert.ok(far(blend, qkv.at(attention('project.v'), [t], 'both')) > 0.3);
  const red = qkv.at(attention('project.v'), [1], 'both');
  assert.ok(far(qkv.at('calc.nearly_copied', [0, 4]), red) < 0.1);
});
