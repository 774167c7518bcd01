/**
 * A whole decoder of the shape of the smallest GPT-2, with random weights: the runner beside onnxruntime-web on the same
 * weights, for one text of 64 tokens.
 */
import { loadEngine } from '../../dist/package/index.js';
import * as ort from './peers/ort.js';
import { agree, digits, inTurns, measured, tell } from './turns.js';

const sizes = { T: 64, C: 768, H: 12, L: 12, F: 3072, V: 50_257 };

const random = (count, seed, spread, centre = 0) => {
  let state = seed;
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    numbers[i] = centre + spread * (state / 2 ** 31 - 1);
  }
  return numbers;
};

/** Every weight of the model by our path, without shapes, which follow from the model. */
function weights({ T, C, L, F, V }) {
  const all = new Map();
  const add = (path, count, spread, centre) => all.set(path, random(count, all.size + 1, spread, centre));
  const norm = (path) => {
    add(`${path}.gain`, C, 0.1, 1);
    add(`${path}.bias`, C, 0.1);
  };
  add('embed.table', V * C, 1);
  add('position.table', T * C, 0.3);
  for (let n = 0; n < L; n += 1) {
    const layer = `layers.${n}`;
    norm(`${layer}.norm_1`);
    for (const letter of ['q', 'k', 'v', 'o']) {
      add(`${layer}.attention.w${letter}`, C * C, 1.7 / Math.sqrt(C));
      add(`${layer}.attention.b${letter}`, C, 0.1);
    }
    norm(`${layer}.norm_2`);
    add(`${layer}.feed_forward.w1`, C * F, 1.7 / Math.sqrt(C));
    add(`${layer}.feed_forward.b1`, F, 0.1);
    add(`${layer}.feed_forward.w2`, F * C, 1.7 / Math.sqrt(F));
    add(`${layer}.feed_forward.b2`, C, 0.1);
  }
  norm('final_norm');
  add('unembed.w', C * V, 1.7 / Math.sqrt(C));
  add('unembed.b', V, 0.1);
  return all;
}

const { T, C, H, L, F, V } = sizes;
const vocabulary = Array.from({ length: V }, (_, i) => `w${i}`);
const places = Array.from({ length: T }, (_, t) => (t * 7919) % V);
const tokens = places.map((place) => vocabulary[place]);
const model = {
  kind: 'decoder',
  layers: L,
  width: C,
  heads: H,
  position: 'learned',
  feed_forward: { width: F, activation: 'gelu' },
  unembed: true,
};
const engine = await loadEngine();

async function measure() {
  // Where the engine has no room for so many words or tokens, it says so before 600 MB of weights are on their way.
  engine.open({ version: 1, tokens, vocabulary, model, weights: { seed: 1 } }).close();
  const all = weights(sizes);
  const runner = engine.runner({
    version: 1,
    tokens,
    vocabulary,
    model,
    weights: { tensors: Object.fromEntries(all) },
  });
  const onnx = await ort.decoder(sizes, (path) => all.get(path));
  const ids = BigInt64Array.from(places, BigInt);
  agree('onnxruntime-web', await onnx.run(ids), runner.forward().data, 1e-3);
  const contestants = { runner: () => void runner.forward(), onnx: () => onnx.run(ids) };
  const times = await inTurns(contestants, { seconds: 40, most: 15 });
  const figures = [times.onnx, times.runner, times.onnx / times.runner].map(digits);
  return [`${L}, ${C}, ${H}, ${V.toLocaleString('en')}, ${T}`, ...figures];
}

const head = ['layers, C, H, words, T', 'onnxruntime-web, ms', 'runner, ms', 'onnxruntime-web / runner'];
tell('decoder', await measured(head, [sizes], measure));
