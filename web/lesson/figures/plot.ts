/** Charts of experiments as SVG text and as a table; the build and the live page share it, so both draw the same. */
import { formatNumber } from '../../engine/writing/format.js';

export interface Plot {
  caption: string;
  /** What the horizontal axis counts. */
  label: string;
  x: number[];
  series: { label: string; values: readonly number[] }[];
  /** Axes that are drawn logarithmically. */
  log: { x: boolean; y: boolean };
}

const SIZE = { width: 350, height: 230, left: 42, right: 10, top: 8, bottom: 42 };
const MARKS = ['circle', 'square', 'diamond', 'triangle'] as const;
/** How many series can be told apart by line and mark without colour. */
export const MOST_SERIES = MARKS.length;

interface Axis {
  place: (value: number) => number;
  ticks: number[];
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const exact = new Intl.NumberFormat('en');
const tickText = (value: number) =>
  Math.abs(value) >= 10000 ? compact.format(value) : String(Number(value.toPrecision(3))).replace('-', '−');

/** A number of the table: whole ones whole, others with four digits. */
export function plotNumber(value: number): string {
  if (Number.isInteger(value)) return exact.format(value).replace('-', '−');
  const digits = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 0.1 ? 2 : 4;
  return Number.isFinite(value) && Math.abs(value) < 0.0001 && value !== 0
    ? value.toExponential(1).replaceAll('-', '−')
    : formatNumber(value, digits);
}

/** The chart itself, without its caption. */
export function plotSvg(plot: Plot): string {
  const { width, height, left, right, top, bottom } = SIZE;
  const finite = plot.series.flatMap(({ values }) =>
    values.filter((v) => Number.isFinite(v) && !(plot.log.y && v <= 0)),
  );
  const x = axis(plot.x, plot.log.x, left, width - right, plot.x.length <= 8 ? plot.x : null);
  const y = axis(plot.log.y ? finite : [0, ...finite], plot.log.y, height - bottom, top, null);
  const lines = plot.series.map((one, i) => drawSeries(plot, one, i, x, y)).join('');
  const base = height - bottom;
  const yTicks = y.ticks.map(
    (value) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${at(y.place(value))}" y2="${at(y.place(value))}"/><text x="${left - 6}" y="${at(y.place(value) + 4)}" text-anchor="end">${tickText(value)}</text>`,
  );
  const xTicks = x.ticks.map(
    (value) =>
      `<line class="tick" x1="${at(x.place(value))}" x2="${at(x.place(value))}" y1="${base}" y2="${base + 4}"/><text x="${at(x.place(value))}" y="${base + 17}" text-anchor="middle">${tickText(value)}</text>`,
  );
  return `<svg class="plot-chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(spoken(plot))}">${yTicks.join('')}<line class="axis" x1="${left}" x2="${width - right}" y1="${base}" y2="${base}"/>${xTicks.join('')}<text class="axis-name" x="${(left + width - right) / 2}" y="${height - 6}" text-anchor="middle">${escaped(plot.label)}${plot.log.x ? ', logarithmic' : ''}</text>${lines}</svg>`;
}

/** Which line is which. */
export function plotLegend({ series }: Plot): string {
  const items = series.map(
    ({ label }, i) =>
      `<li><svg class="series series-${i}" viewBox="0 0 30 12" aria-hidden="true"><path d="M1 6H29"/>${mark(i, 15, 6)}</svg>${escaped(label)}</li>`,
  );
  return `<ul class="plot-legend">${items.join('')}</ul>`;
}

export function plotTable(plot: Plot): string {
  const head = plot.series.map(({ label }) => `<th scope="col">${escaped(label)}</th>`).join('');
  const rows = plot.x.map((x, r) => {
    const cells = plot.series.map(({ values }) => `<td>${plotNumber(values[r] ?? Number.NaN)}</td>`).join('');
    return `<tr><th scope="row">${plotNumber(x)}</th>${cells}</tr>`;
  });
  return `<table class="plot-numbers"><thead><tr><th scope="col">${escaped(plot.label)}</th>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function drawSeries({ x: xs, log }: Plot, one: Plot['series'][number], i: number, x: Axis, y: Axis): string {
  const points = xs.flatMap((value, r) => {
    const found = one.values[r] ?? Number.NaN;
    return Number.isFinite(found) && !(log.y && found <= 0) ? [[x.place(value), y.place(found)] as const] : [];
  });
  const path = points.map(([px, py], p) => `${p === 0 ? 'M' : 'L'}${at(px)} ${at(py)}`).join('');
  return `<g class="series series-${i}"><path d="${path}"/>${points.map(([px, py]) => mark(i, px, py)).join('')}</g>`;
}

function mark(i: number, x: number, y: number): string {
  const kind = MARKS[i % MARKS.length];
  if (kind === 'circle') return `<circle cx="${at(x)}" cy="${at(y)}" r="3.2"/>`;
  if (kind === 'square') return `<rect x="${at(x - 3)}" y="${at(y - 3)}" width="6" height="6"/>`;
  if (kind === 'diamond') return `<polygon points="${corners(x, y, [0, -4, 4, 0, 0, 4, -4, 0])}"/>`;
  return `<polygon points="${corners(x, y, [0, -4, 4, 3, -4, 3])}"/>`;
}

const corners = (x: number, y: number, offsets: number[]) =>
  offsets.map((offset, i) => at((i % 2 === 0 ? x : y) + offset)).join(' ');

function axis(
  values: readonly number[],
  log: boolean,
  from: number,
  to: number,
  given: readonly number[] | null,
): Axis {
  const scale = (value: number) => (log ? Math.log10(value) : value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const ticks = given ?? (log ? decades(low, high) : steps(low, high));
  const [first, last] = [scale(Math.min(low, ...ticks)), scale(Math.max(high, ...ticks))];
  const inset = given ? 8 * Math.sign(to - from) : 0;
  const place = (value: number) =>
    from + inset + ((scale(value) - first) / (last - first || 1)) * (to - from - 2 * inset);
  const apart = 26;
  const kept: number[] = [];
  for (const tick of ticks) {
    const before = kept.at(-1);
    if (before === undefined || Math.abs(place(tick) - place(before)) >= apart) kept.push(tick);
  }
  return { place, ticks: kept };
}

/** Round values from below the lowest to above the highest, about five. */
function steps(low: number, high: number): number[] {
  const raw = (high - low || Math.abs(high) || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  const first = Math.floor(low / step + 1e-9);
  const count = Math.ceil(high / step - 1e-9) - first;
  return Array.from({ length: count + 1 }, (_, i) => (first + i) * step);
}

function decades(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const count = Math.ceil(Math.log10(high) - 1e-9) - first;
  const every = Math.max(1, Math.ceil(count / 6));
  return Array.from({ length: Math.floor(count / every) + 1 }, (_, i) => 10 ** (first + i * every));
}

function spoken({ caption, label, series }: Plot): string {
  return `${caption} Chart of ${series.map((one) => one.label).join(' and ')} against ${label}; the numbers are in the table.`;
}

const at = (value: number) => String(Math.round(value * 10) / 10);

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
