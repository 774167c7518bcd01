/**
 * Writes by-noun.json, by-word.json and by-neither.json: the weights of fresh.json from three seeds after 1000 steps, as the page
 * takes them, and the scenes in which something is taken out. Run from the repository, after a build:
 *
 *   node lessons/27-a-pronoun-head/train-scenes.js
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadBuiltEngine } from '../../scripts/generate.js';

const STEPS = 1000;
const DIGITS = 5;
const MODELS = [
  { id: 'by-noun', seed: 8, title: 'Trained from seed 8' },
  { id: 'by-word', seed: 12, title: 'Trained from seed 12' },
  { id: 'by-neither', seed: 9, title: 'Trained from seed 9' },
];
/** Of the heads and layers counted from 0, at one token or at all. */
const TAKEN_OUT = [
  { id: 'noun-without', of: 'by-noun', layer: 1, head: 1, title: 'Seed 8, with head 2 of layer 2 adding nothing' },
  { id: 'noun-collects', of: 'by-noun', layer: 0, head: 0, title: 'Seed 8, with head 1 of layer 1 adding nothing' },
  { id: 'word-without', of: 'by-word', layer: 1, head: 0, title: 'Seed 12, with head 1 of layer 2 adding nothing' },
  { id: 'word-spare', of: 'by-word', layer: 1, head: 1, title: 'Seed 12, with head 2 of layer 2 adding nothing' },
  { id: 'word-message', of: 'by-word', layer: 0, head: 1, token: 5, title: 'Seed 12, with one message taken out' },
];
const beside = (name) => new URL(name, import.meta.url);

const rounded = (value) => Number(value.toPrecision(DIGITS));
const rows = ({ shape: [count, length], data }) =>
  length === undefined
    ? Array.from(data, rounded)
    : Array.from({ length: count }, (_, row) => Array.from(data.slice(row * length, (row + 1) * length), rounded));

function write(scene) {
  const text = JSON.stringify(scene, null, 1).replace(/\[[^[\]{}]*\]/g, (list) => list.replace(/\s+/g, ' '));
  writeFileSync(beside(`${scene.id}.json`), `${text}\n`);
}

const engine = await loadBuiltEngine();
const fresh = JSON.parse(readFileSync(beside('fresh.json'), 'utf8'));
for (const { id, seed, title } of MODELS) {
  const run = engine.train({
    scene: { ...fresh, weights: { seed } },
    data: { task: 'grammar', seed },
    optimizer: { kind: 'adam', rate: 0.01, betas: [0.9, 0.99] },
    batch: 16,
  });
  run.advance(STEPS);
  const tensors = Object.fromEntries(Object.entries(run.weights()).map(([name, tensor]) => [name, rows(tensor)]));
  run.close();
  const made_by = `Trained for ${STEPS} steps by train-scenes.js; ${DIGITS} digits of each number.`;
  write({ ...fresh, id, title, weights: { tensors }, made_by });
}
const { width, heads } = fresh.model;
for (const { id, of, layer, head, token, title } of TAKEN_OUT) {
  const length = (width / heads) * (token === undefined ? fresh.tokens.length : 1);
  const edit = {
    path: `layers.${layer}.attention.weighted_sum`,
    index: [head, token ?? 0, 0],
    values: Array(length).fill(0),
  };
  write({
    ...{ version: 1, id, title, extends: `${of}.json`, patch: {}, edits: [edit] },
    made_by: `${of}.json; train-scenes.js sets what is taken out to zero.`,
  });
}
