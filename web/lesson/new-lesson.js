/** A new lesson: small, complete, and free of faults, so that writing begins by changing something that works. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lessonText, sceneText } from './new-lesson-text.js';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const FOLDER = /^(\d+)-(.+)$/;
const SCHEMA = 'scene.schema.json';

/**
 * Makes `NN-name/` with lesson.md and its two scenes, behind the last lesson of the folder; and the schema of scenes in
 * `_shared/`, where there is none, so that editors complete and check them.
 * @param {{ lessonsDir: string, name: string, sharedDir?: string }} options `name` becomes the address: small letters,
 *   digits, single hyphens; `sharedDir` has the schema
 * @returns {string[]} the files that were written
 * @throws {Error} where the name cannot be used; nothing was written then
 */
export function newLesson({ lessonsDir, name, sharedDir = join(lessonsDir, '_shared') }) {
  if (!NAME.test(name))
    throw new Error(
      `"${name}" cannot be the name of a lesson. Use lowercase letters, digits and hyphens: softmax, two-words.`,
    );
  const folders = existsSync(lessonsDir) ? readdirSync(lessonsDir).flatMap((entry) => entry.match(FOLDER) ?? []) : [];
  const numbers = [];
  for (let i = 0; i < folders.length; i += 3) {
    const [folder, number, other] = folders.slice(i, i + 3);
    if (other === name) throw new Error(`There is a lesson "${name}" already, in ${folder}. Choose another name.`);
    numbers.push(Number(number));
  }
  const place = String(Math.max(0, ...numbers) + 1).padStart(2, '0');
  const folder = join(lessonsDir, `${place}-${name}`);
  mkdirSync(folder, { recursive: true });
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  const files = {
    'lesson.md': lessonText(title),
    'open.json': sceneText(`${name}-open`, 'Three words', 'none'),
    'causal.json': sceneText(`${name}-causal`, 'Three words, none of which looks ahead', 'causal'),
  };
  const written = Object.entries(files).map(([file, text]) => {
    writeFileSync(join(folder, file), text);
    return join(folder, file);
  });
  return [...written, ...schemaBeside(lessonsDir, sharedDir)];
}

function schemaBeside(lessonsDir, sharedDir) {
  const [to, from] = [join(lessonsDir, '_shared', SCHEMA), join(sharedDir, SCHEMA)];
  if (existsSync(to) || !existsSync(from)) return [];
  mkdirSync(join(lessonsDir, '_shared'), { recursive: true });
  copyFileSync(from, to);
  return [to];
}
