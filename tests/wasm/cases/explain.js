/** What `explain` says of every cell of whole programs, and `usedBy` the other way. */
import { evaluate } from '../evaluate.js';
import { allTensors, cellName, indexOf, near, scene, tensorPaths, withSession } from '../support.js';

const block = { kind: 'block', width: 2, heads: 1, feed_forward: { width: 2 } };

/** Between them: every norm, position, activation and kind of mask, several heads, D = 1, memory, an unembedding. */
const scenes = {
  'attention, causal, two heads': scene({ width: 3, head_width: 2, mask: { kind: 'causal' } }),
  'attention, a row all shut': scene({
    mask: {
      kind: 'custom',
      rows: [
        [1, 0, 1],
        [0, 0, 0],
        [0, 1, 1],
      ],
    },
  }),
  'attention, temperature, learned positions': scene({ temperature: 0.5, position: 'learned', heads: 4 }),
  'attention, QK norm': scene({ qk_norm: true }),
  'attention, soft cap': scene({ heads: 1, soft_cap: 1.5 }),
  'attention, grouped heads, rotary halves': scene({ kv_heads: 1, position: 'rotary' }),
  'attention, rotary side by side, of half the columns': scene({
    heads: 1,
    position: 'rotary',
    rotary: { pairing: 'interleaved', share: 0.5, base: 10, offset: 2 },
  }),
  'attention, ALiBi, three heads, sinks': scene({ heads: 3, head_width: 2, position: 'alibi', sinks: true }),
  'attention, tiles of two keys, a row all shut': scene({
    tile: 2,
    mask: {
      kind: 'custom',
      rows: [
        [1, 0, 1],
        [0, 0, 0],
        [0, 0, 1],
      ],
    },
  }),
  'attention, tiles, a loss': scene(
    { width: 2, heads: 1, tile: 1, unembed: true },
    { loss: { kind: 'cross_entropy' } },
  ),
  'block, SwiGLU, parallel': scene({ ...block, parallel: true, feed_forward: { width: 2, activation: 'swiglu' } }),
  'decoder, GeGLU, tied, a loss': scene(
    { ...block, kind: 'decoder', unembed: true, tie_unembed: true, feed_forward: { width: 2, activation: 'geglu' } },
    { loss: { kind: 'cross_entropy' } },
  ),
  'block, two of three experts': scene({ ...block, feed_forward: { width: 2, experts: 3, top: 2 } }),
  'block, both experts, relu, no bias': scene({
    ...block,
    bias: false,
    feed_forward: { width: 2, activation: 'relu', experts: 2, top: 2 },
  }),
  'decoder, one of two experts, a loss': scene(
    { ...block, kind: 'decoder', unembed: true, feed_forward: { width: 2, activation: 'silu', experts: 2 } },
    { loss: { kind: 'cross_entropy' } },
  ),
  'decoder, tokens drawn with a cache': scene(
    { kind: 'decoder', width: 2, heads: 1, feed_forward: { width: 2 }, position: 'alibi', unembed: true },
    { generate: { tokens: 3, pick: { kind: 'sample', temperature: 0.5, top_k: 3, top_p: 0.9, seed: 2 } } },
  ),
  'decoder, tokens without a cache': scene(
    { kind: 'decoder', width: 2, heads: 1, feed_forward: { width: 2 }, position: 'sinusoidal', unembed: true },
    { generate: { tokens: 2, cache: false } },
  ),
  'decoder, a cache of turned keys, learned positions beside': scene(
    { kind: 'decoder', width: 2, heads: 1, feed_forward: { width: 2 }, position: 'learned', unembed: true },
    { generate: { tokens: 2 } },
  ),
  'attention, window': scene({ heads: 1, mask: { kind: 'window', size: 1 } }),
  'attention, dilated': scene({ heads: 1, mask: { kind: 'dilated', size: 1, step: 2 } }),
  'attention, blocks': scene({ heads: 1, mask: { kind: 'block', size: 2 } }),
  'attention, prefix': scene({ heads: 1, mask: { kind: 'prefix', length: 2 } }),
  'attention, padding of everything': scene({ heads: 1, mask: { kind: 'padding', length: 0 } }),
  'attention, global': scene({ heads: 1, mask: { kind: 'global', tokens: [0], size: 0 } }),
  'attention, exclude self': scene({ heads: 1, mask: { kind: 'exclude-self' } }),
  'attention, masked weights': scene({ heads: 1, mask: { kind: 'causal', on: 'weights' } }),
  'cross-attention alone': scene({ width: 2, mask: { kind: 'padding', length: 1 } }, { memory: ['le', 'chat'] }),
  'block, pre-norm, gelu': scene(block),
  'block, post-norm rms, silu, sinusoidal': scene({
    ...block,
    norm: 'post',
    norm_kind: 'rms',
    position: 'sinusoidal',
    feed_forward: { width: 2, activation: 'silu' },
  }),
  'block, no norm, relu': scene({ ...block, norm: 'none', feed_forward: { width: 3, activation: 'relu' } }),
  'block, gelu_tanh, no bias': scene({ ...block, bias: false, feed_forward: { width: 2, activation: 'gelu_tanh' } }),
  'decoder, two layers, unembedding': scene({ ...block, kind: 'decoder', layers: 2, unembed: true }),
  'encoder-decoder': scene({ ...block, kind: 'encoder-decoder' }, { memory: ['le', 'chat'] }),
  'decoder, a loss': scene({ ...block, kind: 'decoder', unembed: true }, { loss: { kind: 'cross_entropy' } }),
  'attention, an update by Adam': scene(
    { width: 2, unembed: true },
    { loss: { kind: 'cross_entropy' }, update: { kind: 'adam', rate: 0.1, betas: [0.5, 0.75], eps: 0.25, decay: 0.5 } },
  ),
  'attention, an update by gradient descent': scene(
    { width: 2, unembed: true },
    { loss: { kind: 'cross_entropy' }, update: { kind: 'sgd', rate: 0.5, decay: 0.25 } },
  ),
  'attention, a loss of one cell': scene({ width: 2 }, { loss: { kind: 'cell', path: 'embed', index: [1, 0] } }),
  'one token': scene(block, { tokens: ['the'] }),
  zeros: scene(
    { width: 2, heads: 1 },
    {
      weights: {
        seed: 1,
        tensors: {
          'embed.table': [
            [0, 1],
            [0, 0],
            [2, 0],
          ],
        },
      },
    },
  ),
};

const key = ({ path, index }) => cellName(path, index);

/** Gradients are explained by the chain rule: gradients.js. */
const OPS_OF_GRADIENTS = ['chain_rule', 'one', 'unrelated'];
const isForward = (path) => !path.startsWith('gradients.');

/** Explanations of every cell of every result, by cell. */
function explainAll(session) {
  const all = new Map();
  for (const path of tensorPaths(session).written.filter(isForward)) {
    const { shape, data } = session.tensor(path, { ahead: true });
    for (let i = 0; i < data.length; i += 1) {
      const index = indexOf(shape, i);
      all.set(cellName(path, index), { shape, cell: data[i], explanation: session.explain(path, index) });
    }
  }
  return all;
}

function checkCell(problems, name, { tensors, operations }, { shape, cell, explanation }) {
  const { value, operands, terms, text, latex } = explanation;
  if (!Object.is(value, cell)) problems.push(`${name} is ${cell}, explained as ${value}`);
  const made = evaluate(operations, explanation, shape);
  if (!near(value, made))
    problems.push(`${name}: ${explanation.op} of its operands is ${made}, but the cell is ${value}`);
  if (!text || !latex) problems.push(`${name} has no text or no LaTeX`);
  const live = operands.filter((term) => term.live);
  if (live.length !== terms.length || live.some((term, i) => key(term) !== key(terms[i])))
    problems.push(`${name}: terms are not its live operands`);
  for (const term of operands) {
    const tensor = tensors.get(term.path);
    const there = tensor?.data[term.index.reduce((flat, at, axis) => flat * tensor.shape[axis] + at, 0)];
    if (!Object.is(there, term.value)) problems.push(`${name} names ${key(term)} as ${term.value}, but it is ${there}`);
  }
}

/** Live operands turned around: cell -> the cells made of it. */
function turnedAround(explained) {
  const users = new Map();
  for (const [name, { explanation }] of explained)
    for (const term of explanation.terms) {
      if (!users.has(key(term))) users.set(key(term), []);
      users.get(key(term)).push(name);
    }
  return users;
}

export const cases = [
  ...Object.entries(scenes).map(([name, what]) => ({
    name: `explain: every cell of ${name}`,
    run(engine, assert) {
      withSession(engine, what, (session) => {
        const problems = [];
        const tensors = allTensors(session);
        const explained = explainAll(session);
        for (const [cell, one] of explained) checkCell(problems, cell, { tensors, operations: engine.operations }, one);
        assert.none(problems);
        const users = turnedAround(explained);
        for (const [path, { shape, data }] of [...tensors].filter(([path]) => isForward(path)))
          for (let i = 0; i < data.length; i += 1) {
            const index = indexOf(shape, i);
            const got = session.usedBy(path, index).map(key).sort().join(' ');
            const expected = (users.get(cellName(path, index)) ?? []).sort().join(' ');
            if (got !== expected)
              problems.push(
                `${cellName(path, index)} is used by ${got || 'nothing'}; explained: ${expected || 'nothing'}`,
              );
          }
        assert.none(problems);
      });
    },
  })),
  {
    name: 'explain: the scenes of these tests meet every operation but `edited`',
    run(engine, assert) {
      const met = new Set(['input', 'edited', ...OPS_OF_GRADIENTS]);
      for (const what of Object.values(scenes))
        withSession(engine, what, (session) => {
          for (const { explanation } of explainAll(session).values()) met.add(explanation.op);
        });
      for (const { name: op } of engine.operations) assert.ok(met.has(op), `no cell was made by ${op}`);
    },
  },
  {
    name: 'explain: inputs and weights are just there',
    run(engine, assert) {
      withSession(engine, scene({ mask: { kind: 'causal' } }), (session) => {
        for (const [path, index] of [
          ['ids', [1]],
          ['masks.causal', [2, 1]],
          ['weights.embed.table', [0, 3]],
        ]) {
          const { op, operands, terms } = session.explain(path, index);
          assert.deepEqual([op, operands.length, terms.length], ['input', 0, 0], path);
        }
      });
    },
  },
  {
    name: 'explain: a key under a weight of zero is an operand, but no live term',
    run(engine, assert) {
      withSession(engine, scene({ heads: 1, mask: { kind: 'causal' } }), (session) => {
        const { operands, terms } = session.explain('layers.0.attention.weighted_sum', [0, 1, 0]);
        assert.equal(operands.length, 6, 'operands');
        assert.deepEqual(
          terms.map(({ name, index }) => cellName(name, index)),
          ['weights[0, 1, 0]', 'v[0, 0, 0]', 'weights[0, 1, 1]', 'v[0, 1, 0]', 'weights[0, 1, 2]'],
          'live terms',
        );
      });
    },
  },
  {
    name: 'explain: an edited cell is `edited`, and no longer uses what it was made of',
    run(engine, assert) {
      withSession(engine, scene({ heads: 1 }), (session) => {
        const scores = 'layers.0.attention.scores';
        assert.equal(session.usedBy(scores, [0, 0, 1]).length, 1, 'before');
        session.edit('layers.0.attention.scale', [0, 0, 1], 5);
        const { op, value, operands } = session.explain('layers.0.attention.scale', [0, 0, 1]);
        assert.deepEqual([op, value, operands.length], ['edited', 5, 0], 'the edited cell');
        assert.equal(session.usedBy(scores, [0, 0, 1]).length, 0, 'after');
        assert.equal(session.usedBy(scores, [0, 0, 0]).length, 1, 'its neighbour');
      });
    },
  },
  {
    name: 'explain: the arithmetic is written with the numbers of the cell',
    run(engine, assert) {
      const tensors = {
        'embed.table': [
          [1, 2],
          [3, -0.5],
        ],
        'layers.0.attention.wq': [
          [1, 0],
          [0, 1],
        ],
        'layers.0.attention.wk': [
          [1, 0],
          [0, 1],
        ],
        'layers.0.attention.wv': [
          [1, 0],
          [0, 1],
        ],
        'layers.0.attention.wo': [
          [1, 0],
          [0, 1],
        ],
      };
      const what = scene({ width: 2, heads: 1 }, { tokens: ['a', 'b'], weights: { tensors } });
      withSession(engine, what, (session) => {
        const text = (path, index) => session.explain(`layers.0.attention.${path}`, index).text;
        assert.equal(text('scores', [0, 0, 1]), '1.00·3.00 + 2.00·(−0.50) = 2.00', 'scores');
        assert.equal(text('softmax.row_max', [0, 0]), 'max(3.54, 1.41) = 3.54', 'row_max');
        assert.equal(text('softmax.shifted', [0, 0, 1]), '1.41 − 3.54 = −2.12', 'shifted');
        assert.equal(text('split_heads.q', [0, 1, 1]), '−0.50 = −0.50', 'split_heads');
        assert.equal(session.explain('weights.embed.table', [1, 1]).text, '−0.50', 'an input');
      });
    },
  },
];
