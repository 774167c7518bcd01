/** How a lesson writes the engine's numbers; the build and the live page share it, so both write the same. */
import { formatNumber } from '../engine/format.js';

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

/** Index of the largest (or smallest) number; -1 where two share that place, as then no answer is right. */
export function extreme(values: readonly number[], kind: 'argmax' | 'argmin'): number {
  const sign = kind === 'argmax' ? 1 : -1;
  const top = Math.max(...values.map((value) => sign * value));
  const places = values.flatMap((value, i) => (sign * value === top ? [i] : []));
  return places.length === 1 ? (places[0] ?? -1) : -1;
}
