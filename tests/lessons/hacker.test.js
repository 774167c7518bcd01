/** The hacker lesson: the table that is its point, and everything its prose claims in words. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { shared } from '../../web/lesson/compile/load-ts.js';
import { at, builtEngine, read } from './built.js';

const engine = await builtEngine();
const { NumberBook } = await shared();
const folder = ['lessons', '07-hacker'];
const sessions = new Map([
  ['main', engine.open(read(...folder, 'hacker.json'))],
  ['causal', engine.open(read(...folder, 'hacker-causal.json'))],
  ['quiet', engine.open(read(...folder, 'hacker-quiet.json'))],
]);
const book = new NumberBook(engine, sessions, JSON.parse(read(...folder, 'calculations.json')));
after(() => {
  for (const session of sessions.values()) session.close();
});

const [, HACKER, BREACHED, THE, FIREWALL] = [0, 1, 2, 3, 4];
const attention = (name) => `layers.0.attention.${name}`;
const row = (path, index, scene) => book.at(path, index, scene);
const places = (values) => [...values.keys()].sort((a, b) => values[b] - values[a]);

test('the weights of the second "the" are the table, to two decimals', () => {
  const weights = row(attention('softmax'), [0, THE]);
  assert.deepEqual(
    weights.map((weight) => weight.toFixed(2)),
    ['0.05', '0.10', '0.35', '0.05', '0.45'],
  );
});

test('the scenes are what their script makes', () => {
  const made = mkdtempSync(join(tmpdir(), 'attend-scene-'));
  try {
    execFileSync(process.execPath, [at(...folder, 'make_scene.js'), made]);
    for (const name of ['hacker.json', 'hacker-causal.json', 'hacker-quiet.json']) {
      assert.equal(readFileSync(join(made, name), 'utf8'), read(...folder, name), name);
    }
  } finally {
    rmSync(made, { recursive: true });
  }
});

test('the two scenes differ in their mask alone', () => {
  const scenes = ['hacker.json', 'hacker-causal.json'].map((name) => JSON.parse(read(...folder, name)));
  const [plain, causal] = scenes.map(({ id, title, model: { mask, ...model }, ...rest }) => ({ model, ...rest }));
  assert.deepEqual(plain, causal);
  assert.deepEqual(
    scenes.map(({ model }) => model.mask.kind),
    ['none', 'causal'],
  );
});

test('numbers are short enough for pencil and paper', () => {
  const shortened = (values, digits) => values.map((x) => Number(x.toFixed(digits)));
  for (const [path, digits] of [
    ['embed', 1],
    ['project.q', 1],
    ['project.k', 1],
    ['project.v', 1],
    ['scores', 2],
  ]) {
    const values = row(path === 'embed' ? path : attention(path), []);
    const far = values.map((x, i) => Math.abs(x - shortened(values, digits)[i]));
    assert.ok(Math.max(...far) < 1e-5, path);
  }
});

test('without the capital, both tokens would be the same in everything that follows', () => {
  const scene = JSON.parse(read(...folder, 'hacker.json'));
  const vocabulary = scene.tokens;
  const session = engine.open({ ...scene, vocabulary, tokens: ['the', ...vocabulary.slice(1)] });
  for (const path of [attention('project.q'), attention('output')]) {
    const { data } = session.tensor(path, { ahead: true });
    assert.deepEqual(data.slice(0, 4), data.slice(12, 16));
  }
  session.close();
});

test('what the text says of the scores holds', () => {
  const scores = row(attention('scores'), [0, THE]);
  assert.deepEqual(places(scores).slice(0, 2), [FIREWALL, BREACHED]);
  assert.equal(places(scores).at(-1), THE, 'its own score is the lowest of the row');
  assert.ok(row(attention('scores'), []).filter((score) => score < 0).length > 12, 'many scores are negative');
  const [query, key] = [row(attention('project.q'), [THE]), row(attention('project.k'), [FIREWALL])];
  assert.equal(places(query.map((x, i) => x * key[i]))[0], 0, 'the first product decides');
  const scaled = row(attention('scale'), [0, THE]);
  assert.deepEqual(
    places(scaled)
      .slice(2)
      .map((i) => scaled[i] < 0),
    [true, true, true],
  );
});

test('what the text says of the key of "hacker" holds', () => {
  const [query, key] = [row(attention('project.q'), [THE]), row(attention('project.k'), [HACKER])];
  const large = key.indexOf(Math.min(...key));
  assert.ok(query[large] === Math.max(...query), 'its most negative number meets a largest number of the query');
});

test('the new vector of "the" points towards "firewall", then "breached"', () => {
  const [before, after] = ['calc.before', 'calc.after'].map((path) => row(path, [0, THE]));
  assert.deepEqual(places(before).slice(0, 2), [THE, 0]);
  assert.deepEqual(places(after).slice(0, 2), [FIREWALL, BREACHED]);
  assert.ok(after[THE] < 0.5 && after[FIREWALL] > 0.9);
  assert.ok(Math.abs(before[THE] - 1) < 1e-6, 'every vector points where it points');
});

test('the output is the mixture of the embeddings by the weights', () => {
  const weights = row(attention('softmax'), [0, THE]);
  const mixture = [0, 1, 2, 3].map((c) => weights.reduce((sum, weight, s) => sum + weight * row('embed', [s])[c], 0));
  const output = row(attention('output'), [THE]);
  for (const [c, x] of output.entries()) assert.ok(Math.abs(x - mixture[c]) < 1e-6);
});

test('under the causal mask "firewall" is out of reach and its share goes to all others alike', () => {
  const plain = row(attention('softmax'), [0, THE]);
  const masked = row(attention('softmax'), [0, THE], 'causal');
  assert.equal(masked[FIREWALL], 0);
  const factors = masked.slice(0, FIREWALL).map((weight, s) => weight / plain[s]);
  for (const factor of factors) assert.ok(Math.abs(factor - factors[0]) < 1e-5);
  const after = row('calc.after_causal', [0, THE]);
  assert.equal(places(after)[0], BREACHED);
  assert.ok(after[FIREWALL] < row('calc.after', [0, THE])[FIREWALL]);
});

const length = (vector) => Math.hypot(...vector);
const lengths = (path, scene) => [0, 1, 2, 3, 4].map((s) => length(row(path, [0, s], scene)));

test('what the five tokens bring adds up to the new vector', () => {
  for (const [parts, scene] of [
    ['calc.parts', 'main'],
    ['calc.quiet_parts', 'quiet'],
  ]) {
    const blend = row(attention('weighted_sum'), [0, THE], scene);
    for (const [c, x] of blend.entries()) {
      const sum = [0, 1, 2, 3, 4].reduce((all, s) => all + row(parts, [0, s, c])[0], 0);
      assert.ok(Math.abs(sum - x) < 1e-6, `${parts} ${c}`);
    }
  }
  const [hacker, the] = [HACKER, THE].map((s) => row('calc.parts', [0, s, 2])[0]);
  const weights = row(attention('softmax'), [0, THE]);
  assert.ok(weights[HACKER] > 2 * weights[THE] && hacker < the / 2, 'twice the weight, less than half the part');
});

test('with the quiet matrix the weights stay, and "firewall" brings least', () => {
  assert.deepEqual(row(attention('softmax'), [], 'quiet'), row(attention('softmax'), []));
  assert.equal(places(lengths('calc.parts'))[0], FIREWALL);
  assert.equal(places(lengths('calc.quiet_parts')).at(-1), FIREWALL);
  assert.equal(places(lengths('calc.quiet_parts'))[0], BREACHED);
  assert.equal(places(lengths(attention('split_heads.v'), 'quiet'))[0], THE, 'its value is the longest');
  const [plain, quiet] = ['hacker.json', 'hacker-quiet.json'].map((name) => JSON.parse(read(...folder, name)));
  const { 'layers.0.attention.wv': _, ...rest } = quiet.weights.tensors;
  assert.deepEqual({ ...plain.weights.tensors, ...rest }, plain.weights.tensors, 'nothing but the values is another');
});

test('what the exercise says of a longer "hacker" holds', () => {
  const session = engine.open(read(...folder, 'hacker.json'));
  const score = () => session.tensor(attention('scores'), { ahead: true }).data[THE * 5 + HACKER];
  const before = score();
  session.edit('weights.embed.table', [HACKER, 1], 2);
  assert.ok(before < 0 && score() < before);
  session.close();
});
