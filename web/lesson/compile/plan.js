/** `course.json`: what the course is called, and how its front page and map are arranged. Every key of it is checked. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileText } from './file-text.js';
import { didYouMean, Problems } from './judge/problems.js';
import { shared } from './load-ts.js';

const isText = (value) => typeof value === 'string' && value.trim() !== '';
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isPart = (value) =>
  isObject(value) && Number.isInteger(value.from) && value.from > 0 && isText(value.title) && isText(value.about);
const isTheme = (value) => isObject(value) && isText(value.id) && isText(value.title) && Number.isInteger(value.column);
const isIndex = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((place) => Number.isInteger(place) && place >= 0);

/** What each key holds, and how to write it. */
const KEYS = {
  title: [isText, 'a line of text'],
  lead: [isText, 'a line of text'],
  parts: [
    (value) => Array.isArray(value) && value.every(isPart),
    'a list of {"from": 1, "title": "…", "about": "…"}, where "from" is the place of its first lesson',
  ],
  picture: [
    (value) => isObject(value) && isText(value.lesson) && isText(value.path) && isIndex(value.row),
    '{"lesson": "NAME", "path": "layers.0.attention.softmax", "row": [0, 3]}',
  ],
  whole: [(value) => isObject(value) && isText(value.scene), '{"scene": "NAME"}, a file of _shared/scenes/'],
  themes: [
    (value) => Array.isArray(value) && value.every(isTheme),
    'a list of {"id": "NAME", "title": "…", "column": 0}',
  ],
};

/**
 * Themes are there for every course, all else only for its own.
 * @param {string} own the folder `_shared` of the course @param {string} sharedDir that of all courses
 * @param {{ root: string, problems: import('./judge/problems.js').Problem[], advice: import('./judge/problems.js').Problem[], lessons: { slug: string, number: number }[] }} course
 */
export async function readPlan(own, sharedDir, { root, problems, advice, lessons }) {
  const { readJson } = await shared();
  const read = (place) => {
    const path = join(place, 'course.json');
    if (!existsSync(path)) return {};
    const told = new Problems(relative(root, path).replaceAll('\\', '/'));
    const text = fileText(path, (line, message, mend) => told.add(line, 'encoding', message, mend));
    const plan = planIn(text, told, readJson);
    problems.push(...told.list);
    if (place === own) checkPlaces(plan, lessons, new Problems(told.file), advice);
    return plan;
  };
  const plan = read(own);
  const { themes = [] } = sharedDir === own ? plan : read(sharedDir);
  return { parts: [], themes, ...plan };
}

/** The plan of a file; what cannot be used of it is told and left out. */
function planIn(text, told, readJson) {
  let plan;
  try {
    plan = readJson(text);
  } catch (error) {
    told.add(error.line ?? 1, 'course', error.message, 'correct it, or take the file away.');
    return {};
  }
  if (!isObject(plan)) {
    told.add(1, 'course', 'It holds no object.', 'write {"title": "…", "lead": "…"}.');
    return {};
  }
  const lines = text.split('\n');
  const known = Object.keys(KEYS);
  for (const [key, value] of Object.entries(plan)) {
    const line = lines.findIndex((one) => one.includes(`"${key}"`)) + 1 || 1;
    const [holds, how] = Object.hasOwn(KEYS, key) ? KEYS[key] : [];
    if (holds?.(value)) continue;
    if (holds)
      told.add(line, 'course', `"${key}" is ${JSON.stringify(value).slice(0, 80)}.`, `write ${how}, or leave it out.`);
    else
      told.add(
        line,
        'course',
        `It has an unknown key "${key}".`,
        `${didYouMean(key, known)}The keys are ${known.join(', ')}.`,
      );
    delete plan[key];
  }
  return plan;
}

/** What the plan says of lessons should be of lessons that are there; a site is made without them all the same. */
function checkPlaces({ parts = [], picture }, lessons, told, advice) {
  const last = Math.max(0, ...lessons.map(({ number }) => number));
  for (const { from, title } of parts) {
    if (from <= last) continue;
    told.add(
      1,
      'course',
      `The part "${title}" begins at lesson ${from}; the last lesson is ${last}.`,
      `give it a number from 1 to ${last}, or take it away.`,
    );
  }
  const slugs = lessons.map(({ slug }) => slug);
  if (picture && !slugs.includes(picture.lesson))
    told.add(
      1,
      'course',
      `The picture is of the lesson "${picture.lesson}", which is not there.`,
      `${didYouMean(picture.lesson, slugs)}Name the folder of a lesson without its number.`,
    );
  advice.push(...told.list);
}
