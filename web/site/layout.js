/** The frame that every page stands in. */
import { escapeHtml } from '../lesson/compile/markdown/markdown.js';

/** What pages may load. No inline script, no inline style, nobody else's address. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const THEMES = { auto: 'Auto', light: 'Light', dark: 'Dark', projector: 'Projector' };

/** Folder and name of the pages that the header leads to. */
const PLACES = { map: 'Map', glossary: 'Glossary', papers: 'Papers', play: 'Playground' };

/**
 * @param {string} root leads from the page to the site's root and ends with a slash
 * @param {string} here the folder of this page
 * @returns {string[]} links
 */
export const siteLinks = (root, here = '') =>
  Object.entries(PLACES).map(
    ([folder, name]) =>
      `<a href="${root}${folder}/index.html"${folder === here ? ' aria-current="page"' : ''}>${name}</a>`,
  );

const menu = (links) => `<details class="contents menu"><summary>Menu</summary>
<div class="contents-panel"><nav aria-label="Menu"><ul>
${links.map((link) => `<li>${link}</li>`).join('\n')}
</ul></nav></div></details>
`;

const search = (root) =>
  `<button type="button" class="search-open js-only" aria-keyshortcuts="/" data-root="${root}"><svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4.5"></circle><path d="M10.5 10.5L14 14"></path></svg><span>Search</span></button>`;

/**
 * @param {{ title: string, description: string, root: string, body: string, bar?: string, skip?: string, className?: string, script?: string, sheet?: string, here?: string }} page
 *   `root` leads from the page to the site's root and ends with a slash; `bar` stands in the header beside the name and brings
 *   its own menu; `skip` beside the first skip link; `script` and `sheet` are the names of the page's
 *   own script and style sheet
 */
export function page({
  title,
  description,
  root,
  body,
  bar = '',
  skip = '',
  className = 'plain',
  script = 'page',
  sheet = 'pages',
  here = '',
}) {
  const links = siteLinks(root, here);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(description)}">
<link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}assets/site.css">
${sheet ? `<link rel="stylesheet" href="${root}assets/${sheet}.css">\n` : ''}<script src="${root}assets/theme.js"></script>
<script type="module" src="${root}assets/${script}.js"></script>
</head>
<body class="${className}">
<a class="skip" href="#main">Skip to the text</a>
${skip}<header class="site-header">
<a class="brand" href="${root}index.html"${here === 'index' ? ' aria-current="page"' : ''}>Attend</a>
${bar}<nav class="site-links" aria-label="Site">
${links.join('\n')}
</nav>
${bar ? '' : menu(links)}${search(root)}
<label class="theme-switch js-only"><span>Theme</span>
<select>${Object.entries(THEMES)
    .map(([value, name]) => `<option value="${value}">${name}</option>`)
    .join('')}</select></label>
</header>
${body}
</body>
</html>
`;
}
