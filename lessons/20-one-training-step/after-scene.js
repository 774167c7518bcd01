/**
 * Writes after.json: step.json with the weights that its own update gives. Run from the repository, after a build:
 *
 *   node lessons/20-one-training-step/after-scene.js
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadBuiltEngine } from '../../scripts/generate.js';

const DIGITS = 7;
const beside = (name) => new URL(name, import.meta.url);

const engine = await loadBuiltEngine();
const { update, ...scene } = JSON.parse(readFileSync(beside('step.json'), 'utf8'));
const session = engine.open({ ...scene, update });
const rows = ({ shape: [count, length], data }) =>
  Array.from({ length: count }, (_, row) =>
    Array.from(data.slice(row * length, (row + 1) * length), (value) => Number(value.toPrecision(DIGITS))),
  );
const tensors = Object.fromEntries(
  Object.keys(scene.weights.tensors).map((path) => [path, rows(session.tensor(`update.${path}`, { ahead: true }))]),
);
const after = {
  ...scene,
  ...{ id: 'after', title: 'After one step', weights: { tensors } },
  made_by: `The new weights of step.json, written by after-scene.js; ${DIGITS} digits of each number.`,
};
const text = JSON.stringify(after, null, 2).replace(/\[[^[\]{}]*\]/g, (list) => list.replace(/\s+/g, ' '));
writeFileSync(beside('after.json'), `${text}\n`);
