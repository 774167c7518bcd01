/** Text of one's own as sequences to learn from. */
import { graphemesOf } from '../reading/graphemes.js';
import { tokenize } from '../reading/tokenize.js';
import { EngineError } from '../types.js';
import type { SequenceData, TextData } from './types.js';

/** One out of so many tokens, at the end of the text, is held out. */
const HELD_OUT = 10;
/** As many sequences are made at most; of a longer text they begin further apart. */
const MOST = 4096;
/** What a space between characters is written as, so that it is seen. */
const SPACE = '␣';

const tokensOf = ({ text, by = 'words' }: TextData): string[] =>
  by === 'words'
    ? tokenize(text).tokens
    : graphemesOf(text.normalize('NFC').trim().replace(/\s+/g, ' ')).map((one) => (one === ' ' ? SPACE : one));

const windows = (tokens: string[], length: number, apart: number): string[][] =>
  Array.from({ length: Math.max(0, Math.floor((tokens.length - length) / apart) + 1) }, (_, i) =>
    tokens.slice(i * apart, i * apart + length),
  );

/**
 * Every run of `length` tokens as a sequence; the end of the text is held out, where it is long enough.
 * @param own how many tokens the scene has, where the data says nothing else
 * @throws EngineError `training` for a text that is too short
 */
export function sequencesOf(data: TextData, own: number): SequenceData {
  const { text, by = 'words', length = own } = data;
  if (typeof text !== 'string' || (by !== 'words' && by !== 'characters') || !(Number.isInteger(length) && length > 1))
    throw new EngineError(
      'training',
      'In the training, "data" with a "text" needs that text in quotes, "by": "words" or "characters", and a whole "length" of 2 or more.',
    );
  const tokens = tokensOf(data);
  if (tokens.length < length)
    throw new EngineError(
      'training',
      `The text has ${tokens.length} ${by}, and one sequence already takes ${length}. Write more text, or make the sequences shorter with "length".`,
    );
  const learned = Math.max(length, tokens.length - Math.floor(tokens.length / HELD_OUT));
  const apart = Math.max(1, Math.ceil(learned / MOST));
  const held_out = windows(tokens.slice(learned), length, length);
  return {
    sequences: windows(tokens.slice(0, learned), length, apart),
    ...(held_out.length > 0 ? { held_out } : {}),
  };
}
