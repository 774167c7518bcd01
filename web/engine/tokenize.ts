/**
 * Cuts a sentence into words and punctuation marks.
 *
 * This is not what a real model does: real models cut rare words into pieces that a statistic found ("sub-words"). Here a
 * token is a run of letters, marks and digits, with apostrophes inside it ("didn't" is one), or one other sign. Text is
 * brought to the composed Unicode form first, so that a word looks up one vector however its accents were typed.
 * Characters that cannot be seen separate words.
 */

/** What a reader may type; the engine itself takes more. */
export const MOST_TOKENS = 64;
export const LONGEST_WORD = 40;

export interface Tokenized {
  /** All tokens, also where there are too many. */
  tokens: string[];
  /** Why they cannot be used: `empty`, `long` (more than `MOST_TOKENS`), `word` (one longer than `LONGEST_WORD`). */
  problem: 'empty' | 'long' | 'word' | null;
}

// A zero-width joiner or non-joiner is part of the word or the emoji around it.
const WORD = "[\\p{L}\\p{M}\\p{N}]+(?:['\\u2019\\u200c\\u200d][\\p{L}\\p{M}\\p{N}]+)*";
const SIGN = '[^\\s\\p{L}\\p{M}\\p{N}\\p{C}](?:[\\p{M}\\p{Emoji_Modifier}]|\\u200d\\p{So})*';
const TOKEN = new RegExp(`${WORD}|${SIGN}`, 'gu');

/** The tokens of a text, the same on every machine. */
export function tokenize(text: string): Tokenized {
  const tokens = text.normalize('NFC').match(TOKEN) ?? [];
  const long = tokens.some((token) => [...token].length > LONGEST_WORD);
  const problem = tokens.length === 0 ? 'empty' : tokens.length > MOST_TOKENS ? 'long' : long ? 'word' : null;
  return { tokens: [...tokens], problem };
}
