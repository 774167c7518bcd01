/** A training step of a decoder in TensorFlow.js on its wasm backend, one thread: forward, back to every weight, Adam. */
import { createRequire } from 'node:module';
import { buildSync } from 'esbuild';
import { at } from '../../../scripts/root.js';
import { tf } from './tfjs.js';

// Its build for node leaves the gradients out; they register themselves where its core looks for them.
const gradients = at('build/bench/tfjs-gradients.cjs');
buildSync({
  entryPoints: [at('build/bench/node_modules/@tensorflow/tfjs-core/dist/register_all_gradients.js')],
  ...{ bundle: true, platform: 'node', format: 'cjs', outfile: gradients },
});
createRequire(import.meta.url)(gradients);

const { add, div, erf, matMul, mean, mul, oneHot, reshape, softmax, sqrt, square, sub } = tf;

/** Gelu as it is defined. */
const gelu = (x) => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1));

/**
 * @param {{ L: number, T: number, H: number }} size layers, tokens, heads
 * @param {Record<string, { shape: number[], data: Float32Array }>} weights by path, as training gives them
 * @param {number[][]} ids the words of each sequence, of which each but the last is to tell the next
 */
export function training({ L, T, H }, weights, ids) {
  const B = ids.length;
  const [V, C] = weights['embed.table'].shape;
  const weight = Object.fromEntries(
    Object.entries(weights).map(([path, { shape, data }]) => [path, tf.variable(tf.tensor(data, shape))]),
  );
  const words = tf.tensor2d(ids, [B, T], 'int32');
  const ones = (ids, count) => tf.keep(oneHot(reshape(ids, [count]), V).cast('float32'));
  const shown = ones(words, B * T);
  const next = ones(tf.slice(words, [0, 1], [B, T - 1]), B * (T - 1));
  const ahead = tf.tensor2d(
    Array.from({ length: T * T }, (_, i) => (i % T > Math.floor(i / T) ? -1e9 : 0)),
    [T, T],
  );

  const dense = (x, w, b) => add(matMul(x, weight[w]), weight[b]);
  const normed = (x, path) => {
    const centred = sub(x, mean(x, 1, true));
    const spread = sqrt(add(mean(square(centred), 1, true), 1e-5));
    return add(mul(div(centred, spread), weight[`${path}.gain`]), weight[`${path}.bias`]);
  };
  const attention = (x, path) => {
    const split = (name) =>
      tf.transpose(reshape(dense(x, `${path}.w${name}`, `${path}.b${name}`), [B, T, H, C / H]), [0, 2, 1, 3]);
    const scores = mul(matMul(split('q'), split('k'), false, true), 1 / Math.sqrt(C / H));
    const heads = matMul(softmax(add(scores, ahead)), split('v'));
    return dense(reshape(tf.transpose(heads, [0, 2, 1, 3]), [B * T, C]), `${path}.wo`, `${path}.bo`);
  };
  const feedForward = (x, path) => dense(gelu(dense(x, `${path}.w1`, `${path}.b1`)), `${path}.w2`, `${path}.b2`);
  const layer = (x, i) => {
    const between = add(x, attention(normed(x, `layers.${i}.norm_1`), `layers.${i}.attention`));
    return add(between, feedForward(normed(between, `layers.${i}.norm_2`), `layers.${i}.feed_forward`));
  };
  const loss = () => {
    const first = add(reshape(matMul(shown, weight['embed.table']), [B, T, C]), weight['position.table']);
    const last = Array.from({ length: L }, (_, i) => i).reduce(layer, reshape(first, [B * T, C]));
    const logits = reshape(dense(normed(last, 'final_norm'), 'unembed.w', 'unembed.b'), [B, T, V]);
    const telling = tf.slice(logits, [0, 0, 0], [B, T - 1, V]);
    return tf.losses.softmaxCrossEntropy(next, reshape(telling, [B * (T - 1), V]));
  };
  const adam = tf.train.adam(0.001, 0.9, 0.999, 1e-8);
  return {
    forward: () => tf.tidy(() => loss().dataSync()[0]),
    step: () => tf.tidy(() => adam.minimize(loss, true).dataSync()[0]),
    close: () => tf.disposeVariables(),
  };
}
