/** 32-bit floats as the shortest decimals that give the same float back. Plain ASCII, whatever the reader's language. */

/** The double with the fewest digits that rounds to this float. */
export function shortest(value: number): number {
  const float = Math.fround(value);
  const cents = Math.round(value * 100) / 100;
  if (Math.fround(cents) === float) return cents;
  let best = Number(value.toPrecision(9));
  // Most computed floats need eight or nine digits, so the search goes down from there.
  for (let digits = 8; digits > 0; digits -= 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) !== float) break;
    best = short;
  }
  return best;
}

/** What JSON has no number for is spelled: `"-inf"`, `"inf"`, `"nan"`, and `"-0"`, which JSON would write as 0. */
export function toJsonNumber(value: number): number | string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  return Object.is(value, -0) ? '-0' : shortest(value);
}

const SPELLED: Record<string, number> = { '-inf': -Infinity, inf: Infinity, nan: Number.NaN, '-0': -0 };

/** The other way; null where it is neither a number nor one of the spelled ones. */
export function fromJsonNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && Object.hasOwn(SPELLED, value) ? (SPELLED[value] as number) : null;
}
