/** The parts of a question as HTML that every course system keeps: paragraphs and plain tables. */

export const escaped = (text) =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const tableHtml = ({ caption, head, rows }) =>
  [
    `<table border="1"><caption>${escaped(caption)}</caption>`,
    `<tr>${head.map((cell) => `<th>${escaped(cell)}</th>`).join('')}</tr>`,
    ...rows.map(
      ([label, ...cells]) =>
        `<tr><th>${escaped(label)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
    ),
    '</table>',
  ].join('');

export const paragraphs = (lines) => lines.map((line) => `<p>${escaped(line)}</p>`).join('');

/** @param {import('../variants.js').Question['text']} text */
export const textHtml = (text) =>
  text.map((part) => (typeof part === 'string' ? `<p>${escaped(part)}</p>` : tableHtml(part))).join('\n');

const tableText = ({ caption, head, rows }) => [
  `${caption}: ${head.slice(1).join(' | ')}`,
  ...rows.map((row) => row.join(' | ')),
];

/** The same as lines of plain text. */
export const textLines = (text) => text.flatMap((part) => (typeof part === 'string' ? [part] : tableText(part)));

/** Ten digits at most, and never an exponent. */
export const plainNumber = (x) => String(Number(x.toFixed(6)) + 0);
