/** The frame that every page stands in. */
import { escapeHtml } from '../lesson/compile/markdown.js';

/** What pages may load. No inline script, no inline style, nobody else's address. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const THEMES = { auto: 'Auto', light: 'Light', dark: 'Dark', projector: 'Projector' };

/**
 * @param {{ title: string, description: string, root: string, body: string, bar?: string, skip?: string, className?: string, head?: string, here?: string }} page
 *   `root` leads from the page to the site's root and ends with a slash; `bar` stands in the header beside the name,
 *   `skip` beside the first skip link
 */
export function page({
  title,
  description,
  root,
  body,
  bar = '',
  skip = '',
  className = 'plain',
  head = '',
  here = '',
}) {
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
<script src="${root}assets/theme.js"></script>
${head}</head>
<body class="${className}">
<a class="skip" href="#main">Skip to the text</a>
${skip}<header class="site-header">
<a class="brand" href="${root}index.html"${here === 'index' ? ' aria-current="page"' : ''}>Attend</a>
${bar}<nav class="site-links" aria-label="Site">
<a href="${root}play/index.html"${here === 'play' ? ' aria-current="page"' : ''}>Playground</a>
<a href="${root}glossary/index.html"${here === 'glossary' ? ' aria-current="page"' : ''}>Glossary</a>
</nav>
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
