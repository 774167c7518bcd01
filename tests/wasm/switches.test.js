/** What the switches of today's models promise, and what they refuse. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { allTensors, sameData, scene, withSession } from './support.js';

const engine = await loadEngine();
const attention = 'layers.0.attention';

const largest = (a, b) => Math.max(...a.map((number, i) => Math.abs(number - b[i])));
const read = (what, path) => withSession(engine, what, (session) => session.tensor(path, { ahead: true }));

test('as many heads of keys as of queries is the same to the bit as saying nothing, and written with the same letters', () => {
  const tensors = (model) => withSession(engine, scene(model), (session) => [...allTensors(session)]);
  const plain = tensors({});
  const said = tensors({ kv_heads: 2 });
  assert.deepEqual(
    said.map(([path, { axes }]) => [path, axes]),
    plain.map(([path, { axes }]) => [path, axes]),
  );
  for (const [i, [path, { data }]] of said.entries()) assert.ok(sameData(data, plain[i][1].data), path);
});

test('heads of one group see the same keys and values', () => {
  const shared = scene({ heads: 4, head_width: 2, kv_heads: 2 });
  const { axes, shape } = read(shared, `${attention}.split_heads.k`);
  assert.deepEqual(
    [axes, shape],
    [
      ['G', 'S', 'D'],
      [2, 3, 2],
    ],
  );
  for (const name of ['k', 'v']) {
    const { shape: repeated, data } = read(shared, `${attention}.repeat_heads.${name}`);
    assert.deepEqual(repeated, [4, 3, 2]);
    const head = (h) => data.slice(h * 6, (h + 1) * 6);
    assert.deepEqual(head(0), head(1));
    assert.deepEqual(head(2), head(3));
    assert.notDeepEqual(head(1), head(2));
  }
});

test('a common shift of all positions moves no score that rotary positions make', () => {
  for (const pairing of ['half', 'interleaved']) {
    const at = (offset) =>
      read(scene({ head_width: 4, position: 'rotary', rotary: { pairing, offset } }), `${attention}.scores`).data;
    assert.ok(largest(at(0), at(7)) < 2e-6, `${pairing}: ${largest(at(0), at(7))}`);
    const none = read(scene({ head_width: 4 }), `${attention}.scores`).data;
    assert.ok(largest(at(0), none) > 1e-3, 'and yet they are others than without');
  }
});

test('the weights of a row sum to less than 1 by what the sink takes', () => {
  const { shape, data } = read(scene({ sinks: true }), `${attention}.softmax`);
  for (let row = 0; row < data.length; row += shape[2]) {
    const sum = data.slice(row, row + shape[2]).reduce((a, b) => a + b, 0);
    assert.ok(sum > 0 && sum < 1, `${sum}`);
  }
});

test('a tied unembedding reads the table of the embedding, and there is no other', () => {
  withSession(engine, scene({ kind: 'decoder', unembed: true, tie_unembed: true }), (session) => {
    const paths = [...allTensors(session).keys()];
    assert.ok(!paths.includes('weights.unembed.w'));
    assert.deepEqual(session.usedBy('weights.embed.table', [0, 0]).length > 3, true);
  });
});

test('sublayers side by side all read what the one norm made', () => {
  withSession(engine, scene({ kind: 'block', parallel: true }), (session) => {
    const layer = session.program.children.find(({ path }) => path === 'layers.0');
    const paths = layer.children.map(({ path }) => path.replace('layers.0.', ''));
    assert.deepEqual(paths, ['norm_1', 'attention', 'residual_1', 'feed_forward', 'residual_2']);
    assert.ok(layer.children[3].reads.includes('layers.0.norm_1'));
    assert.deepEqual(layer.children[4].reads, ['layers.0.residual_1', 'layers.0.feed_forward']);
  });
});

test('calls that cannot be are refused: what, why, and what to do', () => {
  const heads = (count, columns) => ({ shape: [count, 1, columns], data: new Float32Array(count * columns) });
  const flat = (columns) => ({ shape: [1, columns], data: new Float32Array(columns) });
  const refusals = [
    ['rotary', { q: heads(1, 3), k: heads(1, 3) }, {}, /3 columns.*share.*even number/],
    ['rotary', { q: heads(1, 4), k: heads(1, 4) }, { share: 0.25 }, /0\.25 is 1\..*even number/],
    ['rotary', { q: heads(1, 4), k: heads(1, 4) }, { share: 2 }, /share up to 1/],
    ['repeat_heads', { k: heads(2, 1), v: heads(2, 1) }, { heads: 3 }, /2 groups.*3 heads.*multiple/],
    ['split_heads', { q: flat(8), k: flat(3), v: flat(3) }, { heads: 4 }, /k and v have 3 columns.*head of q has 2/],
    ['split_heads', { q: flat(8), k: flat(6), v: flat(6) }, { heads: 4 }, /k and v have 6 columns.*divides it/],
  ];
  for (const [stage, inputs, options, message] of refusals)
    assert.throws(() => engine.call(stage, inputs, options), { code: 'shape', message }, `${stage} ${message}`);
});

/** By the key that asks for it, a model that neither a runner nor training can do. */
const BEYOND = {
  kv_heads: { kv_heads: 1 },
  position: { position: 'alibi' },
  sinks: { sinks: true },
  tie_unembed: { tie_unembed: true },
  'feed_forward.activation': { feed_forward: { activation: 'geglu' } },
  'feed_forward.experts': { feed_forward: { experts: 3 } },
};

test('runners and training say which key asks for what they cannot do, and what to do instead', () => {
  const optimizer = { kind: 'sgd', rate: 0.1 };
  for (const [key, model] of [...Object.entries(BEYOND), ['position', { position: 'rotary' }]]) {
    const asked = scene({ kind: 'decoder', unembed: true, ...model });
    const refusal = {
      code: 'stage',
      message: new RegExp(`cannot do \\w+, which "${key}" .*Change that, or .* session`),
    };
    assert.throws(() => engine.runner(asked), refusal);
    assert.throws(() => engine.train({ scene: asked, data: { task: 'copy' }, optimizer }), refusal);
  }
});

test('runners and training can do sublayers side by side', () => {
  const asked = scene({ kind: 'decoder', unembed: true, parallel: true });
  const run = engine.runner(asked);
  assert.ok(largest([...run.forward(asked.tokens).data], [...read(asked, 'unembed').data]) < 1e-6);
  run.close();
  const training = engine.train({
    scene: asked,
    data: { sequences: [asked.tokens] },
    optimizer: { kind: 'sgd', rate: 0.1 },
  });
  const loss = { kind: 'cross_entropy', targets: 'next' };
  for (const [path, { data }] of Object.entries(training.gradients(0)))
    assert.ok(largest([...data], [...read({ ...asked, loss }, `gradients.weights.${path}`).data]) < 2e-6, path);
  training.close();
});
