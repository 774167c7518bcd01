/** Where words, weights and arcs of the front page's picture stand; the build and the live page share it, so both draw the same. */

export const COLUMN = 124;
/** Wider, a word comes too close to the next. */
export const WORD = COLUMN - 14;
export const BASE = 172;
export const NUMBER_LINE = BASE + 34;
export const HEIGHT = 232;
const WIDEST = 15;
const THINNEST = 0.75;

export const middleOf = (place: number): number => (place + 0.5) * COLUMN;

/** From above the word that asks to above another; to itself, a loop. As thick as the weight is large. */
export function arcOf(place: number, asker: number, weight: number): { d: string; width: number } {
  const [from, to] = [middleOf(asker), middleOf(place)];
  const height = 34 + Math.abs(from - to) * 0.36;
  const top = BASE - 36;
  const d =
    place === asker
      ? `M${from - 9} ${top}c-26 -42 44 -42 18 0`
      : `M${from} ${top}C${from} ${top - height} ${to} ${top - height} ${to} ${top}`;
  return { d, width: Math.max(THINNEST, Math.round(weight * WIDEST * 100) / 100) };
}
