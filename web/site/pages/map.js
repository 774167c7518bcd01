/** The concept map: a picture whose words are links, and the same as a list. */
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';
import { page } from '../layout.js';
import { layOut, lineBetween } from './map-layout.js';

/**
 * @param {{ glossary: Record<string, import('../../lesson/compile/entries.js').Term>, themes: { id: string, title: string, column: number }[] }} course
 *   `column` is where a theme lies in the picture, from 0
 */
export function mapPage({ glossary, themes }) {
  const grouped = themes.map((theme) => ({ ...theme, ids: conceptsOf(theme.id, glossary) }));
  return page({
    title: 'Concept map · Attend',
    description: 'How the ideas of self-attention are connected.',
    root: '../',
    here: 'map',
    className: 'plain map-page',
    script: 'map',
    body: `<main id="main">
<div class="map-head">
<h1>Concept map</h1>
<p class="lead">How the ideas are connected. Point at a term, or move to it with Tab, and its neighbours stand out; press it for its definition. <a class="map-to-list" href="#list">As a list</a></p>
</div>
<section class="map-frame" aria-label="Picture of the concepts" tabindex="0">
${picture(layOut(grouped, glossary), glossary)}
</section>
<section id="list" class="map-list" aria-labelledby="list-title">
<h2 id="list-title">As a list</h2>
<div class="map-themes">
${grouped.map((theme) => themeList(theme, glossary)).join('\n')}
</div>
</section>
</main>`,
  });
}

/** Those of a theme; a concept without one belongs where its first neighbour with a theme does. */
function conceptsOf(theme, glossary) {
  const themeOf = ({ theme: own, related }) => own ?? related.map((id) => glossary[id].theme).find(Boolean);
  return Object.keys(glossary).filter((id) => themeOf(glossary[id]) === theme);
}

function picture({ width, height, words, islands }, glossary) {
  const lines = [];
  for (const [id, from] of words) {
    for (const other of glossary[id].related.filter((name) => name > id && words.has(name)))
      lines.push(`<path data-from="${id}" data-to="${other}" d="${lineBetween(from, words.get(other))}"/>`);
  }
  const grounds = islands.map(
    (island) =>
      `${rect(island, 14)}<text x="${island.x - island.w / 2 + 18}" y="${island.y - island.h / 2 + 22}">${escapeHtml(island.title)}</text>`,
  );
  const links = [...words].map(([id, box]) => {
    const { term, role } = glossary[id];
    return `<a href="../glossary/index.html#${id}" data-id="${id}"${role ? ` class="ink-${role}"` : ''}>${rect(box, box.h / 2)}<text x="${round(box.x)}" y="${round(box.y)}">${escapeHtml(term)}</text></a>`;
  });
  return `<svg class="map" viewBox="0 0 ${width} ${round(height)}" role="group" aria-label="Concepts and their relations">
<g class="map-grounds" aria-hidden="true">${grounds.join('')}</g>
<g class="map-lines" aria-hidden="true">${lines.join('')}</g>
${links.join('\n')}
</svg>`;
}

const round = (x) => Math.round(x * 10) / 10;

const rect = ({ x, y, w, h }, radius) =>
  `<rect x="${round(x - w / 2)}" y="${round(y - h / 2)}" width="${round(w)}" height="${round(h)}" rx="${radius}"/>`;

function themeList({ id: theme, title, ids }, glossary) {
  const items = ids.map((id) => {
    const links = glossary[id].related.map(
      (other) => `<a href="../glossary/index.html#${other}">${escapeHtml(glossary[other].term)}</a>`,
    );
    return `<li><a class="map-concept" href="../glossary/index.html#${id}">${escapeHtml(glossary[id].term)}</a><span class="map-related">${links.join(', ')}</span></li>`;
  });
  return `<section aria-labelledby="theme-${theme}">
<h3 id="theme-${theme}">${escapeHtml(title)}</h3>
<ul>
${items.join('\n')}
</ul>
</section>`;
}
