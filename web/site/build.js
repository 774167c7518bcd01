/** Makes the static site: index, lessons, glossary, and what they load. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { courseData } from '../embed/build/course-data.js';
import { readCourse } from '../lesson/compile/course.js';
import { problemText } from '../lesson/compile/judge/problems.js';
import { discoveryOf, writeEmbeds } from './embed-pages.js';
import { brokenPage } from './pages/broken.js';
import { glossaryPage } from './pages/glossary.js';
import { heroPicture } from './pages/hero.js';
import { indexPage } from './pages/index.js';
import { lessonPage } from './pages/lesson.js';
import { lostPage } from './pages/lost.js';
import { mapPage } from './pages/map.js';
import { papersPage } from './pages/papers.js';
import { playPage } from './pages/play.js';
import { wholeModel } from './pages/whole-model.js';
import { playScenes } from './play-scenes.js';
import { searchFile } from './search/make-file.js';
import { searchDocs } from './search/search-docs.js';
import { writeScene } from './write-scene.js';

/**
 * @param {{ root: string, packageDir: string, outDir: string, lessonsDir?: string, sharedDir?: string, address?: string,
 *   preview?: boolean, log?: (line: string) => void }} options
 *   `root` is the repository; `packageDir` holds index.js, engine.wasm and site/assets; `outDir` is emptied first;
 *   `sharedDir` holds what every course may use; `address` is where the site will stand, ending with a slash: with it,
 *   lessons get oEmbed files. With `preview`, what can be made is made, and a lesson that cannot be shown says why
 * @returns {Promise<string>} what is wrong with the lessons, in words; empty where nothing is, as it always is without `preview`
 * @throws {Error} when a lesson has a problem and this is no preview; the message names file, line and what to do
 */
export async function buildSite({
  root,
  packageDir,
  outDir,
  lessonsDir = join(root, 'lessons'),
  sharedDir = join(lessonsDir, '_shared'),
  address = '',
  preview = false,
  log = () => {},
}) {
  const engine = await openEngine(packageDir);
  const course = await readCourse({ root, engine, lessonsDir, sharedDir });
  const wrong = wrongText(course.problems);
  if (wrong && !preview) throw new Error(wrong);
  const places = { root, packageDir, engine, lessonsDir, sharedDir, address };
  if (preview) await writePreview({ ...places, course, outDir });
  else {
    rmSync(outDir, { recursive: true, force: true });
    await writeSite({ ...places, course, outDir });
  }
  log(`${course.lessons.length} ${course.lessons.length === 1 ? 'lesson' : 'lessons'}, ${engine.stages.length} stages`);
  return wrong;
}

function wrongText(problems) {
  if (problems.length === 0) return '';
  const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
  return `The lessons have ${count}:\n${problems.map((p) => `  ${problemText(p)}`).join('\n')}`;
}

async function writeSite({ root, packageDir, engine, course, outDir, lessonsDir, sharedDir, address }) {
  copyAssets(packageDir, outDir);
  const pages = await writePages({ engine, course, outDir, address });
  writeFileSync(join(outDir, 'course.json'), JSON.stringify(courseData(course)));
  const scenes = await writePlayground({ root, engine, course, outDir, lessonsDir, sharedDir });
  writeEmbeds({ lessons: course.lessons, pages, scenes, outDir, address });
  for (const { slug, files } of course.lessons) {
    for (const file of files) writeScene(file, join(outDir, 'lessons', slug, file.name));
  }
}

/** Whether a lesson has what its page cannot do without. */
const canBeShown = ({ meta, scenes, files }) =>
  Boolean(meta.title && meta.summary && meta.minutes && scenes.has('main')) &&
  [...scenes.values()].every((place) => files.some(({ name }) => place.endsWith(name)));

/** Put in place of the site that was there only once it is whole. Lessons that stop it are left out, all faulty ones if need be. */
async function writePreview({ course, outDir, ...places }) {
  const next = `${outDir}.next`;
  const faulty = new Set(course.problems.map(({ file }) => file));
  const attempt = async (isIn) => {
    rmSync(next, { recursive: true, force: true });
    await writeSite({ ...places, course: { ...course, lessons: course.lessons.filter(isIn) }, outDir: next });
    for (const lesson of course.lessons.filter((one) => !isIn(one))) {
      const folder = join(next, 'lessons', lesson.slug);
      mkdirSync(folder, { recursive: true });
      const told = course.problems.filter(({ file }) => file === lesson.file).map(problemText);
      writeFileSync(join(folder, 'index.html'), brokenPage(lesson, told));
    }
  };
  try {
    await attempt(canBeShown);
  } catch (error) {
    if (faulty.size === 0) throw error;
    await attempt(({ file }) => !faulty.has(file));
  }
  rmSync(outDir, { recursive: true, force: true });
  renameSync(next, outDir);
}

/** Scripts, styles and the engine come ready made with the package, so that a site can be built where it is installed. */
function copyAssets(packageDir, outDir) {
  const from = join(packageDir, 'site', 'assets');
  if (!existsSync(from)) throw new Error(`${packageDir} has no site/assets. Build the package first: npm run build.`);
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
  write('.', 'index.html', indexPage({ ...course, picture, whole: wholeModel(course) }));
  write('.', '404.html', lostPage());
  write('glossary', 'index.html', glossaryPage(course));
  write('map', 'index.html', mapPage(course));
  write('papers', 'index.html', papersPage(course));
  write('assets', 'search.json', JSON.stringify(await searchFile(searchDocs(course))));
  const pages = new Map(course.lessons.map((lesson) => [lesson.slug, lessonPage({ lesson, ...course })]));
  for (const lesson of course.lessons) {
    const page = pages.get(lesson.slug).replace('</head>', `${discoveryOf(lesson, address)}</head>`);
    write(join('lessons', lesson.slug), 'index.html', page);
  }
  return pages;
}

/** Returns the scenes that stand on their own: name, title and file. */
async function writePlayground({ root, engine, course, outDir, lessonsDir, sharedDir }) {
  const { groups, files } = await playScenes({
    root,
    engine,
    folders: [join(lessonsDir, '_shared'), sharedDir],
    lessons: course.lessons,
  });
  for (const folder of ['play', 'scenes']) mkdirSync(join(outDir, folder), { recursive: true });
  for (const file of files) writeScene(file, join(outDir, 'scenes', file.name));
  writeFileSync(join(outDir, 'play', 'index.html'), playPage(groups));
  const offered = groups.flatMap(({ scenes }) => scenes);
  return files.map(({ name: file, from, text }) => {
    const name = file.replace(/\.json$/, '');
    return { name, from, text, title: offered.find((scene) => scene.name === name).title };
  });
}
