/**
 * Cuts a sentence into words and punctuation marks.
 *
 * This is not what a real model does: real models cut rare words into pieces that a statistic found ("sub-words"). Here a
 * token is a run of letters, marks and digits, with apostrophes inside it ("didn't" is one), or one other sign; what a reader
 * sees as one character is never cut. Where a script writes no spaces, a run is cut into the words that the browser's
 * dictionary finds in it, or into characters. Text is brought to the composed Unicode form first, so that a word looks up
 * one vector however its accents were typed. Characters that cannot be seen separate words.
 */
import { graphemesOf } from './graphemes.js';

/** What a reader may type; the engine itself takes more. */
export const MOST_TOKENS = 64;
export const LONGEST_WORD = 40;

/** What text without spaces is cut into. */
export type Cut = 'words' | 'characters';

export interface Tokenized {
  /** All tokens, also where there are too many. */
  tokens: string[];
  /** Why they cannot be used: `empty`, `long` (more than `MOST_TOKENS`), `word` (one longer than `LONGEST_WORD`). */
  problem: 'empty' | 'long' | 'word' | null;
  /** Whether there is text in a script that writes no spaces, which can be cut in two ways. */
  spaceless: boolean;
}

const SPACELESS =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LETTER = /^[\p{L}\p{M}\p{N}]/u;
/** A letter or digit that is shown as an emoji. */
const PICTURED = /[\ufe0f\u20e3]/;
const APOSTROPHE = /^['’]$/;

let dictionary: Intl.Segmenter | undefined;

function wordsOf(run: string): string[] {
  dictionary ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(dictionary.segment(run), ({ segment }) => segment);
}

/** A joiner that joins nothing goes; one inside a word or an emoji belongs to it. */
const withoutLooseJoiners = (text: string): string => text.replace(/^[\u200c\u200d]+|[\u200c\u200d]+$/g, '');

/** Runs of letters, and single signs. */
function runsOf(text: string): string[] {
  const runs: string[] = [];
  let open = false;
  const characters = graphemesOf(text);
  const isLetter = (character = '') => LETTER.test(character) && !PICTURED.test(character);
  for (const [i, character] of characters.entries()) {
    // A mark without a letter clings to what is before it, be it a space.
    const seen = character.replace(/^[\s\p{C}]+/u, '');
    if (seen !== character) open = false;
    if (seen === '') continue;
    const letter: boolean = isLetter(seen);
    const inside: boolean = open && APOSTROPHE.test(seen) && isLetter(characters[i + 1]);
    if (open && (letter || inside)) runs[runs.length - 1] += seen;
    else runs.push(seen);
    open = letter || inside;
  }
  return runs;
}

/** The tokens of a text. Which words a dictionary finds may differ between browsers; everything else does not. */
export function tokenize(text: string, cut: Cut = 'words'): Tokenized {
  const isSpaceless = (run: string) => LETTER.test(run) && SPACELESS.test(run);
  const runs = runsOf(text.normalize('NFC'));
  const cutWord = (word: string) => (cut === 'characters' && isSpaceless(word) ? graphemesOf(word) : [word]);
  const cuts = runs.flatMap((run) => (isSpaceless(run) ? wordsOf(run).flatMap(cutWord) : [run]));
  const tokens = cuts.map(withoutLooseJoiners).filter(Boolean);
  const long = tokens.some((token) => [...token].length > LONGEST_WORD);
  const problem = tokens.length === 0 ? 'empty' : tokens.length > MOST_TOKENS ? 'long' : long ? 'word' : null;
  return { tokens, problem, spaceless: runs.some(isSpaceless) };
}
