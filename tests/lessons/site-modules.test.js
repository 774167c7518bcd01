/** The parts of the site's scripts that need no page: looking for words, and progress kept and carried. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { build } from 'esbuild';
import { at } from './built.js';

const { outputFiles } = await build({
  stdin: { contents: "export * from './web/site/find.ts'; export * from './web/site/progress.ts';", resolveDir: at() },
  bundle: true,
  write: false,
  format: 'esm',
});
const { exportProgress, find, folded, forgetProgress, importProgress, keepRecord, lasts, readProgress } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);

const doc = (title, text, kind = 'lesson') => ({ kind, title, url: `#${title}`, text });
const titles = (docs, question) => find(docs, question).found.map(({ doc: { title } }) => title);
const marked = (pieces) => pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

test('every word has to be there, as a word or its beginning, whatever its case and accents', () => {
  const docs = [doc('One', 'The softmax of a row'), doc('Two', 'A row of scores'), doc('Three', 'supersoftmax row')];
  assert.deepEqual(titles(docs, 'Softmax ROW'), ['One']);
  assert.deepEqual(titles(docs, 'sof ro'), ['One']);
  assert.deepEqual(titles(docs, 'row scores zebra'), []);
  assert.deepEqual(titles([doc('Mądry', 'Aäron Ré')], 'madry aaron re'), ['Mądry']);
});

test('a question of no words finds nothing, and odd letters do no harm', () => {
  const docs = [doc('One', 'a (b) [c] ß 😀 text')];
  for (const question of ['', '  ', '()', '$^']) assert.equal(find(docs, question).count, 0, question);
  assert.equal(find(docs, 'ß').count, 1);
  assert.equal(folded('İß😀é').length, 'İß😀é'.length);
});

test('a title that is the question comes first, then titles, then texts', () => {
  const docs = [doc('Text', 'mask mask mask'), doc('A mask too late', 'x'), doc('mask', 'x', 'concept')];
  assert.deepEqual(titles(docs, 'mask'), ['mask', 'A mask too late', 'Text']);
});

test('the excerpt stands around the first hit, cut between words, and all hits are marked', () => {
  const long = `${'before '.repeat(40)}the needle lies here ${'after '.repeat(60)}`;
  const [{ excerpt, title }] = find([doc('Needles', long)], 'needle').found;
  assert.match(marked(excerpt), /^… (before )+the \[needle\] lies here (after )+after …$/);
  assert.equal(marked(title), '[Needle]s');
  assert.ok(excerpt.map(({ text }) => text).join('').length < 200);
});

test('more than are shown are counted', () => {
  const docs = Array.from({ length: 30 }, (_, i) => doc(`Number ${i}`, 'row'));
  const { count, found } = find(docs, 'row');
  assert.equal(count, 30);
  assert.equal(found.length, 12);
});

const record = (lesson, seen = ['one']) => ({ version: 1, lesson, section: seen.at(-1), seen, answers: {} });

/** As browsers have it; with `full`, it refuses to keep anything. */
function fakeStorage({ full = false } = {}) {
  const kept = new Map();
  return {
    get length() {
      return kept.size;
    },
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new Error('QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key) => kept.delete(key),
  };
}

beforeEach(() => {
  forgetProgress();
  delete globalThis.localStorage;
});

for (const [name, make] of Object.entries({
  'with storage': fakeStorage,
  'without storage': () => undefined,
  'with full storage': () => fakeStorage({ full: true }),
})) {
  test(`progress is kept, exported, forgotten and imported ${name}`, () => {
    globalThis.localStorage = make();
    assert.equal(lasts(), name === 'with storage');
    keepRecord(record('scores'));
    keepRecord(record('softmax', ['one', 'two']));
    assert.equal(readProgress().last, 'softmax');
    const text = exportProgress();
    forgetProgress();
    assert.equal(readProgress().records.size, 0);
    assert.equal(importProgress(text), 2);
    const { last, records } = readProgress();
    assert.equal(last, 'softmax');
    assert.deepEqual(records.get('softmax'), record('softmax', ['one', 'two']));
  });
}

test('a file that is none, or of another version, is refused and changes nothing', () => {
  keepRecord(record('scores'));
  const good = JSON.parse(exportProgress());
  for (const [text, reason] of [
    ['no json', /not JSON/],
    ['{}', /not a file with progress/],
    ['null', /not a file with progress/],
    [JSON.stringify({ ...good, version: 2 }), /version 2/],
    [JSON.stringify({ ...good, records: [record('softmax'), { lesson: 'x' }] }), /not a record of a lesson/],
  ]) {
    assert.throws(() => importProgress(text), reason);
    assert.deepEqual([...readProgress().records.keys()], ['scores']);
  }
});

test('what cannot be read in storage is as if it were not there', () => {
  globalThis.localStorage = fakeStorage();
  localStorage.setItem('attend-record:old', '{"version":0}');
  localStorage.setItem('attend-record:torn', '{');
  localStorage.setItem('attend-last', 'old');
  localStorage.setItem('somebody-elses', 'x');
  const { last, records } = readProgress();
  assert.equal(last, null);
  assert.equal(records.size, 0);
  forgetProgress();
  assert.equal(localStorage.getItem('somebody-elses'), 'x');
});
