/** The check of lessons: what is right passes, and each fault is refused with its line and what to do. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { checkLessons } from '../../web/lesson/check.js';
import { at, builtEngine, compileFixture, read, root } from './built.js';

const engine = await builtEngine();

/** Of each fixture every problem: line, rule, and what message and mend together have to say. */
const EXPECTED = {
  'good.md': [],
  'experiments.md': [],
  'no-front-matter.md': [[1, 'front-matter', /begin with a line "---"/]],
  'front-matter.md': [
    [1, 'front-matter', /no summary.*add a line "summary/],
    [1, 'front-matter', /no scene/],
    [3, 'front-matter', /"title" appears twice.*line 2/],
    [4, 'front-matter', /"summary" has no value/],
    [5, 'front-matter', /whole number of minutes/],
    [6, 'front-matter', /unknown key "sceen".*Did you mean "scene"/],
    [7, 'front-matter', /"not a pair"/],
  ],
  'scenes.md': [
    [6, 'scene', /no file away\.json/],
    [7, 'scene', /broken\.json does not open.*"tokenz"/],
    [8, 'scene', /not a name of a scene file/],
    [9, 'calculation', /"calc\.earlier", which no earlier calculation makes/],
    [14, 'scene', /"brokn".*Did you mean "broken"/],
    [18, 'scene', /no scene "other"/],
  ],
  'paths.md': [
    [10, 'path', /Did you mean "layers\.0\.attention\.softmax"/],
    [16, 'attribute', /level is "cells".*cell\./],
    [16, 'index', /H×T×S = 1×2×2/],
    [20, 'index', /goes from 0 to 1/],
    [21, 'index', /at is "first"/],
    [22, 'path', /There is no tensor "layers\.0\.attention\.wrong"/],
    [22, 'path', /no tensor called "nowhere"\. The nearest are: /],
    [22, 'path', /^There is no tensor "layers\.0\.attention\.softmx"\. .*Did you mean "layers\.0\.attention\.softmax"/],
    [
      22,
      'path',
      /^There is no tensor "weights\.layers\.0\.attention\.wx"\. .*Did you mean "weights\.layers\.0\.attention\.wq"/,
    ],
    [23, 'path', /no calculation "calc\.nothing"/],
    [24, 'attribute', /digits is "many"/],
    [28, 'index', /cell but no path/],
    [32, 'attribute', /name: path, name: path/],
    [35, 'index', /each of the 2 tokens/],
  ],
  'tags.md': [
    [10, 'tag', /Did you mean "attend-value"/],
    [10, 'tag', /<span> is not a tag/],
    [10, 'tag', /write <sub><\/sub>/],
    [11, 'attribute', /"pth".*Did you mean "path"/],
    [11, 'attribute', /has no path/],
    [12, 'attribute', /twice/],
    [13, 'value', /leave it empty/],
    [14, 'tag', /<sub> is not closed/],
    [16, 'tag', /<\/sup> closes nothing/],
    [18, 'tag', /<attend-step> is not closed/],
  ],
  'placement.md': [
    [10, 'placement', /line of its own/],
    [13, 'placement', /leave an empty line/],
    [19, 'placement', /inside a list/],
    [21, 'placement', /inside a list/],
    [23, 'placement', /inside <attend-quiz>/],
    [31, 'placement', /line of its own/],
    [31, 'placement', /line of its own/],
    [33, 'placement', /within a sentence/],
    [35, 'placement', /within a sentence/],
  ],
  'text.md': [
    [3, 'number', /summary states the number 97 percent/],
    [6, 'scene', /Nothing uses the scene "spare"/],
    [11, 'formula', /dollar sign/],
    [11, 'link', /"#away" leads to nothing in this lesson/],
    [11, 'link', /"away\.png" leads to no file/],
    [13, 'heading', /level 4 follows one of level 1/],
    [15, 'number', /\.97/],
  ],
  'ids.md': [
    [16, 'id', /"same" appears twice.*line 10/],
    [22, 'id', /"Not An Id"/],
  ],
  'formulas.md': [
    [10, 'formula', /does not compile/],
    [10, 'number', /holds a decimal number/],
    [12, 'formula', /does not compile/],
  ],
  'numbers.md': [
    [10, 'number', /0\.45 by hand.*<attend-value/],
    [11, 'number', /−1\.5/],
    [14, 'number', /3\.14/],
  ],
  'sources.md': [
    [6, 'citation', /nobody1999/],
    [11, 'citation', /Did you mean "vaswani2017"/],
    [11, 'term', /Did you mean "query"/],
  ],
  'scripts.md': [
    [10, 'script', /no script/],
    [12, 'script', /event handler "onclick"/],
    [12, 'script', /"javascript:"/],
    [12, 'script', /"javascript:"/],
    [12, 'script', /"data:"/],
    [14, 'tag', /<iframe>/],
  ],
  'exercises.md': [],
  'exercise-faults.md': [
    [8, 'term', /no concept "wait"/],
    [13, 'exercise', /kind is "nmber".*Did you mean "number"/],
    [37, 'exercise', /asks nothing/],
    [37, 'exercise', /no hint/],
    [37, 'exercise', /0 answers/],
    [37, 'exercise', /explains no wrong answer/],
    [37, 'exercise', /lacks path/],
    [37, 'exercise', /lacks at/],
    [41, 'exercise', /does not use blanks.*path, at, tolerance/],
    [65, 'exercise', /is 4 numbers.*1×4×4/],
    [99, 'exercise', /This wrong answer is right/],
    [111, 'exercise', /never shown/],
    [125, 'exercise', /"1,0,0" does not lie in/],
    [149, 'exercise', /wrong answer: 1; the blanks: 2/],
    [173, 'exercise', /"written" has no weights\.seed/],
    [197, 'exercise', /0 of 2 choices/],
    [231, 'exercise', /no stage "scaling"/],
    [255, 'exercise', /not a mask of zeros and ones/],
    [279, 'exercise', /solved before anything is done/],
    [303, 'exercise', /not accepted.*<attend-solution>/],
    [330, 'exercise', /lies outside what may be edited/],
    [357, 'exercise', /No step of the calculation is wrong/],
    [425, 'exercise', /engine finds choice 1/],
    [459, 'exercise', /2 steps and 3 lists/],
    [483, 'shape', /no list/],
    [489, 'heading', /begin it with a line "## /],
    [495, 'placement', /inside <attend-exercise>/],
  ],
  'said-faults.md': [
    [13, 'claim', /softmax\[0,0,0\] > 1, but that is not true: 0\.289\d* is not > 1/],
    [14, 'claim', /cannot be read: it ends too early/],
    [15, 'claim', /number that is not there/],
    [16, 'placement', /not in an exercise/],
    [17, 'placement', /there are none here/],
    [40, 'exercise', /not accepted: layers\.0\.attention\.scores 0,0,3 = 0\.5; the goal number is 0\.2593/],
    [52, 'exercise', /leads no nearer to the goal/],
    [83, 'exercise', /nothing that can be checked/],
    [112, 'exercise', /not true with layers\.0\.attention\.scores 0,0,3 = -1\.5/],
    [127, 'exercise', /does not hold at the start.*0\.2893/],
    [154, 'exercise', /not accepted.*keep what is to be kept/],
    [181, 'exercise', /"layers\.0\.attention\.softmax 0,0,0 about 1", cannot be read.*at least 0\.5/],
    [208, 'exercise', /1\.\.2\.\.3" cannot be read.*a range/],
    [235, 'exercise', /printed as 0\.83, and typed like that it is not accepted/],
    [253, 'exercise', /printed as 0\.83, and typed like that it is not accepted/],
    [259, 'exercise', /Step 1 reads what a later step makes/],
  ],
  'headings.md': [
    [7, 'heading', /2 headings of the first level/],
    [14, 'heading', /begin it with a line "## /],
  ],
  'pictures.md': [
    [10, 'image', /"missing\.png"/],
    [10, 'image', /"\.\.\/small\.png"/],
  ],
  'quizzes.md': [
    [14, 'index', /show-cell="9,9" is not a cell/],
    [14, 'quiz', /give the answer away/],
    [14, 'quiz', /mark exactly one/],
    [26, 'quiz', /explanation/],
    [34, 'quiz', /at least two/],
    [34, 'quiz', /asks nothing/],
    [34, 'quiz', /argmax, argmin, choice/],
    [46, 'quiz', /lacks its path or at/],
    [68, 'quiz', /from 0 to 1/],
    [90, 'quiz', /No choice is right/],
  ],
};

test('every fixture has its expectation', () => {
  const names = readdirSync(at('tests', 'lessons', 'fixtures')).filter((name) => name.endsWith('.md'));
  assert.deepEqual(names.sort(), Object.keys(EXPECTED).sort());
});

for (const [name, expected] of Object.entries(EXPECTED)) {
  test(`${name}: ${expected.length ? 'refused, each fault with line and mend' : 'accepted'}`, async () => {
    const { problems } = await compileFixture(engine, name);
    const found = problems.map(({ line, rule }) => `${line} ${rule}`);
    assert.deepEqual(
      found,
      expected.map(([line, rule]) => `${line} ${rule}`),
    );
    for (const [i, { file, message, mend }] of problems.entries()) {
      assert.equal(file, `fixtures/${name}`);
      assert.ok(mend.length > 5, `line ${problems[i].line} says how to mend it`);
      assert.match(`${message} ${mend}`, expected[i][2]);
    }
  });
}

test('the lessons of this repository pass', async () => {
  assert.deepEqual(await checkLessons({ root, engine, shape: true }), []);
});

test('a lesson that lacks the shape of the course is told what, with line and mend', async () => {
  const { shape } = await compileFixture(engine, 'good.md');
  const text = shape.map(({ line, message, mend }) => `${line} ${message} ${mend}`);
  const expected = [
    /^11 .*1 objectives; it has 0.*<attend-objectives>/,
    /^11 .*2 exercises; it has 0.*<attend-exercise>/,
    /^11 .*1 misconception; it has 0/,
    /^11 .*1 summary; it has 0/,
    /^1 .*1 concepts; it has 0.*concepts: …/,
  ];
  assert.equal(text.length, expected.length, text.join('\n'));
  for (const [i, pattern] of expected.entries()) assert.match(text[i], pattern);
  const oneScene = await compileFixture(engine, 'exercises.md');
  assert.deepEqual(
    oneScene.shape.map(({ message }) => message.match(/least \d (.*?);/)[1]),
    ['prediction', 'scenes that the text drives', 'sources'],
  );
  const silent = await compileFixture(engine, 'said-faults.md');
  assert.match(silent.shape.at(-1).message, /names no change that can be tried/);
});

test('a hostile front matter and hostile attributes stay text', async () => {
  const { html, meta, problems } = await compileFixture(
    engine,
    'good.md',
    '---\ntitle: <img src=x onerror=alert(1)>\n__proto__: x\nconstructor: y\nsummary: s\nminutes: 1\nscene: small.json\n---\n\n# "><b>\n\nA <attend-term id="constructor">term</attend-term> and [@__proto__].\n',
  );
  assert.equal(Object.prototype.x, undefined);
  assert.equal(meta.title, '<img src=x onerror=alert(1)>');
  assert.doesNotMatch(html, /<b>|onerror/);
  assert.deepEqual(problems.map(({ rule }) => rule).sort(), [
    'citation',
    'front-matter',
    'front-matter',
    'tag',
    'term',
  ]);
});

test('the small lesson of docs/authoring.md passes as it stands', async () => {
  const [scene, lesson] = [...read('docs', 'authoring.md').matchAll(/```(?:json|markdown)\n([\s\S]*?)```/g)].map(
    ([, text]) => text,
  );
  assert.doesNotThrow(() => engine.open(scene).close());
  const { problems, sections } = await compileFixture(engine, 'authoring.md', lesson);
  assert.deepEqual(problems, []);
  assert.deepEqual(sections, [{ id: 'weights', title: 'Two shares of one whole' }]);
});

test('the exercises and blocks of docs/authoring.md compile as they stand, and there is one of every kind', async () => {
  const part = read('docs', 'authoring.md').split('\n## Exercises\n')[1].split('\n## Calculations\n')[0];
  const examples = [...part.matchAll(/```markdown\n([\s\S]*?)```/g)].map(([, text]) => text);
  const [front] = read('tests', 'lessons', 'fixtures', 'exercises.md').split('# Can you?');
  const source = `${front}# Can you?\n\n${examples.join('\n')}`;
  const { problems, exercises } = await compileFixture(engine, 'authoring.md', source);
  // The front matter is that of the fixture, which has more exercises and uses more scenes.
  assert.deepEqual(
    problems.filter(({ message }) => !/^Nothing uses the scene/.test(message)),
    [],
  );
  assert.equal(new Set(exercises.map(({ kind }) => kind)).size, 9);
  assert.equal(examples.length, 12);
});

test('a section with a wrong path and a prediction is told once, with its line', async () => {
  const source = read('tests', 'lessons', 'fixtures', 'good.md');
  const [, path] = source.match(/<attend-step[^>]* path="([^"]+)"/);
  const { problems } = await compileFixture(
    engine,
    'good.md',
    source.replace(`path="${path}"`, 'path="layers.0.attention.sofmax"'),
  );
  const told = problems.filter(({ message }) => message.includes('sofmax'));
  assert.ok(told.length > 0 && told.every(({ line }) => line > 1), JSON.stringify(problems));
});
