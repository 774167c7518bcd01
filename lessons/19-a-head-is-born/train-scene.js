/**
 * Writes trained.json: the weights of two.json after 400 steps, as the page takes them. Run from the repository, after a build:
 *
 *   node lessons/19-a-head-is-born/train-scene.js
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadBuiltEngine } from '../../scripts/generate.js';

const STEPS = 400;
const DIGITS = 6;
const beside = (name) => new URL(name, import.meta.url);

const rounded = (value) => Number(value.toPrecision(DIGITS));
const rows = ({ shape: [count, length], data }) =>
  length === undefined
    ? Array.from(data, rounded)
    : Array.from({ length: count }, (_, row) => Array.from(data.slice(row * length, (row + 1) * length), rounded));

const engine = await loadBuiltEngine();
const scene = JSON.parse(readFileSync(beside('two.json'), 'utf8'));
const run = engine.train({
  scene,
  data: { task: 'induction', seed: 2 },
  optimizer: { kind: 'adam', rate: 0.01, betas: [0.9, 0.99] },
  batch: 16,
});
run.advance(STEPS);
const tensors = Object.fromEntries(Object.entries(run.weights()).map(([name, tensor]) => [name, rows(tensor)]));
const trained = {
  ...scene,
  ...{ id: 'trained', title: 'Two layers of attention, trained', weights: { tensors } },
  made_by: `Trained for ${STEPS} steps by train-scene.js; ${DIGITS} digits of each number.`,
};
const text = JSON.stringify(trained, null, 1).replace(/\[[^[\]{}]*\]/g, (list) => list.replace(/\s+/g, ' '));
writeFileSync(beside('trained.json'), `${text}\n`);
