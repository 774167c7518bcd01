/** Numbers as people type them. */

/** The number that a text means: real or plain minus, decimal point or comma, `-inf` or `−∞`; NaN where it is none. */
export function readNumber(text: string): number {
  const plain = text.trim().replace(/[−–]/g, '-').replace(',', '.');
  if (/^-\s*(∞|inf(inity)?)$/i.test(plain)) return -Infinity;
  return plain === '' ? Number.NaN : Number(plain);
}
