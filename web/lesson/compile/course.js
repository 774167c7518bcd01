/** All lessons of a folder, read and judged: what the check reports on and the site is made from. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readBibliography, readGlossary } from './entries.js';
import { fileText } from './file-text.js';
import { checkFolders, checkLinks } from './judge/check-course.js';
import { Problems } from './judge/problems.js';
import { compileLesson } from './lesson.js';
import { shared } from './load-ts.js';
import { readPlan } from './plan.js';

const LESSON_FOLDER = /^(\d+)-([a-z0-9-]+)$/;

/**
 * @param {{ root: string, engine: object, lessonsDir?: string, sharedDir?: string }} options `root` is what file names in messages are relative to;
 *   `sharedDir` holds what every course may use, and the course's own `_shared` comes before it
 * @returns {Promise<{ lessons: (Awaited<ReturnType<typeof compileLesson>> & { slug: string, number: number, questions: string[] })[],
 *   glossary: object, bibliography: object, title?: string, lead?: string, parts: object[], picture?: object, themes: object[],
 *   problems: import('./judge/problems.js').Problem[] }>} lessons in the order of their numbers
 */
export async function readCourse({
  root,
  engine,
  lessonsDir = join(root, 'lessons'),
  sharedDir = join(lessonsDir, '_shared'),
}) {
  const { readJson } = await shared();
  const problems = [];
  const advice = [];
  const own = join(lessonsDir, '_shared');
  const places = [...new Set([sharedDir, own])];
  const glossary = places.reduce((base, place) => readGlossary(join(place, 'glossary'), root, problems, base), {});
  const bibliography = merged(places, (place) =>
    readBibliography(join(place, 'bibliography'), root, problems, readJson),
  );
  const lessons = [];
  const bySlug = new Map();
  for (const name of readdirSync(lessonsDir).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
    const [, number, slug] = name.match(LESSON_FOLDER) ?? [];
    const path = join(lessonsDir, name, 'lesson.md');
    if (!slug || !existsSync(path)) continue;
    const file = relative(root, path).replaceAll('\\', '/');
    if (bySlug.has(slug)) {
      problems.push({
        file,
        line: 1,
        rule: 'id',
        message: `Two lessons are called "${slug}".`,
        mend: `rename this folder or ${bySlug.get(slug)}.`,
      });
      continue;
    }
    bySlug.set(slug, name);
    const encoding = new Problems(file);
    const source = fileText(path, (line, message, mend) => encoding.add(line, 'encoding', message, mend));
    const compiled = await compileLesson({
      file,
      folder: join(lessonsDir, name),
      sharedDir,
      source,
      engine,
      glossary,
      bibliography,
    });
    problems.push(...encoding.list, ...compiled.problems);
    lessons.push({ slug, number: Number(number), questions: questionsOf(compiled.html), ...compiled });
  }
  checkFolders(lessonsDir, { root, lessons, problems });
  checkLinks(lessons, problems);
  const plan = await readPlan(own, sharedDir, { root, problems, advice, lessons });
  return { lessons, glossary, bibliography, ...plan, problems, advice };
}

/** The ids of what a lesson asks, in order. */
const questionsOf = (html) =>
  [...html.matchAll(/<attend-(?:quiz|exercise)\s[^>]*?\bid="([^"]+)"/g)].map(([, id]) => id);

const merged = (places, read) => Object.assign({}, ...places.map(read));
