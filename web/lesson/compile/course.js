/** All lessons of a folder, read and judged: what the check reports on and the site is made from. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readBibliography, readGlossary } from './entries.js';
import { compileLesson } from './lesson.js';
import { Problems } from './problems.js';

const LESSON_FOLDER = /^(\d+)-([a-z0-9-]+)$/;

/**
 * @param {{ root: string, engine: object, lessonsDir?: string, sharedDir?: string }} options `root` is what file names in messages are relative to;
 *   `sharedDir` holds what every course may use, and the course's own `_shared` comes before it
 * @returns {Promise<{ lessons: (Awaited<ReturnType<typeof compileLesson>> & { slug: string, number: number, questions: string[] })[],
 *   glossary: object, bibliography: object, title?: string, lead?: string, parts: object[], picture?: object, themes: object[],
 *   problems: import('./problems.js').Problem[] }>} lessons in the order of their numbers
 */
export async function readCourse({
  root,
  engine,
  lessonsDir = join(root, 'lessons'),
  sharedDir = join(lessonsDir, '_shared'),
}) {
  const problems = [];
  const own = join(lessonsDir, '_shared');
  const places = [...new Set([sharedDir, own])];
  const glossary = places.reduce((base, place) => readGlossary(join(place, 'glossary'), root, problems, base), {});
  const bibliography = merged(places, (place) => readBibliography(join(place, 'bibliography'), root, problems));
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
    const compiled = await compileLesson({
      file,
      folder: join(lessonsDir, name),
      sharedDir,
      source: readFileSync(path, 'utf8'),
      engine,
      glossary,
      bibliography,
    });
    problems.push(...compiled.problems);
    lessons.push({ slug, number: Number(number), questions: questionsOf(compiled.html), ...compiled });
  }
  const plan = readPlan(own, sharedDir, { root, problems });
  return { lessons, glossary, bibliography, ...plan, problems };
}

/** The ids of what a lesson asks, in order. */
const questionsOf = (html) =>
  [...html.matchAll(/<attend-(?:quiz|exercise)\s[^>]*?\bid="([^"]+)"/g)].map(([, id]) => id);

/**
 * What the course is called and how its front page and map are arranged: `course.json`. Themes are there for every course,
 * all else only for its own.
 */
function readPlan(own, sharedDir, { root, problems }) {
  const read = (place) => {
    const path = join(place, 'course.json');
    if (!existsSync(path)) return {};
    const told = new Problems(relative(root, path).replaceAll('\\', '/'));
    const plan = planIn(readFileSync(path, 'utf8'), told);
    problems.push(...told.list);
    return plan;
  };
  const plan = read(own);
  const { themes = [] } = sharedDir === own ? plan : read(sharedDir);
  return { parts: [], themes, ...plan };
}

/** The plan of a file; what cannot be used of it is told and left out. */
function planIn(text, told) {
  let plan;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    told.add(1, 'course', `This is not JSON: ${error.message}.`, 'correct it, or take the file away.');
    return {};
  }
  if (typeof plan !== 'object' || plan === null || Array.isArray(plan)) {
    told.add(1, 'course', 'It holds no object.', 'write {"title": "…", "lead": "…"}.');
    return {};
  }
  for (const name of ['title', 'lead']) {
    const value = plan[name];
    if (value === undefined || (typeof value === 'string' && value.trim())) continue;
    told.add(
      1,
      'course',
      `"${name}" is ${JSON.stringify(value)}, and has to be text.`,
      'write a line, or leave it out.',
    );
    delete plan[name];
  }
  return plan;
}

const merged = (places, read) => Object.assign({}, ...places.map(read));
