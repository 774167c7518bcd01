/** The picture on the front page: one row of weights over its sentence, computed while the site is built; its script makes it live. */
import { readFileSync } from 'node:fs';
import { shared } from '../../lesson/compile/load-ts.js';
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';

/**
 * @param {{ engine: object, lessons: object[], picture?: { lesson: string, path: string, row: number[] } }} course
 *   `row` is the index of the row, its last number the token that asks
 * @returns {Promise<string>} a figure, or nothing where the lesson is not there
 */
export async function heroPicture({ engine, lessons, picture }) {
  const at = lessons.findIndex(({ slug }) => slug === picture?.lesson);
  if (at < 0) return '';
  const { slug, files, scenes } = lessons[at];
  const file = files.find(({ name }) => scenes.get('main').endsWith(name));
  const session = engine.open(file.text ?? readFileSync(file.from, 'utf8'));
  const tensor = session.tensor(picture.path, { ahead: true });
  session.close();
  const drawing = await shared();
  const { slice, formatNumber, COLUMN, HEIGHT } = drawing;
  const weights = [...slice(tensor, picture.row)];
  const tokens = tensor.labels.at(-1);
  const asker = picture.row.at(-1);
  const said = tokens.map((token, i) => `${token} ${formatNumber(weights[i], 2)}`).join(', ');
  const scene = `lessons/${slug}/${scenes.get('main')}`;
  return `<figure class="hero-picture" data-scene="${escapeHtml(scene)}" data-path="${escapeHtml(picture.path)}" data-row="${picture.row.join(' ')}">
<div class="hero-live">
<svg viewBox="0 0 ${tokens.length * COLUMN} ${HEIGHT}" role="img" aria-label="Weights of “${escapeHtml(tokens[asker])}”: ${escapeHtml(said)}" translate="no">
${tokens.map((token, i) => wordHtml(drawing, token, weights[i], i, asker)).join('\n')}
</svg>
</div>
<figcaption><span class="hero-built">How much the word “${escapeHtml(tokens[asker])}” takes from each word.</span> Every number comes from the engine; in <a href="lessons/${slug}/index.html">lesson ${at + 1}</a> you take every step yourself.</figcaption>
</figure>`;
}

function wordHtml({ arcOf, middleOf, formatNumber, BASE, NUMBER_LINE }, token, weight, place, asker) {
  const { d, width } = arcOf(place, asker, weight);
  const x = middleOf(place);
  return `<path class="hero-arc" d="${d}" stroke-width="${width}"/>
<text class="hero-word${place === asker ? ' hero-asks' : ''}" x="${x}" y="${BASE}">${escapeHtml(token)}</text>
<text class="hero-number" x="${x}" y="${NUMBER_LINE}">${formatNumber(weight, 2)}</text>`;
}
