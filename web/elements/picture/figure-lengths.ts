/** The sizes of a figure as the custom properties that its style sheets ask for; see matrix-sheet.ts. */
import { GAP, type Sizes, SMALLEST, SUM, TIGHT_SIGN, TIGHT_TYPE } from './figure-sizes.js';

/**
 * @param sign width of a sign; null in a product, whose columns stand above one another: no name may widen a matrix there
 * @param zoom how much larger than usual the type around is
 */
export function lengthsOf(
  { cell, height, names, header, digits, label }: Sizes,
  sign: number | null,
  zoom: number,
): string {
  const lengths = {
    w: cell,
    h: height,
    head: names,
    header,
    digits,
    label,
    sum: SUM - GAP,
    sign: sign ?? 0,
  };
  // On a phone names and shapes take a line each, and may not run into the next name.
  const two = sign !== null && sign <= TIGHT_SIGN;
  const others = {
    pad: digits === SMALLEST ? '0.1em' : '0.2em',
    tight: digits <= TIGHT_TYPE ? '-0.02em' : '0',
    caption: sign !== null && sign > TIGHT_SIGN ? 'max-content' : '0',
    cut: two ? 'clip visible' : 'visible',
    break: two ? 'normal' : 'nowrap',
    lines: two ? 2 : 1,
    wrap: two ? 'wrap' : 'nowrap',
    over: two ? 1 : 0,
    name: `var(--attend-size-${two ? 'xs' : 's'})`,
  };
  const pixels = Object.entries(lengths).map(([name, length]) => `--${name}:${length * zoom}px`);
  return [...pixels, ...Object.entries(others).map(([name, value]) => `--${name}:${value}`)].join(';');
}
