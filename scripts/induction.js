/**
 * Trains models of attention alone to continue a pattern that they have seen once, from ten seeds: with two layers, which can
 * learn it, and with one, which cannot. Fails unless nine of ten are learned.
 *
 *   npm run induction
 */
import { BOUND, induction } from '../tests/wasm/induction.js';
import { loadBuiltEngine } from './generate.js';
import { asCommand, isMain } from './run.js';

const STEPS = 1000;
const SEEDS = Array.from({ length: 10 }, (_, n) => n + 1);
const NEEDED = 9;

/** @returns {{ loss: number, learned: number | null, seconds: number }} `learned`: the first measured step below the bound */
function trained(engine, layers, seed) {
  const run = engine.train(induction(layers, seed));
  const since = performance.now();
  run.advance(STEPS + 1);
  const seconds = (performance.now() - since) / 1000;
  const learned = run.heldOut.find(({ loss }) => loss < BOUND)?.step ?? null;
  const { loss } = run.heldOut.at(-1);
  run.close();
  return { loss, learned, seconds };
}

export async function runInduction() {
  const engine = await loadBuiltEngine();
  console.log(`Held-out loss after ${STEPS} steps; learned: the first measured step at which it is below ${BOUND}.`);
  let count = 0;
  for (const layers of [2, 1]) {
    for (const seed of SEEDS) {
      const { loss, learned, seconds } = trained(engine, layers, seed);
      if (layers === 2 && loss < BOUND) count += 1;
      const when = learned === null ? 'not learned' : `learned at ${learned}`;
      console.log(`  ${layers} layers, seed ${seed}: ${loss.toFixed(4)}, ${when}, ${seconds.toFixed(1)} s`);
    }
  }
  console.log(`With two layers ${count} of ${SEEDS.length} are learned.`);
  if (count < NEEDED) throw new Error(`At least ${NEEDED} of ${SEEDS.length} have to be.`);
}

if (isMain(import.meta.url)) await asCommand(runInduction);
