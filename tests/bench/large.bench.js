/**
 * A decoder of GPT-2's size (12 layers, width 768, 12 heads, 50,257 words) as a session over 256 tokens: opening it once its
 * weights are in, and what the first explanation of a cell takes, each in a session of its own, which then has to make
 * everything on the way there. The layers share their arrays of weights, which are random.
 */
import { loadEngine } from '../../dist/package/index.js';
import { digits, median, table, tell, worked } from './turns.js';

const [T, C, H, L, V] = [256, 768, 12, 12, 50257];
const turns = 3;

/** Numbers that keep a stack of layers within bounds, the same at every run. */
function drawn(size, spread) {
  const numbers = new Float32Array(size);
  let state = 1;
  for (let i = 0; i < size; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    numbers[i] = (state / 2 ** 31 - 1) * spread;
  }
  return numbers;
}

function weights() {
  const square = drawn(C * C, 0.05);
  const [w1, w2] = [drawn(C * 4 * C, 0.05), drawn(C * 4 * C, 0.05)];
  const [ones, small, wide] = [new Float32Array(C).fill(1), drawn(C, 0.1), drawn(4 * C, 0.1)];
  const norm = (path) => ({ [`${path}.gain`]: ones, [`${path}.bias`]: small });
  const layer = (n) => ({
    ...norm(`layers.${n}.norm_1`),
    ...Object.fromEntries(['wq', 'wk', 'wv', 'wo'].map((name) => [`layers.${n}.attention.${name}`, square])),
    ...norm(`layers.${n}.norm_2`),
    [`layers.${n}.feed_forward.w1`]: w1,
    [`layers.${n}.feed_forward.b1`]: wide,
    [`layers.${n}.feed_forward.w2`]: w2,
    [`layers.${n}.feed_forward.b2`]: small,
  });
  return {
    'embed.table': drawn(V * C, 0.5),
    'position.table': drawn(T * C, 0.1),
    ...Object.assign({}, ...Array.from({ length: L }, (_, n) => layer(n))),
    ...norm('final_norm'),
    'unembed.w': drawn(C * V, 0.05),
  };
}

const engine = await loadEngine();
const vocabulary = Array.from({ length: V }, (_, i) => `w${i}`);
const scene = {
  version: 1,
  tokens: vocabulary.slice(0, T),
  vocabulary,
  model: { kind: 'decoder', layers: L, width: C, heads: H, position: 'learned', unembed: true },
  weights: { tensors: weights() },
};
const keeps = engine.open(scene); // and so the weights stay where they are
const cell = (layer, turn) => [`layers.${layer}.attention.softmax`, [turn % H, T - 1 - turn, turn]];

/** Milliseconds of the processor. */
function timed(work) {
  const since = worked();
  work();
  return worked() - since;
}

/** The median, over fresh sessions, of what `ask` takes after `first` was asked. */
function figure(name, ask, first = () => {}) {
  const times = Array.from({ length: turns }, () => {
    const session = engine.open(scene);
    first(session);
    const time = timed(() => ask(session));
    session.close();
    return time;
  });
  console.log(`  ${name}: ${digits(median(times))} ms`);
  return [name, digits(median(times))];
}

const first = 'the first question';
const rows = [
  figure('open once more, the weights being there', () => engine.open(scene).close()),
  ...[0, 5, L - 1].map((layer) =>
    figure(`explain a weight of layer ${layer + 1}, ${first}`, (session) => session.explain(...cell(layer, 1))),
  ),
  figure(`explain a logit, ${first}`, (session) => session.explain('unembed', [T - 1, 7])),
  figure(
    `explain another weight of layer ${L}`,
    (session) => session.explain(...cell(L - 1, 2)),
    (session) => session.explain(...cell(L - 1, 1)),
  ),
  figure(
    `edit a weight of layer 6 and explain one of layer ${L}`,
    (session) => {
      session.edit('weights.layers.5.attention.wo', [0, 0], 2);
      session.explain(...cell(L - 1, 3));
    },
    (session) => session.explain(...cell(L - 1, 1)),
  ),
];
keeps.close();
tell('large', table([`T = ${T}`, 'ms'], rows));
