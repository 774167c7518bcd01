/** How a lesson writes the engine's numbers; the build and the live page share it, so both write the same. */
import { digitsFor, formatNumber } from '../../engine/writing/format.js';

/** Whole numbers from here on are written in groups of three. */
const LARGE = 10000;
const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** One number as it is; a row as `(0.10, −0.20)`. */
export function numbersText(values: readonly number[], digits: number): string {
  const texts = values.map((value) =>
    digits === 0 && Math.abs(value) >= LARGE ? counts.format(value) : formatNumber(value, digits),
  );
  return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(', ')})`;
}

/** Relative rounding of 32-bit numbers: what differs by less is the same number, computed in another order. */
const ROUNDING = 1e-6;
const largest = (values: readonly number[]): number => Math.max(0, ...values.map(Math.abs).filter(Number.isFinite));

/** Whether two numbers of a row are the same but for rounding. */
export const alike = (a: number, b: number, row: readonly number[]): boolean =>
  a === b || Math.abs(a - b) <= ROUNDING * largest(row);

export type Extreme = 'argmax' | 'argmin';

/** Index of the largest (or smallest) number; -1 where two share that place, as then no answer is right. */
export function extreme(values: readonly number[], kind: Extreme): number {
  const sign = kind === 'argmax' ? 1 : -1;
  const top = Math.max(...values.map((value) => sign * value));
  const places = values.flatMap((value, i) => (alike(sign * value, top, values) ? [i] : []));
  return places.length === 1 ? (places[0] ?? -1) : -1;
}

/**
 * Two numbers that an order parts, and that read alike as a matrix shows them: only digits that nobody sees tell them apart.
 * @param about the whole order, or only who comes first in it
 * @param tensor the numbers of the whole matrix, whose size says how many digits it shows
 * @returns their places; null where there are none
 */
export function tieAsShown(
  values: readonly number[],
  about: 'order' | Extreme,
  tensor: ArrayLike<number>,
): [number, number] | null {
  const digits = digitsFor(largest(Array.from(tensor)));
  const sign = about === 'argmin' ? 1 : -1;
  const order = [...values.keys()].sort((a, b) => sign * ((values[a] as number) - (values[b] as number)));
  const pairs = order.slice(1).map((at, i): [number, number] => [order[i] as number, at]);
  const tied = (about === 'order' ? pairs : pairs.slice(0, 1)).find(([i, j]) => {
    const [a, b] = [values[i] as number, values[j] as number];
    return !alike(a, b, values) && formatNumber(a, digits) === formatNumber(b, digits);
  });
  return tied ?? null;
}
