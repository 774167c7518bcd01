/** Somebody's numbers beside the engine's, and the mistake that makes them. */
import { existsSync } from 'node:fs';
import { compare as compareNumbers } from '../../compare/compare.js';
import { readFile } from '../../compare/read/read-file.js';
import { weightsOf } from '../../compare/read/read-tensors.js';
import { openEngine } from '../home.js';
import { readScene } from '../scene.js';
import { Usage } from '../usage.js';

const MOST_COLUMNS = 6;

/** @type {import('../attend.js').Command} */
export const compare = {
  name: 'compare',
  about: 'finds where your own numbers part from a scene, and why',
  takes: ['<scene.json>', '<numbers>'],
  options: {
    weights: { type: 'string', value: 'FILE', about: 'your weights, by the names that the scene gives them' },
  },
  async run({ weights }, [scene, numbers]) {
    for (const file of [scene, numbers, weights ?? scene])
      if (!existsSync(file)) throw new Usage(`There is no file ${file}.`);
    const engine = await openEngine();
    const given = JSON.parse((await readScene(scene, engine)).text);
    if (weights)
      given.weights = {
        ...given.weights,
        tensors: { ...given.weights?.tensors, ...weightsOf(weights, await readFile(weights)) },
      };
    const found = compareNumbers(engine, given, await readFile(numbers));
    console.log(report(found));
    return found.agrees;
  },
};

/** As many digits as a float has. */
const shortened = (x) => (Number.isFinite(x) ? Number(x.toPrecision(7)) : x);

function report({ agrees, compared, parting, mistakes }) {
  const count = `${compared.length} ${compared.length === 1 ? 'tensor' : 'tensors'}`;
  if (agrees) return `Your numbers are those of the scene: ${count} compared, ${compared.join(', ')}.`;
  const { path, index, difference } = parting;
  const [yours, ours] = [parting.yours, parting.ours].map(shortened);
  return [
    `The first tensor that parts is ${path}, of ${count}.`,
    ...sideBySide(parting),
    Number.isNaN(yours)
      ? `Yours holds NaN at [${index}], where ${ours} is expected.`
      : `The largest difference is at [${index}]: yours ${yours}, expected ${ours}, apart by ${difference.toPrecision(3)}.`,
    ...verdict(mistakes),
  ].join('\n');
}

function verdict(mistakes) {
  if (mistakes.length === 0) return ['None of the mistakes in the catalogue makes these numbers.'];
  const head =
    mistakes.length === 1
      ? 'This mistake makes all of your numbers'
      : 'Each of these mistakes makes all of your numbers';
  return [`${head}:`, ...mistakes.map(({ name, mend }) => `  ${name}. ${mend}`)];
}

/** The rows around the largest difference. */
function sideBySide({ shape, index, yoursAll, oursAll }) {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.at(-2) ?? 1;
  const from = yoursAll.length > rows * columns ? (index.at(-3) ?? 0) * rows : 0;
  const shown = Math.min(columns, MOST_COLUMNS);
  const line = (data, row) =>
    Array.from(data.slice((from + row) * columns, (from + row) * columns + shown), (x) =>
      (Number.isFinite(x) ? x.toFixed(4) : String(x).replace('Infinity', 'inf')).padStart(9),
    ).join('');
  const head = `  ${'yours'.padEnd(shown * 9)}  | expected${columns > shown ? ` (the first ${shown} of ${columns} columns)` : ''}`;
  return [
    head,
    ...Array.from({ length: Math.min(rows, 8) }, (_, row) => `  ${line(yoursAll, row)}  | ${line(oursAll, row)}`),
  ];
}
