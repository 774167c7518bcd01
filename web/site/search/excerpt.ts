/** What is shown of a text that was found: the stretch with the most of what was looked for, cut at it. */
import { type Term, termsIn } from './terms.js';

/** A piece of text, and whether it is what was looked for. */
export interface Piece {
  text: string;
  hit: boolean;
}

const BEFORE = 40;
const LENGTH = 150;

/** The text cut at these terms. */
export function pieces(text: string, terms: ReadonlySet<string>): Piece[] {
  const cut: Piece[] = [];
  let from = 0;
  for (const { at, end } of hitsIn(text, terms)) {
    if (at < from) continue;
    if (at > from) cut.push({ text: text.slice(from, at), hit: false });
    cut.push({ text: text.slice(at, end), hit: true });
    from = end;
  }
  if (from < text.length) cut.push({ text: text.slice(from), hit: false });
  return cut;
}

/** A stretch of the text that holds as many different terms as possible, at borders of words. */
export function excerpt(text: string, terms: ReadonlySet<string>): Piece[] {
  const near = Math.max(0, densest(hitsIn(text, terms)) - BEFORE);
  const start = near === 0 ? 0 : text.indexOf(' ', near) + 1;
  const far = text.length - start <= LENGTH ? text.length : text.lastIndexOf(' ', start + LENGTH);
  const end = far > start ? far : Math.min(text.length, start + LENGTH);
  const cut = pieces(text.slice(start, end), terms);
  if (start > 0) cut.unshift({ text: '… ', hit: false });
  if (end < text.length) cut.push({ text: ' …', hit: false });
  return cut;
}

const hitsIn = (text: string, terms: ReadonlySet<string>): Term[] =>
  termsIn(text)
    .filter(({ term }) => terms.has(term))
    .sort((a, b) => a.at - b.at || b.end - a.end);

/** Where the stretch with the most different terms begins. */
function densest(hits: readonly Term[]): number {
  let [place, most] = [0, 0];
  for (const { at } of hits) {
    const close = hits.filter((hit) => hit.at >= at && hit.end <= at + LENGTH - BEFORE);
    const different = new Set(close.map(({ term }) => term)).size;
    if (different > most) [place, most] = [at, different];
  }
  return place;
}
