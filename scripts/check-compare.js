/**
 * Plants every mistake of the catalogue in random programs written in NumPy, and has `attend compare` find it.
 *
 *   npm run compare -- 50
 */
import { spawnSync } from 'node:child_process';
import { build } from './build.js';
import { pythonWithNumpy } from './check-questions.js';
import { ensure } from './ensure.js';
import { loadBuiltEngine } from './generate.js';
import { headline } from './report.js';
import { at } from './root.js';
import { asCommand, isMain } from './run.js';

const letters = [...'abcdefghijklmnop'];

/** A configuration that the mistake makes a difference to. */
function configuration(mistake, draw) {
  const heads = draw.whole(2, 3);
  const isRotary = mistake === 'rotary pairing';
  const learns = mistake === 'targets not shifted';
  // Of two columns there is one pair only.
  const headWidth = draw.one((isRotary ? [4, 6] : [2, 3, 4, 5]).filter((width) => width !== heads));
  const width = heads * headWidth;
  const count = draw.whole(3, 6);
  const needsMask = /mask/.test(mistake);
  const needsNorm = /norm|variance|eps/.test(mistake);
  const isTied = mistake === 'tied weights transposed';
  const kind = learns
    ? 'decoder'
    : needsNorm || isTied
      ? draw.one(['block', 'decoder'])
      : draw.one(['attention', 'block', 'decoder']);
  const mask =
    needsMask || draw.next() < 0.5
      ? { kind: draw.one(/too far|heads/.test(mistake) ? ['causal'] : ['causal', 'window']), size: 1 }
      : { kind: 'none' };
  if (mask.kind === 'causal') delete mask.size;
  // A softmax over heads makes NaN of masked rows; in a second layer, of everything.
  const layers = /heads/.test(mistake) ? 1 : draw.whole(1, 2);
  return {
    version: 1,
    tokens: letters.slice(0, count),
    ...(isTied && { vocabulary: letters.slice(0, width) }),
    ...(learns && { vocabulary: letters.slice(0, count), loss: { kind: 'cross_entropy', targets: 'next' } }),
    model: {
      ...{ kind, width, heads, head_width: headWidth, mask },
      ...(kind !== 'attention' && {
        // Eps is seen where the variance is small, which is that of the embedding.
        norm: mistake === 'eps outside the root' ? 'pre' : draw.one(['pre', 'post']),
        feed_forward: { width: draw.whole(4, 8) },
      }),
      ...(kind === 'decoder' && { layers }),
      ...((isTied || learns) && { unembed: true }),
      ...(isRotary && { position: 'rotary', rotary: { pairing: draw.one(['half', 'interleaved']) } }),
      bias: mistake === 'bias forgotten' || draw.next() < 0.5,
    },
    weights: { seed: draw.whole(0, 1e6) },
  };
}

/** All weights of a scene as rows, and the model with its defaults. */
function written(engine, scene, mistake) {
  const session = engine.open(scene);
  const weights = {};
  const visit = (node) => {
    for (const path of node.reads.filter((one) => one.startsWith('weights.'))) {
      const { shape, data } = session.tensor(path, { ahead: true });
      const small = mistake === 'eps outside the root' && path === 'weights.embed.table' ? 0.02 : 1;
      const numbers = [...data].map((x) => Math.fround(x * small));
      const [columns] = shape.slice(-1);
      weights[path.slice(8)] =
        shape.length === 1
          ? numbers
          : Array.from({ length: shape[0] }, (_, r) => numbers.slice(r * columns, (r + 1) * columns));
    }
    node.children.forEach(visit);
  };
  visit(session.program);
  const { model } = session.scene;
  session.close();
  return { scene: { ...scene, model, weights: { tensors: weights } }, weights, mistake };
}

/** What is handed in: the last tensor and some others, as a file has them or as they are printed. */
function handedIn(printed, draw) {
  const paths = Object.keys(printed);
  const chosen = new Set([paths.at(-1), ...[0, 1, 2].map(() => draw.one(paths))]);
  const digits = draw.one([0, 0, 4, 6]);
  return [...chosen].map((path) => {
    const { shape, data } = printed[path];
    const numbers = Float64Array.from(data, (x) => (x === null ? Number.NaN : digits ? Number(x.toFixed(digits)) : x));
    return { name: path, shape, data: numbers, step: digits ? 10 ** -digits : 0 };
  });
}

/**
 * @param {number} each how many programs for every mistake; as many without one
 * @returns {Promise<{ name: string, planted: number, found: number, shared: number, none: number, wrong: string[] }[]>} by
 *   mistake, '' for right programs: how many were named alone, named among others that make the same numbers, not named,
 *   and named wrongly
 */
export async function plantAll(each, seed) {
  const { compare } = await import('../web/compare/compare.js');
  const { MISTAKES } = await import('../web/compare/mistakes.js');
  const { Draw } = await import('../web/questions/draw.js');
  const engine = await loadBuiltEngine();
  const draw = new Draw(seed);
  const names = ['', ...MISTAKES.map(({ name }) => name)];
  const cases = names.flatMap((name) =>
    Array.from({ length: each }, () => written(engine, configuration(name, draw), name)),
  );
  const { stdout, stderr } = spawnSync(pythonWithNumpy(), [at('tests/compare/planted.py')], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (!stdout) throw new Error(stderr);
  const programs = JSON.parse(stdout);
  const rows = new Map(names.map((name) => [name, { name, planted: 0, found: 0, shared: 0, none: 0, wrong: [] }]));
  for (const [i, { scene, mistake }] of cases.entries()) {
    const row = rows.get(mistake);
    const told = compare(engine, scene, handedIn(programs[i], draw));
    const named = told.mistakes.map(({ name }) => name);
    row.planted += 1;
    if (mistake === '' ? told.agrees : named.length === 1 && named[0] === mistake) row.found += 1;
    else if (named.includes(mistake)) row.shared += 1;
    else if (named.length === 0) row.none += 1;
    else row.wrong.push(named.join(', '));
  }
  return [...rows.values()];
}

if (isMain(import.meta.url)) {
  await asCommand(async () => {
    await ensure();
    await build();
    headline('Mistakes, planted and looked for');
    const rows = await plantAll(Number(process.argv[2] ?? 50), 'check');
    for (const { name, planted, found, shared, none, wrong } of rows)
      console.log(
        `  ${(name || '(right programs)').padEnd(38)} ${planted} planted, ${found} named, ${shared} among others, ${none} not named, ${wrong.length} named wrongly`,
      );
    if (rows.some(({ wrong }) => wrong.length > 0)) throw new Error('A mistake was named that was not made.');
  });
}
