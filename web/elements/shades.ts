/** How deep the colour of a cell is: classes of a style sheet, one a shade, so that cells of one shade share their style. */
import { type CSSResultArray, css, unsafeCSS } from 'lit';
import type { MatrixView } from './matrix-view.js';

/** Shades from zero to the largest magnitude; finer is not seen. */
export const SHADES = 32;

/** The class of a shade, from -SHADES (a deep negative number) to SHADES. */
export const shadeClass = (shade: number): string => (shade < 0 ? `m${-shade}` : `p${shade}`);

/** The shade of a number; 0 for what has no depth. */
export function shadeFor({ scale, role }: Pick<MatrixView, 'scale' | 'role'>, value: number): number {
  if (!scale || !Number.isFinite(value) || role === 'ids' || role === 'mask') return 0;
  return Math.round(Math.max(-1, Math.min(1, value / scale)) * SHADES);
}

export const shadeOf = (view: MatrixView, value: number, filled: boolean): string =>
  shadeClass(filled ? shadeFor(view, value) : 0);

/** Mixes paper and the end of the ramp; the text turns where the mix grows too deep for it. */
function rule(shade: number): string {
  const depth = Math.abs(shade) / SHADES;
  return `.${shadeClass(shade)} {
    background-color: color-mix(in oklab, var(--${shade < 0 ? 'minus' : 'plus'}) calc(${100 * depth}% * var(--attend-strength)), var(--attend-cell));
    color: color-mix(in srgb, var(--attend-cell-ink-deep) clamp(0%, calc((${depth} * var(--attend-strength) - var(--attend-flip)) * 1000000%), 100%), var(--attend-cell-ink));
  }`;
}

const rules = Array.from({ length: 2 * SHADES + 1 }, (_, i) => rule(i - SHADES)).join('\n');

const ends = css`
  .heat-q {
    --plus: var(--attend-heat-q);
    --minus: var(--attend-heat-q-minus);
  }
  .heat-k {
    --plus: var(--attend-heat-k);
    --minus: var(--attend-heat-k-minus);
  }
  .heat-v {
    --plus: var(--attend-heat-v);
    --minus: var(--attend-heat-v-minus);
  }
  .heat-weights {
    --plus: var(--attend-heat-weights);
    --minus: var(--attend-heat-weights);
    --attend-strength: var(--attend-strength-weights);
  }
  .heat-score {
    --plus: var(--attend-heat-score);
    --minus: var(--attend-heat-score-minus);
  }
  .heat-plain,
  .heat-mask,
  .heat-ids {
    --plus: var(--attend-heat-plain);
    --minus: var(--attend-heat-plain-minus);
  }
`;

/** The ends of the ramp of every role, and the shades between. */
export const heatSheet: CSSResultArray = [ends, unsafeCSS(rules)];
