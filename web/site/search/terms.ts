/** What a text is searched by: its words without case, accents and English endings. The build and the page use the same. */
import { stemmer } from 'stemmer';

/** A term, and the stretch of the text that it was made from. */
export interface Term {
  term: string;
  at: number;
  end: number;
}

/** What a question is asked with, and not what it is about. */
const STOP_WORDS = new Set(
  `a about actually an and are as at be but by can can't come do does did doing doesn't don't done explain explained for from get had has have how i
  in is isn't it its just like look make many me mean means meaning much my need needed of on or please should so tell than that the
  their them then there these they this those to use used us was we were what when where which who why will with work
  working works would you your`.split(/\s+/),
);

const HYPHEN = /^[-‐‑]$/;

let segmenter: Intl.Segmenter | undefined;

const fold = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').replace('’', "'").toLowerCase();

/** Both spellings of English give one term: normalise, normalize. */
const respelt = (word: string): string => word.replace(/is(e[drs]?|ing|ations?)$/, 'iz$1');

const termOf = (word: string): string => stemmer(respelt(fold(word).replace(/'s?$/, '')));

/** The terms of a text in its order. A compound gives its parts and itself: `multi-head` is also found as `multihead`. */
export function termsIn(text: string): Term[] {
  return read(text).map(({ word, at, end }) => ({ term: termOf(word), at, end }));
}

/** The terms that a question is about; all of them where it holds nothing but stop words. */
export function asked(question: string): string[] {
  const words = read(question);
  const about = words.filter(({ word }) => !STOP_WORDS.has(fold(word)));
  return (about.length > 0 ? about : words).map(({ word }) => termOf(word));
}

function read(text: string): { word: string; at: number; end: number }[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  const segments = [...segmenter.segment(text)];
  const found: { word: string; at: number; end: number }[] = [];
  for (const [i, { segment, index, isWordLike }] of segments.entries()) {
    if (!isWordLike) continue;
    const end = index + segment.length;
    found.push({ word: segment, at: index, end });
    const before = segments[i - 2];
    if (before?.isWordLike && HYPHEN.test(segments[i - 1]?.segment ?? ''))
      found.push({ word: before.segment + segment, at: before.index, end });
  }
  return found;
}
