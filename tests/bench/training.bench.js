/**
 * A training step (forward, back to every weight, Adam) beside PyTorch on one thread: the same model and batch. PyTorch is native
 * and another process, so each has its turns by itself; the time is the processor's.
 */
import { spawnSync } from 'node:child_process';
import { loadEngine } from '../../dist/package/index.js';
import { pythonPath } from '../../scripts/needs.js';
import { at } from '../../scripts/root.js';
import { digits, measured, median, tell, worked } from './turns.js';

const sizes = [
  { C: 32, L: 2, T: 16, H: 4, B: 16, V: 16, turns: 200 },
  { C: 128, L: 4, T: 64, H: 4, B: 16, V: 64, turns: 12 },
];

const engine = await loadEngine();

/** Milliseconds of a step. */
function ours({ C, L, T, H, B, V, turns }) {
  const vocabulary = Array.from({ length: V }, (_, word) => `w${word}`);
  const sequence = (n) => Array.from({ length: T }, (_, t) => vocabulary[(t * 7 + n * 3) % V]);
  const run = engine.train({
    scene: {
      version: 1,
      tokens: sequence(0),
      vocabulary,
      model: { kind: 'decoder', layers: L, width: C, heads: H, position: 'learned', unembed: true },
      weights: { seed: 1 },
    },
    data: { sequences: Array.from({ length: B }, (_, n) => sequence(n)) },
    optimizer: { kind: 'adam', rate: 0.001 },
    keep: 1000,
  });
  run.advance(2);
  const times = Array.from({ length: turns }, () => {
    const since = worked();
    run.advance(1);
    return worked() - since;
  });
  run.close();
  return median(times);
}

function theirs({ C, L, T, H, B, V, turns }) {
  const arguments_ = [C, L, T, H, B, V, turns].map(String);
  const { stdout, stderr } = spawnSync(pythonPath(), [at('tests/bench/peers/training_step.py'), ...arguments_]);
  if (stdout.length === 0) throw new Error(`PyTorch did not run: ${stderr}`);
  return median(JSON.parse(stdout).times);
}

tell(
  'training',
  await measured(['training step, ms', 'Attend', 'PyTorch, one thread', 'times as long'], sizes, async (size) => {
    const { C, L, T, H, B } = size;
    const [step, peer] = [ours(size), theirs(size)];
    return [`C ${C}, L ${L}, H ${H}, T ${T}, batch ${B}`, digits(step), digits(peer), digits(peer / step)];
  }),
);
