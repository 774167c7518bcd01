/**
 * The engine's matrix product in wasm against the multiply-add peak of this core, both from bench.wasm and measured in
 * turns, so that a busy machine slows both alike. The peak is the best of several loops. Prints the best turn of each.
 */
import { readFileSync } from 'node:fs';

const wasm = new URL('../../build/wasm/bench.wasm', import.meta.url);
const sides = [16, 64, 128, 512];
const turns = 15;
const sampleMilliseconds = 40;
const chainCounts = [8, 10, 12, 13];
const operationsPerChain = 8;
const target = 0.85;

async function loadBench() {
  const module = await WebAssembly.compile(readFileSync(wasm));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => 0;
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  exports._initialize();
  return exports;
}

/** Rounds that take about one sample's time, after warming up. */
function roundsFor(work) {
  let rounds = 1;
  for (;;) {
    const spent = milliseconds(() => work(rounds));
    if (spent > sampleMilliseconds / 2) return Math.ceil((rounds * sampleMilliseconds) / spent);
    rounds *= 2;
  }
}

function milliseconds(work) {
  const since = performance.now();
  work();
  return performance.now() - since;
}

const { bench_matmul, bench_peak } = await loadBench();
const contests = [
  ...chainCounts.map((chains) => ({
    name: `multiply-add, ${chains} chains`,
    operations: operationsPerChain * chains,
    work: (rounds) => bench_peak(chains, rounds),
    best: 0,
  })),
  ...sides.map((side) => ({
    name: `product ${side} x ${side}`,
    operations: 2 * side ** 3,
    work: (rounds) => bench_matmul(side, rounds),
    best: 0,
  })),
];
for (const contest of contests) contest.rounds = roundsFor(contest.work);
for (let turn = 0; turn < turns; turn += 1) {
  for (const contest of contests) {
    const spent = milliseconds(() => contest.work(contest.rounds));
    contest.best = Math.max(contest.best, (contest.operations * contest.rounds) / spent / 1e6);
  }
}

const peak = Math.max(...contests.slice(0, chainCounts.length).map(({ best }) => best));
for (const { name, best } of contests) {
  console.log(
    `  ${name.padEnd(24)} ${best.toFixed(1).padStart(6)} GFLOP/s ${((100 * best) / peak).toFixed(1).padStart(6)} %`,
  );
}
const ratio = contests.at(-1).best / peak;
console.log(`  Product at 512 x 512: ${(100 * ratio).toFixed(1)} % of the peak; wanted ${100 * target} %.`);
if (ratio < target) process.exitCode = 1;
