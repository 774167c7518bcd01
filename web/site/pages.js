/** The pages of the site: index, lesson, glossary, and the one for addresses that lead nowhere. */
import { escapeHtml } from '../lesson/compile/markdown.js';
import { page } from './layout.js';

const minutes = (n) => `${n} ${Number(n) === 1 ? 'minute' : 'minutes'}`;

/** @param {object[]} lessons as `readCourse` gives them */
export function indexPage(lessons) {
  const items = lessons.map(
    ({ slug, meta, sections }, i) => `<li>
<a class="lesson-card" href="lessons/${slug}/index.html">
<span class="lesson-number">Lesson ${i + 1}</span>
<span class="lesson-name">${escapeHtml(meta.title)}</span>
<span class="lesson-summary">${escapeHtml(meta.summary)}</span>
<span class="lesson-facts">${minutes(meta.minutes)} · ${sections.length} sections</span>
</a>
</li>`,
  );
  return page({
    title: 'Attend: self-attention, step by step',
    description: 'Lessons that step through self-attention, number by number, on a real computation in your browser.',
    root: '',
    here: 'index',
    body: `<main id="main" class="front">
<h1>Self-attention, step by step</h1>
<p class="lead">A transformer is a long calculation, but not a mysterious one. Here you run it: forwards and backwards, one step or one number at a time, and every number says where it came from.</p>
<h2>Lessons</h2>
${items.length ? `<ol class="lessons">\n${items.join('\n')}\n</ol>` : '<p>There is no lesson yet.</p>'}
<h2>Playground</h2>
<a class="lesson-card" href="play/index.html">
<span class="lesson-name">Try your own sentence</span>
<span class="lesson-summary">Type any words, change who may look at whom, add heads and layers, and step through what comes out.</span>
</a>
<p class="small">Everything is computed in this page, by a small engine that your browser runs. Nothing is sent anywhere.</p>
</main>`,
  });
}

/** @param {{ lesson: object, bibliography: object }} input */
export function lessonPage({ lesson, bibliography }) {
  const { slug, meta, html, sections, scenes, cited, files } = lesson;
  const further = [...scenes].filter(([name]) => name !== 'main');
  const attributes = [
    ['lesson', slug],
    ['scene', fileName(scenes.get('main'))],
    ['scenes', further.map(([name, place]) => `${name}: ${fileName(place)}`).join(', ')],
    ['calculations', meta.calculations && files.length ? fileName(meta.calculations) : ''],
  ];
  const text = attributes
    .filter(([, value]) => value)
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join('');
  const bar = `<span class="lesson-title">${escapeHtml(meta.title)}</span>
<div class="lesson-progress js-only"><span class="lesson-at" aria-live="off"></span><progress max="${sections.length}" value="0" aria-label="Sections read"></progress></div>
<details class="contents"><summary>Contents</summary>
<nav aria-label="Sections of this lesson"><ol>
${sections.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`).join('\n')}
</ol></nav></details>
`;
  return page({
    title: `${meta.title} · Attend`,
    description: meta.summary,
    root: '../../',
    className: 'lesson-page',
    head: '<script type="module" src="../../assets/lesson.js"></script>\n',
    bar,
    skip: '<a class="skip js-only" href="#machine">Skip to the machine</a>\n',
    body: `<main>
<attend-lesson${text}>
<article id="main" class="prose">
${withFacts(html, meta)}${sourcesList(cited, bibliography)}
</article>
<aside id="machine" class="machine" aria-label="The machine" tabindex="-1">
<p class="machine-note">With scripts switched on, the calculation runs here and you can step through it. Without them, the text holds all its numbers, and each section ends with its matrix.</p>
</aside>
</attend-lesson>
</main>`,
  });
}

const fileName = (place) => place.replace(/^.*\//, '');

/** Minutes and what one needs to know, under the title. */
function withFacts(html, { minutes: time, needs }) {
  const facts = `<p class="facts">${minutes(time)}${needs ? ` · you need: ${escapeHtml(needs)}` : ''}</p>\n`;
  return html.replace('</h1>\n', `</h1>\n${facts}`);
}

function sourcesList(cited, bibliography) {
  if (cited.length === 0) return '';
  const items = cited.map((id) => {
    const { authors, year, title, venue, url, what } = bibliography[id];
    const cite = `<cite>${escapeHtml(title)}</cite>`;
    const name = url ? `<a href="${escapeHtml(url)}">${cite}</a>` : cite;
    return `<li id="source-${id}">${escapeHtml(authors.join(', '))} (${year}). ${name}. ${escapeHtml(venue)}. <span class="taken">${escapeHtml(what)}</span></li>`;
  });
  return `<section class="sources" aria-labelledby="sources-title">\n<h2 id="sources-title">Sources</h2>\n<ul>\n${items.join('\n')}\n</ul>\n</section>`;
}

/** @param {{ group: string, scenes: { name: string, title: string, address: string }[] }[]} groups addresses from the site's root */
export function playPage(groups) {
  const option = ({ name, title, address }) =>
    `<option value="../${escapeHtml(address)}" data-name="${escapeHtml(name)}">${escapeHtml(title)}</option>`;
  const options = groups.map(
    ({ group, scenes }) => `<optgroup label="${escapeHtml(group)}">\n${scenes.map(option).join('\n')}\n</optgroup>`,
  );
  return page({
    title: 'Playground · Attend',
    description: 'Type your own sentence, change the mask and the model, and step through every number that comes out.',
    root: '../',
    here: 'play',
    className: 'play-page',
    head: '<script type="module" src="../assets/play.js"></script>\n',
    skip: '<a class="skip js-only" href="#machine">Skip to the machine</a>\n',
    body: `<main class="play">
<section id="main" class="play-panel" aria-labelledby="play-title">
<h1 id="play-title">Playground</h1>
<p class="play-lead">Start from a scene, then make it your own: type a sentence, choose who may look at whom. The machine runs it, number by number.</p>
<label class="scenes js-only">Start from
<select>
${options.join('\n')}
</select></label>
<p class="scene-about js-only"></p>
<p class="play-problem" role="alert"></p>
<div class="workshop-place"></div>
</section>
<section id="machine" class="machine" aria-label="The machine" tabindex="-1">
<p class="machine-note">The playground needs scripts switched on. The lessons can be read without them.</p>
</section>
</main>`,
  });
}

/** @param {Record<string, { term: string, text: string, role?: string }>} glossary */
export function glossaryPage(glossary) {
  const items = Object.entries(glossary).map(
    ([id, { term, html, role }]) =>
      `<div id="${id}"><dt${role ? ` class="ink-${role}"` : ''}>${escapeHtml(term)}</dt><dd>${html}</dd></div>`,
  );
  return page({
    title: 'Glossary · Attend',
    description: 'The words of self-attention, each in a sentence or two.',
    root: '../',
    here: 'glossary',
    body: `<main id="main" class="front">\n<h1>Glossary</h1>\n<dl class="glossary">\n${items.join('\n')}\n</dl>\n</main>`,
  });
}

/** Stands at any address, so it is whole in itself: no links that would have to know where it is. */
export function lostPage() {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Page not found · Attend</title>
</head>
<body>
<main>
<h1>There is no page here</h1>
<p>The address may be mistyped, or the page has moved. Shorten the address step by step to come to the list of lessons.</p>
</main>
</body>
</html>
`;
}
