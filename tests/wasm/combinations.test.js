/** Combinations of switches that PyTorch has computed, a few cells of every tensor. `npm run combinations` does 1,000, whole. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';
import { choicesOf } from '../combinations/draw.js';
import { meet } from '../combinations/meet.js';

const engine = await loadEngine();
const { modelKeys } = await loadTs('web/engine/scene/scene-keys.ts');
const { programs } = JSON.parse(await readFile(new URL('../reference/combinations.json', import.meta.url), 'utf8'));

test('combinations of switches, forward and backward, as PyTorch computed them', () => {
  const { problems, gradients } = meet(engine, programs);
  assert.ok(programs.length >= 80 && gradients > 1000, `${gradients} gradients of ${programs.length} scenes`);
  assert.deepEqual(problems, []);
});

test('every choice that a switch has is among them', () => {
  const met = new Set(programs.flatMap(({ scene }) => choicesOf(scene)));
  const keys = modelKeys.flatMap((key) => (key.type === 'group' && key.name !== 'mask' ? key.keys : [key]));
  for (const { name, type, choices = type === 'flag' ? [true, false] : [] } of keys)
    for (const choice of choices) assert.ok(met.has(`${name}=${choice}`), `${name}=${choice}`);
});
