/** The record of a lesson: what counts as done, the score, and that nothing unknown is taken for a record. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadTs } from '../../web/lesson/compile/load-ts.js';
import { at } from './built.js';

const { emptyRecord, isDone, progressOf, readRecord, scoreOf, withAnswer, withSection } = await loadTs(
  at('web', 'lesson', 'record', 'record.ts'),
);

const { mergeRecords } = await loadTs(at('web', 'lesson', 'record', 'merge-records.ts'));

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

test('a section that is being read already changes nothing', () => {
  const record = withSection(withSection(emptyRecord('hacker'), 'one'), 'two');
  assert.equal(withSection(record, 'two'), record);
  assert.notEqual(withSection(record, 'one'), record);
});

test('two records are merged: all that was read, the later answer, the best score', () => {
  const mine = { ...emptyRecord('hacker'), section: 'one', seen: ['one'] };
  const theirs = { ...emptyRecord('hacker'), section: 'two', seen: ['one', 'two'] };
  mine.answers = { a: { ...answer('a', 0), tries: 3 }, b: answer('b', 1) };
  theirs.answers = { a: { ...answer('a', 0.5), tries: 2, given: '1' }, c: answer('c', 0) };
  assert.deepEqual(mergeRecords(mine, theirs), {
    ...mine,
    seen: ['one', 'two'],
    answers: { a: { ...mine.answers.a, score: 0.5 }, b: mine.answers.b, c: theirs.answers.c },
  });
});

test('merging loses nothing, whatever the order, and says when nothing is new', () => {
  const texts = ['', '0', '1'];
  const answers = texts.flatMap((given) => [1, 2].map((tries) => ({ ...answer('a', tries / 2), tries, given })));
  const records = [
    emptyRecord('hacker'),
    ...answers.map((a) => withAnswer(withSection(emptyRecord('hacker'), 'one'), a)),
  ];
  for (const [i, one] of records.entries())
    for (const other of records) {
      const both = mergeRecords(one, other);
      assert.deepEqual(both.answers, mergeRecords(other, one).answers);
      assert.deepEqual(both.seen.toSorted(), mergeRecords(other, one).seen.toSorted());
      assert.equal(mergeRecords(both, other), both, 'what was merged once adds nothing');
      const third = records[(i + 2) % records.length];
      assert.deepEqual(mergeRecords(both, third).answers, mergeRecords(one, mergeRecords(other, third)).answers);
    }
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
  ['a long text', { ...good(), answers: { a: { ...answer('a', 1), given: 'x'.repeat(5000) } } }, /not a short text/],
]) {
  test(`${what} is refused with the reason`, () => assert.throws(() => readRecord(broken), reason));
}
