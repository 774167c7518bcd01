/** What number, cells and worksheet share: numbers filled in, compared with the engine's. */
import { readNumber } from '../../../engine/reading/read-number.js';
import { numbersText } from '../../figures/number-text.js';
import type { Asked, Attributes, Given, Judgement, Mark } from '../asked.js';
import { listOf, numberOf } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';
import { leastTolerance } from './tolerance.js';

/** From this tolerance on, an answer is a whole number of things. */
const COUNTED = 0.1;
/** Rounding of the engine's float32 must not turn an answer at the very edge away. */
const SLACK = 1e-6;

/** What is right, and how near an answer has to come to each number of it. */
export interface Wanted {
  numbers: Given;
  tolerances: readonly number[];
}

/** A number as it was typed, or a fraction of two: null for nothing, NaN for what is none. */
export function readTyped(text: string): number | null {
  if (text.trim() === '') return null;
  const [above = '', below, ...more] = text.split(/[/⁄]/);
  if (below === undefined) return readNumber(above);
  if (more.length > 0) return Number.NaN;
  const value = readNumber(above) / readNumber(below);
  return Number.isFinite(value) ? value : Number.NaN;
}

const isCount = (asked: Asked): boolean => leastTolerance(asked) >= COUNTED;

/** A right number as the page writes it; a count as a whole number. */
export const answerText = (asked: Asked, value: number): string => numbersText([value], isCount(asked) ? 0 : 2);

/** The same for an answer: in counts a comma or a space parts groups of three digits, as the page writes them. */
export const readAnswer = (asked: Asked, text: string): number | null =>
  readTyped(isCount(asked) ? text.replace(/(\d)[,\s](?=\d{3}(?!\d))/g, '$1') : text);

export const near = (a: number | null | undefined, b: number | null | undefined, tolerance: number): boolean =>
  typeof a === 'number' && typeof b === 'number' && (a === b || Math.abs(a - b) <= tolerance + SLACK);

export function judgeFilled(given: Given, { numbers, tolerances }: Wanted): Judgement {
  const marks = numbers.map((value, i): Mark => {
    if (typeof given[i] !== 'number') return 'open';
    return near(given[i], value, tolerances[i] as number) ? 'right' : 'wrong';
  });
  const hits = marks.filter((mark) => mark === 'right').length;
  return { right: hits === marks.length, score: hits / marks.length, marks };
}

/** Everything that is filled in wrongly is what this mistake gives. */
export function explainsFilled(given: Given, wrong: Given, wanted: Wanted): boolean {
  const { marks } = judgeFilled(given, wanted);
  const missed = marks?.flatMap((mark, i) => (mark === 'wrong' ? [i] : [])) ?? [];
  return missed.length > 0 && missed.every((i) => near(given[i], wrong[i], wanted.tolerances[i] as number));
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
