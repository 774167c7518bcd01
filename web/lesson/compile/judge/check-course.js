/** Judges what no lesson shows alone: folders that are no lessons, a course without any, links from lesson to lesson. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { didYouMean } from './problems.js';

const LESSON_FOLDER = /^\d+-[a-z0-9-]+$/;
const fileName = (root, path) => relative(root, path).replaceAll('\\', '/') || '.';

/** Folders of a course are lessons, or `_shared`, or hidden from it by a point or an underline. */
export function checkFolders(lessonsDir, { root, lessons, problems }) {
  const tell = (path, message, mend) =>
    problems.push({ file: fileName(root, path), line: 1, rule: 'folder', message, mend });
  for (const entry of readdirSync(lessonsDir, { withFileTypes: true })) {
    if (!entry.isDirectory() || /^[._]/.test(entry.name)) continue;
    const path = join(lessonsDir, entry.name);
    if (!LESSON_FOLDER.test(entry.name)) {
      tell(
        path,
        `"${entry.name}" is not the name of a lesson's folder, so it is not read.`,
        'call it NUMBER-NAME, with lowercase letters, digits and hyphens: 03-my-lesson; or begin its name with an underscore.',
      );
    } else if (!existsSync(join(path, 'lesson.md'))) {
      tell(path, 'This folder holds no lesson.md.', 'write one, or take the folder away.');
    }
  }
  if (lessons.length === 0)
    tell(lessonsDir, 'There is no lesson in this folder.', 'make one: attend new-lesson FOLDER NAME.');
}

/** Links of the form `../NAME/#section` lead to a lesson, and to something in it. */
export function checkLinks(lessons, problems) {
  const bySlug = new Map(lessons.map((lesson) => [lesson.slug, lesson]));
  for (const { links, file } of lessons) {
    for (const { href, line } of links) {
      const [, slug, anchor] = /^\.\.\/([\w-]+)\/(?:index\.html)?(?:#(.*))?$/.exec(href) ?? [];
      if (!slug) continue;
      const lesson = bySlug.get(slug);
      const ids = lesson ? [...lesson.html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id) : [];
      if (!lesson) {
        problems.push({
          file,
          line,
          rule: 'link',
          message: `The link "${href}" leads to no lesson.`,
          mend: `${didYouMean(slug, bySlug.keys())}Name the folder of a lesson without its number: ../NAME/.`,
        });
      } else if (anchor && !ids.includes(anchor)) {
        problems.push({
          file,
          line,
          rule: 'link',
          message: `The link "${href}" leads to nothing in that lesson.`,
          mend: `${didYouMean(anchor, ids)}Name the id of a section or an exercise after the #.`,
        });
      }
    }
  }
}
