/** The lesson on the whole layer: what its prose claims in words. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { at, builtEngine, numbersOf, read } from './built.js';

const folder = '12-layer';
const numbers = await numbersOf(await builtEngine(), folder);
const close = (a, b) => a.every((x, i) => Math.abs(x - b[i]) < 1e-5);
const THE = 3;

test('the scenes are what their script makes', () => {
  const made = mkdtempSync(join(tmpdir(), 'attend-scenes-'));
  try {
    execFileSync(process.execPath, [at('lessons', folder, 'make_scenes.js'), made]);
    for (const name of readdirSync(made))
      assert.equal(readFileSync(join(made, name), 'utf8'), read('lessons', folder, name), name);
  } finally {
    rmSync(made, { recursive: true });
  }
});

test('without a bend two dense layers are one; with it, two units make "exactly one of two"', () => {
  assert.ok(close(numbers.at('calc.second'), numbers.at('calc.at_once')));
  assert.deepEqual(
    [0, 1, 2, 3].map((row) => numbers.at('calc.xor', [row, 0])[0]),
    [0, 1, 1, 0],
  );
});

test('the words from behind give the same rows from behind, in every stage', () => {
  for (const path of ['layers.0.feed_forward', 'layers.0.residual_2'])
    for (let t = 0; t < 5; t++) assert.ok(close(numbers.at(path, [t]), numbers.at(path, [4 - t], 'reversed')), path);
});

test('what leaves the layer is what came in and what both parts added', () => {
  const [start, attention, forward, end] = [
    'embed',
    'layers.0.attention.output',
    'layers.0.feed_forward',
    'layers.0.residual_2',
  ].map((path) => numbers.at(path, [THE]));
  assert.ok(
    close(
      end,
      start.map((x, c) => x + attention[c] + forward[c]),
    ),
  );
});

test('the second unit of "the" is off and the first is on; the soft bend presses it close to zero', () => {
  const units = numbers.at('layers.0.feed_forward.activated', [THE]);
  assert.ok(units[0] > 1 && units[1] === 0);
  const soft = numbers.at('layers.0.feed_forward.activated', [THE, 1], 'gelu')[0];
  assert.ok(soft < 0 && soft > -0.2);
});

test('the formulas of the text count what the engine lays out', () => {
  const sizes = [
    [4, 6],
    [4, 16],
    [64, 256],
    [512, 2048],
  ];
  for (const [row, [c, f]] of sizes.entries()) {
    const counted = ['attention', 'feed_forward', 'layer'].map((part) => numbers.at(`calc.count.${part}`, [row])[0]);
    const parts = [4 * (c * c + c), 2 * c * f + f + c];
    assert.deepEqual(counted, [...parts, parts[0] + parts[1] + 4 * c]);
  }
});
