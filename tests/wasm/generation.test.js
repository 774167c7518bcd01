/** Tokens one by one, in engine.wasm: what PyTorch picks, what a seed picks, the cursor, edits, saving, and the words of axes. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';

const engine = await loadEngine();
const words = ['the', 'cat', 'sat', 'on', 'a', 'mat', 'and', 'slept'];
const greedy = JSON.parse(await readFile(new URL('../reference/greedy.json', import.meta.url), 'utf8'));
const model = { kind: 'decoder', width: 4, heads: 2, unembed: true };

const sceneOf = (generate, more = {}) => ({
  version: 1,
  tokens: ['the', 'cat'],
  vocabulary: words,
  model,
  weights: { seed: 7 },
  generate,
  ...more,
});

const idsOf = (session) => session.generated.map(({ id }) => id);

function withScene(scene, act) {
  const session = engine.open(scene);
  try {
    return act(session);
  } finally {
    session.close();
  }
}

test('greedy: the tokens of a loop in PyTorch, for 200 models, with a cache and without', () => {
  assert.equal(greedy.models.length, 200);
  for (const { name, seed, tokens, model: own, ids } of greedy.models)
    for (const cache of [true, false])
      withScene(sceneOf({ tokens: ids.length, cache }, { tokens, model: own, weights: { seed } }), (session) =>
        assert.deepEqual(idsOf(session), ids, `${name}, cache ${cache}`),
      );
});

test('sampling: a seed picks the same tokens as natively, and another seed others', () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
  const pick = { kind: 'sample', temperature: 1.5, top_k: 5, top_p: 0.95, seed: 3 };
  const more = { tokens: ['a', 'b', 'c'], vocabulary: letters, model: { ...model, position: 'rotary' } };
  const picked = (seed) => withScene(sceneOf({ tokens: 8, pick: { ...pick, seed } }, more), idsOf);
  assert.deepEqual(picked(3), [1, 1, 4, 4, 4, 3, 1, 1]);
  assert.notDeepEqual(picked(4), picked(3));
});

test('session.generated: id, token, step and the probability that the model gave', () => {
  withScene(sceneOf({ tokens: 3 }), (session) => {
    const [first, second] = session.generated;
    assert.equal(session.generated.length, 3);
    assert.equal(first.step, 'prefill.pick');
    assert.equal(second.step, 'decode.0.pick');
    assert.equal(first.token, words[first.id]);
    const { data, shape } = session.tensor('prefill.probabilities', { ahead: true });
    assert.deepEqual(shape, [2, 8]);
    assert.equal(first.probability, data[8 + first.id]);
    assert.equal(first.probability, Math.max(...data.slice(8)));
  });
  const { generate, ...plain } = sceneOf({ tokens: 1 });
  withScene(plain, (session) => assert.deepEqual(session.generated, []));
});

test('the scene comes back with its defaults', () => {
  withScene(sceneOf({ tokens: 2 }), ({ scene }) =>
    assert.deepEqual(scene.generate, {
      tokens: 2,
      cache: true,
      pick: { kind: 'greedy', temperature: 1, top_k: null, top_p: 1, seed: 0 },
    }),
  );
});

test('the cache grows by a row, and axes are labelled by the words that were picked', () => {
  withScene(sceneOf({ tokens: 3 }), (session) => {
    const [first, second] = session.generated.map(({ token }) => token);
    const cache = session.shapeOf('decode.1.layers.0.attention.append_k');
    assert.deepEqual(cache.shape, [2, 4, 2]);
    assert.deepEqual(cache.labels[1], ['the', 'cat', first, second]);
    const scores = session.shapeOf('decode.1.layers.0.attention.scores');
    assert.deepEqual([scores.labels[1], scores.labels[2]], [[second], ['the', 'cat', first, second]]);
    session.edit('prefill.pick', [0], 5);
    assert.deepEqual(session.shapeOf('decode.0.embed').labels[0], [words[5]]);
    assert.equal(session.generated[0].token, words[5]);
  });
});

test('every step, forwards and back', () => {
  withScene(sceneOf({ tokens: 3, cache: false }), (session) => {
    session.level = 'stage';
    const seen = [];
    while (session.position.cells < session.position.totalCells) seen.push(session.step().path);
    assert.equal(seen.length, session.position.total);
    for (const path of ['prefill.embed', 'prefill.pick', 'decode.0.ids', 'decode.1.layers.0.attention.mask'])
      assert.ok(seen.includes(path), path);
    for (const path of seen.toReversed().slice(1)) assert.equal(session.stepBack().path, path);
    assert.equal(session.stepBack().cells, 0);
  });
});

test('an edit in a decode step is saved and comes back', () => {
  const scene = sceneOf({ tokens: 5, pick: { kind: 'sample', seed: 1 } });
  withScene(scene, (session) => {
    const before = idsOf(session);
    session.edit('decode.1.pick', [0], (before[2] + 1) % 8);
    session.edit('decode.2.pick.temperature', [], 0.25);
    session.edit('decode.2.layers.0.attention.append_v', [0, 1, 0], 3);
    const text = session.save({ long: true });
    const back = engine.restore(scene, text);
    assert.deepEqual(back.restored, { ok: true, message: '' });
    assert.deepEqual(back.generated, session.generated);
    assert.equal(back.tensor('decode.3.layers.0.attention.append_v', { ahead: true }).data[2], 3);
    assert.deepEqual(idsOf(session).slice(0, 2), before.slice(0, 2));
    back.close();
  });
});

test('a runner and a training say that they do not generate', () => {
  const scene = sceneOf({ tokens: 2 });
  assert.throws(() => engine.runner(scene), { code: 'scene', message: /"generate".*only a session does/ });
  const optimizer = { kind: 'sgd', rate: 0.1 };
  assert.throws(() => engine.train({ scene, data: { task: 'copy' }, optimizer }), { message: /"generate"/ });
});

test('rows of groups do not go behind a list', () => {
  const wrong = { code: 'shape', message: /different numbers of axes/ };
  assert.throws(() => engine.call('append', { cache: [1, 2], newest: [[[3], [4]]] }), wrong);
  assert.throws(() => engine.call('append', { cache: [[[3], [4]]], newest: [1, 2] }), wrong);
});

test('what is no share, and no whole position, is refused in a bare call', () => {
  const pick = (top_p) => engine.call('pick', { logits: [[1, 2]], uniform: [0.5] }, { top_p });
  assert.equal(pick(1).id.data[0], 1);
  assert.throws(() => pick(1.5), { code: 'shape', message: /top_p is 1\.5\. It must be above 0 and at most 1/ });
  const placed = (offset) => engine.call('position', { x: [[1, 2]] }, { offset });
  assert.ok(Math.abs(placed(2).encoding.data[0] - Math.sin(2)) < 1e-6);
  assert.throws(() => placed(1.5), { code: 'option', message: /offset.*a whole number, 0 or above/ });
});
