/** The page of a lesson: its text, the machine beside it, what belongs to it, and the way on. */
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';
import { page, siteLinks } from '../layout.js';
import { minutes } from './words.js';

/**
 * @param {{ lesson: object, lessons: object[], glossary: object, bibliography: object }} input `lessons` are all, in their order
 */
export function lessonPage({ lesson, lessons, glossary, bibliography }) {
  const { slug, meta, html, cited, concepts } = lesson;
  const place = lessons.findIndex((other) => other.slug === slug);
  return page({
    title: `${meta.title} · Attend`,
    description: meta.summary,
    root: '../../',
    className: 'lesson-page',
    script: 'lesson',
    sheet: '',
    bar: bar(lesson, place, lessons),
    skip: '<a class="skip js-only" href="#machine">Skip to the machine</a>\n',
    body: `<main>
<attend-lesson${attributes(lesson)}>
<article id="main" class="prose">
${withFacts(html, meta)}${conceptList(concepts, glossary)}${sourcesList(cited, bibliography)}${onward(place, lessons)}
</article>
<aside id="machine" class="machine" aria-label="The machine" tabindex="-1">
<p class="machine-note">If you turn on JavaScript, the calculation runs here and you can step through it. Without it, the text still has all its numbers, and each section ends with its matrix.</p>
</aside>
</attend-lesson>
</main>`,
  });
}

const fileName = (place) => place.replace(/^.*\//, '');

/** What `<attend-lesson>` is told: its name, and the files it computes with. */
function attributes({ slug, meta, scenes, files, whole }) {
  const further = [...scenes].filter(([name]) => name !== 'main');
  const given = [
    ['lesson', slug],
    ['scene', fileName(scenes.get('main'))],
    ['scenes', further.map(([name, place]) => `${name}: ${fileName(place)}`).join(', ')],
    ['calculations', meta.calculations && files.length ? fileName(meta.calculations) : ''],
  ]
    .filter(([, value]) => value)
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return [...given, whole ? ' whole-engine' : ''].join('');
}

/** In the header: where the reader is, and the contents. */
function bar({ meta, sections }, place, lessons) {
  const items = sections.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`);
  return `<span class="lesson-title"><span class="lesson-place">${place + 1}</span> ${escapeHtml(meta.title)}</span>
<div class="lesson-progress js-only"><span class="lesson-at" aria-live="off"></span><progress max="${sections.length}" value="0" aria-label="Sections read"></progress></div>
<details class="contents"><summary>Contents</summary>
<div class="contents-panel">
<nav aria-label="Sections of this lesson"><ol>
${items.join('\n')}
</ol></nav>
<nav class="contents-more" aria-label="Elsewhere"><p>Lesson ${place + 1} of ${lessons.length}</p>
<ul>
${neighbours(place, lessons)
  .map(([word, other]) => `<li><a href="../${other.slug}/index.html">${word}: ${escapeHtml(other.meta.title)}</a></li>`)
  .join('\n')}
<li><a href="../../index.html">All lessons</a></li>
${siteLinks('../../')
  .map((link) => `<li>${link}</li>`)
  .join('\n')}
</ul></nav>
</div></details>
`;
}

const neighbours = (place, lessons) =>
  [
    ['Previous', lessons[place - 1]],
    ['Next', lessons[place + 1]],
  ].filter(([, other]) => other);

/** Minutes and what one needs to know, under the title. */
function withFacts(html, { minutes: time, needs }) {
  const facts = `<p class="facts">${minutes(time)}${needs ? ` · you need: ${escapeHtml(needs)}` : ''}</p>\n`;
  return html.replace('</h1>\n', `</h1>\n${facts}`);
}

function conceptList(ids, glossary) {
  if (ids.length === 0) return '';
  const items = ids.map((id) => {
    const { term, role } = glossary[id];
    return `<li><a${role ? ` class="ink-${role}"` : ''} href="../../glossary/index.html#${id}">${escapeHtml(term)}</a></li>`;
  });
  return `<section class="concepts" aria-labelledby="concepts-title">\n<h2 id="concepts-title">Related concepts</h2>\n<ul>\n${items.join('\n')}\n</ul>\n</section>\n`;
}

function sourcesList(cited, bibliography) {
  if (cited.length === 0) return '';
  const items = cited.map((id) => {
    const { authors, year, title, venue, url, what } = bibliography[id];
    const cite = `<cite>${escapeHtml(title)}</cite>`;
    const name = url ? `<a href="${escapeHtml(url)}">${cite}</a>` : cite;
    return `<li id="source-${id}">${escapeHtml(authors.join(', '))} (${year}). ${name}. ${escapeHtml(venue)}. <span class="taken">${escapeHtml(what)}</span></li>`;
  });
  return `<section class="sources" aria-labelledby="sources-title">\n<h2 id="sources-title">Sources</h2>\n<ul>\n${items.join('\n')}\n</ul>\n</section>\n`;
}

/** The lesson before and the next one, as the last thing on the page. */
function onward(place, lessons) {
  const links = neighbours(place, lessons).map(
    ([word, { slug, meta }]) =>
      `<a class="onward-${word.toLowerCase()}" href="../${slug}/index.html"><span class="onward-word">${word}</span> <span class="onward-name">${escapeHtml(meta.title)}</span> <span class="onward-time">${minutes(meta.minutes)}</span></a>`,
  );
  return `<nav class="onward" aria-label="Other lessons">
<p class="lesson-done" role="status"></p>
${links.join('\n')}
<a class="onward-all" href="../../index.html">All lessons</a>
</nav>`;
}
