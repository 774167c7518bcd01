/** The lesson on patterns: the table of "it", which is one of its points, and what its prose claims in words. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { at, builtEngine, numbersOf, read } from './built.js';

const folder = '10-patterns';
const numbers = await numbersOf(await builtEngine(), folder);
const IT = 7;
const [ANIMAL, STREET, LAST] = [1, 5, 10];
const rowOfIt = (layer, scene) => numbers.at(`layers.${layer}.attention.softmax`, [0, IT], scene);
const scene = (name) => JSON.parse(read('lessons', folder, `${name}.json`));
const largest = (row) => row.indexOf(Math.max(...row));

test('the scenes are what their script makes', () => {
  const made = mkdtempSync(join(tmpdir(), 'attend-scenes-'));
  try {
    execFileSync(process.execPath, [at('lessons', folder, 'make_scenes.js'), made]);
    assert.ok(readdirSync(made).length === 8);
    for (const name of readdirSync(made))
      assert.equal(readFileSync(join(made, name), 'utf8'), read('lessons', folder, name), name);
  } finally {
    rmSync(made, { recursive: true });
  }
});

test('in the second layer the row of "it" is the table, to two decimals, itself masked', () => {
  const row = rowOfIt(1, 'main').map((weight, s) => (s === IT ? '-' : weight.toFixed(2)));
  assert.equal(row.join(' '), '0.01 0.85 0.05 0.01 0.01 0.01 0.02 - 0.01 0.01 0.02');
  assert.equal(rowOfIt(1, 'main')[IT], 0);
});

test('the two sentences differ in their last token alone, and the row turns to the street', () => {
  const [tired, wide] = ['tired', 'wide'].map(scene);
  assert.deepEqual(tired.tokens.slice(0, LAST), wide.tokens.slice(0, LAST));
  assert.deepEqual([tired.tokens[LAST], wide.tokens[LAST]], ['tired', 'wide']);
  for (const key of ['vocabulary', 'model', 'weights']) assert.deepEqual(tired[key], wide[key]);
  assert.equal(largest(rowOfIt(1, 'wide')), STREET);
  assert.ok(rowOfIt(1, 'wide')[STREET] > 0.8 && rowOfIt(1, 'wide')[ANIMAL] < 0.02);
});

test('in one layer the last word moves neither noun against the other', () => {
  const scores = (name) => numbers.at('layers.0.attention.scale', [0, IT], name);
  const [tired, wide] = ['one-tired', 'one-wide'].map(scores);
  for (const noun of [ANIMAL, STREET]) assert.equal(tired[noun], wide[noun]);
  assert.notEqual(tired[LAST], wide[LAST]);
  const [a, b] = ['one-tired', 'one-wide'].map((name) => rowOfIt(0, name));
  assert.ok(Math.abs(a[STREET] / a[ANIMAL] - b[STREET] / b[ANIMAL]) < 1e-6);
  const { weights } = scene('one-tired');
  assert.deepEqual(weights.tensors['layers.0.attention.wq'], scene('tired').weights.tensors['layers.1.attention.wq']);
});

test('the first layer carries what is said by the last word into "it", and little else', () => {
  for (const name of ['main', 'wide']) {
    assert.equal(largest(rowOfIt(0, name)), LAST);
    const [before, after] = ['embed', 'layers.0.residual_1'].map((path) => numbers.at(path, [IT], name));
    for (const [c, x] of after.entries()) assert.equal(c === 4, x !== before[c]);
    assert.deepEqual(numbers.at('layers.0.feed_forward', [IT], name), [0, 0, 0, 0, 0, 0]);
  }
});

test('opposite weights give the same verdict, and the average of two heads is a third picture', () => {
  const [on, off] = ['on-fine', 'off-fine'].map((name) => numbers.at('layers.0.attention.softmax', [0, 0], name));
  assert.ok(on[2] > 0.8 && off[2] < 0.06);
  for (const name of ['on-fine', 'off-fine'])
    assert.ok(Math.abs(numbers.at('layers.0.attention.weighted_sum', [0, 0, 0], name)[0] - 2) < 1e-6);
  const twoDecimals = (row) => row.map((x) => x.toFixed(2));
  assert.deepEqual(twoDecimals(numbers.at('calc.average', [0])), twoDecimals(off));
  assert.equal(numbers.at('layers.0.attention.project.v', [3, 0], 'silent')[0], 0);
});
