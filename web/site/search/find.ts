/** Looking for what a learner asks in the texts of the site: pure, so that it can be tested without a page. */
import { excerpt, type Piece, pieces } from './excerpt.js';
import { asked, termsIn } from './terms.js';
import { type Doc, readIndex, type SearchFile, type TextIndex } from './text-index.js';

export interface Found {
  doc: Doc;
  title: Piece[];
  excerpt: Piece[];
}

export interface Answer {
  count: number;
  found: Found[];
  /** What was looked for instead of a word that stands in no text, where a similar one does. */
  instead: string[];
}

/** Something a question is about: it is found by any of these lists of terms, by the first of them best. */
interface Subject {
  names: string[][];
}

interface Hit {
  score: number;
  terms: string[];
  subjects: number;
}

/** A synonym counts as much of what was asked. */
const SYNONYM = 0.6;

/** Who writes the title of a paper wants the paper. */
const WHOLE_TITLE = 10;

/** Where all else is equal, the course is shown before what it is made with. */
const KIND = { lesson: 1, concept: 0.36, paper: 0.4 };

/** Each lesson counts this much less than the one before: what a word means is told where it comes first. */
const LATER = 0.015;

/** A word with letters missing, added or changed: as many as a word of this length can bear. */
const slips = (term: string): number[] => (term.length < 4 ? [] : term.length < 5 ? [1] : [1, 2]);

export class Finder {
  readonly #docs: readonly Doc[];
  readonly #names: readonly string[][][];
  readonly #index: TextIndex;
  /** Of each text how much it counts by its kind, and by how far down the course it stands. */
  readonly #weights: readonly number[];

  constructor(file: SearchFile) {
    this.#docs = file.docs;
    this.#names = file.names;
    this.#index = readIndex(file);
    this.#weights = weightsOf(file.docs);
  }

  /** The texts that hold what is asked, or some of it: the more of it, the further up. */
  find(question: string, most = 12): Answer {
    const instead: string[] = [];
    const terms = asked(question).map((term) => this.#known(term) ?? this.#similar(term, instead) ?? term);
    const hits = this.#hits(this.#subjects(terms));
    const whole = termsOf(question);
    for (const [id, hit] of hits) {
      const { kind, title } = this.#docs[id] as Doc;
      if (kind === 'paper' && termsOf(title) === whole) hit.score *= WHOLE_TITLE;
    }
    const sorted = [...hits].sort(([, a], [, b]) => b.score - a.score);
    const found = sorted.slice(0, most).map(([id, hit]) => this.#shown(id, new Set(hit.terms)));
    return { count: hits.size, found, instead: instead.map((term) => wordOf(term, found)) };
  }

  #shown(id: number, terms: ReadonlySet<string>): Found {
    const doc = this.#docs[id] as Doc;
    return { doc, title: pieces(doc.title, terms), excerpt: excerpt(doc.text, terms) };
  }

  /** The term where it stands in a text, itself or as the beginning of a word. */
  #known = (term: string): string | null => (this.#index.search(term, { prefix: true }).length > 0 ? term : null);

  #similar(term: string, instead: string[]): string | null {
    for (const fuzzy of slips(term)) {
      const best = this.#index.search(term, { fuzzy })[0]?.terms[0];
      if (!best) continue;
      instead.push(best);
      return best;
    }
    return null;
  }

  /** Takes what is the name of a concept for one subject with all the names it has, and any other term for one of its own. */
  #subjects(terms: readonly string[]): Subject[] {
    const subjects: Subject[] = [];
    for (let at = 0; at < terms.length; ) {
      const { name, others } = this.#nameAt(terms.slice(at));
      subjects.push({ names: [name, ...others] });
      at += name.length;
    }
    return subjects;
  }

  /** The longest name that these terms begin with, and the other names of what it names. */
  #nameAt(terms: readonly string[]): { name: string[]; others: string[][] } {
    let best = { name: terms.slice(0, 1), others: [] as string[][] };
    for (const names of this.#names) {
      const name = names.find((one) => one.every((term, i) => term === terms[i]));
      if (!name || name.length < best.name.length) continue;
      const others = names.filter((one) => one !== name);
      best = { name, others: name.length > best.name.length ? others : [...best.others, ...others] };
    }
    return best;
  }

  #hits(subjects: readonly Subject[]): Map<number, Hit> {
    const hits = new Map<number, Hit>();
    for (const { names } of subjects) {
      for (const [id, { score, terms }] of this.#ofSubject(names)) {
        const hit = hits.get(id) ?? { score: 0, terms: [], subjects: 0 };
        hits.set(id, { score: hit.score + score, terms: [...hit.terms, ...terms], subjects: hit.subjects + 1 });
      }
    }
    for (const [id, hit] of hits) hit.score *= (this.#weights[id] as number) * (hit.subjects / subjects.length) ** 2;
    return hits;
  }

  /** What holds a subject under one of its names: the score of the best, a long name counting no more than a short one. */
  #ofSubject(names: readonly string[][]): Map<number, Omit<Hit, 'subjects'>> {
    const found = new Map<number, Omit<Hit, 'subjects'>>();
    for (const [i, name] of names.entries()) {
      for (const { id, score, terms } of this.#index.search(name.join(' '), { prefix: (term) => term.length > 2 })) {
        const before = found.get(id) ?? { score: 0, terms: [] };
        const weighed = (i === 0 ? score : score * SYNONYM) / name.length;
        found.set(id, { score: Math.max(before.score, weighed), terms: [...before.terms, ...terms] });
      }
    }
    return found;
  }
}

/** Texts of lessons stand in the order of the course. */
function weightsOf(docs: readonly Doc[]): number[] {
  const seen = new Set<string>();
  return docs.map(({ kind, url }) => {
    if (kind !== 'lesson') return KIND[kind];
    seen.add(url.slice(0, url.lastIndexOf('/')));
    return KIND.lesson * Math.max(0.5, 1 - LATER * (seen.size - 1));
  });
}

const termsOf = (text: string): string =>
  termsIn(text)
    .map(({ term }) => term)
    .join(' ');

/** How a term is written where it was found. */
function wordOf(term: string, found: readonly Found[]): string {
  const only = new Set([term]);
  const texts = found.flatMap(({ doc }) => [doc.title, doc.text]);
  const hits = texts.flatMap((text) => pieces(text, only)).filter(({ hit }) => hit);
  return hits[0]?.text.toLowerCase() ?? term;
}
