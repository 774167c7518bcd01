/** The front page: what this is, where to press, and the path through the lessons. */
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';
import { page } from '../layout.js';
import { duration, minutes } from './words.js';

const BESIDE = [
  ['play', 'Playground', 'Type your own sentence, change who may look at whom, and step through what comes out.'],
  ['map', 'Concept map', 'How the ideas are connected, in one picture.'],
  ['glossary', 'Glossary', 'Every term with its definition, its formula and its lessons.'],
  ['papers', 'Papers', 'What each claim in the lessons is based on.'],
];

const LEAD =
  'A transformer is a long calculation, but not a mysterious one. Here you run it: forwards and backwards, one step or one number at a time, and every number says where it came from.';
const ABOUT = 'Lessons that step through self-attention, number by number, on a real computation in your browser.';

/**
 * @param {{ lessons: object[], parts: { from: number, title: string, about: string }[], title?: string, lead?: string, picture: string }} course
 *   `lessons` as `readCourse` gives them; `title` and `lead` of the course; `picture` and `whole` are HTML
 */
export function indexPage({ lessons, parts, picture, whole, title, lead }) {
  return page({
    title: title ?? 'Attend: self-attention, step by step',
    description: lead ?? ABOUT,
    root: '',
    here: 'index',
    className: 'plain front-page',
    script: 'front',
    body: `<main id="main">
<div class="hero">
<div class="hero-text">
<h1>${escapeHtml(title ?? 'Self-attention, step by step')}</h1>
<p class="lead">${escapeHtml(lead ?? LEAD)}</p>
${begin(lessons)}
</div>
${picture}
</div>
${whole}
<section class="path" aria-labelledby="path-title">
<div class="path-head">
<h2 id="path-title">The path</h2>
<p>${lessons.length} ${lessons.length === 1 ? 'lesson' : 'lessons'}, ${duration(lessons)}. Each says what it builds on. School mathematics is enough: multiplying, adding, powers.</p>
</div>
${partsOf(lessons, parts).map(partHtml).join('\n')}
</section>
<section class="beside" aria-labelledby="beside-title">
<h2 id="beside-title">Besides the lessons</h2>
<ul>
${BESIDE.map(([folder, name, text]) => `<li><a href="${folder}/index.html"><span class="beside-name">${name}</span> <span>${text}</span></a></li>`).join('\n')}
</ul>
</section>
${KEEPING}
</main>`,
  });
}

/** The one thing to press; the page's script lets it lead to where the reader was. */
function begin([first]) {
  if (!first) return '<p>There are no lessons yet.</p>';
  const { slug, meta } = first;
  return `<p class="hero-go"><a class="go" href="lessons/${slug}/index.html">Start</a> <span class="go-note">${escapeHtml(meta.title)} · ${minutes(meta.minutes)}</span></p>
<p class="course-state js-only" hidden><progress max="1" value="0" aria-label="Lessons done"></progress> <span></span> <small>(a lesson is done when you have read every section and answered every question)</small></p>`;
}

/** The lessons of each part; a lesson belongs to the last part that begins at or before its number. */
function partsOf(lessons, parts) {
  const numbered = lessons.map((lesson, i) => ({ ...lesson, place: i + 1 }));
  if (parts.length === 0) return [{ title: '', about: '', lessons: numbered }];
  const partOf = ({ number }) => parts.findLast(({ from }) => from <= number) ?? parts[0];
  return parts
    .map((part) => ({ ...part, lessons: numbered.filter((lesson) => partOf(lesson) === part) }))
    .filter(({ lessons: own }) => own.length > 0);
}

const partHtml = ({ title, about, lessons }) => `<div class="part">
<div class="part-head">${title ? `<h3>${escapeHtml(title)}</h3>\n<p>${escapeHtml(about)}</p>` : ''}</div>
<ol class="lessons" start="${lessons[0].place}">
${lessons.map(lessonHtml).join('\n')}
</ol>
</div>`;

function lessonHtml({ slug, meta, sections, questions, place }) {
  const ids = `data-lesson="${slug}" data-sections="${sections.map(({ id }) => id).join(' ')}" data-questions="${questions.join(' ')}"`;
  return `<li class="lesson" ${ids}><a class="lesson-card" href="lessons/${slug}/index.html">
<span class="lesson-number" aria-hidden="true">${place}</span>
<span class="lesson-name">${escapeHtml(meta.title)}</span>
<span class="lesson-summary">${escapeHtml(meta.summary)}</span>
<span class="lesson-facts">${minutes(meta.minutes)} <span class="lesson-state js-only"></span></span>
</a></li>`;
}

const KEEPING = `<section class="keeping js-only" aria-labelledby="keeping-title">
<h2 id="keeping-title">Your progress</h2>
<p>What you read and answer is kept in this browser and sent nowhere. You can save it as a file and take it with you, or start over.</p>
<p class="keeping-buttons"><button type="button" data-do="export">Save to a file</button>
<button type="button" data-do="import">Load from a file</button>
<button type="button" data-do="forget">Delete everything</button>
<input type="file" accept=".json,application/json" aria-label="File with progress" hidden></p>
<p class="keeping-told" role="status"></p>
</section>`;
