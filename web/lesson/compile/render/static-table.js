/** Tensors as plain HTML tables: what a reader sees where no script runs, and in print. */

import { shared } from '../load-ts.js';
import { escapeHtml } from '../markdown/markdown.js';

/**
 * @param {object} tensor with labels, as a session gives it
 * @param {string} title
 * @returns {Promise<string>} one table for each head
 */
export async function staticTables(tensor, title) {
  const { formatNumber, numbered } = await shared();
  const { shape, axes, data } = tensor;
  const labels = tensor.labels.map((own, i) => (axes[i] === 'T' || axes[i] === 'S' ? numbered([...own]) : own));
  const matrix = shape.slice(-2);
  if (matrix.length < 2) matrix.unshift(1);
  const [rows, columns] = matrix;
  const count = data.length / (rows * columns);
  const tables = [];
  for (let head = 0; head < count; head++) {
    const at = head * rows * columns;
    const cell = (r, c) => formatNumber(data[at + r * columns + c], 2);
    const caption = `${title}${count > 1 ? `, head ${head + 1}` : ''} (${axes.slice(-2).join('×')}, ${matrix.join('×')})`;
    tables.push(
      matrixTable({ caption, rowLabels: shape.length > 1 ? labels.at(-2) : [''], columnLabels: labels.at(-1), cell }),
    );
  }
  return tables.join('\n');
}

/** A table with names down and across; `cell` gives the HTML of one place. */
export function matrixTable({ caption, rowLabels, columnLabels, cell }) {
  const head = columnLabels.map((label) => `<th scope="col">${escapeHtml(label)}</th>`).join('');
  const body = rowLabels
    .map(
      (label, r) =>
        `<tr><th scope="row">${escapeHtml(label)}</th>${columnLabels.map((_, c) => `<td>${cell(r, c)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return `<table class="static-matrix">\n<caption>${escapeHtml(caption)}</caption>\n<thead translate="no"><tr><td></td>${head}</tr></thead>\n<tbody translate="no">\n${body}\n</tbody>\n</table>`;
}

/**
 * Numbers of several rows as bars, a table all the same.
 * @param {{ caption: string, labels: string[], series: { name: string, values: number[] }[] }} chart
 */
export async function barTable({ caption, labels, series }) {
  const { formatNumber } = await shared();
  const all = series.flatMap(({ values }) => values);
  const low = Math.min(0, ...all);
  const high = Math.max(0, ...all);
  const place = (x) => Math.round(((x - low) / (high - low || 1)) * 1000) / 10;
  const bar = (x, i) => {
    const [from, to] = [place(Math.min(0, x)), place(Math.max(0, x))];
    const width = Math.max(0.5, Math.round((to - from) * 10) / 10);
    return `<svg class="bar bar-${i}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="zero" x="${place(0)}" y="0" width="0.4" height="10"></rect><rect class="length" x="${from}" y="1" width="${width}" height="8"></rect></svg>`;
  };
  const head = series.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const body = labels
    .map(
      (label, r) =>
        `<tr><th scope="row">${escapeHtml(label)}</th>${series.map(({ values }, i) => `<td><span class="number" translate="no">${formatNumber(values[r], 2)}</span>${bar(values[r], i)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return `<div class="chart"><table class="bars">\n<caption>${escapeHtml(caption)}</caption>\n<thead><tr><td></td>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table></div>\n`;
}
