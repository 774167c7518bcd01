/** Numbers as people type them. */

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a text means: real or plain minus, decimal point or comma, `-inf` or `−∞`; NaN where it is none. */
export function readNumber(text: string): number {
  const plain = text.trim().replace(/[−–]/g, '-').replace(',', '.');
  if (/^-\s*(∞|inf(inity)?)$/i.test(plain)) return -Infinity;
  // A zero has no sign that anyone would see.
  return DECIMAL.test(plain) ? Number(plain) + 0 : Number.NaN;
}
