/** docs/pitfalls.md: all 27, each treated at a place that exists or with a reason why not. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { at, read } from './built.js';

const rows = read('docs', 'pitfalls.md')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split(' | '));

const placesIn = (text) => [...text.matchAll(/`([a-z-]+)#([\w-]+)`/g)].map(([, lesson, id]) => ({ lesson, id }));

test('every pitfall has its row, in order', () => {
  assert.deepEqual(
    rows.map(([number]) => Number(number.slice(2))),
    Array.from({ length: 27 }, (_, i) => i + 1),
  );
});

test('every row names a place in a lesson, or says why there is none', () => {
  const empty = rows.filter((cells) => {
    const where = cells.at(-1);
    return !/^Not in a lesson: .{30}/.test(where) && placesIn(where).length === 0;
  });
  assert.deepEqual(empty, []);
});

test('every place that is named exists', () => {
  const missing = rows.flatMap((cells) =>
    placesIn(cells.at(-1)).filter(({ lesson, id }) => {
      const page = at('dist', 'site', 'lessons', lesson, 'index.html');
      return !existsSync(page) || !read('dist', 'site', 'lessons', lesson, 'index.html').includes(` id="${id}"`);
    }),
  );
  assert.deepEqual(missing, []);
});
