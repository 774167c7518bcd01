/** What questions are put together from. */
import { printed, toleranceOf } from './numbers.js';

/**
 * @typedef {{ value: number, say: string }} Mistake a wrong answer, and what is told about it
 * @typedef {{ label: string, value: number, tolerance: number, wrong: Mistake[] }} Field a number to fill in
 * @typedef {{ id: string, text: string, right: boolean, say: string }} Choice
 * @typedef {{ caption: string, head: string[], rows: string[][] }} Table the first cell of a row is its label
 */

/** @returns {Table} */
export const tableOf = (caption, labels, rows, columns = rows[0].map((_, i) => String(i + 1))) => ({
  caption,
  head: ['', ...columns],
  rows: rows.map((row, r) => [labels[r], ...row.map(printed)]),
});

/**
 * A number to fill in. Mistakes that come out as the right answer, or as another mistake, are left out: nobody could tell.
 * @returns {Field}
 */
export function number({ label = '', value, byHand = value, wrong, tolerance = toleranceOf(value, byHand) }) {
  const kept = [];
  const apart = (a, b) => Math.abs(a - b) > 2 * tolerance + 1e-6;
  for (const { value: other, say } of wrong)
    if (Number.isFinite(other) && apart(other, value) && kept.every((one) => apart(one.value, other)))
      kept.push({ value: other, say });
  return { label, value, tolerance, wrong: kept };
}

/** @returns {Choice[]} in an order of chance */
export const choice = (draw, all, right) => draw.shuffled(all.map((one) => ({ ...one, right: one.id === right })));

const factor = (x) => (x < 0 ? `(${x})` : String(x));
export const productsText = (a, b) => a.map((x, i) => `${factor(x)}·${factor(b[i])}`).join(' + ');
