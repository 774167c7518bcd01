/** A new lesson passes the check as it comes, has all that a lesson should have, and takes no place that is taken. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { checkLessons } from '../../web/lesson/check.js';
import { newLesson } from '../../web/lesson/new-lesson.js';
import { at, builtEngine } from './built.js';

const engine = await builtEngine();
const lessonsDir = mkdtempSync(join(tmpdir(), 'attend-new-'));
// Without the plan of this course, whose parts begin at lessons that are not here.
cpSync(at('lessons', '_shared'), join(lessonsDir, '_shared'), {
  recursive: true,
  filter: (from) => basename(from) !== 'course.json',
});
after(() => rmSync(lessonsDir, { recursive: true }));

test('a new lesson is complete and without fault, and the next stands behind it', async () => {
  const files = newLesson({ lessonsDir, name: 'two-words' });
  assert.deepEqual(files.map((file) => basename(file)).sort(), ['causal.json', 'lesson.md', 'open.json']);
  newLesson({ lessonsDir, name: 'third' });
  assert.deepEqual(
    readdirSync(lessonsDir).filter((name) => name !== '_shared'),
    ['01-two-words', '02-third'],
  );
  assert.deepEqual(await checkLessons({ root: lessonsDir, engine, lessonsDir, shape: true }), []);
  const text = readFileSync(
    files.find((file) => file.endsWith('lesson.md')),
    'utf8',
  );
  for (const block of ['objectives', 'quiz', 'step', 'exercise', 'misconception', 'summary'])
    assert.match(text, new RegExp(`<attend-${block}[ >]`), block);
  assert.match(text, /^title: Two words$/m);
});

test('a name that is taken or cannot be an address is refused, and nothing is written', () => {
  const before = readdirSync(lessonsDir);
  for (const name of ['two-words', 'Two', '../away', 'a--b', '', 'ends-'])
    assert.throws(() => newLesson({ lessonsDir, name }), /already|cannot be the name/, name);
  assert.deepEqual(readdirSync(lessonsDir), before);
});
