/** TensorFlow.js on its wasm backend, one thread. */
import { createRequire } from 'node:module';
import { at } from '../../../scripts/root.js';

const folder = at('build/bench/node_modules');
const require = createRequire(`${folder}/`);
export const tf = require('@tensorflow/tfjs-core');
const wasm = require('@tensorflow/tfjs-backend-wasm');
wasm.setWasmPaths(`${folder}/@tensorflow/tfjs-backend-wasm/dist/`);
wasm.setThreadsCount(1);
await tf.setBackend('wasm');
await tf.ready();

const { matMul, add, mul, reshape, transpose, softmax, tensor, tidy } = tf;

/** From the input's numbers to the output's; `inside` works on tensors. */
const ready = (shape, inside) => ({
  run: (data) => {
    const output = tidy(() => inside(tensor(data, shape)));
    const result = output.dataSync();
    output.dispose();
    return result;
  },
  close() {},
});

export function product(rows, inner, columns, b) {
  const right = tensor(b, [inner, columns]);
  return { ...ready([rows, inner], (a) => matMul(a, right)), close: () => right.dispose() };
}

export function attention({ T, C, H }, weight) {
  const D = C / H;
  const names = ['q', 'k', 'v', 'o'];
  const w = Object.fromEntries(names.map((name) => [name, tensor(weight(`w${name}`), [C, C])]));
  const b = Object.fromEntries(names.map((name) => [name, tensor(weight(`b${name}`), [C])]));
  const dense = (x, name) => add(matMul(x, w[name]), b[name]);
  const split = (x, name) => transpose(reshape(dense(x, name), [T, H, D]), [1, 0, 2]);
  const attended = ready([T, C], (x) => {
    const scores = mul(matMul(split(x, 'q'), split(x, 'k'), false, true), 1 / Math.sqrt(D));
    const mixed = matMul(softmax(scores), split(x, 'v'));
    return dense(reshape(transpose(mixed, [1, 0, 2]), [T, C]), 'o');
  });
  return { ...attended, close: () => tf.dispose([w, b]) };
}
