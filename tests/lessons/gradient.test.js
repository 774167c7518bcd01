/** The way back on paper, in the lesson on the gradient of attention: done by hand with rounded numbers, and with its mistakes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readCourse } from '../../web/lesson/compile/course.js';
import { shared } from '../../web/lesson/compile/load-ts.js';
import { builtEngine, root } from './built.js';

const engine = await builtEngine();
const { Lab, grading, readCalculations } = await shared();
const { grade } = grading;
const { lessons } = await readCourse({ root, engine });
const { scenes, meta, files, exercises } = lessons.find(({ slug }) => slug === 'gradient');
const sheet = exercises.find(({ id }) => id === 'on-paper');
const SEEDS = 100;

function lab() {
  const json = (place) => {
    const { from, text } = files.find(({ name }) => name === place.split('/').at(-1));
    return JSON.parse(text ?? readFileSync(from, 'utf8'));
  };
  const given = new Map([...scenes].map(([name, place]) => [name, json(place)]));
  return new Lab({ engine, scenes: given, calculations: readCalculations(json(meta.calculations)) });
}

const transposed = (m) => m[0].map((_, j) => m.map((row) => row[j]));
const product = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
const sum = (...all) => all[0].map((row, i) => row.map((_, j) => all.reduce((total, m) => total + m[i][j], 0)));

/** Every matrix of the sheet as one gets it on paper, going on with what was written down. */
function onPaper(own, digits) {
  const written = (m) => m.map((row) => row.map((value) => Number(value.toFixed(digits))));
  const printed = (path) => {
    const { data } = own.tensor(path, 'sheet');
    return [0, 2].map((from) => [...data.slice(from, from + 2)].map((value) => Number(value.toFixed(2))));
  };
  const head = 'layers.0.attention.';
  const [a, v, q, k] = ['softmax', 'split_heads.v', 'split_heads.q', 'split_heads.k'].map((name) =>
    printed(head + name),
  );
  const [wq, wk, wv] = ['wq', 'wk', 'wv'].map((name) => printed(`weights.${head}${name}`));
  const back = printed(`gradients.${head}weighted_sum`);
  const dv = written(product(transposed(a), back));
  const da = written(product(back, transposed(v)));
  const mean = a.map((row, i) => row.reduce((total, weight, j) => total + weight * da[i][j], 0));
  const scaled = written(a.map((row, i) => row.map((weight, j) => weight * (da[i][j] - mean[i]))));
  const raw = written(scaled.map((row) => row.map((value) => value / Math.SQRT2)));
  const dq = written(product(raw, k));
  const dk = written(product(transposed(raw), q));
  const dwq = written(product(transposed(printed('embed')), dq));
  const dx = written(sum(product(dq, transposed(wq)), product(dk, transposed(wk)), product(dv, transposed(wv))));
  return [dv, da, scaled, raw, dq, dk, dwq, dx].flat(2);
}

for (const digits of [2, 3])
  test(`what is rightly computed on paper with ${digits} digits is accepted, with ${SEEDS} draws of numbers`, () => {
    const first = lab();
    for (let seed = 0; seed < SEEDS; seed++) {
      const own = seed === 0 ? first : first.withSeed(seed);
      const given = onPaper(own, digits);
      const { right, marks } = grade(sheet, given, own);
      const wanted = grading.solution(sheet, own);
      const wrong = given.flatMap((value, i) => (marks?.[i] === 'wrong' ? [[i, value, wanted[i]]] : []));
      assert.ok(right, `seed ${seed}: ${JSON.stringify(wrong)}`);
      if (seed > 0) first.forgetSeed(seed);
    }
    first.close();
  });

test('a number that is a quarter beside the right one is refused, wherever it stands', () => {
  const own = lab();
  const wanted = grading.solution(sheet, own);
  const accepted = wanted.flatMap((value, place) => {
    const given = wanted.map((_, i) => (i === place ? value + 0.25 : null));
    return grade(sheet, given, own).marks[place] === 'wrong' ? [] : [place];
  });
  assert.deepEqual(accepted, []);
  own.close();
});
