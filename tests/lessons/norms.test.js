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

test('attention instead of the token makes all tokens alike; adding slows that down', () => {
  const cosine = (x, y) => {
    const dot = (a, b) => a.reduce((sum, each, c) => sum + each * b[c], 0);
    return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
  };
  const ofPairs = (path, scene) => {
    const rows = [0, 1, 2, 3, 4].map((t) => row(path, [t], scene));
    const pairs = rows.flatMap((x, i) => rows.slice(i + 1).map((y) => cosine(x, y)));
    return pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
  };
  const shown = (name) => row(`calc.${name}_pairs`, [0, 0])[0];
  for (const [name, path, scene] of [
    ['start', 'embed', 'six'],
    ['replaced_2', 'calc.replaced_2'],
    ['added_1', 'layers.0.residual_2', 'six'],
    ['added_6', 'layers.5.residual_2', 'six'],
  ])
    assert.ok(Math.abs(ofPairs(path, scene) - shown(name)) < 1e-5, name);
  assert.ok(Math.abs(shown('start')) < 0.05 && shown('replaced_2') > 0.999);
  assert.ok(shown('added_1') < shown('added_3') && shown('added_3') < shown('added_6') && shown('added_6') < 0.7);
  assert.deepEqual(row('calc.project_1.v', []), row('layers.0.attention.project.v', [], 'six'));
  const long = (path) => Math.hypot(...row(path, [HACKER], 'six'));
  assert.ok(long('layers.5.residual_2') > 5 * long('embed'));
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

test('without a norm the size multiplies, with pre-norm it grows slowly, with post-norm it does not', () => {
  const [none, pre, post] = ['none', 'pre', 'post'].map((name) => row(`calc.deep.${name}`));
  assert.ok(none.slice(0, 7).every((size, i) => i === 0 || size > none[i - 1]));
  assert.ok(none[6] > 1e27 && none[6] < 1e30 && Number.isNaN(none[7]));
  const factor = (none[6] / none[0]) ** (1 / 63);
  assert.ok(factor > 2.6 && factor < 3);
  assert.ok(pre[7] > 50 && pre[7] < 200 && post.every((size) => Math.abs(size - 1) < 0.1));
  const alike = ['none', 'post', 'pre'].map((name) => row(`calc.alike.${name}`)[4]);
  assert.ok(alike[0] > 0.99 && alike[1] > 0.99 && alike[2] < 0.7);
});
