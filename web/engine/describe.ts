/** The arithmetic of one cell written out, as plain text and as LaTeX. Only formatting: every number is the engine's. */
import { formatBrief } from './format.js';
import type { Explanation, Op, Term } from './types.js';

type Raw = Pick<Explanation, 'op' | 'value' | 'operands' | 'constants' | 'index'>;

/** Sums with more parts than this are folded in the middle. */
const LONGEST = 8;
const HEAD = 4;
const TAIL = 2;

interface Notation {
  times: string;
  minus: string;
  dots: (hidden: number) => string;
  number: (value: number) => string;
  divide: (a: string, b: string) => string;
  call: (name: string, inside: string) => string;
  root: (inside: string) => string;
}

const bracketed = (text: string) => (/^[−-]/.test(text) ? `(${text})` : text);

const plain: Notation = {
  times: '·',
  minus: '−',
  dots: (hidden) => `… (${hidden} more) …`,
  number: formatBrief,
  divide: (a, b) => `${a} / ${b}`,
  call: (name, inside) => `${name}(${inside})`,
  root: (inside) => `√(${inside})`,
};

const latex: Notation = {
  times: ' \\cdot ',
  minus: '-',
  dots: (hidden) => `\\underbrace{\\cdots}_{${hidden}\\text{ more}}`,
  number: (value) =>
    formatBrief(value)
      .replace(/−/g, '-')
      .replace('∞', '\\infty')
      .replace(
        /·10(.+)$/,
        (_, power: string) =>
          `\\cdot 10^{${[...power]
            .map((c) => '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'.indexOf(c))
            .map((i) => (i === 10 ? '-' : i))
            .join('')}}`,
      ),
  divide: (a, b) => `\\frac{${a}}{${b}}`,
  call: (name, inside) =>
    `\\${name === 'max' || name === 'exp' ? name : `operatorname{${name.replace('_', '\\_')}}`}\\left(${inside}\\right)`,
  root: (inside) => `\\sqrt{${inside}}`,
};

function folded(parts: string[], joint: string, dots: Notation['dots']): string {
  if (parts.length <= LONGEST) return parts.join(joint);
  const hidden = parts.length - HEAD - TAIL;
  return [...parts.slice(0, HEAD), dots(hidden), ...parts.slice(-TAIL)].join(joint);
}

function groups(operands: Term[], n: Notation): string[] {
  const products = new Map<number, string[]>();
  for (const { group, value } of operands) {
    const text = n.number(value);
    const product = products.get(group);
    if (product) product.push(bracketed(text));
    else products.set(group, [bracketed(text)]);
  }
  return [...products.values()].map((factors) => factors.join(n.times));
}

function right(raw: Raw, n: Notation): string {
  const values = raw.operands.map(({ value }) => n.number(value));
  const [a = '', b = ''] = values;
  const constant = (name: string) => n.number(raw.constants.find((one) => one.name === name)?.value ?? Number.NaN);
  const list = (parts: string[]) => folded(parts, ', ', n.dots);
  const sum = (parts: string[]) => folded(parts, ' + ', n.dots);
  const written: Record<Op, () => string> = {
    input: () => '',
    edited: () => '',
    sinusoid: () => n.call((raw.index[1] ?? 0) % 2 === 0 ? 'sin' : 'cos', `t / 10000^{…}`.replace('{…}', '(2i/C)')),
    copy: () => a,
    lookup: () => b,
    products: () => sum(groups(raw.operands, n)),
    subtract: () => `${a} ${n.minus} ${bracketed(b)}`,
    divide: () => n.divide(a, b),
    scale: () => n.divide(`${bracketed(a)}${n.times}${constant('factor')}`, constant('temperature')),
    mask: () => (raw.operands[1]?.value === 0 ? 'mask 0' : a),
    max: () => n.call('max', list(values)),
    sum: () => sum(values.map(bracketed)),
    exp: () => n.call('exp', a),
    mean: () => n.divide(`(${sum(values.map(bracketed))})`, String(values.length)),
    mean_square: () => n.divide(`(${sum(values.map((value) => `${bracketed(value)}²`))})`, String(values.length)),
    rsqrt: () => n.divide('1', n.root(`${a} + ${constant('eps')}`)),
    relu: () => n.call('relu', a),
    gelu: () => n.call('gelu', a),
    gelu_tanh: () => n.call('gelu_tanh', a),
    silu: () => n.call('silu', a),
  };
  return written[raw.op]();
}

/** `text` reads `0.60·0.80 + 0.90·1.10 = 1.47`; an input is just its number. */
export function describeCell(raw: Raw): { text: string; latex: string } {
  const say = (n: Notation) => {
    const made = right(raw, n);
    return made ? `${made} = ${n.number(raw.value)}` : n.number(raw.value);
  };
  return {
    text: say(plain),
    latex: say(latex)
      .replace(/\(2i\/C\)/, '{2i/C}')
      .replace(/mask 0/, '\\text{mask } 0')
      .replace(/²/g, '^2'),
  };
}
