/** The card beside the picture: what a tensor is called, where it belongs, and the followed row of it in numbers. */
import { html, nothing, type TemplateResult } from 'lit';
import { digitsFor, formatExact, formatNumber } from '../../engine/writing/format.js';
import { labelsOf } from '../matrix/matrix-view.js';
import { shadeClass, shadeFor } from '../matrix/shades.js';
import type { Tile } from './boxes.js';
import { say } from './overview-words.js';
import type { TilePictures } from './tile-pictures.js';

interface CardOf {
  tile: Tile;
  title: string;
  token: number;
  /** Numbers that there is room for. */
  room: number;
}

/** Which columns are shown where not all have room: the first ones, or those around the largest. */
function window(values: Float32Array, room: number): number[] {
  const all = Array.from(values, (_, i) => i);
  if (values.length <= room) return all;
  const finite = (i: number) => (Number.isFinite(values[i]) ? Math.abs(values[i]!) : -1);
  const most = all.reduce((best, i) => (finite(i) > finite(best) ? i : best), 0);
  const first = Math.max(0, Math.min(values.length - room, most - Math.floor(room / 2)));
  return all.slice(first, first + room);
}

export function cardOf({ tile, title, token, room }: CardOf, pictures: TilePictures): TemplateResult {
  const { offset, made } = pictures.slice(tile);
  const row = Math.min(token, tile.rows - 1);
  const start = row * tile.cols;
  const head = html`<h3 class="ink-${pictures.of(tile.drawn.path).role}">${title}</h3>`;
  if (made <= start) return html`<div class="card"><div>${head}<p>${say('overview-not-computed')}</p></div></div>`;
  const { tensor, scale, role } = pictures.of(tile.drawn.path);
  const labels = labelsOf(tensor).slice(tile.head === null ? 0 : 1);
  const values = tensor.data.slice(offset + start, offset + Math.min(made, start + tile.cols));
  const digits = digitsFor(scale);
  const shown = window(values, room);
  const byToken = tile.drawn.axes.includes('T');
  return html`<div class="card"><div>${head}
    ${byToken ? html`<p>${say('overview-row', { token: labels[0]?.[row] ?? '' })}</p>` : nothing}</div>
    <ul class="cells heat-${role}" translate="no">${shown.map(
      (i) =>
        html`<li>${labels[1]?.[i] ?? ''}<span class=${shadeClass(shadeFor({ scale, role }, values[i]!) || 0)} title=${formatExact(values[i]!)}>${formatNumber(values[i]!, digits)}</span></li>`,
    )}${values.length > shown.length ? html`<li class="more">${say('overview-of', { count: values.length })}</li>` : nothing}</ul></div>`;
}
