/** What the tests of lessons share: the built engine and site, and the fixtures compiled. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readBibliography, readGlossary } from '../../web/lesson/compile/entries.js';
import { Problems } from '../../web/lesson/compile/judge/problems.js';
import { compileLesson } from '../../web/lesson/compile/lesson.js';
import { readFrontMatter } from '../../web/lesson/compile/markdown/front-matter.js';
import { openScenes } from '../../web/lesson/compile/scene-book.js';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const at = (...parts) => join(root, ...parts);
export const read = (...parts) => readFileSync(at(...parts), 'utf8');

export async function builtEngine() {
  const { loadEngine } = await import(pathToFileURL(at('dist', 'package', 'index.js')).href);
  return loadEngine();
}

const fixtures = at('tests', 'lessons', 'fixtures');

/** A fixture, or a changed text of it, as `compileLesson` gives it. */
export function compileFixture(engine, name, source = readFileSync(join(fixtures, name), 'utf8')) {
  return compileLesson({
    file: `fixtures/${name}`,
    folder: fixtures,
    source,
    engine,
    glossary: readGlossary(at('lessons', '_shared', 'glossary'), root, []),
    bibliography: readBibliography(at('lessons', '_shared', 'bibliography'), root, []),
  });
}

/** All numbers of a lesson by its folder's name: `at(path, index, scene)` gives those under an index, `run` an experiment. */
export async function numbersOf(engine, name) {
  const folder = at('lessons', name);
  const problems = new Problems(`lessons/${name}/lesson.md`);
  const front = readFrontMatter(read('lessons', name, 'lesson.md'), problems);
  const { sessions, book } = await openScenes({ folder, front, engine, problems });
  return { at: (path, index = [], scene = 'main') => book.at(path, index, scene), run: book.run.bind(book), sessions };
}
