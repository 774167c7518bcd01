/** A reader's tensor beside the scene's: the slice with the largest difference, as two tables. */
import { html, nothing, type TemplateResult } from 'lit';
import { heatSheet } from '../../elements/matrix/heat-sheet.js';
import { type MatrixView, viewOf } from '../../elements/matrix/matrix-view.js';
import { shadeOf } from '../../elements/matrix/shades.js';
import type { NamedTensor } from '../../engine/index.js';
import { formatNumber } from '../../engine/writing/format.js';
import type { Comparison } from '../compare.js';
import { placeOn, say, titleOf } from './compare-words.js';

/** Of a larger matrix only the rows and columns around the largest difference are shown. */
const MOST = 12;

export const sideSheet = heatSheet;

/** A float has no more digits behind the point that mean anything. */
const MOST_DIGITS = 7;

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** The places that are shown of `length`, with `at` among them. */
function windowOf(length: number, at: number): number[] {
  const from = Math.max(0, Math.min(at - MOST / 2, length - MOST));
  return Array.from({ length: Math.min(length, MOST) }, (_, i) => from + i);
}

/** `head 3, rows 5 to 16 of 64`, where not all is shown. */
function partOf(view: MatrixView, rows: number[], cols: number[]): string {
  const { tensor } = view;
  const index = view.index(0, 0);
  const fixed = tensor.axes.flatMap((_, axis) =>
    view.places.includes(axis) || tensor.shape[axis] === 1 ? [] : [placeOn(tensor, axis, index[axis]!)],
  );
  const said = (id: string, all: number, shown: number[]) =>
    shown.length < all ? [say(id, { from: shown[0]! + 1, to: shown.at(-1)! + 1, all })] : [];
  return [
    ...fixed,
    ...said('compare-rows', view.rows.length, rows),
    ...said('compare-columns', view.cols.length, cols),
  ].join(', ');
}

function table(owner: string, view: MatrixView, on: [number, number], differs: (row: number, col: number) => boolean) {
  const rows = windowOf(view.rows.length, on[0]);
  const cols = windowOf(view.cols.length, on[1]);
  const part = partOf(view, rows, cols);
  const cell = (row: number, col: number): TemplateResult => {
    const value = view.value(row, col);
    const at = row === on[0] && col === on[1] ? 'at' : '';
    return html`<td class="${shadeOf(view, value, true)} ${differs(row, col) ? 'differs' : ''} ${at}">${formatNumber(value, view.digits)}</td>`;
  };
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${owner}><table>
    <caption>${owner}: <b>${titleOf(view.tensor)}</b>${part ? html` <span class="hint">${part}</span>` : nothing}</caption>
    <thead><tr><td></td>${cols.map((col) => html`<th scope="col" translate="no">${view.cols[col]}</th>`)}</tr></thead>
    <tbody translate="no">${rows.map((row) => html`<tr><th scope="row">${view.rows[row]}</th>${cols.map((col) => cell(row, col))}</tr>`)}</tbody>
  </table></div>`;
}

/** Two tables with the same digits; cells that are written otherwise in the two are marked. */
export function sideBySide({ tensor, index, yoursAll }: NonNullable<Comparison['parting']>): TemplateResult {
  const at = Object.fromEntries(tensor.axes.map((axis, i) => [axis, index[i]!]));
  const look = (one: NamedTensor) => viewOf(one, { at });
  const yours = look({ ...tensor, data: Float32Array.from(yoursAll), filled: yoursAll.length });
  const ours = look({ ...tensor, filled: tensor.data.length });
  const on = ours.locate(index)!;
  const isTold = (digits: number) =>
    formatNumber(yours.value(...on), digits) !== formatNumber(ours.value(...on), digits);
  // As many as tell the two apart where they differ most.
  const least = Math.max(yours.digits, ours.digits);
  const digits = range(least, MOST_DIGITS).find(isTold) ?? least;
  const text = (view: MatrixView, row: number, col: number) => formatNumber(view.value(row, col), digits);
  const differs = (row: number, col: number) => text(yours, row, col) !== text(ours, row, col);
  // Where every number differs, marks would say nothing.
  const all = ours.rows.every((_, row) => ours.cols.every((__, col) => differs(row, col)));
  const marked = all ? () => false : differs;
  return html`<div class="sides">
    ${table(say('compare-yours'), { ...yours, digits }, on, marked)}
    ${table(say('compare-ours'), { ...ours, digits }, on, marked)}
  </div>`;
}
