/** Numbers as questions print them, and how close an answer has to be. */

const DIGITS = 2;

export const rounded = (x) => Math.round(x * 10 ** DIGITS) / 10 ** DIGITS + 0;

/** A whole number as it is, another with two digits after the point. */
export const printed = (x) =>
  x === -Infinity
    ? '-inf'
    : Number.isInteger(rounded(x)) && Math.abs(x - rounded(x)) < 1e-6
      ? String(rounded(x))
      : x.toFixed(DIGITS);

/** What an answer may be off: nothing where it is whole; else its last digit, and as much as `byHand`, worked out with printed digits, is. */
export function toleranceOf(value, byHand = value) {
  if (Number.isInteger(value) && byHand === value) return 0;
  return Math.ceil(1000 * Math.max(0.01, 0.0051 + Math.abs(byHand - value))) / 1000;
}

/** The rows of a tensor's last two axes; of the first head, where it has heads. */
export function rowsOf({ shape, data }) {
  const [rows, columns] = shape.slice(-2);
  return Array.from({ length: rows }, (_, r) => Array.from(data.slice(r * columns, (r + 1) * columns)));
}
