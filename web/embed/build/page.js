/** The page of a lesson, made to travel: it asks for nothing that is not in its package, and leads nowhere it cannot go. */
import { createHash } from 'node:crypto';
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';

const PICTURES = { png: 'image/png', svg: 'image/svg+xml', jpg: 'image/jpeg', webp: 'image/webp' };

/** What only makes sense within the site: its other pages, its search. None of these holds another of its kind. */
const SITE_ONLY = [
  /<nav class="(?:site-links|contents-more)"[^>]*>[\s\S]*?<\/nav>\n?/g,
  /<button[^>]* class="search-open[^>]*>[\s\S]*?<\/button>\n?/g,
  /<a class="onward-[^>]*>[\s\S]*?<\/a>\n?/g,
  /<span class="lesson-place">[^<]*<\/span> ?/g,
];

/** Data that a script of the page reads; nothing in them can end the block. */
export const dataBlock = (id, value) =>
  `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`;

export const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export const dataAddress = (name, bytes) =>
  `data:${PICTURES[name.replace(/^.*\./, '')] ?? 'application/octet-stream'};base64,${Buffer.from(bytes).toString('base64')}`;

/** What a page may load: nothing but its own scripts and styles; a record store, where one is to be told. */
export function policyOf({ scripts, styles, connect = "'none'" }) {
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ')} 'wasm-unsafe-eval'`,
    `style-src ${styles.join(' ')}`,
    "img-src 'self' data: blob:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * Takes a lesson's page of the site apart from the site: its own policy, scripts and styles; links to the glossary lead to
 * the words at its foot; links to elsewhere in the site are plain text.
 * @param {string} html as the site has it
 * @param {{ policy: string, head: string, foot: string, gradebook: string, words: Record<string, { term: string, html: string }>,
 *   picture: (name: string) => string }} parts `head` and `foot` are HTML; `picture` gives the address of a picture
 */
export function travelling(html, { policy, head, foot, gradebook, words, picture }) {
  const used = new Set();
  return SITE_ONLY.reduce((text, part) => text.replaceAll(part, ''), html)
    .replace(
      /<meta http-equiv="Content-Security-Policy"[^>]*>/,
      `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    )
    .replace(/<html\b/, `<html data-packaged${gradebook ? ` data-gradebook="${gradebook}"` : ''}`)
    .replaceAll(/<link\b[^>]*>\n?/g, '')
    .replaceAll(/<script\b[^>]*\bsrc="[^"]*"[^>]*><\/script>\n?/g, '')
    .replace('</head>', () => `${head}\n</head>`)
    .replaceAll(/(<img\b[^>]*\bsrc=")([^":/]+)(")/g, (_, before, name, after) => `${before}${picture(name)}${after}`)
    .replaceAll(/<a\b[^>]*>/g, (tag) => staying(tag, words, used))
    .replace('</article>', () => `${wordList(used, words)}</article>`)
    .replace('</body>', () => `${foot}\n</body>`);
}

/** A link that stays within the page, or leaves for the web in a window of its own; any other is no link. */
function staying(tag, words, used) {
  const [whole, address] = tag.match(/\shref="([^"]*)"/) ?? [];
  if (!whole || address.startsWith('#')) return tag;
  if (/^https?:/.test(address))
    return /\starget=/.test(tag) ? tag : tag.replace(whole, `${whole} target="_blank" rel="noopener"`);
  const [, word] = address.match(/glossary\/(?:index\.html)?#([\w-]+)$/) ?? [];
  if (!word || !words[word]) return tag.replace(whole, '');
  used.add(word);
  return tag.replace(whole, ` href="#word-${word}"`);
}

function wordList(used, words) {
  if (used.size === 0) return '';
  const items = [...used].map((id) => [id, words[id]]).sort(([, a], [, b]) => a.term.localeCompare(b.term, 'en'));
  const rows = items.map(
    ([id, { term, html }]) => `<div id="word-${id}"><dt>${escapeHtml(term)}</dt><dd>${html}</dd></div>`,
  );
  return `<section class="words" aria-labelledby="words-title">
<h2 id="words-title">Words used here</h2>
<dl class="glossary">
${rows.join('\n')}
</dl>
</section>
`;
}
