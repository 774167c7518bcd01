/**
 * Random combinations of switches, forward and backward, against PyTorch in float64: through engine.wasm, and natively.
 *
 *   npm run combinations                 1,000 of them, in wasm and natively
 *   npm run combinations -- --keep       writes the first ones, a few cells each, to tests/reference/combinations.json
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { choicesOf, combination } from '../tests/combinations/draw.js';
import { meet } from '../tests/combinations/meet.js';
import { random, tensorPaths, withSession } from '../tests/wasm/support.js';
import { build } from './build.js';
import { cmakeBuild } from './cmake.js';
import { ensure } from './ensure.js';
import { loadBuiltEngine } from './generate.js';
import { pythonPath } from './needs.js';
import { at } from './root.js';
import { asCommand, isMain, run } from './run.js';

const KEPT = 'tests/reference/combinations.json';
const ALL = 'build/combinations.json';
/** How many are replayed by `npm test`, and how many cells of a tensor. */
const REPLAYED = 80;
const CELLS = 2;
/** A plain float32 run of PyTorch may use up this much of the tolerance; beyond it a case would test luck. */
const STRAIN_LIMIT = 0.3;
/** So many times as many scenes are drawn as are needed. */
const SPARE = 1.15;

/** The scene with its defaults and all the numbers that the engine was given or drew. */
function written(engine, scene) {
  return withSession(engine, scene, (session) => {
    const tensors = {};
    let cotangent;
    for (const path of tensorPaths(session).given) {
      const { shape, data } = session.tensor(path, { ahead: true });
      if (path === 'cotangent') cotangent = { shape, data: [...data] };
      if (path.startsWith('weights.')) tensors[path.slice(8)] = rows(shape, [...data]);
    }
    return { ...scene, model: session.scene.model, weights: { tensors }, cotangent };
  });
}

function rows([length, ...inner], data) {
  if (inner.length === 0) return data;
  const size = data.length / length;
  return Array.from({ length }, (_, r) => rows(inner, data.slice(r * size, (r + 1) * size)));
}

function askPyTorch(scenes) {
  const { stdout, stderr, status } = spawnSync(pythonPath(), [at('tests/combinations/judge.py')], {
    input: JSON.stringify(scenes),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Of every tensor all cells, or as many as are kept, as pairs of a flat place and its number. */
function cells({ shape, data }, most, draw) {
  const places =
    data.length <= most ? data.map((_, i) => i) : Array.from({ length: most }, () => draw.below(data.length));
  return { shape, cells: [...new Set(places)].sort((a, b) => a - b).map((place) => [place, data[place]]) };
}

function cases(steady, most = Number.POSITIVE_INFINITY) {
  const draw = random(1);
  const some = (tensors) =>
    Object.fromEntries(Object.entries(tensors).map(([path, one]) => [path, cells(one, most, draw)]));
  return steady.map(([scene, answer]) => ({ scene, tensors: some(answer.tensors) }));
}

/** How many pairs of choices of two switches there are in all scenes. */
function pairs(scenes) {
  const met = new Set();
  for (const scene of scenes) {
    const choices = choicesOf(scene);
    for (const [i, one] of choices.entries()) for (const other of choices.slice(i + 1)) met.add(`${one} ${other}`);
  }
  return met.size;
}

async function natively() {
  const folder = await cmakeBuild('native', 'native tests');
  const output = await run(at(folder, 'attend_tests'), ['[combinations]'], { env: { ATTEND_COMBINATIONS: ALL } });
  console.log(output.trimEnd().split('\n').at(-1));
}

/** As many scenes as asked for that float32 can compute, from the first number on, with PyTorch's answers. */
function judged(engine, count) {
  const drawn = Array.from({ length: Math.ceil(count * SPARE) }, (_, number) => combination(number));
  const answers = askPyTorch(drawn.map((scene) => written(engine, scene)));
  const steady = drawn
    .flatMap((scene, i) => (answers[i].strain <= STRAIN_LIMIT ? [[scene, answers[i]]] : []))
    .slice(0, count);
  if (steady.length < count) throw new Error(`Only ${steady.length} of ${drawn.length} scenes are steady. Draw more.`);
  const passed = drawn.indexOf(steady.at(-1)[0]) + 1 - count;
  console.log(`${count} combinations, with ${pairs(steady.map(([scene]) => scene))} different pairs of choices;`);
  console.log(
    `${passed} more were passed over: PyTorch's own float32 uses over ${STRAIN_LIMIT} of the tolerance there.`,
  );
  return steady;
}

export async function runCombinations(count, keep) {
  const engine = await loadBuiltEngine();
  const steady = judged(engine, count);
  const all = cases(steady);
  const { problems, compared, gradients, worst } = meet(engine, all);
  console.log(`${compared} numbers through engine.wasm, ${gradients} of them gradients: ${problems.length} differ;`);
  console.log(`the largest difference uses ${worst.used.toFixed(2)} of the tolerance (${worst.where}).`);
  for (const problem of problems.slice(0, 20)) console.error(`  ${problem}`);
  if (problems.length > 0) throw new Error('The engine and PyTorch differ.');
  if (keep) writeFileSync(at(KEPT), text(cases(steady.slice(0, REPLAYED), CELLS)));
  mkdirSync(at('build'), { recursive: true });
  writeFileSync(at(ALL), JSON.stringify({ programs: all }));
  await natively();
}

/** One case a line. */
const text = (all) =>
  `{"made_by":"npm run combinations -- --keep","programs":[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`;

if (isMain(import.meta.url)) {
  await asCommand(async () => {
    const { values } = parseArgs({
      options: { keep: { type: 'boolean', default: false }, count: { type: 'string', default: '1000' } },
    });
    await ensure({ tests: true });
    await build();
    await runCombinations(Number(values.count), values.keep);
  });
}
