/** Keys of questions: the engine's and NumPy's agree; a seed makes the same questions; mistakes are told apart. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf, loadEngine } from '../../dist/package/index.js';
import { lessonScenes, pythonWithNumpy, secondOpinion, someQuestions } from '../../scripts/check-questions.js';
import { subjectOf } from '../../web/questions/subject.js';
import { KINDS, variants } from '../../web/questions/variants.js';

const engine = await loadEngine();
const [first] = lessonScenes();
const python = pythonWithNumpy();
const noNumpy =
  'NumPy is not installed: keys were not computed a second time. On Debian: apt-get install python3-numpy.';

test('engine and NumPy agree on every key', async (t) => {
  if (!python) return t.skip(noNumpy);
  const questions = await someQuestions(500, 'test');
  assert.deepEqual(new Set(questions.map(({ kind }) => kind)), new Set(KINDS.map(({ name }) => name)));
  const { status, differences, figures } = secondOpinion(python, questions);
  assert.equal(status, 0, `${differences}\n${figures}`);
  assert.match(figures, /^500 questions, 0 differences$/);
});

test('the second computation finds a wrong key, a wrong choice, and a mistake that is none', async (t) => {
  if (!python) return t.skip(noNumpy);
  const questions = variants(subjectOf(engine, costOf, first), { count: 1, seed: 'spoilt' });
  for (const question of questions) {
    const spoilt = structuredClone(question);
    if (spoilt.fields) spoilt.key[0] += 1;
    else for (const choice of spoilt.choices) choice.right = !choice.right;
    assert.match(secondOpinion(python, [spoilt]).differences, new RegExp(`^${question.id}: `), question.kind);
  }
  const near = structuredClone(questions.find(({ kind }) => kind === 'score'));
  near.fields[0].wrong.push({ value: near.fields[0].value, say: 'Not this.' });
  assert.match(secondOpinion(python, [near]).differences, /is as right as/);
});

test('the same seed makes the same questions, another one others, and none comes twice', () => {
  const subject = subjectOf(engine, costOf, first);
  const made = (seed) => variants(subject, { count: 8, seed });
  assert.deepEqual(made('a'), made('a'));
  const numbers = (questions) => questions.filter(({ kind }) => kind === 'score').map(({ key }) => key);
  assert.notDeepEqual(numbers(made('a')), numbers(made('b')));
  const asked = made('a').map(({ kind, check }) => kind + JSON.stringify(check));
  assert.equal(new Set(asked).size, asked.length);
});

test('questions are about the scene: its words, its mask, its steps', () => {
  const scene = {
    version: 1,
    tokens: ['we', 'like', 'tea', 'and', 'we', 'like', 'cake'],
    model: { kind: 'decoder', width: 8, heads: 4, soft_cap: 30, mask: { kind: 'window', size: 2, causal: true } },
    weights: { seed: 1 },
  };
  const subject = subjectOf(engine, costOf, JSON.stringify(scene));
  assert.deepEqual(subject.tokens, ['we', 'like', 'tea', 'and']);
  assert.equal(subject.headWidth, 2);
  const questions = variants(subject, { count: 12, seed: 1 });
  const of = (name) => questions.filter(({ kind }) => kind === name);
  assert.ok(of('mask').some(({ check }) => check.kind === 'window' && check.size === 2 && check.causal));
  assert.ok(of('order').some(({ key: [order] }) => order.includes('scale,soft_cap,mask')));
});

test('every question has a worked solution, and says of every wrong answer why it is wrong', () => {
  for (const question of variants(subjectOf(engine, costOf, first), { count: 20, seed: 5 })) {
    assert.ok(
      question.solution.every((line) => line.length > 20),
      question.id,
    );
    for (const { value, tolerance, wrong } of question.fields ?? []) {
      const told = [{ value }, ...wrong];
      for (const [i, a] of told.entries())
        for (const b of told.slice(i + 1)) assert.ok(Math.abs(a.value - b.value) > 2 * tolerance, question.id);
    }
    if (question.fields?.length === 1)
      assert.ok(question.fields[0].wrong.length > 0 || question.key[0] === 0, question.id);
    for (const { say } of question.choices ?? []) assert.ok(say.length > 10, question.id);
  }
});
