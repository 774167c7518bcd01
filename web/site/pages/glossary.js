/** The glossary: every concept with its definition, its formula, what it is related to and where it is used. */
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';
import { page } from '../layout.js';

/**
 * @param {{ glossary: Record<string, import('../../lesson/compile/entries.js').Term>, lessons: object[] }} course
 */
export function glossaryPage({ glossary, lessons }) {
  const ids = Object.keys(glossary);
  const uses = usesOf(lessons);
  return page({
    title: 'Glossary · Attend',
    description: 'The terms of self-attention: what each one means, its formula, and the lessons that use it.',
    root: '../',
    here: 'glossary',
    className: 'plain listing-page',
    body: `<main id="main" class="listing">
<div class="listing-head">
<h1>Glossary</h1>
<p class="lead">${ids.length} terms of self-attention. The <a href="../map/index.html">concept map</a> shows how they are connected.</p>
</div>
<nav class="listing-index" aria-label="All terms"><ul>
${ids.map((id) => `<li><a href="#${id}">${escapeHtml(glossary[id].term)}</a></li>`).join('\n')}
</ul></nav>
<div class="entries">
${ids.map((id) => entry(id, glossary, uses.get(id) ?? [])).join('\n')}
</div>
</main>`,
  });
}

/** Which lessons name a concept, in their text or at their foot: id of the concept to lessons with their place. */
export function usesOf(lessons) {
  const uses = new Map();
  for (const [i, { slug, meta, terms, concepts }] of lessons.entries()) {
    for (const id of new Set([...terms, ...concepts]))
      uses.set(id, [...(uses.get(id) ?? []), { slug, title: meta.title, place: i + 1 }]);
  }
  return uses;
}

/** Links to lessons, as a row of facts under an entry. */
export const lessonLinks = (used) =>
  used
    .map(({ slug, title, place }) => `<a href="../lessons/${slug}/index.html">${place} ${escapeHtml(title)}</a>`)
    .join(', ');

function entry(id, glossary, used) {
  const { term, role, html, formulaHtml, related } = glossary[id];
  const links = related.map((other) => `<a href="#${other}">${escapeHtml(glossary[other].term)}</a>`).join(', ');
  return `<article class="entry" id="${id}" aria-labelledby="${id}-term">
<h2 id="${id}-term"${role ? ` class="ink-${role}"` : ''}>${escapeHtml(term)}</h2>
<p>${html}</p>
${formulaHtml ? `<div class="entry-formula">${formulaHtml}</div>\n` : ''}<dl class="entry-facts">
${links ? `<div><dt>Related</dt><dd>${links}</dd></div>\n` : ''}${used.length ? `<div><dt>Lessons</dt><dd>${lessonLinks(used)}</dd></div>\n` : ''}</dl>
</article>`;
}
