#!/usr/bin/env node
/**
 * Finds the seed of this lesson's scenes again: of the first 600, the one in which "were" gives "keys" the largest weight
 * when nothing is masked. Needs the built package.
 *
 *   node lessons/01-why-attention/find_seed.js
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SEEDS = 600;
const KEYS = 1;
const WERE = 9;

const here = dirname(fileURLToPath(import.meta.url));
const { loadEngine } = await import(pathToFileURL(join(here, '..', '..', 'dist', 'package', 'index.js')).href);
const engine = await loadEngine();
const scene = JSON.parse(readFileSync(join(here, 'all.json'), 'utf8'));

let best = { seed: 0, weight: 0 };
for (let seed = 1; seed <= SEEDS; seed++) {
  const session = engine.open({ ...scene, weights: { seed } });
  const { data, shape } = session.tensor('layers.0.attention.softmax', { ahead: true });
  const weight = data[WERE * shape[2] + KEYS];
  if (weight > best.weight) best = { seed, weight };
  session.close();
}
console.log(`seed ${best.seed}: "were" gives "keys" a weight of ${best.weight.toFixed(2)}`);
