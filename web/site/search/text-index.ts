/** The index of all texts: the build makes it, the page reads it. */
import MiniSearch, { type Options } from 'minisearch';
import { asked, termsIn } from './terms.js';

/** A section of a lesson, a concept or a paper. */
export interface Doc {
  kind: 'lesson' | 'concept' | 'paper';
  title: string;
  /** The lesson of a section. */
  of?: string;
  /** The question that a lesson begins with. */
  question?: string;
  /** The names of the concepts that a lesson is about, or how a paper is cited. */
  about?: string[];
  /** Other names of a concept. */
  also?: string[];
  /** Leads from the site's root. */
  url: string;
  text: string;
}

/** What the page loads. `names` holds, for each concept with more than one name, all of them, as terms. */
export interface SearchFile {
  docs: Doc[];
  names: string[][][];
  index: object;
}

type Indexed = Doc & { id: number };

/** What is searched, and how much it counts. The question of a lesson and the other names of a concept are titles, too. */
const FIELDS: Record<string, { boost: number; of: (doc: Indexed) => string | undefined }> = {
  titles: { boost: 8, of: ({ title, question, also = [] }) => [title, question, ...also].join(', ') },
  about: { boost: 2, of: ({ about }) => about?.join(', ') },
  lesson: { boost: 1.5, of: ({ of }) => of },
  text: { boost: 1, of: ({ text }) => text },
};

const boost = Object.fromEntries(Object.entries(FIELDS).map(([name, field]) => [name, field.boost]));

const options: Options<Indexed> = {
  fields: Object.keys(FIELDS),
  extractField: (doc, name) => (name === 'id' ? String(doc.id) : (FIELDS[name]?.of(doc) ?? '')),
  tokenize: (text) => termsIn(text).map(({ term }) => term),
  processTerm: (term) => term,
  searchOptions: { boost, tokenize: (terms) => terms.split(' '), combineWith: 'AND' },
};

export function searchFile(docs: readonly Doc[]): SearchFile {
  const index = new MiniSearch(options);
  index.addAll(docs.map((doc, id) => ({ ...doc, id })));
  const named = docs.filter(({ also = [] }) => also.length > 0);
  const names = named.map(({ title, also = [] }) => [title, ...also].map(asked));
  return { docs: [...docs], names, index: index.toJSON() };
}

export type TextIndex = MiniSearch<Indexed>;

export const readIndex = ({ index }: SearchFile): TextIndex => MiniSearch.loadJS(index as never, options);
