/** A matrix as a small picture: a square for each number. */
import { html, svg, type TemplateResult } from 'lit';

const CELL = 6;

/**
 * @param numbers row by row; above 0 in one colour, below in another
 * @param most the size that is drawn full
 */
export function smallPicture(numbers: Float32Array, columns: number, most = 1): TemplateResult {
  const rows = numbers.length / columns;
  const squares = Array.from(numbers, (value, i) => {
    const strength = Math.round((Math.abs(value) / most) * 1000) / 1000;
    return svg`<rect class=${value < 0 ? 'below' : 'above'} x=${CELL * (i % columns)} y=${CELL * Math.floor(i / columns)} width=${CELL - 0.5} height=${CELL - 0.5}
      fill-opacity=${strength}></rect>`;
  });
  return html`<svg viewBox=${`0 0 ${CELL * columns} ${CELL * rows}`} aria-hidden="true">
    <rect class="paper" width=${CELL * columns} height=${CELL * rows}></rect>${squares}</svg>`;
}
