/** The colours of cells: the ends of the ramp of every role, and the shades between as classes. */
import { type CSSResultArray, css, unsafeCSS } from 'lit';
import { SHADES, shadeClass } from './shades.js';

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

export const heatSheet: CSSResultArray = [ends, unsafeCSS(rules)];
