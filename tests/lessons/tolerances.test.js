/** A right calculation, done with the digits that are printed and rounded on the way, is accepted with every seed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readCourse } from '../../web/lesson/compile/course.js';
import { loadTs, shared } from '../../web/lesson/compile/load-ts.js';
import { at, builtEngine, compileFixture, root } from './built.js';

const engine = await builtEngine();
const { Lab, grading, pathsOf, readCalculations, sheetsOfAny, slice } = await shared();
const { grade, hasSeeds, solution } = grading;
const { tolerancesOf } = await loadTs(at('web', 'lesson', 'exercise', 'kinds', 'tolerance.ts'));

const SEEDS = 200;
/** Ways to keep digits on the way through a worksheet. */
const WAYS = [
  { digits: 2, between: true },
  { digits: 3, between: true },
  { digits: 2, between: false, typed: 3 },
  { digits: 3, between: false },
  { digits: 2, between: false },
];
const FILLED = ['number', 'cells', 'worksheet'];
/** A way back cannot be rounded by edits, which let nothing back through them; lessons/gradient.test.js does it. */
const goesBack = ({ attributes: { steps = '' } }) => steps.includes('gradients.');
const fixture = await compileFixture(engine, 'exercises.md');
const { lessons } = await readCourse({ root, engine });

function labOf({ scenes, meta, files }) {
  const json = (place) => {
    const { from, text } = files.find(({ name }) => name === place.split('/').at(-1));
    return JSON.parse(text ?? readFileSync(from, 'utf8'));
  };
  const calculations = meta.calculations ? readCalculations(json(meta.calculations)) : null;
  return new Lab({ engine, scenes: new Map([...scenes].map(([name, place]) => [name, json(place)])), calculations });
}

/** To so many digits after the point, or to more where the number would be changed by more than a tenth. */
function rounded(value, digits) {
  if (!Number.isFinite(value)) return value;
  const near = Number(value.toFixed(digits));
  return Math.abs(near - value) <= Math.abs(value) / 10 ? near : rounded(value, digits + 1);
}

/** Rounds a part of a tensor in place, so that everything behind it goes on from the rounded numbers. */
function round(session, path, indices, digits) {
  for (const index of indices) {
    const { shape, data } = session.tensor(path, { ahead: true });
    const flat = index.reduce((sum, i, axis) => sum * shape[axis] + i, 0);
    session.edit(path, index, rounded(data[flat], digits));
  }
}

const every = (shape) =>
  shape.reduce((found, size) => found.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])), [[]]);

/** Fills a worksheet from top to bottom, keeping so many digits, or one more in what is typed; between two matrices everything or nothing is rounded. */
function byHand(asked, lab, { digits, between, typed = digits }) {
  const session = lab.open(asked.attributes.scene ?? 'main');
  const sheets = sheetsOfAny(asked, lab);
  const { made } = pathsOf(session.program);
  const given = [];
  let from = 0;
  for (const { path, blanks } of sheets) {
    const to = made.indexOf(path);
    if (between && to > from)
      for (const inner of made.slice(from, to)) {
        const { shape } = session.tensor(inner, { ahead: true });
        if (!sheets.some((sheet) => sheet.path === inner)) round(session, inner, every(shape), digits);
      }
    if (to > 0) from = to + 1;
    const { shape } = session.tensor(path, { ahead: true });
    const blank = new Set(blanks.map(String));
    // What stands there already is printed from the engine's own numbers.
    const exact = lab.book.tensor(path, asked.attributes.scene ?? 'main');
    for (const index of every(shape).filter((one) => !blank.has(String(one))))
      session.edit(path, index, Number(slice(exact, index)[0].toFixed(2)));
    const { data } = session.tensor(path, { ahead: true });
    const flat = (index) => index.reduce((sum, i, axis) => sum * shape[axis] + i, 0);
    given.push(...blanks.map((index) => rounded(data[flat(index)], typed)));
    round(session, path, blanks, digits);
  }
  session.close();
  return given;
}

/** One number or a row of them, from what the question prints, all of it or as far as it can be put back. */
function fromPrint(asked, lab) {
  const { scene = 'main' } = asked.attributes;
  const session = lab.open(scene);
  for (const { path, at: place, digits = '2', scene: other = 'main' } of asked.printed) {
    if (other !== scene || path.startsWith('calc.')) continue;
    const prefix = place.split(',').map(Number);
    const { shape } = session.tensor(path, { ahead: true });
    round(
      session,
      path,
      every(shape.slice(prefix.length)).map((rest) => [...prefix, ...rest]),
      Number(digits),
    );
  }
  const book = lab.bookWith(scene, session);
  const cells =
    asked.kind === 'number'
      ? [asked.attributes.at.split(',').map(Number)]
      : sheetsOfAny(asked, lab).flatMap(({ blanks }) => blanks);
  const found = cells.map((index) => rounded(book.at(asked.attributes.path, index, scene)[0], 2));
  session.close();
  return found;
}

for (const { slug, ...lesson } of [{ slug: 'fixture', ...fixture }, ...lessons]) {
  for (const asked of lesson.exercises.filter((one) => FILLED.includes(one.kind) && !goesBack(one))) {
    const seeds = hasSeeds(asked) ? SEEDS : 0;
    test(`${slug}: ${asked.id} takes what is rightly computed from what is printed, with ${seeds} seeds`, () => {
      const lab = labOf(lesson);
      const ways =
        asked.kind === 'worksheet'
          ? WAYS.map((kept) => (own) => byHand(asked, own, kept))
          : [(own) => fromPrint(asked, own)];
      for (let seed = 0; seed <= seeds; seed++) {
        const own = seed === 0 ? lab : lab.withSeed(seed);
        // Of the ways to fill a worksheet, which takes a while, each seed tries one.
        for (const way of asked.kind === 'worksheet' ? [ways[seed % ways.length]] : ways) {
          const given = way(own);
          const { right, marks } = grade(asked, given, own);
          const off = given.map((value, i) => [value, solution(asked, own)[i], marks?.[i]]);
          assert.ok(right, `seed ${seed}: ${JSON.stringify(off.filter(([, , mark]) => mark === 'wrong'))}`);
        }
        if (seed > 0) lab.forgetSeed(seed);
      }
      lab.close();
    });
  }
}

test('what is printed with more digits is to be met more nearly', () => {
  const lab = labOf(fixture);
  const asked = fixture.exercises.find(({ id }) => id === 'weight');
  const target = { path: asked.attributes.path, scene: 'main', index: [0, 1, 2] };
  const with_ = (digits) => ({
    ...asked,
    printed: [{ path: 'layers.0.attention.scale', at: '0,1', digits: String(digits) }],
  });
  const [coarse, fine] = [1, 4].map((digits) => tolerancesOf(with_(digits), [target], [], { lab })[0]);
  assert.ok(coarse > fine && fine >= 0.005, `${coarse} and ${fine}`);
  lab.close();
});
