/** Markdown for text2qti, which makes QTI for Canvas of it. */
import { plainNumber } from './html.js';
import { singleFields } from './single-fields.js';

const tableLines = ({ caption, head, rows }) => [
  `**${caption}**`,
  '',
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---|').join('')}`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];

/** Lines that go on belong to the question by their indent. */
const indented = (lines, by) => lines.map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`));

function one(question, number) {
  const blocks = question.text.map((part) => (typeof part === 'string' ? [part] : tableLines(part)));
  const [first, ...rest] = blocks.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
  const begin = `${number}. `.padEnd(4);
  const head = [
    `Title: ${question.title} (${question.id})`,
    'Points: 1',
    `${begin}${first}`,
    ...indented(rest, begin.length),
    `... ${question.solution.join(' ')}`,
  ];
  if (question.fields) {
    const [{ value, tolerance }] = question.fields;
    const whole = tolerance === 0;
    return [...head, whole ? `=   ${plainNumber(value)}` : `=   ${plainNumber(value)} +- ${tolerance}`];
  }
  const letters = question.choices.flatMap(({ text, right, say }, i) => [
    `${right ? '*' : ''}${String.fromCharCode(97 + i)}) ${text}`,
    `... ${say}`,
  ]);
  return [...head, ...letters];
}

export const text2qti = (questions, { title }) =>
  `Quiz title: ${title}\n\n${singleFields(questions)
    .map((question, i) => one(question, i + 1).join('\n'))
    .join('\n\n')}\n`;
