/** What number, cells and worksheet share: numbers filled in, compared with the engine's. */
import { readNumber } from '../../elements/read-number.js';
import { numbersText } from '../text.js';
import type { Asked, Attributes, Given, Judgement, Mark } from './asked.js';
import { AskedWrongly, listOf, numberOf } from './asked.js';

/** Half of the last digit that the page shows, where the author says nothing else. */
const TOLERANCE = 0.005;
/** From this tolerance on, an answer is a whole number of things. */
const COUNTED = 0.1;
/** Rounding of the engine's float32 must not turn an answer at the very edge away. */
const SLACK = 1e-6;

export const toleranceOf = (asked: Asked): number => numberOf(asked.attributes, 'tolerance', TOLERANCE);

/** A number as it was typed: null for nothing, NaN for what is none. */
export const readTyped = (text: string): number | null => (text.trim() === '' ? null : readNumber(text));

const isCount = (asked: Asked): boolean => toleranceOf(asked) >= COUNTED;

/** A right number as the page writes it; a count as a whole number. */
export const answerText = (asked: Asked, value: number): string => numbersText([value], isCount(asked) ? 0 : 2);

/** The same for an answer: in counts a comma or a space parts groups of three digits, as the page writes them. */
export const readAnswer = (asked: Asked, text: string): number | null =>
  readTyped(isCount(asked) ? text.replace(/(\d)[,\s](?=\d{3}(?!\d))/g, '$1') : text);

export const near = (a: number | null | undefined, b: number | null | undefined, tolerance: number): boolean =>
  typeof a === 'number' && typeof b === 'number' && (a === b || Math.abs(a - b) <= tolerance + SLACK);

export function judgeFilled(asked: Asked, given: Given, solution: Given): Judgement {
  const tolerance = toleranceOf(asked);
  const marks = solution.map((value, i): Mark => {
    if (typeof given[i] !== 'number') return 'open';
    return near(given[i], value, tolerance) ? 'right' : 'wrong';
  });
  const hits = marks.filter((mark) => mark === 'right').length;
  return { right: hits === marks.length, score: hits / marks.length, marks };
}

/** Everything that is filled in wrongly is what this mistake gives. */
export function explainsFilled(asked: Asked, given: Given, wrong: Given, solution: Given): boolean {
  const tolerance = toleranceOf(asked);
  const { marks } = judgeFilled(asked, given, solution);
  const missed = marks?.flatMap((mark, i) => (mark === 'wrong' ? [i] : [])) ?? [];
  return missed.length > 0 && missed.every((i) => near(given[i], wrong[i], tolerance));
}

/** `values="0.1; 0.2"`, or `value="0.1"`: one number for each blank. */
export function valuesOf(attributes: Attributes, count: number): number[] {
  const texts = listOf(attributes.values ?? attributes.value ?? '');
  if (texts.length !== count)
    throw new AskedWrongly(
      `The numbers of this wrong answer: ${texts.length}; the blanks: ${count}.`,
      'give one number for each blank, with semicolons: values="0.1; 0.2".',
    );
  return texts.map((text) => numberOf({ value: text }, 'value'));
}

/** Numbers with semicolons, to four digits after the point; an empty place for what is not filled in. */
export const writeFilled = (given: Given): string =>
  given.map((value) => (value === null ? '' : String(Number(value.toFixed(4))))).join('; ');

export function readFilled(text: string, count: number): Given | null {
  const parts = text.split(';').map((part) => part.trim());
  const given = parts.map((part) => (part === '' ? null : Number(part)));
  return given.length === count && given.every((value) => !Number.isNaN(value)) ? given : null;
}
