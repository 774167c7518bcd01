/** The lesson on masks: what its prose claims in words. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { at, builtEngine, numbersOf, read } from './built.js';

const folder = '08-masking';
const numbers = await numbersOf(await builtEngine(), folder);
const weights = (t, scene) => numbers.at('layers.0.attention.softmax', [0, t], scene);
const output = (t, scene) => numbers.at('layers.0.attention.output', [t], scene);
const THE = 3;
const FIREWALL = 4;

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

test('under a causal mask what comes later changes nothing, to the bit; without one it does', () => {
  for (let t = 0; t < FIREWALL; t++) assert.deepEqual(output(t, 'causal'), output(t, 'short'));
  assert.notDeepEqual(output(THE, 'main'), output(THE, 'short-open'));
});

test('masking the weights leaves less than one, and tells of what is hidden', () => {
  const kept = numbers.at('layers.0.attention.mask_weights', [0, THE], 'late');
  assert.deepEqual(kept.slice(0, FIREWALL), weights(THE).slice(0, FIREWALL));
  assert.equal(kept[FIREWALL], 0);
  assert.ok(numbers.at('calc.late_sum', [THE, 0])[0] < 0.56);
  assert.ok(weights(THE, 'short')[2] > kept[2] + 0.2);
});

test('a hidden token wins where its fill lies above the real scores', () => {
  const [first, second, third] = numbers.at('calc.low_99', [0]);
  assert.ok(first + second < 0.1 && third > 0.4);
  assert.deepEqual(numbers.at('calc.four_1e9', [0]), numbers.at('calc.four_masked', [0]));
  assert.ok(numbers.at('calc.four_tiny', [0, 2])[0] > 0.05);
});

test('padding hides keys and leaves the rows of the pads whole; an empty row is zeros', () => {
  for (let t = 0; t < 7; t++) {
    const row = weights(t, 'padding');
    assert.deepEqual(row.slice(5), [0, 0]);
    assert.ok(Math.abs(row.reduce((sum, x) => sum + x, 0) - 1) < 1e-6);
  }
  assert.deepEqual(weights(THE, 'nothing'), [0, 0, 0, 0, 0]);
});
