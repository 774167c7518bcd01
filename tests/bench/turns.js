/**
 * Measuring on a machine that others use too: contestants take turns, so that what slows one slows all; the time is that of
 * the processor, which does not run on while others have it (all contestants work on one thread); and only medians and the
 * ratios of one run are told.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { at } from '../../scripts/root.js';

const shortestSample = 3;

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Milliseconds that the processor has worked for this process. */
export function worked() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of one call of `work`, over as many calls as make a sample that the clock can tell. */
async function sample(work, calls) {
  const since = worked();
  for (let call = 0; call < calls; call += 1) {
    const pending = work();
    if (pending) await pending;
  }
  return (worked() - since) / calls;
}

async function callsOf(work) {
  for (let calls = 1; ; calls *= 4) {
    const each = await sample(work, calls);
    if (each * calls >= shortestSample) return Math.max(1, Math.round(shortestSample / each));
  }
}

/**
 * @param {Record<string, () => void | Promise<void>>} contestants by name
 * @param {{ seconds?: number, most?: number }} [limits] how long all of it may take, and how many turns at most
 * @returns {Promise<Record<string, number>>} the median of each, in milliseconds
 */
export async function inTurns(contestants, { seconds = 6, most = 31 } = {}) {
  const entries = [];
  for (const [name, work] of Object.entries(contestants))
    entries.push({ name, work, calls: await callsOf(work), times: [] });
  const end = performance.now() + seconds * 1000;
  for (let turn = 0; turn < most && (turn < 3 || performance.now() < end); turn += 1) {
    for (const entry of entries) entry.times.push(await sample(entry.work, entry.calls));
  }
  return Object.fromEntries(entries.map(({ name, times }) => [name, median(times)]));
}

/** Three digits of a number, as people write it. */
export const digits = (number) => Number(number.toPrecision(3)).toLocaleString('en');

/** A table in Markdown; the first column is words, the others are numbers. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/**
 * Rows of a table, one a size, each printed as soon as it is there; a size that the engine refuses is told in the engine's
 * words beneath it.
 * @template Size
 * @param {Size[]} sizes
 * @param {(size: Size) => Promise<string[]>} measure
 */
export async function measured(head, sizes, measure) {
  const rows = [];
  const refusals = new Set();
  console.log(`  ${head.join(' | ')}`);
  for (const size of sizes) {
    try {
      rows.push(await measure(size));
      console.log(`  ${rows.at(-1).join(' | ')}`);
    } catch (error) {
      if (error.name !== 'EngineError') throw error;
      refusals.add(`Not measured: ${Object.values(size).join(', ')}. ${error.message}`);
    }
  }
  return [table(head, rows), ...refusals].join('\n\n');
}

/** Keeps a part of docs/performance.md for scripts/bench.js, which puts the parts together. */
export function tell(name, markdown) {
  mkdirSync(at('build/bench/parts'), { recursive: true });
  writeFileSync(at(`build/bench/parts/${name}.md`), markdown);
}

/** Throws where two results differ by more than `most` of the largest number. */
export function agree(name, got, expected, most = 1e-4) {
  let largest = 0;
  let apart = 0;
  expected.forEach((number, i) => {
    largest = Math.max(largest, Math.abs(number));
    apart = Math.max(apart, Math.abs(number - got[i]));
  });
  if (got.length !== expected.length || !(apart <= most * largest))
    throw new Error(`${name} computes something else: ${apart} apart, where the largest number is ${largest}.`);
}

/** A repeatable stream of numbers between -1 and 1. */
export function numbers(count, seed = 1) {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
