/** Makes the static site: index, lessons, glossary, and what they load. */
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { courseData } from '../embed/build/course-data.js';
import { readCourse } from '../lesson/compile/course.js';
import { problemText } from '../lesson/compile/problems.js';
import { discoveryOf, writeEmbeds } from './embed-pages.js';
import { glossaryPage } from './pages/glossary.js';
import { heroPicture } from './pages/hero.js';
import { indexPage } from './pages/index.js';
import { lessonPage } from './pages/lesson.js';
import { lostPage } from './pages/lost.js';
import { mapPage } from './pages/map.js';
import { papersPage } from './pages/papers.js';
import { playPage } from './pages/play.js';
import { playScenes } from './play-scenes.js';
import { searchDocs } from './search-docs.js';

/**
 * @param {{ root: string, packageDir: string, outDir: string, lessonsDir?: string, sharedDir?: string, address?: string, log?: (line: string) => void }} options
 *   `root` is the repository; `packageDir` holds index.js, engine.wasm and site/assets; `outDir` is emptied first;
 *   `sharedDir` holds what every course may use; `address` is where the site will stand, ending with a slash: with it,
 *   lessons get oEmbed files
 * @throws {Error} when a lesson has a problem; the message names file, line and what to do
 */
export async function buildSite({
  root,
  packageDir,
  outDir,
  lessonsDir = join(root, 'lessons'),
  sharedDir = join(lessonsDir, '_shared'),
  address = '',
  log = () => {},
}) {
  const engine = await openEngine(packageDir);
  const course = await readCourse({ root, engine, lessonsDir, sharedDir });
  if (course.problems.length > 0) {
    throw new Error(
      `The lessons have ${course.problems.length} ${course.problems.length === 1 ? 'problem' : 'problems'}:\n${course.problems.map((p) => `  ${problemText(p)}`).join('\n')}`,
    );
  }
  rmSync(outDir, { recursive: true, force: true });
  copyAssets(packageDir, outDir);
  const pages = await writePages({ engine, course, outDir, address });
  writeFileSync(join(outDir, 'course.json'), JSON.stringify(courseData(course)));
  const scenes = writePlayground({ root, engine, course, outDir, lessonsDir, sharedDir });
  writeEmbeds({ lessons: course.lessons, pages, scenes, outDir, address });
  for (const { slug, files } of course.lessons) {
    for (const { name, from } of files) copyFileSync(from, join(outDir, 'lessons', slug, name));
  }
  log(`${course.lessons.length} ${course.lessons.length === 1 ? 'lesson' : 'lessons'}, ${engine.stages.length} stages`);
}

/** Scripts, styles and the engine come ready made with the package, so that a site can be built where it is installed. */
function copyAssets(packageDir, outDir) {
  const from = join(packageDir, 'site', 'assets');
  if (!existsSync(from)) throw new Error(`${packageDir} holds no site/assets. Build the package first: npm run build.`);
  cpSync(from, join(outDir, 'assets'), { recursive: true });
}

async function openEngine(packageDir) {
  const { loadEngine } = await import(pathToFileURL(join(packageDir, 'index.js')).href);
  return loadEngine(readFileSync(join(packageDir, 'engine.wasm')));
}

/** Returns the pages of the lessons by slug. */
async function writePages({ engine, course, outDir, address }) {
  const write = (folder, name, text) => {
    mkdirSync(join(outDir, folder), { recursive: true });
    writeFileSync(join(outDir, folder, name), text);
  };
  const picture = await heroPicture({ engine, ...course });
  write('.', 'index.html', indexPage({ ...course, picture }));
  write('.', '404.html', lostPage());
  write('glossary', 'index.html', glossaryPage(course));
  write('map', 'index.html', mapPage(course));
  write('papers', 'index.html', papersPage(course));
  write('assets', 'search.json', JSON.stringify(searchDocs(course)));
  const pages = new Map(course.lessons.map((lesson) => [lesson.slug, lessonPage({ lesson, ...course })]));
  for (const lesson of course.lessons) {
    const page = pages.get(lesson.slug).replace('</head>', `${discoveryOf(lesson, address)}</head>`);
    write(join('lessons', lesson.slug), 'index.html', page);
  }
  return pages;
}

/** Returns the scenes that stand on their own: name, title and file. */
function writePlayground({ root, engine, course, outDir, lessonsDir, sharedDir }) {
  const { groups, files } = playScenes({
    root,
    engine,
    folders: [join(lessonsDir, '_shared'), sharedDir],
    lessons: course.lessons,
  });
  for (const folder of ['play', 'scenes']) mkdirSync(join(outDir, folder), { recursive: true });
  for (const { name, from } of files) copyFileSync(from, join(outDir, 'scenes', name));
  writeFileSync(join(outDir, 'play', 'index.html'), playPage(groups));
  const offered = groups.flatMap(({ scenes }) => scenes);
  return files.map(({ name: file, from }) => {
    const name = file.replace(/\.json$/, '');
    return { name, from, title: offered.find((scene) => scene.name === name).title };
  });
}
