/**
 * The published schema of scenes against the engine: both judge the same scenes, wherever a schema can know. The corpus
 * is tests/engine/scenes.json; then every part of its good scenes is replaced by things that do not belong there.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { loadEngine } from '../../dist/package/index.js';
import { at } from '../../scripts/root.js';
import { filesBelow } from '../../scripts/stamps.js';
import { bad, good } from '../wasm/corpus.js';

const read = (file) => JSON.parse(readFileSync(at(file), 'utf8'));
const schema = read('lessons/_shared/scene.schema.json');
const validate = new Ajv({ strictTypes: false, strictRequired: false }).compile(schema);
const engine = await loadEngine();
const corpus = read('tests/engine/scenes.json');

/** What the engine says against a scene; empty if it opens. */
function refusal(text) {
  try {
    engine.open(text).close();
    return '';
  } catch (error) {
    assert.equal(error.code, 'scene', error.message);
    return error.message;
  }
}

const because = () => JSON.stringify(validate.errors);

test('the schema takes every scene that opens', () => {
  for (const { name, scene } of good(corpus)) {
    assert.ok(validate(scene), `${name}: ${because()}`);
    assert.equal(refusal(JSON.stringify(scene)), '', name);
  }
});

test('the schema refuses every scene that the engine refuses, unless it cannot know', () => {
  for (const { name, text, schema: knows = true } of bad(corpus)) {
    assert.notEqual(refusal(text), '', name);
    let scene;
    try {
      scene = JSON.parse(text);
    } catch {
      continue;
    }
    assert.equal(validate(scene), !knows, name);
  }
});

test('the schema takes every scene of the fixtures and of the lessons', () => {
  const scenes = ['programs', 'programs_masks', 'programs_cross', 'programs_switches'].flatMap((file) =>
    read(`tests/reference/${file}.json`).programs.map(({ name, scene }) => [name, scene]),
  );
  for (const file of filesBelow(['lessons']).filter((one) => one.endsWith('.json') && !one.includes('/_shared/'))) {
    const content = read(file);
    if (content.tokens && content.model) scenes.push([file, content]);
  }
  assert.ok(scenes.length > 60);
  for (const [name, scene] of scenes) {
    assert.ok(validate(scene), `${name}: ${because()}`);
    assert.equal(refusal(JSON.stringify(scene)), '', name);
  }
});

test('the schema takes scenes by pattern, with wishes, and on top of others; and refuses what no pattern has', () => {
  const { cases } = read('tests/reference/patterns.json');
  const [{ scene: base }] = cases;
  const wish = (one) => ({ ...base, weights: { seed: 1 }, wishes: [one] });
  const written = (one) => ({ ...base, weights: { seed: 1, tensors: { 'layers.0.attention.wq': one } } });
  const extending = {
    version: 1,
    extends: 'other.json',
    patch: { model: { mask: null } },
    wishes: [{ offset: -1, above: 0.5 }],
  };
  const taken = [
    ...cases.map(({ scene }) => scene),
    ...[
      { offset: -1, above: '1/2' },
      { at: 'layers.0.attention', head: 0, query: 1, key: 0, above: 0.5 },
    ].map(wish),
    ...[extending, { version: 1, extends: base }],
  ];
  const refused = [
    ...[{ offset: 0.5, above: 0.5 }, { offset: -1 }, { above: 0.5 }, { offset: 1, key: 1, above: 0 }].map(wish),
    ...[{ pattern: 'identitty' }, { pattern: 'identity', by: 1 }, { pattern: 'shift' }, {}, 'sqrt(2)'].map(written),
    ...[[['none']], { pattern: 'block', at: [1], of: [[1]] }, { pattern: 'sum', of: [] }].map(written),
    { ...extending, tokens: ['a'] },
    { ...extending, extends: 'https://example.org/other.json' },
    { ...base, patch: {} },
  ];
  for (const scene of taken) assert.ok(validate(scene), `${JSON.stringify(scene)}: ${because()}`);
  for (const scene of refused) {
    assert.equal(validate(scene), false, JSON.stringify(scene));
    assert.notEqual(refusal(JSON.stringify(scene)), '', JSON.stringify(scene));
  }
});

/** What only the engine can know: how parts of a scene fit each other. */
const beyondSchema =
  /does not divide the (width|\d+ heads)|is rotary, which turns pairs|not in the vocabulary|should have the shape|belong to no step|of shape .* (is|are) missing|one row for each|rows of|different depth|keeps within|more than \d+ numbers|would have|names token|with one entry for each|but there is only one token|but this model makes none|which is no cell of|needs logits to pick from|vocabulary has only|needs a mask on scores|which with the|at most 1\.|has no such tensor|is no weight of this model|A token cannot go to|is gated, and experts are plain/;

const misfits = [
  null,
  true,
  false,
  0,
  1,
  2,
  3,
  -1,
  0.5,
  513,
  1e5,
  1e300,
  '',
  'x',
  '1',
  'causal',
  'none',
  [],
  {},
  [1],
  [[1]],
  [0.5],
  ['x'],
  [[]],
  { kind: 'x' },
  { x: 1 },
];

/** Every place in a scene, as a path of keys; long lists by their first two items. */
function* places(value, path = []) {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value).slice(0, Array.isArray(value) ? 2 : undefined))
    yield* places(value[key], [...path, key]);
}

function changed(scene, path, act) {
  const copy = structuredClone(scene);
  act(
    path.slice(0, -1).reduce((inner, key) => inner[key], copy),
    path.at(-1),
  );
  return copy;
}

/** The scene with one part replaced, removed, or with a part too many. */
function* variations(scene) {
  for (const path of places(scene)) {
    for (const misfit of misfits)
      yield [
        `${path.join('/')} = ${JSON.stringify(misfit)}`,
        changed(scene, path, (at, key) => {
          at[key] = misfit;
        }),
      ];
    yield [
      `without ${path.join('/')}`,
      changed(scene, path, (at, key) => (Array.isArray(at) ? at.splice(key, 1) : delete at[key])),
    ];
    yield [
      `beside ${path.join('/')}`,
      changed(scene, path, (at) => (Array.isArray(at) ? at.push(7) : Object.assign(at, { extra: 7 }))),
    ];
  }
}

test('schema and engine agree on every scene with one part replaced', () => {
  const differ = [];
  let refused = 0;
  let taken = 0;
  for (const { name, scene } of good(corpus))
    for (const [change, varied] of variations(scene)) {
      const message = refusal(JSON.stringify(varied));
      const valid = validate(varied);
      if (valid && message && !beyondSchema.test(message))
        differ.push(`${name}, ${change}: the schema takes it, the engine: ${message}`);
      if (!valid && !message) differ.push(`${name}, ${change}: the engine opens it, the schema: ${because()}`);
      if (valid && !message) taken += 1;
      else refused += 1;
    }
  assert.ok(refused > 5000 && taken > 200, `${refused} refused, ${taken} taken`);
  assert.equal(differ.length, 0, `${differ.length} differences:\n${differ.slice(0, 12).join('\n')}`);
});
