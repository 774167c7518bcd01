/** The published models in small: each against a torch module in the manner of its own published code. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadEngine } from '../../dist/package/index.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';
import { compare, steps, tensorPaths, withSession } from '../wasm/support.js';

const { namedModels, namedModelOf } = await loadTs('web/engine/scene/named-models.ts');
const engine = await loadEngine();
const python = '/usr/bin/python3';
const noTorch = spawnSync(python, ['-c', 'import torch']).status === 0 ? false : `${python} has no torch`;
const tokens = ['the', 'cat', 'saw', 'the', 'dog', 'sit'];

const sceneOf = (model, seed = 5) => ({
  version: 1,
  tokens,
  model,
  weights: { seed },
  loss: { kind: 'cross_entropy', targets: 'next' },
});

const rowsOf = ({ shape, data }) =>
  shape.length === 1
    ? [...data]
    : Array.from({ length: shape[0] }, (_, r) => [...data.slice(r * shape[1], (r + 1) * shape[1])]);

/** The same scene with every weight written out. */
function written(scene) {
  return withSession(engine, scene, (session) => {
    const weights = tensorPaths(session).given.filter((path) => path.startsWith('weights.'));
    const read = (path) => rowsOf(session.tensor(path, { ahead: true }));
    return { ...scene, weights: { tensors: Object.fromEntries(weights.map((path) => [path.slice(8), read(path)])) } };
  });
}

test('torch modules give the same logits, loss and gradients of every weight', { skip: noTorch }, () => {
  const asked = namedModels.map(({ id, model }) => ({ id, scene: written(sceneOf(model)) }));
  const script = fileURLToPath(new URL('named_models.py', import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, [script], { input: JSON.stringify(asked), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const problems = [];
  for (const [i, { logits, loss, gradients }] of JSON.parse(stdout).entries()) {
    const { id, scene } = asked[i];
    withSession(engine, scene, (session) => {
      const meet = (path, data, tolerance) => {
        const got = session.tensor(path, { ahead: true });
        compare(problems, `${id}: ${path}`, got, { shape: got.shape, data }, tolerance);
        assert.equal(data.length, got.data.length, path);
      };
      meet('unembed', logits);
      meet('loss', [loss]);
      for (const [path, data] of Object.entries(gradients))
        meet(`gradients.weights.${path}`, data, { relative: 1e-4, absolute: 1e-6 });
    });
  }
  assert.deepEqual(problems, []);
});

for (const { id, model } of namedModels)
  describe(id, () => {
    test('is stepped to its last token, and any cell is explained, forward and backward', () => {
      withSession(engine, sceneOf(model), (session) => {
        const { total } = session.position;
        for (let pressed = 0; pressed < total; pressed += 1) session.step();
        assert.equal(session.position.done, total);
        for (const path of steps(session.program).flatMap(({ writes }) => writes)) {
          const { shape } = session.tensor(path);
          const last = shape.map((length) => length - 1);
          assert.equal(session.explain(path, last).value, session.tensor(path).data.at(-1), path);
        }
      });
    });

    test('is recognised by its switches, and not once one is turned', () => {
      withSession(engine, sceneOf(model), (session) => {
        assert.equal(namedModelOf(session.scene.model)?.id, id);
        assert.equal(namedModelOf({ ...session.scene.model, parallel: true }), undefined);
      });
    });
  });

test('each says where it was published, in the bibliography, and all its words are there', () => {
  const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const messages = read('web/elements/messages/workshop-en.ftl');
  for (const { id, source, parts, without } of namedModels) {
    const entry = `lessons/_shared/bibliography/${source}.json`;
    assert.ok(existsSync(new URL(`../../${entry}`, import.meta.url)), entry);
    const { year } = JSON.parse(read(entry));
    assert.match(messages, new RegExp(`\\nnamed-${id} = .+\\n +\\.where = .*${year}`), id);
    for (const key of [...parts, ...without.map((name) => `without-${name}`)])
      assert.ok(messages.includes(`\nnamed-${id}-${key} = `), `named-${id}-${key}`);
  }
});
