/** How numbers are written: a real minus sign, fixed decimals in a matrix, and never a zero for what is not zero. */

const MINUS = '\u2212';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Decimals that suit a tensor whose largest magnitude is `max`: two for everyday numbers, fewer for large, more for tiny. */
export function digitsFor(max: number): number {
  if (max >= 1000) return 0;
  if (max >= 100) return 1;
  if (max >= 0.1 || max === 0) return 2;
  return max >= 0.01 ? 3 : 4;
}

const withMinus = (text: string): string => text.replace('-', MINUS);

/** From here up, and below, numbers are written with a power of ten. */
const LARGE = 1e6;
const SMALL = 1e-4;

/**
 * Fixed decimals, as cells show it. What would read as zero and is not keeps its first digit; what is too large for decimals, or
 * too small, is written with a power of ten, always with two digits before it.
 */
export function formatNumber(value: number, digits = 2): string {
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  if (size === Infinity) return `${sign}∞`;
  if (size >= LARGE) return scientific(value);
  const text = size.toFixed(digits);
  if (size === 0 || Number(text) !== 0) return sign + text;
  return size < SMALL ? scientific(value) : sign + size.toPrecision(1);
}

/** Whether numbers as they are shown add up to their sum as it is shown; infinite ones are not asked. */
export function addsUp(parts: readonly number[], digits: number, sum: number, sumDigits: number): boolean {
  const rounded = (value: number, to: number) => Number(value.toFixed(to));
  const shown = parts.reduce((total, part) => total + rounded(part, digits), 0);
  if (!Number.isFinite(shown) || !Number.isFinite(sum)) return true;
  const finest = 10 ** -Math.max(digits, sumDigits);
  return Math.abs(shown - rounded(sum, sumDigits)) < finest / 2;
}

/** Whether a difference as it is shown is that of the two numbers as they are shown; numbers with powers of ten are not asked. */
export function differsAsShown(
  now: number,
  before: number,
  difference: number,
  text: (value: number) => string,
): boolean {
  const shown = (value: number) => Number(text(value).replace(MINUS, '-'));
  const off = Math.abs(shown(now) - shown(before) - shown(difference));
  return !(off > 1e-9);
}

function scientific(value: number): string {
  const [digits = '', power = ''] = value.toExponential(1).split('e');
  const raised = [...power.replace('+', '')].map((c) => (c === '-' ? '⁻' : SUPERSCRIPTS[Number(c)]));
  return withMinus(`${digits}·10`) + raised.join('');
}

/** As sentences and the arithmetic line show it: two decimals, but a small number keeps two digits instead of reading 0.00. */
export function formatBrief(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || value === 0) return formatNumber(value, 2);
  if (size >= 1e6 || size < 1e-5) return scientific(value);
  if (size >= 0.005) return formatNumber(value, size >= 1000 ? 0 : 2);
  return withMinus(value.toPrecision(2));
}

/** Whether `formatBrief` leaves digits of a finite number out. */
export function isRounded(value: number): boolean {
  const shown = Number(formatBrief(value).replace(MINUS, '-'));
  return Number.isFinite(value) && !(Math.abs(shown - value) <= 1e-6 * Math.abs(value));
}

/** A whole number without decimals, anything else like `formatBrief`. */
export function formatPlain(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e6 ? withMinus(String(value)) : formatBrief(value);
}

/** An option's value: never read as a whole number that it is not, as 0.999 with two decimals would be. */
export function formatOption(value: number, format: (value: number) => string = formatPlain): string {
  const text = format(value);
  const short = Number(value.toPrecision(4));
  return Number.isInteger(Number(text)) && !Number.isInteger(short) ? String(short) : text;
}

/** All digits that a 32-bit float carries, as titles and labels show it. */
export function formatExact(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return withMinus(String(short));
  }
  return withMinus(String(Number(value.toPrecision(9))));
}
