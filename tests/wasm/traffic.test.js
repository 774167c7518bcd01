/** What attention moves between slow and fast memory, and how much it multiplies: whole and in tiles, against what is counted by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf, loadEngine } from '../../dist/package/index.js';
import { scene, withSession } from './support.js';

const engine = await loadEngine();
const attention = 'layers.0.attention';

const costIn = (model, given, under = attention) =>
  withSession(engine, scene(model, given), (session) => costOf(session, { under }));
const words = (count) => Array.from({ length: count }, (_, i) => `t${i}`);
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

test('three tokens whole: 60 numbers', () => {
  const model = { width: 2, heads: 1 };
  const queries = 3 * 2;
  const read = [queries, 6, 9, 9, 6];
  const written = [9, 9, 6];
  assert.equal(sum([...read, ...written]), 60);
  assert.equal(costIn(model, { tokens: words(3) }).moved, 4 * 60);
});

test('three tokens in two tiles: 60 numbers as well, since so short a text saves nothing', () => {
  const keysAndValues = 6 + 6;
  const first = { queries: 6, written: 6 + 3 + 3 };
  const second = { queries: 6, read: 6 + 3 + 3, written: 6 + 3 + 3 };
  const moved = keysAndValues + sum(Object.values(first)) + sum(Object.values(second));
  assert.equal(moved, 60);
  assert.equal(costIn({ width: 2, heads: 1, tile: 2 }, { tokens: words(3) }).moved, 4 * moved);
});

test('two heads of width 4, 64 tokens: 34,816 numbers whole, 8,448 in tiles of 16', () => {
  const model = { width: 8, heads: 2 };
  const whole = 2 * (4 * 256 + 4 * 4096);
  const tiles = 2 * (256 + 256 + 4 * 256 + 7 * (256 + 64 + 64));
  assert.deepEqual([whole, tiles], [34_816, 8_448]);
  assert.equal(costIn(model, { tokens: words(64) }).moved, 4 * whole);
  assert.equal(costIn({ ...model, tile: 16 }, { tokens: words(64) }).moved, 4 * tiles);
});

test('of other words than its own, and with sizes in the place of its own', () => {
  const model = { width: 2, heads: 1 };
  const given = { tokens: words(2), memory: words(5) };
  assert.equal(costIn(model, given).moved, 4 * (2 * 4 + 2 * 10 + 4 * 10));
  const large = withSession(engine, scene(model), (session) => costOf(session, { letters: { T: 100, S: 100, D: 8 } }));
  assert.equal(large.moved, 4 * (4 * 800 + 4 * 10_000));
  assert.equal(costIn(model, given, `${attention}.project`).moved, 0);
});

test('tiles multiply as much as the whole, and what is rescaled', () => {
  const model = { width: 4, heads: 2 };
  for (const given of [{ tokens: words(6) }, { tokens: words(3), memory: words(6) }]) {
    const whole = costIn(model, given).multiplyAdds;
    const T = given.tokens.length;
    for (const [tile, tiles] of [
      [1, 6],
      [2, 3],
      [4, 2],
      [6, 1],
    ]) {
      const rescaled = (tiles - 1) * 2 * (T * 2 + T);
      assert.equal(costIn({ ...model, tile }, given).multiplyAdds, whole + rescaled, `tile ${tile}`);
    }
  }
});
