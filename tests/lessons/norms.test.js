/** The lesson on residual and norm: what its prose claims in words. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { at, builtEngine, numbersOf, read } from './built.js';

const folder = '11-residual-and-norm';
const numbers = await numbersOf(await builtEngine(), folder);
const close = (a, b, far) => a.every((x, i) => Math.abs(x - b[i]) <= far);
const row = (path, index, scene) => numbers.at(path, index, scene);
const THE = 3;
const HACKER = 1;

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

test('mixing again and again makes tokens alike; adding keeps them apart and grows', () => {
  assert.ok(close(row('calc.mixed_6', [0, HACKER]), row('calc.mixed_6', [0, THE]), 0.005));
  const apart = (path) => Math.max(...row(path, [HACKER]).map((x, c) => Math.abs(x - row(path, [THE])[c])));
  assert.ok(apart('calc.added_6') > 0.8 * apart('embed'));
  assert.ok(Math.min(...row('calc.added_6', [HACKER])) > 8);
});

test('a norm forgets the size of a vector', () => {
  assert.ok(close(row('calc.normed_large', [THE]), row('layers.0.norm_1.normalised', [THE]), 1e-4));
});

test('the short vector: biased variance 1.732, the sample’s 1.500; eps inside the root tames a whisper', () => {
  const first = (path) => row(path, [0, 0])[0].toFixed(3);
  assert.deepEqual(
    ['short', 'short_bessel', 'tiny', 'tiny_no_eps', 'tiny_outside', 'short_rms'].map((name) => first(`calc.${name}`)),
    ['1.732', '1.500', '0.235', '1.732', '1.693', '2.000'],
  );
  const [x, eps] = [0.001, 1e-5];
  const variance = (x * x * 3) / 16;
  assert.ok(Math.abs((0.75 * x) / (Math.sqrt(variance) + eps) - row('calc.tiny_outside', [0, 0])[0]) < 1e-4);
});

test('without a norm the size multiplies, with norms it does not', () => {
  const [none, pre, post] = ['none', 'pre', 'post'].map((name) => row(`calc.deep.${name}`));
  assert.ok(none[4] > 1e6 && pre[4] < 100 && Math.abs(post[4] - 1) < 0.01);
});
