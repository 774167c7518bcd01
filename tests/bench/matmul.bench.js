/**
 * The engine's matrix product in wasm beside the multiply-add peak of this core and beside the peers, in turns. The peak is
 * the best of several loops. The engine's own product, without the way through JavaScript that the peers' figures hold, is
 * told as a share of the peak; with it, through engine.call, it stands beside theirs.
 */
import { readFileSync } from 'node:fs';
import { loadEngine } from '../../dist/package/index.js';
import { at } from '../../scripts/root.js';
import * as ort from './peers/ort.js';
import * as tfjs from './peers/tfjs.js';
import { agree, digits, inTurns, measured, numbers, tell } from './turns.js';

const squares = [16, 32, 64, 128, 256, 512, 1024].map((n) => [n, n, n]);
const thin = [1, 4, 16].map((rows) => [rows, 768, 3072]);
const chainCounts = [8, 10, 12, 13];
const peakRounds = 20_000;
const operationsPerChain = 8;

async function loadBench() {
  const module = await WebAssembly.compile(readFileSync(at('build/wasm/bench.wasm')));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => 0;
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  exports._initialize();
  return exports;
}

const bench = await loadBench();
const engine = await loadEngine();

async function measure([rows, inner, columns]) {
  const a = numbers(rows * inner, 1);
  const b = numbers(inner * columns, 2);
  bench.bench_sizes(rows, inner, columns);
  const view = (place, size) => new Float32Array(bench.memory.buffer, place, size);
  view(bench.bench_a(), a.length).set(a);
  view(bench.bench_b(), b.length).set(b);
  const kernel = () => bench.bench_matmul(rows, inner, columns, 1);
  const x = { shape: [rows, inner], data: a };
  const w = { shape: [inner, columns], data: b };
  const call = () => void engine.linear({ x, w });
  const onnx = await ort.product(rows, inner, columns, b);
  const tensorflow = tfjs.product(rows, inner, columns, b);
  kernel();
  const ours = view(bench.bench_c(), rows * columns).slice();
  agree('onnxruntime-web', await onnx.run(a), ours);
  agree('tfjs-wasm', tensorflow.run(a), ours);
  agree('engine.call', engine.linear({ x, w }).y.data, ours);
  const peaks = Object.fromEntries(
    chainCounts.map((chains) => [chains, () => void bench.bench_peak(chains, peakRounds)]),
  );
  const times = await inTurns(
    {
      ...peaks,
      kernel,
      call,
      onnx: () => onnx.run(a),
      tensorflow: () => void tensorflow.run(a),
    },
    { seconds: 5, most: 41 },
  );
  await onnx.close();
  tensorflow.close();
  const peak = Math.max(
    ...chainCounts.map((chains) => (operationsPerChain * chains * peakRounds) / times[chains] / 1e6),
  );
  const speed = (name) => (2 * rows * inner * columns) / times[name] / 1e6;
  const better = Math.max(speed('onnx'), speed('tensorflow'));
  return [
    `${rows} × ${inner} × ${columns}`,
    ...[
      peak,
      speed('kernel'),
      (100 * speed('kernel')) / peak,
      speed('onnx'),
      speed('tensorflow'),
      speed('kernel') / better,
      speed('call'),
    ].map(digits),
  ];
}

const head = [
  'rows × inner × columns',
  'peak, GFLOP/s',
  'product, GFLOP/s',
  '% of peak',
  'onnxruntime-web',
  'tfjs-wasm',
  'product / better peer',
  'through engine.linear',
];
tell('matmul', await measured(head, [...squares, ...thin], measure));

bench.bench_sizes(1, 1024, 1024);
new Float32Array(bench.memory.buffer, bench.bench_a(), 1024).forEach((_, i, x) => {
  x[i] = -i / 64;
});
const { exp } = await inTurns({ exp: () => bench.bench_exp(1) }, { seconds: 1 });
tell('exp', `An exponential takes ${digits((exp * 1e6) / 1024)} ns, in rows of 1,024.`);
