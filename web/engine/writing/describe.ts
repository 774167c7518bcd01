/** The arithmetic of one cell written out, as plain text and as LaTeX. Only formatting: every number is the engine's. */
import { formatBrief } from './format.js';
import { lineOf, type Notation, operationOf, type Token, type Written } from './operations.js';

/** Sums with more parts than this are folded in the middle. */
const LONGEST = 8;
const HEAD = 4;
const TAIL = 2;

interface Writing extends Notation {
  dots(hidden: number): string;
}

const plain: Writing = {
  times: '·',
  square: '²',
  number: formatBrief,
  say: (id) => id,
  bracketFirst: true,
  dots: (hidden) => `… (${hidden} more) …`,
};

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';
const lowered = (power: string) => [...power].map((c) => '0123456789-'[RAISED.indexOf(c)]).join('');

const latex: Writing = {
  ...plain,
  times: ' \\cdot ',
  square: '^2',
  number: (value) =>
    formatBrief(value)
      .replace(/−/g, '-')
      .replace('∞', '\\infty')
      .replace(/·10(.+)$/, (_, power: string) => `\\cdot 10^{${lowered(power)}}`),
  dots: (hidden) => `\\underbrace{\\cdots}_{${hidden}\\text{ more}}`,
};

function folded(parts: string[], sign: string, dots: Writing['dots']): string {
  if (parts.length <= LONGEST) return parts.join(sign);
  const hidden = parts.length - HEAD - TAIL;
  return [...parts.slice(0, HEAD), dots(hidden), ...parts.slice(-TAIL)].join(sign);
}

function equation(template: string, told: Written & { value: number }, n: Writing): string {
  const result = n.number(told.value);
  if (!template) return result;
  const { before, parts, sign, after } = lineOf(template, told, n);
  const text = (token: Token) => (typeof token === 'string' ? token : n.number(token.value));
  const texts = parts.map((part) => part.map(text).join(''));
  return `${before}${folded(texts, sign, n.dots)}${after} = ${result}`;
}

/** `text` reads `0.60·0.80 + 0.90·1.10 = 1.47`; an input is just its number. */
export function describeCell(told: Written & { value: number }): { text: string; latex: string } {
  const operation = operationOf(told.op);
  return { text: equation(operation.text, told, plain), latex: equation(operation.latex, told, latex) };
}
