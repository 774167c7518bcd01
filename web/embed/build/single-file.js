/** A lesson or a stepper as one HTML file: it opens from a disk, needs no network, and asks nobody for anything. */

import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';
import { dataAddress, dataBlock, hashOf, policyOf, travelling } from './page.js';
import { openSite } from './source.js';

/** @returns {{ policy: string, head: string, foot: string }} scripts and styles within the page, allowed by their hashes */
function within(site, files) {
  const text = (name) => site.asset(name).toString();
  const [theme, script, style] = [text('theme.js'), text('packaged.js'), text('site.css')];
  return {
    policy: policyOf({ scripts: [hashOf(theme), hashOf(script)], styles: [hashOf(style)] }),
    head: `<link rel="icon" href="${dataAddress('icon.svg', site.asset('icon.svg'))}">
<style>${style}</style>
<script>${theme}</script>`,
    foot: `${dataBlock('attend-files', files)}
<script>${script}</script>`,
  };
}

/**
 * A lesson as one file.
 * @param {{ siteDir: string, lesson: string, openEdx?: boolean }} options a built site, and the name of the lesson in its
 *   address; with `openEdx` the file is a JS Input: it offers grade and state to Open edX, and keeps nothing in the browser
 * @returns {string} HTML
 * @throws {Error} where there is no such lesson
 */
export function singleFileLesson({ siteDir, lesson: slug, openEdx = false }) {
  const site = openSite(siteDir);
  const files = site.carried(slug);
  return travelling(site.page(slug), {
    ...within(site, files),
    gradebook: openEdx ? 'jsinput' : '',
    words: site.course.words,
    picture: (name) => dataAddress(name, site.file(slug, name)),
  });
}

/**
 * A stepper as one file.
 * @param {{ siteDir: string, scene: string, title?: string, at?: string }} options `scene` is the JSON text of a scene; `at` a
 *   path, or `path[0,3,4]`, to begin at
 * @returns {string} HTML
 * @throws {SyntaxError} where the scene is not JSON; whether it can be computed shows when it is opened
 */
export function singleFileStepper({ siteDir, scene, title = JSON.parse(scene).title ?? 'Attend', at = '' }) {
  const site = openSite(siteDir);
  const { policy, head, foot } = within(site, { 'scene.json': JSON.stringify(JSON.parse(scene)) });
  return `<!DOCTYPE html>
<html lang="en" data-packaged>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)} · Attend</title>
${head}
</head>
<body class="stepper-page">
<main id="main">
<h1>${escapeHtml(title)}</h1>
<attend-stepper scene="scene.json"${at ? ` at="${escapeHtml(at)}"` : ''}></attend-stepper>
</main>
${foot}
</body>
</html>
`;
}
