/** Looking for words in the texts of the site: pure, so that it can be tested without a page. */

export interface Doc {
  kind: 'lesson' | 'concept' | 'paper';
  title: string;
  of?: string;
  url: string;
  text: string;
}

/** A piece of text, and whether it is what was looked for. */
export interface Piece {
  text: string;
  hit: boolean;
}

export interface Found {
  doc: Doc;
  title: Piece[];
  excerpt: Piece[];
}

const BEFORE = 40;
const EXCERPT = 150;

/**
 * Small letters without accents, of the same length as the text, so that places in one are places in the other.
 */
export function folded(text: string): string {
  return [...text].map((letter) => foldedLetter(letter)).join('');
}

function foldedLetter(letter: string): string {
  const plain = letter.normalize('NFD').charAt(0).toLowerCase();
  return plain.length === letter.length ? plain : letter;
}

/**
 * Texts that hold every word of the question, as whole words or their beginnings: how many, and the best of them. Titles
 * before texts; concepts before lessons before papers where all else is equal.
 */
export function find(docs: readonly Doc[], question: string, most = 12): { count: number; found: Found[] } {
  const words = folded(question).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return { count: 0, found: [] };
  const hits = docs
    .map((doc) => ({ doc, score: scoreOf(doc, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const shown = ({ doc }: { doc: Doc }): Found => {
    return { doc, title: pieces(doc.title, words), excerpt: excerptOf(doc.text, words) };
  };
  return { count: hits.length, found: hits.slice(0, most).map(shown) };
}

const KIND = { concept: 0.3, lesson: 0.2, paper: 0 };

/** 0 where a word is missing. */
function scoreOf({ title, text, kind }: Doc, words: readonly string[]): number {
  const [head, body] = [folded(title), folded(text)];
  let score = KIND[kind];
  for (const word of words) {
    const inTitle = places(head, word).length;
    const inText = places(body, word).length;
    if (inTitle + inText === 0) return 0;
    score += (inTitle > 0 ? 6 : 0) + Math.log2(1 + inText);
  }
  if (head === words.join(' ')) score += 8;
  return score;
}

/** Where a word begins in a folded text. */
function places(text: string, word: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) found.push(at);
  }
  return found;
}

/** The text cut at what was looked for. */
function pieces(text: string, words: readonly string[]): Piece[] {
  const flat = folded(text);
  const hits = words
    .flatMap((word) => places(flat, word).map((at) => ({ at, end: at + word.length })))
    .sort((a, b) => a.at - b.at || b.end - a.end);
  const cut: Piece[] = [];
  let from = 0;
  for (const { at, end } of hits) {
    if (at < from) continue;
    if (at > from) cut.push({ text: text.slice(from, at), hit: false });
    cut.push({ text: text.slice(at, end), hit: true });
    from = end;
  }
  if (from < text.length) cut.push({ text: text.slice(from), hit: false });
  return cut;
}

/** A stretch of the text around the first hit, at borders of words. */
function excerptOf(text: string, words: readonly string[]): Piece[] {
  const flat = folded(text);
  const first = Math.min(...words.flatMap((word) => places(flat, word)), text.length);
  const near = first === text.length ? 0 : Math.max(0, first - BEFORE);
  const start = near === 0 ? 0 : text.indexOf(' ', near) + 1;
  const far = text.length - start <= EXCERPT ? text.length : text.lastIndexOf(' ', start + EXCERPT);
  const end = far > start ? far : Math.min(text.length, start + EXCERPT);
  const cut = pieces(text.slice(start, end), words);
  if (start > 0) cut.unshift({ text: '… ', hit: false });
  if (end < text.length) cut.push({ text: ' …', hit: false });
  return cut;
}
