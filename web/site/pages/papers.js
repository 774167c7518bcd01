/** The bibliography: every paper, what is taken from it, and which lessons cite it. */
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';
import { page } from '../layout.js';
import { lessonLinks } from './glossary.js';

/**
 * @param {{ bibliography: Record<string, import('../../lesson/compile/entries.js').Source>, lessons: object[] }} course
 */
export function papersPage({ bibliography, lessons }) {
  const ids = Object.keys(bibliography);
  const cited = ({ cited: list }, id) => list.includes(id);
  const usedIn = (id) =>
    lessons.flatMap((lesson, i) =>
      cited(lesson, id) ? [{ slug: lesson.slug, title: lesson.meta.title, place: i + 1 }] : [],
    );
  const count = ids.filter((id) => usedIn(id).length > 0).length;
  const more = ids.length > count ? ` ${ids.length - count} more are listed for further reading.` : '';
  return page({
    title: 'Papers · Attend',
    description: 'The papers that the lessons are based on, and what the lessons take from each.',
    root: '../',
    here: 'papers',
    className: 'plain listing-page',
    body: `<main id="main" class="listing">
<div class="listing-head">
<h1>Papers</h1>
<p class="lead">The lessons cite ${count} papers; here is what they take from each.${more} Their addresses are links for you to follow; no page of this site loads anything from them.</p>
</div>
<nav class="listing-index" aria-label="All papers"><ul>
${ids.map((id) => `<li><a href="#${id}">${escapeHtml(bibliography[id].short)}</a></li>`).join('\n')}
</ul></nav>
<div class="entries">
${ids.map((id) => entry(id, bibliography[id], usedIn(id))).join('\n')}
</div>
</main>`,
  });
}

function entry(id, { authors, year, title, venue, what, url }, used) {
  const cite = `<cite>${escapeHtml(title)}</cite>`;
  return `<article class="entry paper" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${url ? `<a href="${escapeHtml(url)}">${cite}</a>` : cite}</h2>
<p class="paper-by">${escapeHtml(authors.join(', '))} · ${year} · ${escapeHtml(venue)}</p>
<p>${escapeHtml(what)}</p>
${used.length ? `<dl class="entry-facts"><div><dt>Lessons</dt><dd>${lessonLinks(used)}</dd></div></dl>\n` : ''}</article>`;
}
