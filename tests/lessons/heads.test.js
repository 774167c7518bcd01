/** The lesson on heads: the four jobs, and what its prose claims in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtEngine, numbersOf } from './built.js';

const numbers = await numbersOf(await builtEngine(), '09-heads');
const [KEYS, DESK, VANISHED, ANNA, MOVED, THEM] = [1, 4, 5, 7, 8, 9];
const weights = (head, t, scene) => numbers.at('layers.0.attention.softmax', [head, t], scene);
const largest = (row) => row.indexOf(Math.max(...row));
const close = (a, b, far = 1e-5) => a.every((x, i) => Math.abs(x - b[i]) < far);

test('each head does its job', () => {
  assert.ok(weights(0, VANISHED)[KEYS] > 0.7 && weights(0, VANISHED)[DESK] < 0.2);
  assert.ok(weights(0, MOVED)[ANNA] > 0.7);
  assert.ok(weights(1, THEM)[KEYS] > 0.7 && weights(1, THEM)[DESK] < 0.2);
  for (let t = 1; t < 10; t++) assert.equal(largest(weights(2, t)), t - 1);
  assert.equal(largest(weights(2, 0)), 0);
  assert.equal(weights(2, MOVED).toSorted((a, b) => b - a)[1], weights(2, MOVED)[MOVED], 'itself comes second');
  for (let t = 0; t < 10; t++) assert.equal(largest(weights(3, t)), t < 5 ? 9 : 0);
});

test('rows that are nobody’s job are more or less even', () => {
  for (const head of [0, 1])
    for (let t = 0; t < 10; t++) {
      if ([VANISHED, MOVED, THEM].includes(t)) continue;
      for (const weight of weights(head, t)) assert.ok(weight < 0.25, `head ${head}, row ${t}`);
    }
});

test('with the words moved, two heads follow the words and two the places', () => {
  const moved = (head, t) => weights(head, t, 'moved');
  assert.ok(moved(0, 2)[1] > 0.7 && moved(0, 5)[4] > 0.7 && moved(1, 6)[1] > 0.7);
  for (let t = 1; t < 10; t++) assert.equal(largest(moved(2, t)), t - 1);
  for (let t = 0; t < 10; t++) assert.equal(largest(moved(3, t)), t < 5 ? 9 : 0);
});

test('a head that read only its slice would not find the subject', () => {
  assert.ok(numbers.at('calc.slice_weights', [0, VANISHED, KEYS])[0] < 0.2);
});

test('what the heads add is the output, for every token', () => {
  assert.ok(close(numbers.at('calc.sum'), numbers.at('layers.0.attention.output')));
});

test('the raw scores of the four heads add up to those of one', () => {
  const one = numbers.at('layers.0.attention.scores', [0, THEM], 'one');
  const four = [0, 1, 2, 3].map((head) => numbers.at('layers.0.attention.scores', [head, THEM]));
  const sum = one.map((_, s) => four.reduce((total, row) => total + row[s], 0));
  assert.ok(close(one, sum));
  assert.equal(largest(weights(0, THEM, 'one')), MOVED);
});

test('a view without a transpose hands head 1 two pieces of the first token', () => {
  assert.deepEqual(numbers.at('calc.viewed', [0]), [11, 12, 13, 14, 21, 22]);
  assert.deepEqual(numbers.at('layers.0.attention.split_heads.q', [0], 'layout'), [11, 12, 21, 22, 31, 32]);
});

test('more heads cost no more parameters and no more multiplications', () => {
  for (const result of ['parameters', 'multiply_adds'])
    assert.equal(new Set(numbers.at(`calc.price.${result}`)).size, 1, result);
});
