/** Which section belongs to which step, and how numbers are looked up and written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';
import { at, builtEngine, read } from './built.js';

const { outputFiles } = await build({
  stdin: {
    contents:
      "export * from './web/lesson/page/sections.ts'; export * from './web/lesson/figures/numbers.ts'; export { parseIndex, slice } from './web/lesson/figures/calls.ts'; export * from './web/lesson/figures/number-text.ts';",
    resolveDir: at(),
  },
  bundle: true,
  write: false,
  format: 'esm',
});
const code = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
const {
  extreme,
  numbersText,
  NumberBook,
  parseIndex,
  pathBefore,
  readCalculations,
  sectionAtLine,
  sectionFor,
  slice,
  stepAround,
  stepsOf,
} = code;

const engine = await builtEngine();
const session = engine.open(read('lessons', '07-hacker', 'hacker.json'));
const steps = stepsOf(session.program);
const attention = (name) => `layers.0.attention.${name}`;

test('steps, and what is made before a result', () => {
  assert.equal(steps[0].path, 'embed');
  assert.equal(stepAround(attention('softmax.row_max'), steps), attention('softmax'));
  assert.equal(stepAround('layers.0', steps), null);
  assert.equal(pathBefore('embed', steps), null);
  assert.equal(pathBefore(attention('project'), steps), 'embed');
  assert.equal(pathBefore(attention('scores'), steps), attention('split_heads.v'));
  assert.equal(pathBefore(attention('softmax'), steps), attention('softmax.row_sum'));
  assert.equal(pathBefore(attention('softmax.row_max'), steps), attention('scale'));
});

test('the section of a step: the first about it that is not passed', () => {
  const place = (path, scene = 'main') => ({ scene, step: stepAround(path, steps), cells: session.locate(path) });
  const sections = ['embed', 'project.q', 'softmax.shifted', 'softmax.exponentials', 'softmax'].map((name, i) =>
    place(i ? attention(name) : name),
  );
  sections.push({ scene: 'main', step: null, cells: 0 }, place(attention('softmax'), 'other'));
  const find = (path, current = -1, scene = 'main') => sectionFor(place(path, scene), sections, current);
  assert.equal(find('embed'), 0);
  assert.equal(find(attention('project.v')), 1, 'a step with several results has one section');
  assert.equal(find(attention('softmax.row_max')), 2);
  assert.equal(find(attention('softmax.exponentials')), 3);
  assert.equal(find(attention('softmax')), 4);
  assert.equal(find(attention('scores'), 1), 1, 'no section is about it: the current one stays');
  assert.equal(find(attention('softmax'), -1, 'other'), 6);
});

test('the section at the reading line', () => {
  assert.equal(sectionAtLine([100, 400, 900], 50), -1);
  assert.equal(sectionAtLine([100, 400, 900], 400), 1);
  assert.equal(sectionAtLine([-500, -200, 300], 250), 1);
});

test('indices: parts of a tensor, and places that are not there', () => {
  const tensor = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  assert.deepEqual(slice(tensor, [1, 2]), [6]);
  assert.deepEqual(slice(tensor, [1]), [4, 5, 6]);
  assert.throws(() => slice(tensor, [1, 3]), /Place 2 of the index 1,3 is 3; it goes from 0 to 2/);
  assert.throws(() => slice(tensor, [0, 0, 0]), /3 places/);
  assert.deepEqual(parseIndex('0, 3'), [0, 3]);
  for (const text of ['', 'a', '1.5', '-1', '1,,2']) assert.equal(parseIndex(text), null, text);
});

test('texts: minus signs, rows, and the largest where there is one', () => {
  assert.equal(numbersText([-0.001], 2), '−0.001');
  assert.equal(numbersText([-0], 2), '0.00');
  assert.equal(numbersText([-1.5, 0.25], 1), '(−1.5, 0.3)');
  assert.equal(numbersText([Number.NEGATIVE_INFINITY], 2), '−∞');
  assert.equal(extreme([1, 3, 2], 'argmax'), 1);
  assert.equal(extreme([1, 3, 1], 'argmin'), -1, 'two share the place');
});

test('one broken calculation takes no other with it', () => {
  const calls = [
    { name: 'bad', stage: 'softmax', inputs: { masked: 'no.such' } },
    { name: 'good', stage: 'softmax', inputs: { masked: attention('scores') } },
    { name: 'late', stage: 'softmax', inputs: { masked: 'calc.later' } },
    { name: 'later', stage: 'softmax', inputs: { masked: [[1, '-inf']] } },
  ];
  const book = new NumberBook(engine, new Map([['main', session]]), { about: '', calls });
  assert.equal(book.at('calc.good', [0, 0]).length, 5);
  assert.deepEqual(book.at('calc.later.row_max', [0]), [1]);
  assert.throws(() => book.at('calc.bad', [0]), /no\.such/);
  assert.throws(() => book.at('calc.late', [0]), /no earlier calculation makes/);
  assert.throws(() => book.calculated(), /no\.such/);
});

test('a file of calculations is checked', () => {
  const good = { version: 1, about: 'a', calls: [{ name: 'a', stage: 's', inputs: {} }] };
  assert.equal(readCalculations(good).calls.length, 1);
  for (const [value, says] of [
    [[], /not an object/],
    [{ ...good, extra: 1 }, /unknown key "extra"/],
    [{ ...good, version: 2 }, /version is 2; expected 1/],
    [{ ...good, calls: [{ name: 'A', stage: 's', inputs: {} }] }, /needs a name/],
    [{ ...good, calls: [{ name: 'a', inputs: {} }] }, /needs a stage/],
    [{ ...good, calls: [{ name: 'a', stage: 's', inputs: {}, onload: 1 }] }, /unknown key "onload"/],
  ]) {
    assert.throws(() => readCalculations(value), says);
  }
});
