/** Parts taken out are what a model without them makes; the logit lens is what a model that ends there says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const { intervene, partsOf } = await loadTs('web/engine/interventions/parts.ts');
const { logitLens } = await loadTs('web/engine/interventions/lens.ts');
const engine = await loadEngine();

const scene = {
  version: 1,
  tokens: ['a', 'b', 'c', 'a'],
  vocabulary: ['a', 'b', 'c', 'd'],
  model: { kind: 'decoder', layers: 2, width: 8, heads: 2, unembed: true },
  weights: { seed: 3 },
};

/** All weights of a scene, so that some can be written otherwise. */
function written(given) {
  const session = engine.open(given);
  const tensors = {};
  const visit = (node) => {
    for (const path of node.reads.filter((one) => one.startsWith('weights.'))) {
      const { shape, data } = session.tensor(path);
      tensors[path.slice('weights.'.length)] = { shape, data: Float32Array.from(data) };
    }
    node.children.forEach(visit);
  };
  visit(session.program);
  session.close();
  return tensors;
}

const endOf = (session, path = 'probabilities') => [...session.tensor(path, { ahead: true }).data];

function runWith(change, given = scene) {
  const tensors = written(given);
  change(tensors);
  const session = engine.open({ ...given, weights: { ...given.weights, tensors } });
  const end = endOf(session);
  session.close();
  return end;
}

const near = (got, wanted) =>
  assert.ok(
    got.every((x, i) => Math.abs(x - wanted[i]) <= 1e-6),
    `${got.slice(0, 4)} is not ${wanted.slice(0, 4)}`,
  );

/** A part of the scene after an intervention; everything else of the session is as it was. */
function intervened(find, by, given = scene) {
  const session = engine.open(given);
  const part = partsOf(session).find(find);
  intervene(engine, session, part, by);
  const end = endOf(session);
  session.undo();
  const again = endOf(session);
  session.close();
  return { end, again };
}

test('a head of zeros is a model whose output projection does not read that head', () => {
  const rows = runWith((tensors) => {
    const { data } = tensors['layers.1.attention.wo'];
    data.fill(0, 4 * 8, 8 * 8);
  });
  const { end, again } = intervened(
    (part) => part.path.startsWith('layers.1') && part.kind === 'head' && part.number === 1,
    'zeros',
  );
  near(end, rows);
  near(
    again,
    runWith(() => {}),
  );
  assert.notDeepEqual(end, again);
});

test('a sublayer of zeros is a model whose sublayer adds nothing', () => {
  const rows = runWith((tensors) => {
    for (const name of ['w2', 'b2']) tensors[`layers.0.feed_forward.${name}`].data.fill(0);
  });
  near(intervened(({ path }) => path === 'layers.0.feed_forward', 'zeros').end, rows);
});

test('the mean of one head is the same row for every token', () => {
  const session = engine.open(scene);
  const part = partsOf(session).find(({ kind, number }) => kind === 'head' && number === 1);
  const before = session.tensor(part.path, { ahead: true }).data;
  intervene(engine, session, part, 'mean');
  const after = session.tensor(part.path, { ahead: true }).data;
  for (let column = 0; column < 4; column += 1) {
    const own = [0, 1, 2, 3].map((row) => before[16 + row * 4 + column]);
    const mean = own.reduce((sum, x) => sum + x, 0) / 4;
    for (const row of [0, 1, 2, 3]) assert.ok(Math.abs(after[16 + row * 4 + column] - mean) < 1e-6);
  }
  assert.deepEqual([...after.slice(0, 16)], [...before.slice(0, 16)], 'the other head is as it was');
  session.close();
});

test('a token that is what it is in another sentence makes that sentence', () => {
  const other = engine.open({ ...scene, tokens: ['a', 'd', 'c', 'a'] });
  const wanted = endOf(other);
  other.close();
  const { end } = intervened(({ kind, number }) => kind === 'token' && number === 1, { tokens: ['a', 'd', 'c', 'a'] });
  assert.deepEqual(end, wanted);
  assert.throws(
    () => intervened(({ kind }) => kind === 'token', { tokens: ['a'] }),
    /other sentence has 1 tokens, but 4 are needed/,
  );
});

test('the lens says what a model of fewer layers says; its last row is the model’s own', () => {
  const session = engine.open(scene);
  const rows = logitLens(engine, session);
  const paths = ['embed', ...[0, 1].flatMap((layer) => [1, 2].map((sum) => `layers.${layer}.residual_${sum}`))];
  assert.deepEqual(
    rows.map(({ path }) => path),
    paths,
  );
  assert.deepEqual([...rows.at(-1).probabilities.data], endOf(session));
  session.close();
  const tensors = Object.fromEntries(Object.entries(written(scene)).filter(([name]) => !name.startsWith('layers.1')));
  const short = engine.open({ ...scene, model: { ...scene.model, layers: 1 }, weights: { seed: 3, tensors } });
  assert.deepEqual([...rows[2].probabilities.data], endOf(short));
  short.close();
});

test('every kind of program has its parts; without a stream or words there is no lens', () => {
  for (const [model, kinds, rows] of [
    [{ kind: 'attention' }, ['head', 'token'], 0],
    [{ kind: 'block' }, ['head', 'sublayer', 'token'], 0],
    [{ kind: 'decoder', norm: 'post', unembed: true }, ['head', 'sublayer', 'token'], 3],
    [
      {
        kind: 'decoder',
        parallel: true,
        unembed: true,
        tie_unembed: true,
        norm_kind: 'rms',
        position: 'rotary',
        kv_heads: 1,
      },
      ['head', 'sublayer', 'token'],
      3,
    ],
    [{ kind: 'encoder-decoder', unembed: true }, ['head', 'sublayer', 'token'], 4],
  ]) {
    const session = engine.open({
      ...scene,
      ...(model.kind === 'encoder-decoder' ? { memory: ['b', 'c'] } : {}),
      model: { width: 8, heads: 2, ...model },
    });
    const parts = partsOf(session);
    assert.deepEqual([...new Set(parts.map(({ kind }) => kind))].sort(), kinds, model.kind);
    assert.equal(logitLens(engine, session).length, rows, model.kind);
    for (const part of parts) intervene(engine, session, part, 'zeros');
    assert.ok(endOf(session, parts.at(-1).path).every((x) => x === 0));
    session.close();
  }
});
