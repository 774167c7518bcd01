/** Lessons as packages for course systems: SCORM 1.2, SCORM 2004 4th edition, cmi5. Made from a built site alone. */
import { zipSync } from 'fflate';
import { courseStructure } from './cmi5-structure.js';
import { manifest12, manifest2004 } from './manifest.js';
import { dataBlock, policyOf, travelling } from './page.js';
import { openSite } from './source.js';

const SHARED = ['packaged.js', 'site.css', 'theme.js', 'icon.svg'];

/** The same content always gives the same bytes. */
const DAY = new Date(2026, 0, 1);

/** By version: the name of the adapter, and its manifest. */
const SCORM = {
  1.2: { gradebook: 'scorm12', manifest: manifest12 },
  2004: { gradebook: 'scorm2004', manifest: manifest2004 },
};

/**
 * @typedef {object} PackageOptions
 * @property {string} siteDir a built site
 * @property {string[]} [lessons] names of lessons in their addresses; all of the course if left out
 * @property {string} [title] of the package; that of the only lesson or of the course, or “Attend: self-attention, step by step”
 * @property {number} [passing] least score to pass, 0 to 1; without it, lessons are completed but neither passed nor failed
 */

/**
 * A SCORM package: every lesson is one SCO.
 * @param {PackageOptions & { version: '1.2' | '2004' }} options
 * @returns {Uint8Array} a zip file
 * @throws {Error} for an unknown version or lesson, or a passing score out of range
 */
export function scormPackage({ version, ...options }) {
  const kind = SCORM[version];
  if (!kind) throw new Error(`There is no SCORM ${version} here. Choose one of: 1.2, 2004.`);
  const content = contentOf(options);
  return zipped(options.siteDir, content, kind.gradebook, { 'imsmanifest.xml': kind.manifest(content) });
}

/**
 * A cmi5 package: every lesson is one assignable unit.
 * @param {PackageOptions & { iri?: string }} options `iri` names the course for record stores; lessons are named below it
 * @returns {Uint8Array} a zip file
 */
export function cmi5Package({ iri = 'urn:x-attend:course', ...options }) {
  const content = contentOf(options);
  const [only] = content.lessons.length === 1 ? content.lessons : [];
  const summary = only ? only.summary : 'Lessons that step through self-attention, number by number.';
  return zipped(options.siteDir, content, 'cmi5', { 'cmi5.xml': courseStructure({ ...content, iri, summary }) });
}

/** @returns {import('./manifest.js').Content} */
function contentOf({ siteDir, lessons: slugs, title, passing = null }) {
  if (passing !== null && !(passing >= 0 && passing <= 1))
    throw new Error(`The passing score is ${passing}. Give a number from 0 to 1, for instance 0.8.`);
  const site = openSite(siteDir);
  const chosen = (slugs ?? site.course.lessons.map(({ slug }) => slug)).map((slug) => site.lesson(slug));
  if (chosen.length === 0) throw new Error('A package needs at least one lesson.');
  const [first] = chosen;
  return {
    id: chosen.length === 1 ? `attend-${first.slug}` : 'attend-course',
    title: title ?? (chosen.length === 1 ? first.title : (site.course.title ?? 'Attend: self-attention, step by step')),
    passing,
    lessons: chosen.map(({ slug, title: name, summary, files }) => ({
      ...{ slug, title: name, summary, page: `lessons/${slug}/index.html` },
      files: files.filter(isPicture).map((file) => `lessons/${slug}/${file}`),
    })),
    shared: SHARED.map((name) => `assets/${name}`),
  };
}

const isPicture = (name) => !name.endsWith('.json');

function zipped(siteDir, content, gradebook, manifest) {
  const site = openSite(siteDir);
  const files = { ...manifest };
  for (const name of SHARED) files[`assets/${name}`] = site.asset(name);
  for (const { slug } of content.lessons) {
    const lesson = site.lesson(slug);
    files[`lessons/${slug}/index.html`] = lessonPage(site, lesson, gradebook);
    for (const name of lesson.files.filter(isPicture)) files[`lessons/${slug}/${name}`] = site.file(slug, name);
  }
  const entries = Object.entries(files).map(([name, bytes]) => [
    name,
    [new Uint8Array(Buffer.from(bytes)), { mtime: DAY }],
  ]);
  return zipSync(Object.fromEntries(entries), { level: 9 });
}

/** The page of a lesson in a package: its scripts beside it, its data within it, so that it needs no request for them. */
function lessonPage(site, { slug }, gradebook) {
  const self = ["'self'"];
  return travelling(site.page(slug), {
    policy: policyOf({ scripts: self, styles: self, connect: gradebook === 'cmi5' ? 'https: http:' : undefined }),
    head: `<link rel="icon" href="../../assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="../../assets/site.css">
<script src="../../assets/theme.js"></script>
<script defer src="../../assets/packaged.js"></script>`,
    foot: dataBlock('attend-files', site.carried(slug)),
    gradebook,
    words: site.course.words,
    picture: (name) => name,
  });
}
