/** onnxruntime-web, on one thread of wasm. Graphs are built here in code, from the weights that ours has. */
import { pathToFileURL } from 'node:url';
import { at } from '../../../scripts/root.js';
import { Graph } from './onnx.js';

const folder = 'build/bench/node_modules/onnxruntime-web/dist';
const ort = await import(pathToFileURL(at(folder, 'ort.wasm.min.mjs')).href);
ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = `${pathToFileURL(at(folder)).href}/`;

/** @returns a function from the input's numbers to the output's */
async function ready(graph, input, output) {
  const session = await ort.InferenceSession.create(graph.model(input, output), { graphOptimizationLevel: 'all' });
  const run = async (data) => {
    const given = new ort.Tensor(input.ids ? 'int64' : 'float32', data, input.shape);
    const results = await session.run({ [input.name]: given });
    return results[output.name].data;
  };
  return { run, close: () => session.release() };
}

/** a (rows, inner) given, b (inner, columns) constant. */
export function product(rows, inner, columns, b) {
  const graph = new Graph();
  const y = graph.node('MatMul', ['a', graph.constant([inner, columns], b)]);
  return ready(graph, { name: 'a', shape: [rows, inner] }, { name: y, shape: [rows, columns] });
}

function dense(graph, x, w, b, inner, columns) {
  const y = graph.node('MatMul', [x, graph.constant([inner, columns], w)]);
  return b ? graph.node('Add', [y, graph.constant([columns], b)]) : y;
}

/** Multi-head self-attention; `weight(name)` gives the numbers of wq, bq, wk and so on. */
function heads(graph, x, { T, C, H }, weight, mask) {
  const D = C / H;
  const split = (name, order) =>
    graph.node('Transpose', [graph.reshape(dense(graph, x, weight(`w${name}`), weight(`b${name}`), C, C), [T, H, D])], {
      perm: order,
    });
  const scores = graph.node('MatMul', [split('q', [1, 0, 2]), split('k', [1, 2, 0])]);
  const scaled = graph.node('Mul', [scores, graph.constant([1], Float32Array.of(1 / Math.sqrt(D)))]);
  const masked = mask ? graph.node('Add', [scaled, mask]) : scaled;
  const mixed = graph.node('MatMul', [graph.node('Softmax', [masked], { axis: -1 }), split('v', [1, 0, 2])]);
  const concat = graph.reshape(graph.node('Transpose', [mixed], { perm: [1, 0, 2] }), [T, C]);
  return dense(graph, concat, weight('wo'), weight('bo'), C, C);
}

export function attention(sizes, weight) {
  const graph = new Graph();
  const y = heads(graph, 'x', sizes, weight);
  const shape = [sizes.T, sizes.C];
  return ready(graph, { name: 'x', shape }, { name: y, shape });
}

/** A decoder as GPT-2 is built, from places of words to logits. `weight(path)` gives numbers by our paths. */
export function decoder({ T, C, H, L, F, V }, weight) {
  const graph = new Graph();
  const norm = (x, path) =>
    graph.node(
      'LayerNormalization',
      [x, ...['gain', 'bias'].map((part) => graph.constant([C], weight(`${path}.${part}`)))],
      {
        axis: -1,
        epsilon: 1e-5,
      },
    );
  const later = Float32Array.from({ length: T * T }, (_, i) => (i % T <= Math.floor(i / T) ? 0 : -Infinity));
  const mask = graph.constant([T, T], later);
  let x = graph.node('Gather', [graph.constant([V, C], weight('embed.table')), 'ids']);
  x = graph.node('Add', [x, graph.constant([T, C], weight('position.table'))]);
  for (let n = 0; n < L; n += 1) {
    const of = (path) => weight(`layers.${n}.${path}`);
    const normed = norm(x, `layers.${n}.norm_1`);
    x = graph.node('Add', [x, heads(graph, normed, { T, C, H }, (name) => of(`attention.${name}`), mask)]);
    const hidden = dense(graph, norm(x, `layers.${n}.norm_2`), of('feed_forward.w1'), of('feed_forward.b1'), C, F);
    const y = dense(graph, graph.node('Gelu', [hidden]), of('feed_forward.w2'), of('feed_forward.b2'), F, C);
    x = graph.node('Add', [x, y]);
  }
  const logits = dense(graph, norm(x, 'final_norm'), weight('unembed.w'), weight('unembed.b'), C, V);
  return ready(graph, { name: 'ids', shape: [T], ids: true }, { name: logits, shape: [T, V] });
}
