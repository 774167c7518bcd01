/** The record of a lesson: what counts as done, the score, and that nothing unknown is taken for a record. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadTs } from '../../web/lesson/compile/load-ts.js';
import { at } from './built.js';

const { emptyRecord, isDone, progressOf, readRecord, scoreOf, withAnswer, withSection } = await loadTs(
  at('web', 'lesson', 'record.ts'),
);

const answer = (id, score) => ({ id, kind: 'quiz', right: score === 1, score, tries: 1, given: '0' });
const plan = { sections: ['one', 'two'], questions: ['a', 'b'] };

test('a lesson is done when all is read and answered, and the score is the mean over all questions', () => {
  let record = withSection(emptyRecord('hacker'), 'one');
  assert.deepEqual([isDone(record, plan), scoreOf(record, plan), progressOf(record, plan)], [false, 0, 0.25]);
  record = withAnswer(withSection(withSection(record, 'two'), 'one'), answer('a', 1));
  assert.deepEqual(record.seen, ['one', 'two']);
  assert.equal(record.section, 'one');
  assert.deepEqual([isDone(record, plan), scoreOf(record, plan), progressOf(record, plan)], [false, 0.5, 0.75]);
  record = withAnswer(record, answer('b', 0.5));
  assert.deepEqual([isDone(record, plan), scoreOf(record, plan), progressOf(record, plan)], [true, 0.75, 1]);
});

test('a lesson without questions has no score', () => {
  assert.equal(scoreOf(emptyRecord('hacker'), { sections: ['one'], questions: [] }), null);
});

test('a record comes back from JSON as it was', () => {
  const record = withAnswer(withSection(emptyRecord('hacker'), 'one'), answer('a', 0.5));
  assert.deepEqual(readRecord(JSON.parse(JSON.stringify(record))), record);
});

const good = () => ({ ...emptyRecord('hacker'), answers: { a: answer('a', 1) } });
for (const [what, broken, reason] of [
  ['text', 'hello', /not an object/],
  ['a list', [], /not an object/],
  ['null', null, /not an object/],
  ['another version', { ...good(), version: 2 }, /version is 2, expected 1/],
  ['an unknown key', { ...good(), extra: 1 }, /unknown key "extra"/],
  ['no lesson', { ...good(), lesson: 7 }, /lesson is 7/],
  ['markup for a lesson', { ...good(), lesson: '<b>' }, /lesson is "<b>"/],
  ['a section that is no id', { ...good(), section: {} }, /section is/],
  ['seen that is no list', { ...good(), seen: 'one' }, /seen/],
  ['answers that are a list', { ...good(), answers: [] }, /answers is not an object/],
  ['an answer under another id', { ...good(), answers: { b: answer('a', 1) } }, /"b" has the id "a"/],
  ['a score above 1', { ...good(), answers: { a: { ...answer('a', 1), score: 2 } } }, /score of the answer "a" is 2/],
  ['a score that is text', { ...good(), answers: { a: { ...answer('a', 1), score: '1' } } }, /score of/],
  ['half a try', { ...good(), answers: { a: { ...answer('a', 1), tries: 0.5 } } }, /tries of/],
  ['a long text', { ...good(), answers: { a: { ...answer('a', 1), given: 'x'.repeat(5000) } } }, /no short text/],
]) {
  test(`${what} is refused with the reason`, () => assert.throws(() => readRecord(broken), reason));
}
