/** The lessons on scores, scaling and softmax: what their prose claims in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtEngine, numbersOf, read } from './built.js';

const engine = await builtEngine();
const scores = await numbersOf(engine, '04-scores');
const scaling = await numbersOf(engine, '06-scaling');
const softmax = await numbersOf(engine, '05-softmax');
const attention = (name) => `layers.0.attention.${name}`;
const sum = (values) => values.reduce((total, x) => total + x, 0);
const near = (a, b, by = 1e-5) => assert.ok(Math.abs(a - b) < by, `${a} is not ${b}`);
const scene = (folder, name) => JSON.parse(read('lessons', folder, `${name}.json`));

test('a score is two lengths times a cosine, and the longer key wins over the better direction', () => {
  const raw = (i, j) => scores.at(attention('scores'), [0, i, j])[0];
  const cosine = (i, j) => scores.at('calc.cosines', [0, i, j])[0];
  for (let i = 0; i < 4; i++)
    for (let j = 0; j < 4; j++) {
      const [query, key] = ['query', 'key'].map(
        (name, n) => scores.at(`calc.${name}_lengths`, [0, n ? j : i, n ? j : i])[0],
      );
      near(raw(i, j), query * key * cosine(i, j), 1e-4);
    }
  const [DOG, BITES, MAN] = [1, 2, 3];
  near(cosine(BITES, DOG), 1);
  near(raw(BITES, MAN), 2 * raw(BITES, DOG));
  assert.equal(Math.min(...scores.at(attention('scores'), [0, MAN])), raw(MAN, MAN));
  near(raw(BITES, 0), 0);
});

test('scores are symmetric where one matrix serves both, weights even then not', () => {
  for (let i = 0; i < 4; i++)
    for (let j = 0; j < i; j++) {
      const both = (name, which) =>
        [
          [0, i, j],
          [0, j, i],
        ].map((index) => scores.at(attention(name), index, which)[0]);
      near(...both('scores', 'tied'));
      assert.notEqual(...both('scores', 'main'));
      assert.notEqual(...both('softmax', 'tied'));
    }
  const [bites, tied] = ['bites', 'tied'].map((name) => scene('04-scores', name).weights.tensors);
  assert.deepEqual(tied['layers.0.attention.wq'], tied['layers.0.attention.wk']);
  assert.deepEqual(tied['embed.table'], bites['embed.table']);
});

test('the variance of raw scores grows as the width, with any seed; undivided weights settle and stop moving', () => {
  const widths = [1, 4, 16, 64, 256];
  for (const seed of [1, 2, 6]) {
    const found = scaling.run('width', seed);
    for (const i of [2, 3, 4]) {
      assert.ok(Math.abs(found.raw_variance[i] / widths[i] - 1) < 0.35, `seed ${seed}, width ${widths[i]}`);
      near(found.scaled_variance[i], found.raw_variance[i] / widths[i], 1e-4);
    }
    assert.ok(found.raw_top[4] > 0.85 && found.scaled_top[4] < 0.4);
    assert.ok(found.raw_moves[4] < 0.2 && found.scaled_moves[4] > 0.75);
    for (const name of ['raw_moves', 'scaled_moves']) assert.ok(Math.max(...found[name]) < 1);
  }
});

test('the slope of softmax is never above a quarter, and what is measured is a (1 - a)', () => {
  const { larger, slope } = scaling.run('nudge');
  near(slope[0], 0.25);
  for (const [i, a] of larger.entries()) near(slope[i], a * (1 - a), 1e-6);
  for (let i = 1; i < slope.length; i++) assert.ok(slope[i] < slope[i - 1]);
});

test('the two scenes differ by a temperature that undoes the division; undivided, most rows are nearly one', () => {
  const [wide, undivided] = ['wide', 'undivided'].map((name) => scene('06-scaling', name));
  assert.equal(undivided.model.temperature * Math.sqrt(wide.model.width), 1);
  const undone = { ...undivided.model };
  delete undone.temperature;
  assert.deepEqual(undone, wide.model);
  const tops = (name) => [...Array(8).keys()].map((t) => Math.max(...scaling.at(attention('softmax'), [0, t], name)));
  assert.ok(tops('undivided').filter((top) => top > 0.9).length >= 6);
  assert.ok(tops('main').every((top) => top < 0.6));
});

test('base two is a temperature: each gap of one is a factor of two', () => {
  const [a, b, c, d] = scaling.at('calc.halves', [0, 0]);
  for (const [more, less] of [
    [a, b],
    [b, c],
    [c, d],
  ])
    near(more, 2 * less);
});

test('150 more in every place changes no weight; twice as large does; rows add up to one and columns do not', () => {
  const row = (t) => softmax.at(attention('softmax'), [0, t]);
  assert.deepEqual(row(0), row(1));
  assert.ok(row(2)[0] > row(0)[0] + 0.2);
  assert.deepEqual(row(3), [0.25, 0.25, 0.25, 0.25]);
  for (const t of [0, 1, 2, 3]) near(sum(row(t)), 1);
  const columns = softmax.at('calc.columns', [0]);
  near(sum(columns), 4);
  assert.ok(columns[0] > 2 && columns[3] < 1 / 3);
});

test('without the shift, large scores end as no number at all, small ones as before', () => {
  const session = engine.open(scene('05-softmax', 'rain'));
  session.runToEnd();
  const before = [...session.tensor(attention('softmax')).data];
  for (const t of [0, 1]) session.edit(attention('softmax.row_max'), [0, t], 0);
  const after = [...session.tensor(attention('softmax')).data];
  for (const s of [0, 1, 2, 3]) {
    near(after[s], before[s], 1e-6);
    assert.ok(Number.isNaN(after[4 + s]));
    assert.equal(session.tensor(attention('softmax.exponentials')).data[4 + s], Number.POSITIVE_INFINITY);
  }
  session.close();
  assert.equal(softmax.at('calc.e128', [0, 0])[0], Number.POSITIVE_INFINITY);
  assert.ok(Number.isFinite(softmax.at('calc.e64', [0, 0])[0]));
  assert.equal(softmax.at('calc.far', [0, 1])[0], 0);
});

test('what is forbidden weighs exactly nothing, and a row that may see nothing is zeros', () => {
  assert.equal(softmax.at(attention('softmax'), [0, 0, 2], 'shut')[0], 0);
  near(sum(softmax.at(attention('softmax'), [0, 0], 'shut')), 1);
  assert.deepEqual(softmax.at(attention('softmax'), [0, 2], 'shut'), [0, 0, 0, 0]);
});
