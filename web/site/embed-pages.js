/** Pages to be put into a frame on another site: every lesson without the site around it, and every scene as a stepper alone. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from '../lesson/compile/markdown/markdown.js';
import { POLICY } from './layout.js';
import { writeScene } from './write-scene.js';

const SIZE = { width: 1000, height: 800 };

/**
 * In a sandboxed frame a page has no origin, and WebKit then takes 'self' for nobody: the site's own origin is named, where
 * it is known.
 */
const policyFor = (address) => (address ? POLICY.replaceAll("'self'", `'self' ${new URL(address).origin}`) : POLICY);

/** One page. `root` leads from it to the site's root; `data` is for its script. */
function framed({ title, description, root, script, sheets, data, className, main, address, discovery = '' }) {
  const attributes = Object.entries(data).map(([key, value]) => ` data-${key}="${escapeHtml(value)}"`);
  return `<!DOCTYPE html>
<html lang="en" class="embed"${attributes.join('')}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policyFor(address)}">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(description)}">
<meta name="robots" content="noindex">
<link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml">
${sheets.map((name) => `<link rel="stylesheet" href="${root}assets/${name}.css">\n`).join('')}${discovery}<script src="${root}assets/embed-first.js"></script>
<script type="module" src="${root}assets/${script}.js"></script>
</head>
<body class="${className}">
${main}
</body>
</html>
`;
}

const stepperPage = ({ name, title, address, whole }) =>
  framed({
    title,
    description: `A self-attention calculation to step through: ${title}`,
    root: '../'.repeat(name.split('/').length + 1),
    script: 'embed-stepper',
    sheets: ['embed'],
    data: { name, scene: 'scene.json', ...(whole ? { whole: '' } : {}) },
    className: 'stepper-page',
    address,
    main: `<main aria-label="${escapeHtml(title)}"><p class="embed-wait">This calculation has not started. It needs JavaScript, which this browser or the surrounding frame may not allow. <a href="./" target="_blank" rel="noopener">Open it on a page of its own.</a></p></main>`,
  });

/** The lesson as on its own page. Its files stay where they are. */
function lessonEmbed({ lesson, page, address }) {
  const [main] = /<main\b[\s\S]*<\/main>/.exec(page) ?? [];
  if (!main) throw new Error(`The page of the lesson ${lesson.slug} has no <main>.`);
  const files = `../../lessons/${lesson.slug}/`;
  return framed({
    title: lesson.meta.title,
    description: lesson.meta.summary,
    root: '../../',
    script: 'embed-lesson',
    sheets: ['embed', 'embed-text'],
    data: { name: lesson.slug },
    className: 'lesson-page',
    address,
    main: main
      .replace('<attend-lesson', `<attend-lesson base="${files}"`)
      .replaceAll(/(<img\b[^>]*\ssrc=")(?=[\w-][\w.-]*")/g, `$1${files}`),
    discovery: discoveryOf(lesson, address),
  });
}

/** Name of the embed of a scene: its own, unless a lesson has it. */
export const embedOfScene = (name, lessons) => (lessons.some(({ slug }) => slug === name) ? `${name}-scene` : name);

/** What an oEmbed consumer gets. */
function oembed({ title, address }) {
  const { width, height } = SIZE;
  const html = `<iframe src="${escapeHtml(address)}" title="${escapeHtml(title)}" width="${width}" height="${height}" frameborder="0"></iframe>`;
  return { version: '1.0', type: 'rich', provider_name: 'Attend', title, html, width, height };
}

/** The link by which a site finds the oEmbed file of a lesson; nothing where the site's address is not known. */
export const discoveryOf = ({ slug, meta }, address) =>
  address
    ? `<link rel="alternate" type="application/json+oembed" href="${escapeHtml(new URL(`embed/${slug}/oembed.json`, address).href)}" title="${escapeHtml(meta.title)}">\n`
    : '';

/**
 * @param {{ lessons: object[], pages: Map<string, string>, scenes: { name: string, title: string, from: string }[],
 *   outDir: string, address?: string }} input `pages` are the lessons' pages by slug; `address` is where the site will
 *   stand, for oEmbed and for WebKit's sandboxed frames
 */
export function writeEmbeds({ lessons, pages, scenes, outDir, address }) {
  const folderOf = (name) => {
    const folder = join(outDir, 'embed', name);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const stepper = ({ name, title, ...file }) => {
    const { loss } = JSON.parse(file.text ?? readFileSync(file.from, 'utf8'));
    writeFileSync(join(folderOf(name), 'index.html'), stepperPage({ name, title, address, whole: Boolean(loss) }));
    writeScene(file, join(folderOf(name), 'scene.json'));
  };
  for (const scene of scenes) stepper({ ...scene, name: embedOfScene(scene.name, lessons) });
  for (const lesson of lessons) {
    const { slug, meta } = lesson;
    const page = lessonEmbed({ lesson, page: pages.get(slug), address });
    writeFileSync(join(folderOf(slug), 'index.html'), page);
    if (address) {
      const text = JSON.stringify(oembed({ title: meta.title, address: new URL(`embed/${slug}/`, address).href }));
      writeFileSync(join(folderOf(slug), 'oembed.json'), text);
    }
    for (const [name, place] of lesson.scenes) {
      const file = lesson.files.find((one) => one.name === place.replace(/^.*\//, ''));
      stepper({ ...file, name: `${slug}/${name}`, title: name === 'main' ? meta.title : `${meta.title}: ${name}` });
    }
  }
}
