/**
 * Makes a small, complete lesson to begin from, behind the last one.
 *
 *   npm run new-lesson NAME
 */
import { relative } from 'node:path';
import { newLesson } from '../web/lesson/new-lesson.js';
import { at, root } from './root.js';
import { asCommand } from './run.js';

await asCommand(async () => {
  const [name, ...more] = process.argv.slice(2);
  if (!name || more.length > 0) throw new Error('Give one name: npm run new-lesson two-words.');
  const files = newLesson({ lessonsDir: at('lessons'), name });
  for (const file of files) console.log(`  ${relative(root, file)}`);
  console.log('\n  npm start shows it and follows every change; docs/authoring.md says what can be written.');
});
