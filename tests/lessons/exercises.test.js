/** Every exercise of every lesson: the right answer is accepted, each wrong one refused with its own explanation, the start not accepted. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCourse } from '../../web/lesson/compile/course.js';
import { loadTs, shared } from '../../web/lesson/compile/load-ts.js';
import { at, builtEngine, compileFixture, root } from './built.js';

const engine = await builtEngine();
const { Lab, answerText, readAnswer, readCalculations, grading, review } = await shared();
const { grade, solution, start, wrong, write, read, hasSeeds, firstSeed, nextSeed } = grading;
/** What is told beside "Not yet"; what the fields read. */
const { directionOf } = await loadTs(at('web', 'lesson', 'exercise', 'kinds', 'direction.ts'));
const { goalOf } = await loadTs(at('web', 'lesson', 'exercise', 'kinds', 'reach.ts'));

const ALL = ['number', 'cells', 'rank', 'choose', 'sequence', 'mask', 'reach', 'bug', 'worksheet'];
const fixture = await compileFixture(engine, 'exercises.md');
const { lessons } = await readCourse({ root, engine });

/** The lesson's scenes and calculations as its page would load them. */
function labOf({ scenes, meta, files }) {
  const fileOf = (place) => files.find(({ name }) => name === place.split('/').at(-1));
  const json = (place) => JSON.parse(fileOf(place).text ?? readFileSync(fileOf(place).from, 'utf8'));
  const calculations = meta.calculations ? readCalculations(json(meta.calculations)) : null;
  const given = new Map([...scenes].map(([name, place]) => [name, json(place)]));
  return new Lab({ engine, scenes: given, calculations });
}

/** Everything an exercise promises, with the numbers of this lab. */
function keepsItsWord(asked, lab) {
  const right = solution(asked, lab);
  assert.deepEqual(
    { ...grade(asked, right, lab), marks: undefined },
    { right: true, score: 1, feedback: { say: 'right' }, marks: undefined },
    'the right answer is accepted',
  );
  const begun = grade(asked, start(asked, lab), lab);
  assert.equal(begun.right, false, 'the start is not accepted');
  assert.ok(begun.score < 1);
  for (const i of asked.wrongs.keys()) {
    const { right: accepted, score, feedback } = grade(asked, wrong(asked, i, lab), lab);
    assert.deepEqual(
      [accepted, feedback],
      [false, { say: 'wrong', at: i }],
      `wrong answer ${i + 1} is refused with its text`,
    );
    assert.ok(score >= 0 && score < 1);
  }
  for (const i of asked.kind === 'choose' || asked.kind === 'bug' ? asked.choices.keys() : []) {
    if (right.includes(i)) continue;
    const { right: accepted, feedback } = grade(asked, [i], lab);
    assert.deepEqual(
      [accepted, feedback],
      [false, { say: 'choice', at: i }],
      `choice ${i + 1} is refused with its text`,
    );
  }
  const text = write(asked, right, lab);
  assert.ok(text.length < 500, 'an answer stays short in a record');
  assert.ok(grade(asked, read(asked, text, lab), lab).right, 'an answer comes back from its text');
}

for (const { slug, ...lesson } of [{ slug: 'fixture', ...fixture }, ...lessons]) {
  for (const asked of lesson.exercises) {
    test(`${slug}: ${asked.id} (${asked.kind}) keeps its word`, () => {
      const lab = labOf(lesson);
      try {
        keepsItsWord(asked, lab);
        if (!hasSeeds(asked)) return;
        let seed = firstSeed(asked, lab);
        for (let draw = 0; draw < 3; draw++) {
          seed = nextSeed(asked, lab, seed);
          keepsItsWord(asked, lab.withSeed(seed));
        }
      } finally {
        lab.close();
      }
    });
  }
}

test('the fixture has every kind', () => {
  assert.deepEqual([...new Set(fixture.exercises.map(({ kind }) => kind))].sort(), [...ALL].sort());
});

const lab = labOf(fixture);
const asked = (id) => fixture.exercises.find((exercise) => exercise.id === id);

test('number: half of the last digit shown is near enough, a little more is not', () => {
  const given = { ...asked('weight'), wrongs: [], printed: [], attributes: { path: 'weights.embed.table', at: '1,2' } };
  const [value] = solution(given, lab);
  assert.ok(grade(given, [value + 0.0049], lab).right);
  assert.deepEqual(grade(given, [value + 0.0056], lab).feedback, { say: 'hint' });
});

test('number: a count is read as it is written, elsewhere a comma is a decimal point', () => {
  const count = { kind: 'number', attributes: { tolerance: '0.5' } };
  const measure = { kind: 'number', attributes: {} };
  assert.deepEqual([answerText(count, 65536), answerText(measure, 65.536)], ['65,536', '65.54']);
  assert.deepEqual(
    ['65,536', '65 536', '65536', '1,048,576', '0,5', ''].map((text) => readAnswer(count, text)),
    [65536, 65536, 65536, 1048576, 0.5, null],
  );
  assert.equal(readAnswer(measure, '65,536'), 65.536);
});

test('cells: what is filled in counts, what is open is not called wrong', () => {
  const [first] = solution(asked('row'), lab);
  const { right, score, marks } = grade(asked('row'), [first, null], lab);
  assert.deepEqual([right, score, marks], [false, 0.5, ['right', 'open']]);
});

test('cells: one cell with the typical mistake is enough for its explanation', () => {
  const [first] = solution(asked('row'), lab);
  const [, mistaken] = wrong(asked('row'), 0, lab);
  assert.deepEqual(grade(asked('row'), [first, mistaken], lab).feedback, { say: 'wrong', at: 0 });
  assert.deepEqual(grade(asked('row'), [first, 9], lab).feedback, { say: 'hint' });
});

test('other seeds give other numbers, the same seed the same', () => {
  const seed = nextSeed(asked('row'), lab, firstSeed(asked('row'), lab));
  const other = solution(asked('row'), lab.withSeed(seed));
  assert.notDeepEqual(other, solution(asked('row'), lab));
  const again = labOf(fixture);
  assert.deepEqual(solution(asked('row'), again.withSeed(seed)), other);
  again.close();
});

test('rank: the order is the one of the numbers, and each place counts', () => {
  const right = solution(asked('order'), lab);
  const row = lab.book.at('layers.0.attention.softmax', [0, 1]);
  assert.deepEqual(
    right,
    [...row.keys()].sort((a, b) => row[b] - row[a]),
  );
  const swapped = [right[1], right[0], ...right.slice(2)];
  assert.deepEqual(grade(asked('order'), swapped, lab).marks, ['wrong', 'wrong', 'right', 'right']);
});

/** An exercise about one row of given numbers, and what the check says of it. */
function aboutRow(numbers, more) {
  const scene = {
    version: 1,
    tokens: ['a'],
    model: { kind: 'attention', width: numbers.length, heads: 1, bias: false },
    weights: { seed: 1, tensors: { 'embed.table': [numbers] } },
  };
  const own = new Lab({ engine, scenes: new Map([['main', scene]]), calculations: null });
  const attributes = { path: 'weights.embed.table', at: '0', ...more.attributes };
  const one = { id: 'row', wrongs: [], choices: [], solution: null, printed: [], ...more, attributes };
  const told = review(one, own).map(({ message }) => message);
  return { one, own, told };
}

test('rank: numbers that read alike are refused by the check, and equal ones may stand in either order', () => {
  const rank = (numbers) => aboutRow(numbers, { kind: 'rank' });
  const close = rank([0.301, 0.9, 0.304]);
  assert.match(close.told.join(), /"3" and "1" both read 0\.30.*only digits that nobody sees/);
  const apart = rank([0.3, 0.9, 0.31]);
  assert.deepEqual(apart.told, []);
  const large = rank([1234.4, 9, 1234.1]);
  assert.match(large.told.join(), /both read 1234/, 'with the digits that such a matrix has');
  // One bit apart: the same sum in another order.
  const same = rank([0.3, 0.9, 0.30000004]);
  assert.deepEqual(same.told, []);
  for (const order of [
    [1, 0, 2],
    [1, 2, 0],
  ])
    assert.ok(grade(same.one, order, same.own).right, String(order));
  assert.equal(grade(apart.one, [1, 0, 2], apart.own).right, false);
  for (const { own } of [close, apart, large, same]) own.close();
});

test('choose: the largest may not be so by digits that nobody sees; who comes after it does not matter', () => {
  const choices = [{ index: '0' }, { index: '1' }, { index: '2' }];
  const largest = (numbers) => aboutRow(numbers, { kind: 'choose', choices, attributes: { answer: 'argmax' } });
  const close = largest([0.301, 0.1, 0.304]);
  assert.match(close.told.join(), /only digits that nobody sees/);
  const rest = largest([0.301, 0.9, 0.304]);
  assert.deepEqual(rest.told, []);
  const smallest = aboutRow([0.301, 0.9, 0.304], { kind: 'choose', choices, attributes: { answer: 'argmin' } });
  assert.match(smallest.told.join(), /only digits that nobody sees/);
  for (const { own } of [close, rest, smallest]) own.close();
});

test('choose: several right choices are asked for all together', () => {
  assert.deepEqual(solution(asked('several'), lab), [0, 2]);
  assert.deepEqual(
    [[0], [0, 2], [0, 1, 2]].map((given) => grade(asked('several'), given, lab).score),
    [0.5, 1, 0.5],
  );
});

test('sequence: it begins mixed, the same way every time, and not with the typical mistake', () => {
  const begun = start(asked('stages'), lab);
  assert.deepEqual(begun, start(asked('stages'), lab));
  assert.deepEqual([...begun].sort(), [0, 1, 2, 3, 4]);
  assert.equal(grade(asked('stages'), begun, lab).feedback.say, 'hint');
});

test('mask: closing a cell too many costs, all closed is no answer', () => {
  const right = solution(asked('causal'), lab);
  assert.deepEqual(
    start(asked('causal'), lab),
    right.map(() => 1),
  );
  const one = right.map((cell, i) => (i === 4 ? 0 : cell));
  const { right: accepted, score } = grade(asked('causal'), one, lab);
  assert.deepEqual([accepted, score], [false, 5 / 6]);
  assert.ok(
    grade(
      asked('causal'),
      right.map(() => 0),
      lab,
    ).score < 1,
  );
});

test('reach: too many changes are refused although the number is reached', () => {
  const exercise = asked('goal');
  const right = solution(exercise, lab);
  assert.ok(grade(exercise, right, lab).right);
  const many = right.map((value, i) => (i >= 4 && i < 7 ? value + 1 : value));
  assert.equal(grade(exercise, many, lab).right, false);
});

test('reach: a mistake is the numbers it names, or any within its range, and no others', () => {
  const exercise = asked('goal');
  const told = (at, value) =>
    grade(
      exercise,
      start(exercise, lab).map((old, i) => (i === at ? value : old)),
      lab,
    ).feedback;
  assert.deepEqual(told(12, 9), { say: 'wrong', at: 0 });
  assert.deepEqual(told(12, 8), { say: 'hint' });
  for (const value of [-1, -7.5, -1000]) assert.deepEqual(told(3, value), { say: 'wrong', at: 1 });
  for (const value of [-0.99, 1]) assert.deepEqual(told(3, value), { say: 'hint' });
});

test('reach: the goal does not count where something that was to be kept is broken', () => {
  const exercise = asked('goal');
  const right = solution(exercise, lab);
  const kept = (given) => goalOf(exercise, given, lab).kept.map(({ held }) => held);
  assert.deepEqual(kept(right), [true, true]);
  assert.ok(grade(exercise, right, lab).right);
  const broken = right.map((value, i) => (i === 5 ? value + 3 : value));
  assert.deepEqual(kept(broken), [true, false]);
  assert.equal(grade(exercise, broken, lab).right, false);
  assert.match(directionOf(exercise, broken, lab), /one of the conditions no longer holds/);
  const free = { ...exercise, attributes: { ...exercise.attributes, keep: '' } };
  assert.ok(grade(free, broken, lab).right, 'and without keep it counts');
});

test('sequence: every order in which each step finds what it reads is right', () => {
  const exercise = asked('two-ways');
  for (const order of [
    [0, 1, 2],
    [1, 0, 2],
  ])
    assert.ok(grade(exercise, order, lab).right, String(order));
  assert.deepEqual(grade(exercise, [0, 2, 1], lab).marks, ['right', 'wrong', 'wrong']);
  assert.deepEqual(grade(exercise, [2, 1, 0], lab).right, false);
  assert.equal(grade(asked('words'), [1, 0, 2], lab).right, false, 'sentences without paths have one order');
});

test('a fraction is taken as the number it is', () => {
  const measure = { kind: 'number', attributes: {} };
  assert.deepEqual(
    ['1/5', ' −3 / 4 ', '0.5/2', '2⁄8'].map((text) => readAnswer(measure, text)),
    [0.2, -0.75, 0.25, 0.25],
  );
  for (const text of ['1/0', '1/', '/2', '1/2/3']) assert.ok(Number.isNaN(readAnswer(measure, text)), text);
});

test('bug: only the first step that is wrong is the answer', () => {
  assert.deepEqual(solution(asked('pitfall'), lab), [1]);
  assert.deepEqual(grade(asked('pitfall'), [2], lab).feedback, { say: 'choice', at: 2 });
});

test('worksheet: a mistake in one step is explained while the others are open', () => {
  const [first, second] = wrong(asked('sheet'), 0, lab);
  assert.deepEqual(grade(asked('sheet'), [first, second, null], lab).feedback, { say: 'wrong', at: 0 });
  assert.equal(grade(asked('sheet'), [first, null, null], lab).marks[1], 'open');
});

test('an answer that is no answer is not read', () => {
  for (const [id, text] of [
    ['weight', 'a lot'],
    ['row', '1'],
    ['order', '0,0,1,2'],
    ['pick', '7'],
    ['stages', '0,1'],
    ['causal', '111'],
    ['goal', 'layers.0.attention.scale 0,0,0 1'],
    ['sheet', '1;2'],
  ])
    assert.equal(read(asked(id), text, lab), null, id);
});

test('an edit of the machine changes no exercise', () => {
  const scenes = new Map([
    ['main', JSON.parse(readFileSync(join(at('tests', 'lessons', 'fixtures'), 'exercises.json')))],
  ]);
  const own = new Lab({ engine, scenes, calculations: null });
  const before = solution(asked('weight'), own);
  const session = own.open('main');
  session.edit('layers.0.attention.scores', [0, 1, 2], 9);
  assert.deepEqual(solution(asked('weight'), own), before);
  session.close();
  own.close();
});

test('mask: a wrong answer is told how many squares are off, not which', () => {
  const right = solution(asked('causal'), lab);
  const off = (count) => right.map((cell, i) => (i < count ? 1 - cell : cell));
  assert.equal(directionOf(asked('causal'), off(1), lab), 'One square is wrong.');
  assert.equal(directionOf(asked('causal'), off(3), lab), '3 squares are wrong.');
});

test('reach: a wrong answer is told where the goal number stands', () => {
  const begun = start(asked('goal'), lab);
  const { value } = goalOf(asked('goal'), begun, lab);
  assert.equal(
    directionOf(asked('goal'), begun, lab),
    `The number that has to reach the goal is now ${value.toFixed(3)}.`,
  );
});

test('number: only a point that was meant for thousands is told of', () => {
  const own = lessons.find(({ slug }) => slug === 'price');
  const price = labOf(own);
  const count = own.exercises.find((each) => each.kind === 'number' && solution(each, price)[0] > 1000);
  const [wanted] = solution(count, price);
  const point = wanted / 1000;
  assert.ok(!Number.isInteger(point));
  assert.equal(
    directionOf(count, [point], price),
    `The point in ${point.toFixed(3)} was read as a decimal point. Write thousands with a comma, a space or nothing.`,
  );
  for (const typed of [wanted + 1, Math.round(point), point + 1.5])
    assert.equal(directionOf(count, [typed], price), '', String(typed));
  price.close();
  assert.equal(directionOf(asked('pick'), [1], lab), '');
});

test('reach: a word that is changed gives its column and its bar the new name', () => {
  const lesson = lessons.find(({ slug }) => slug === 'encoder-decoder');
  const exercise = lesson.exercises.find(({ id }) => id === 'make-it-petit');
  const own = labOf(lesson);
  const names = (given) => goalOf(exercise, given, own).labels[0].at(-1);
  const before = names(start(exercise, own));
  const after = names(solution(exercise, own));
  assert.deepEqual(
    after.map((word, i) => word !== before[i]),
    before.map((_, i) => i === 1),
  );
  own.close();
});

test('reach: a number that is reached by breaking what must stay does not count', () => {
  const breaking = [
    ['patterns', 'turn-by-hand', { 'twice a noun': [5, 0, 4], 'a living street': [5, 1, 3] }],
    ['attack', 'stronger-mark', { 'no commands': [0, 0, -4], 'a commanding arrow': [3, 0, 5] }],
  ];
  for (const [slug, id, edits] of breaking) {
    const lesson = lessons.find((each) => each.slug === slug);
    const exercise = lesson.exercises.find((each) => each.id === id);
    const own = labOf(lesson);
    const { least, most, edit, scene = 'main' } = exercise.attributes;
    const [, columns] = own.tensor(edit, scene).shape;
    for (const [how, [row, column, value]] of Object.entries(edits)) {
      const given = start(exercise, own);
      given[row * columns + column] = value;
      const goal = goalOf(exercise, given, own);
      assert.ok(least ? goal.value >= Number(least) : goal.value <= Number(most), `${how}: the number is reached`);
      assert.ok(!goal.reached, how);
    }
    own.close();
  }
});

test('sequence: the encoder and the decoder’s own attention may come in either order, the rest not', () => {
  const lesson = lessons.find(({ slug }) => slug === 'encoder-decoder');
  const exercise = lesson.exercises.find(({ id }) => id === 'parts-in-order');
  const own = labOf(lesson);
  const right = (order) => grade(exercise, order, own).right;
  assert.ok(right([0, 1, 2, 3, 4]) && right([1, 0, 2, 3, 4]));
  for (const order of [
    [0, 2, 3, 1, 4],
    [1, 2, 0, 3, 4],
    [0, 1, 3, 2, 4],
  ])
    assert.ok(!right(order), order.join());
  own.close();
});
