/**
 * Multi-head attention forwards at four sizes: the runner, a session with its whole trace made anew, eight calls of stages,
 * and the peers, in turns. All start from the same rows and end with the output projection; before timing, all must agree.
 */
import { loadEngine } from '../../dist/package/index.js';
import * as ort from './peers/ort.js';
import * as tfjs from './peers/tfjs.js';
import { agree, digits, inTurns, measured, tell } from './turns.js';

const sizes = [
  { T: 16, C: 64, H: 4 },
  { T: 128, C: 256, H: 8 },
  { T: 512, C: 512, H: 8 },
  { T: 1024, C: 768, H: 12 },
];
const sublayer = 'layers.0.attention';
const engine = await loadEngine();

const sceneOf = ({ T, C, H }) => ({
  version: 1,
  tokens: Array.from({ length: T }, (_, t) => `w${t}`),
  model: { kind: 'attention', width: C, heads: H },
  weights: { seed: 1 },
});

/** The stages of one attention, each a call. */
function eightCalls(x, { wo, bo, ...projections }, { C, H }) {
  const projected = engine.project({ x, ...projections });
  const { q, k, v } = engine.splitHeads(projected, { heads: H });
  const { scores } = engine.scores({ q, k });
  const { scaled } = engine.scale({ scores }, { factor: 1 / Math.sqrt(C / H) });
  const { weights } = engine.softmax({ masked: scaled });
  const { heads } = engine.weightedSum({ weights, v });
  const { concat } = engine.mergeHeads({ heads });
  return engine.linear({ x: concat, w: wo, b: bo }).y;
}

async function measure(size) {
  const scene = sceneOf(size);
  const session = engine.open(scene);
  const tensor = (path) => {
    const { shape, data } = session.tensor(path, { ahead: true });
    return { shape, data };
  };
  const names = ['q', 'k', 'v', 'o'].flatMap((letter) => [`w${letter}`, `b${letter}`]);
  const weight = Object.fromEntries(names.map((name) => [name, tensor(`weights.${sublayer}.${name}`)]));
  const x = tensor('embed');
  const runner = engine.runner(scene);
  const onnx = await ort.attention(size, (name) => weight[name].data);
  const tensorflow = tfjs.attention(size, (name) => weight[name].data);
  const calls = () => eightCalls(x, weight, size);
  const ours = tensor(`${sublayer}.output`).data;
  agree('runner', runner.forward().data, ours, 1e-6);
  agree('eight calls', calls().data, ours, 1e-6);
  agree('onnxruntime-web', await onnx.run(x.data), ours);
  agree('tfjs-wasm', tensorflow.run(x.data), ours);
  let turn = 0;
  const times = await inTurns(
    {
      runner: () => void runner.forward(),
      session: () => {
        turn += 1;
        session.edit('weights.embed.table', [0, 0], turn / 8);
        session.tensor(`${sublayer}.output`, { ahead: true });
      },
      calls: () => void calls(),
      onnx: () => onnx.run(x.data),
      tensorflow: () => void tensorflow.run(x.data),
    },
    { seconds: 15, most: 31 },
  );
  for (const one of [session, runner, onnx, tensorflow]) await one.close();
  const better = Math.min(times.onnx, times.tensorflow);
  return [
    `${size.T}, ${size.C}, ${size.H}`,
    ...[
      times.onnx,
      times.tensorflow,
      times.runner,
      times.session,
      times.calls,
      better / times.runner,
      times.session / times.runner,
      times.calls / times.session,
      better / times.calls,
    ].map(digits),
  ];
}

const head = [
  'T, C, H',
  'onnxruntime-web, ms',
  'tfjs-wasm',
  'runner',
  'session',
  'eight calls',
  'better peer / runner',
  'session / runner',
  'calls / session',
  'better peer / calls',
];
const rows = await measured(head, sizes, measure);

/** What new memory costs: every call gives its results in arrays of their own. */
const block = new Float32Array(2 ** 21).fill(1);
const used = block.slice();
const copies = await inTurns({ used: () => used.set(block), fresh: () => void block.slice() }, { seconds: 3 });
const note = `A copy of 8 MB took ${digits(copies.used)} ms into memory that was used before, and ${digits(copies.fresh)} ms into new memory. Eight calls at 512, 512, 8 give 51 MB of results.`;
console.log(`  ${note}`);
tell('attention', `${rows}\n\n${note}`);
