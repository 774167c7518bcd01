/** Every form that questions are written in, graded as its course system grades it: right answers, and every mistake. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { costOf, loadEngine } from '../../dist/package/index.js';
import { pythonWithNumpy } from '../../scripts/check-questions.js';
import { FORMATS } from '../../web/questions/formats/index.js';
import { subjectOf } from '../../web/questions/subject.js';
import { variants } from '../../web/questions/variants.js';
import { readXml } from '../embed/xml.js';

const engine = await loadEngine();
/** Words that mean something in every format. */
const scene = {
  version: 1,
  title: 'Q&A: <a> / "b" {c}',
  tokens: ['a<b', '"c" & d', '#1 = {2}', '~e:f'],
  model: { kind: 'decoder', width: 8, heads: 2 },
  weights: { seed: 1 },
};
const subject = subjectOf(engine, costOf, JSON.stringify(scene));
const questions = variants(subject, { count: 6, seed: 3 });
const written = (name) => FORMATS[name].write(questions, { title: subject.title, seed: '3', engine });
const files = (name) =>
  Object.fromEntries(Object.entries(unzipSync(written(name))).map(([path, bytes]) => [path, strFromU8(bytes)]));

const scratch = mkdtempSync(join(tmpdir(), 'attend-questions-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** What a student may answer in one field, and what is to be said: the right number, and every mistake. */
const answersOf = ({ value, wrong }) => [{ value, say: 'Right.' }, ...wrong];

const plain = (html) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
const textOf = (element) =>
  plain(
    element
      .below()
      .map(({ text }) => text)
      .join('')
      .trim(),
  );

test('Moodle XML: every answer gets the mark and the feedback that are meant', () => {
  const quiz = readXml(written('moodle'));
  const asked = quiz.all('question').filter(({ attributes }) => attributes.type !== 'category');
  assert.equal(asked.length, questions.length);
  assert.equal(quiz.all('question').length - asked.length, new Set(questions.map(({ kind }) => kind)).size);
  let reached = 0;
  for (const [i, element] of asked.entries()) {
    const question = questions[i];
    const own = element.all('answer').map((answer) => ({
      fraction: Number(answer.attributes.fraction),
      text: answer.all('text')[0].text,
      tolerance: Number(answer.all('tolerance')[0]?.text),
      say: textOf(answer.all('feedback')[0]),
    }));
    const type = question.choices ? 'multichoice' : question.fields.length > 1 ? 'cloze' : 'numerical';
    assert.equal(element.attributes.type, type);
    assert.ok(textOf(element.all('generalfeedback')[0]).includes(question.solution[0]), question.id);
    if (type === 'multichoice') {
      assert.deepEqual(
        own.map(({ text, fraction, say }) => [plain(text), fraction, say]),
        question.choices.map((c) => [c.text, c.right ? 100 : 0, c.say]),
      );
      reached += own.length;
    } else if (type === 'numerical')
      for (const { value, say } of answersOf(question.fields[0])) {
        const found = own.find((one) => Math.abs(Number(one.text) - value) <= one.tolerance + 1e-6);
        assert.deepEqual([found.say, found.fraction], [say, say === 'Right.' ? 100 : 0], question.id);
        reached += 1;
      }
    else reached += clozeReached(element.all('questiontext')[0].all('text')[0].text, question);
  }
  assert.ok(reached > 300, `${reached} answers`);
});

/** Moodle's own pattern of a numerical field, much shortened. */
function clozeReached(html, question) {
  const fields = [...html.matchAll(/\{1:NUMERICAL:((?:\\.|[^}\\])*)\}/g)].map(([, body]) =>
    body.split(/(?<!\\)~/).map((answer) => {
      const [, right, percent, value, tolerance, say] = answer.match(/^(=)?(?:%(\d+)%)?(-?[\d.]+):([\d.]+)#([\s\S]*)$/);
      return {
        fraction: right ? 100 : Number(percent),
        value: Number(value),
        tolerance: Number(tolerance),
        say: plain(say.replaceAll(/\\(.)/g, '$1')),
      };
    }),
  );
  assert.equal(fields.length, question.fields.length, question.id);
  let reached = 0;
  for (const [i, field] of question.fields.entries())
    for (const { value, say } of answersOf(field)) {
      const found = fields[i].find((one) => Math.abs(one.value - value) <= one.tolerance + 1e-6);
      assert.deepEqual([found.say, found.fraction], [say, say === 'Right.' ? 100 : 0], question.id);
      reached += 1;
    }
  return reached;
}

/** QTI 2.1's response processing, as far as these items use it. */
function processed(item, responses) {
  const outcomes = { SCORE: 0 };
  const correct = Object.fromEntries(
    item
      .all('responseDeclaration')
      .map((one) => [one.attributes.identifier, one.below().find(({ name }) => name === 'value').text]),
  );
  const value = (node) =>
    ({
      variable: () => responses[node.attributes.identifier] ?? outcomes[node.attributes.identifier],
      correct: () => correct[node.attributes.identifier],
      baseValue: () => (node.attributes.baseType === 'float' ? Number(node.text) : node.text),
      sum: () => node.children.reduce((sum, one) => sum + Number(value(one)), 0),
      match: () => value(node.children[0]) === value(node.children[1]),
      equal: () => {
        const [a, b] = node.children.map((one) => Number(value(one)));
        return Math.abs(a - b) <= Number(node.attributes.tolerance.split(' ')[0]) + 1e-6;
      },
    })[node.name]();
  const act = (node) => {
    if (node.name === 'setOutcomeValue') outcomes[node.attributes.identifier] = value(node.children[0]);
    else
      for (const branch of node.children) {
        const [condition, ...rest] = branch.children;
        if (!value(condition)) continue;
        rest.forEach(act);
        break;
      }
  };
  item.all('responseProcessing')[0].children.forEach(act);
  return outcomes;
}

test('QTI 2.1: items are processed to the score and the feedback that are meant', () => {
  const all = files('qti21');
  const manifest = readXml(all['imsmanifest.xml']);
  const listed = manifest
    .below()
    .filter(({ name }) => name === 'file')
    .map(({ attributes }) => attributes.href);
  assert.deepEqual(
    listed.sort(),
    Object.keys(all)
      .filter((path) => path !== 'imsmanifest.xml')
      .sort(),
  );
  for (const question of questions) {
    const item = readXml(all[`items/${question.id}.xml`]);
    const order = item.children.map(({ name }) => name);
    const inOrder = ['responseDeclaration', 'outcomeDeclaration', 'itemBody', 'responseProcessing', 'modalFeedback'];
    assert.deepEqual(
      order,
      [...order].sort((a, b) => inOrder.indexOf(a) - inOrder.indexOf(b)),
      'the order of the schema',
    );
    const declared = item.children
      .filter(({ name }) => name.endsWith('Declaration'))
      .map(({ attributes }) => attributes.identifier);
    for (const { attributes } of item.below())
      for (const key of ['responseIdentifier', 'outcomeIdentifier'])
        if (attributes[key]) assert.ok(declared.includes(attributes[key]), attributes[key]);
    const told = (outcomes) =>
      item
        .all('modalFeedback')
        .filter(({ attributes }) => outcomes[attributes.outcomeIdentifier] === attributes.identifier)
        .map(textOf);
    if (question.choices)
      for (const [i, { right, say }] of question.choices.entries()) {
        const outcomes = processed(item, { RESPONSE: `choice_${i + 1}` });
        assert.equal(Number(outcomes.SCORE), right ? 1 : 0);
        assert.deepEqual(told(outcomes), [say]);
      }
    else {
      const right = Object.fromEntries(question.fields.map(({ value }, i) => [`RESPONSE_${i + 1}`, value]));
      assert.ok(Math.abs(processed(item, right).SCORE - 1) < 1e-5);
      for (const [i, { wrong }] of question.fields.entries())
        for (const { value, say } of wrong) {
          const outcomes = processed(item, { ...right, [`RESPONSE_${i + 1}`]: value });
          assert.ok(outcomes.SCORE < 1);
          assert.deepEqual(told(outcomes), [say]);
        }
    }
  }
});

/** What Canvas makes of a numerical item (qti_exporter, numeric_interaction.rb): each `or` is an answer with full marks. */
function canvasAnswers(item) {
  return item
    .below()
    .filter(({ name }) => name === 'or')
    .map((or) => {
      const exact = Number(or.all('varequal')[0].text);
      return { exact, margin: Number(or.below().find(({ name }) => name === 'varlte').text) - exact };
    });
}

/** The choices of a multiple-choice item, as Canvas scores and comments them. */
function canvasChoice(item, chosen) {
  let score = 0;
  const shown = [];
  for (const condition of item.all('resprocessing')[0].all('respcondition')) {
    const [test] = condition.all('conditionvar')[0].children;
    if (test.name === 'varequal' && test.text !== chosen) continue;
    for (const set of condition.all('setvar')) score = Number(set.text);
    shown.push(...condition.all('displayfeedback').map(({ attributes }) => attributes.linkrefid));
    if (condition.attributes.continue === 'No') break;
  }
  const feedback = Object.fromEntries(item.all('itemfeedback').map((one) => [one.attributes.ident, textOf(one)]));
  return { score, told: shown.filter((id) => id !== 'general_fb').map((id) => feedback[id]) };
}

test('QTI 1.2: Canvas takes the right answer and no other, and says what is meant', () => {
  const all = files('qti12');
  const [file] = readXml(all['imsmanifest.xml'])
    .below()
    .filter(({ name }) => name === 'file');
  const items = readXml(all[file.attributes.href])
    .below()
    .filter(({ name }) => name === 'item');
  assert.equal(
    items.length,
    questions.reduce((sum, { fields }) => sum + (fields?.length ?? 1), 0),
  );
  const rest = [...items];
  for (const { choices, fields } of questions) {
    if (choices) {
      const item = rest.shift();
      for (const [i, { right, say }] of choices.entries())
        assert.deepEqual(canvasChoice(item, `choice_${i + 1}`), { score: right ? 100 : 0, told: [say] });
    } else
      for (const { value, tolerance, wrong } of fields) {
        const item = rest.shift();
        const [answer, ...others] = canvasAnswers(item);
        assert.deepEqual(others, [], 'a mistake would get full marks');
        assert.ok(Math.abs(answer.exact - value) < 1e-5 && Math.abs(answer.margin - tolerance) < 2e-5);
        for (const one of wrong) {
          assert.ok(Math.abs(one.value - answer.exact) > answer.margin);
          assert.ok(textOf(item).includes(one.say));
        }
      }
  }
});

test('GIFT: signs that mean something are escaped, and every answer reads back', () => {
  const text = written('gift');
  const found = [...text.matchAll(/^::((?:\\.|[^:\\])+)::\[html\]((?:\\.|[^{\\])+)\{(#?)\n([\s\S]*?)\n\}$/gm)];
  assert.equal(
    found.length,
    questions.reduce((sum, { fields }) => sum + (fields?.length ?? 1), 0),
  );
  const bare = (part) => part.replaceAll(/\\(.)/g, '$1');
  const fields = questions.flatMap(({ fields: own, choices }) => own ?? [{ choices }]);
  for (const [i, [, , , numeric, body]] of found.entries()) {
    const answers = body
      .split('\n')
      .slice(0, -1)
      .map((line) => line.trim());
    const { choices, value, wrong } = fields[i];
    const expected = choices
      ? choices.map((one) => [one.right ? '=' : '~', one.text, one.say])
      : answersOf({ value, wrong }).map((one) => ['=', one.value, one.say]);
    assert.equal(numeric, choices ? '' : '#');
    const read = answers.map((line) => {
      const [, sign, answer, say] = line.match(/^([=~])(?:%0%)?((?:\\.|[^#\\])+?) # ([\s\S]*)$/);
      return [sign, choices ? bare(answer) : Number(answer.split(':')[0]), bare(say)];
    });
    for (const [a, [sign, answer, say]] of read.entries()) {
      assert.equal(sign, expected[a][0]);
      if (choices) assert.equal(answer, expected[a][1]);
      else assert.ok(Math.abs(answer - expected[a][1]) < 1e-5);
      assert.equal(say, expected[a][2]);
    }
  }
});

test('text2qti: every question begins with its number, and what belongs to it is indented', () => {
  const lines = written('text2qti').split('\n');
  assert.equal(lines[0], `Quiz title: ${scene.title}`);
  const numbers = lines.filter((line) => /^\d+\. /.test(line)).map((line) => Number.parseInt(line, 10));
  assert.deepEqual(
    numbers,
    numbers.map((_, i) => i + 1),
  );
  const known =
    /^$|^Quiz title: |^Title: |^Points: 1$|^\d+\. +\S|^ {4,}\S|^\.\.\. \S|^= {3}-?[\d.]+( \+- [\d.]+)?$|^\*?[a-e]\) \S/;
  assert.deepEqual(
    lines.filter((line) => !known.test(line)),
    [],
  );
  const answers = lines.filter((line) => /^=|^\*[a-e]\)/.test(line)).length;
  assert.equal(answers, numbers.length, 'every question has one right answer');
});

test('the sheet has room for answers; only the key has them', () => {
  const [sheet, key] = [written('sheet'), written('key')];
  for (const question of questions) {
    const [html] = question.solution.slice(-1).map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
    const escaped = html.replaceAll('>', '&gt;').replaceAll('"', '&quot;');
    assert.ok(key.includes(escaped) && !sheet.includes(escaped), question.id);
  }
  assert.doesNotMatch(sheet, /<script|<b>|src=|href=/);
  assert.equal(sheet.match(/<section>/g).length, questions.length);
});

const RIGHT = `import numpy as np

def scores(q, k):
    return q @ k.T

def scaled(q, k):
    return scores(q, k) / np.sqrt(q.shape[1])

def weights(q, k, mask):
    e = np.exp(np.where(mask == 1, scaled(q, k), -np.inf))
    return e / e.sum(axis=1, keepdims=True)

def attention(q, k, v, mask):
    return weights(q, k, mask) @ v
`;

test('the autograder takes what is right and says what is wrong', (t) => {
  const python = pythonWithNumpy();
  if (!python)
    return t.skip('NumPy is not installed: no submission was graded. On Debian: apt-get install python3-numpy.');
  const all = files('autograder');
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
  const graded = (name, text) => {
    const folder = join(scratch, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'attention.py'), text);
    const { stdout, stderr } = spawnSync(python, [join(scratch, 'grading', 'grade.py'), folder], { encoding: 'utf8' });
    return stdout + stderr;
  };
  assert.match(graded('right', RIGHT), /scores: right\nscaled: right\nweights: right\nattention: right\nscore: 1\.00/);
  assert.match(
    graded('width', RIGHT.replace('np.sqrt(q.shape[1])', 'q.shape[1]')),
    /scores: right\nscaled: differs most at.*\n[\s\S]*score: 0\.25/,
  );
  assert.match(graded('axis', RIGHT.replace('axis=1', 'axis=0')), /scaled: right\nweights: differs[\s\S]*score: 0\.50/);
  assert.match(graded('shape', RIGHT.replace('q @ k.T', '(q @ k.T).ravel()')), /scores: has the shape/);
  assert.match(graded('crash', RIGHT.replace('q @ k.T', 'q @ missing')), /scores: stops with NameError/);
  copyFileSync(join(scratch, 'hand-out', 'numpy', 'attention.py'), join(scratch, 'stub.py'));
  assert.match(graded('stub', all['hand-out/numpy/attention.py']), /scores: is not written yet[\s\S]*score: 0\.00/);
});
