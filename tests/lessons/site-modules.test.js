/** The parts of the site's scripts that need no page: progress kept and carried. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { build } from 'esbuild';
import { at } from './built.js';

const { outputFiles } = await build({
  stdin: {
    contents: ['kept', 'progress'].map((name) => `export * from './web/site/scripts/${name}.ts';`).join('\n'),
    resolveDir: at(),
  },
  bundle: true,
  write: false,
  format: 'esm',
});
const { exportProgress, forgetProgress, importProgress, keepRecord, lasts, readProgress } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);

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
    ['{}', /not a progress file/],
    ['null', /not a progress file/],
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
