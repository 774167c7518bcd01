/** What packages are made from: a built site. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ slug: string, title: string, summary: string, minutes: number, files: string[] }} Lesson
 * @typedef {{ version: 1, title?: string, lessons: Lesson[], words: Record<string, { term: string, html: string }> }} Course
 */

/**
 * Opens a built site.
 * @param {string} siteDir the folder with course.json, assets/ and lessons/
 * @returns its parts; each throws an Error that says what is missing
 */
export function openSite(siteDir) {
  const at = (...parts) => join(siteDir, ...parts);
  const read = (...parts) => readFileSync(at(...parts));
  /** @returns {Course} a stepper needs none, so it is read when it is asked for */
  const readCourse = () => {
    if (!existsSync(at('course.json')))
      throw new Error(`${siteDir} is not a built site: course.json is not there. Build the site first.`);
    return JSON.parse(read('course.json').toString());
  };
  const lesson = (slug) => {
    const { lessons } = readCourse();
    const found = lessons.find((each) => each.slug === slug);
    const known = lessons.map((each) => each.slug).join(', ');
    if (!found) throw new Error(`No lesson is called "${slug}". The lessons are: ${known}.`);
    return found;
  };
  return {
    get course() {
      return readCourse();
    },
    lesson,
    asset: (name) => read('assets', name),
    /** The page of a lesson, and the files that lie beside it. */
    page: (slug) => read('lessons', slug, 'index.html').toString(),
    file: (slug, name) => read('lessons', slug, name),
    /** What the page of a lesson brings along: its data, and where something is trained in it, what trains, in base64. */
    carried: (slug) => {
      const data = lesson(slug).files.filter((name) => name.endsWith('.json'));
      const files = Object.fromEntries(data.map((name) => [name, read('lessons', slug, name).toString()]));
      const trains =
        /<attend-training\b/.test(read('lessons', slug, 'index.html')) ||
        files['calculations.json']?.includes('"train":');
      return trains ? { ...files, 'train.wasm': read('assets', 'train.wasm').toString('base64') } : files;
    },
  };
}
