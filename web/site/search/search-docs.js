/** What the search looks through, made while the site is built: sections of lessons, concepts, papers. */

/**
 * @param {{ lessons: object[], glossary: object, bibliography: object }} course
 * @returns {import('./text-index.ts').Doc[]}
 */
export function searchDocs({ lessons, glossary, bibliography }) {
  return [
    ...lessons.flatMap((lesson, i) => lessonDocs(lesson, i, glossary)),
    ...Object.entries(glossary).map(([id, { term, also, text }]) => ({
      ...{ kind: 'concept', title: term, also, url: `glossary/index.html#${id}` },
      text: text.replaceAll('$', ''),
    })),
    ...Object.entries(bibliography).map(([id, { authors, year, title, what, short }]) => ({
      ...{ kind: 'paper', title, about: [short], url: `papers/index.html#${id}` },
      text: `${authors.join(', ')} ${year}. ${what}`,
    })),
  ];
}

/** One for what stands before the sections, one for each section. */
function lessonDocs({ slug, meta, html, sections, concepts }, i, glossary) {
  const of = `${i + 1} ${meta.title}`;
  const page = `lessons/${slug}/index.html`;
  const [before, ...steps] = html.split(/<attend-step id="/);
  const docs = steps.map((step, at) => {
    const [inside, after = ''] = step.slice(step.indexOf('>') + 1).split('</attend-step>');
    const { id, title } = sections[at];
    return { kind: 'lesson', title, of, url: `${page}#${id}`, text: plain(`${inside} ${after}`) };
  });
  const question = plain(before.match(/<h1[^>]*>[\s\S]*?<\/h1>/)?.[0].replaceAll('h1', 'p') ?? '');
  const text = `${meta.summary} ${plain(before)}`;
  const about = concepts.flatMap((id) => [glossary[id].term, ...glossary[id].also]);
  return [{ kind: 'lesson', title: meta.title, of, question, about, url: page, text }, ...docs];
}

/** The words of a page without what is folded: answers are not given away by a search. */
function plain(html) {
  return html
    .replace(/<div class="term-notes"[\s\S]*$/, ' ')
    .replace(/<details[\s\S]*?<\/details>/g, ' ')
    .replace(/<(math|svg|table|h1|h2)[\s>][\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*\shidden[\s>][\s\S]*?<\/div>/g, ' ')
    .replace(/<\/?(p|li|h3|div|section)[^>]*>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&(amp|lt|gt|quot);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name])
    .replace(/\s+/g, ' ')
    .trim();
}
