/** The picture on the front page: one row of weights over its sentence, computed while the site is built. */
import { readFileSync } from 'node:fs';
import { shared } from '../../lesson/compile/load-ts.js';
import { escapeHtml } from '../../lesson/compile/markdown.js';

const COLUMN = 118;
const BASE = 172;
const WIDEST = 15;

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
  const session = engine.open(readFileSync(file.from, 'utf8'));
  const tensor = session.tensor(picture.path, { ahead: true });
  session.close();
  const { slice, formatNumber } = await shared();
  const weights = [...slice(tensor, picture.row)];
  const tokens = tensor.labels.at(-1);
  const asker = picture.row.at(-1);
  const said = tokens.map((token, i) => `${token} ${formatNumber(weights[i], 2)}`).join(', ');
  return `<figure class="hero-picture">
<svg viewBox="0 0 ${tokens.length * COLUMN} 232" role="img" aria-label="Weights of “${escapeHtml(tokens[asker])}”: ${escapeHtml(said)}">
${weights.map((weight, i) => arc(i, asker, weight)).join('\n')}
${tokens.map((token, i) => word(token, i, i === asker)).join('\n')}
${weights.map((weight, i) => number(formatNumber(weight, 2), i)).join('\n')}
</svg>
<figcaption>How much the word “${escapeHtml(tokens[asker])}” takes from each word. The build of this page ran the calculation; in <a href="lessons/${slug}/index.html">lesson ${at + 1}</a> you run it yourself.</figcaption>
</figure>`;
}

const middle = (i) => (i + 0.5) * COLUMN;

/** From above the asking word to above another; to itself, a loop. */
function arc(i, asker, weight) {
  const [from, to] = [middle(asker), middle(i)];
  const width = Math.max(0.75, Math.round(weight * WIDEST * 100) / 100);
  const height = 34 + Math.abs(from - to) * 0.36;
  const path =
    i === asker
      ? `M${from - 9} ${BASE - 36}c-26 -42 44 -42 18 0`
      : `M${from} ${BASE - 36}C${from} ${BASE - 36 - height} ${to} ${BASE - 36 - height} ${to} ${BASE - 36}`;
  return `<path class="hero-arc" d="${path}" stroke-width="${width}"/>`;
}

const word = (token, i, asks) =>
  `<text class="hero-word${asks ? ' hero-asks' : ''}" x="${middle(i)}" y="${BASE}">${escapeHtml(token)}</text>`;

const number = (text, i) => `<text class="hero-number" x="${middle(i)}" y="${BASE + 34}">${text}</text>`;
