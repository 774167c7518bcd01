/**
 * A training step (forward, back to every weight, Adam) and its forward pass alone, beside TensorFlow.js on its wasm backend and
 * PyTorch, each on one thread: the same model and batch. TensorFlow.js takes turns with the engine, from the same weights, and has
 * to make the same losses; PyTorch is native and another process, so it has its turns by itself. The time is the processor's.
 */
import { spawnSync } from 'node:child_process';
import { loadEngine } from '../../dist/package/index.js';
import { pythonPath } from '../../scripts/needs.js';
import { at } from '../../scripts/root.js';
import { training } from './peers/tfjs-training.js';
import { agree, digits, inTurns, measured, median, tell, worked } from './turns.js';

const sizes = [
  { C: 32, L: 2, T: 16, H: 4, B: 16, V: 16, turns: 200, ahead: 100 },
  { C: 128, L: 4, T: 64, H: 4, B: 16, V: 64, turns: 12, ahead: 8 },
];
const compared = 5;

const engine = await loadEngine();

/** The words of each sequence, by number. */
const batchOf = ({ T, B, V }) =>
  Array.from({ length: B }, (_, n) => Array.from({ length: T }, (_, t) => (t * 7 + n * 3) % V));

/** @param {number} [measuring] how many batches are held out: before its first step, a run goes forward over them */
function begin({ C, L, H, V }, batch, measuring = 0) {
  const vocabulary = Array.from({ length: V }, (_, word) => `w${word}`);
  const sequences = batch.map((ids) => ids.map((id) => vocabulary[id]));
  const held_out = Array.from({ length: measuring }, () => sequences).flat();
  const model = { kind: 'decoder', layers: L, width: C, heads: H, position: 'learned', unembed: true };
  return engine.train({
    scene: { version: 1, tokens: sequences[0], vocabulary, model, weights: { seed: 1 } },
    data: measuring ? { sequences, held_out } : { sequences },
    optimizer: { kind: 'adam', rate: 0.001 },
    keep: 100000,
  });
}

/** Milliseconds of a first step of runs that go forward over so many batches before it. */
function firstStep(size, batch, measuring) {
  const times = Array.from({ length: 7 }, () => {
    const run = begin(size, batch, measuring);
    const since = worked();
    run.advance(1);
    const time = worked() - since;
    run.close();
    return time;
  });
  return median(times);
}

/** Milliseconds of ours and of TensorFlow.js's, a step and a forward pass. */
async function inOneProcess(size) {
  const batch = batchOf(size);
  const run = begin(size, batch);
  const peer = training(size, run.weights(0), batch);
  run.advance(compared);
  agree('TensorFlow.js', Array.from({ length: compared }, peer.step), run.losses, 1e-3);
  const contestants = {
    step: () => void run.advance(1),
    theirStep: () => void peer.step(),
    theirForward: () => void peer.forward(),
  };
  const times = await inTurns(contestants, { seconds: 20, most: size.turns });
  for (const each of [run, peer]) each.close();
  const { ahead } = size;
  return { ...times, forward: (firstStep(size, batch, ahead + 1) - firstStep(size, batch, 1)) / ahead };
}

function inPyTorch({ C, L, T, H, B, V, turns }) {
  const arguments_ = [C, L, T, H, B, V, turns].map(String);
  const { stdout, stderr } = spawnSync(pythonPath(), [at('tests/bench/peers/training_step.py'), ...arguments_]);
  if (stdout.length === 0) throw new Error(`PyTorch did not run: ${stderr}`);
  const { steps, forwards } = JSON.parse(stdout);
  return { step: median(steps), forward: median(forwards) };
}

tell(
  'training',
  await measured(
    [
      'ms, one thread each',
      ...['step', 'tfjs-wasm', 'PyTorch', 'tfjs-wasm / ours', 'PyTorch / ours'],
      ...['forward', 'tfjs-wasm', 'PyTorch', 'rest of the step / forward'],
    ],
    sizes,
    async (size) => {
      const { C, L, T, H, B } = size;
      const ours = await inOneProcess(size);
      const torch = inPyTorch(size);
      return [
        `C ${C}, L ${L}, H ${H}, T ${T}, batch ${B}`,
        ...[ours.step, ours.theirStep, torch.step, ours.theirStep / ours.step, torch.step / ours.step].map(digits),
        ...[ours.forward, ours.theirForward, torch.forward, ours.step / ours.forward - 1].map(digits),
      ];
    },
  ),
);
