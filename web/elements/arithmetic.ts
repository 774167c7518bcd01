/** The arithmetic of one cell as a line of text and operands. The engine says which operands and how they group. */

import { formatPlain } from '../engine/format.js';
import type { Explanation, Term } from '../engine/index.js';
import { say } from './words.js';

/** Text, or an operand to be shown as a link. */
export type Token = string | Term;

/** `before part sign part sign part after`; a part is not broken over two lines. */
export interface Line {
  before: string;
  parts: Token[][];
  sign: string;
  after: string;
  /** How many parts there are, and how many of them are folded away. */
  total: number;
  folded: number;
}

/** Sums of more terms than this are folded to the first few and the last. */
const LONG = 9;
const HEAD = 5;

function groupsOf(operands: Term[]): Term[][] {
  const groups = new Map<number, Term[]>();
  for (const term of operands) groups.set(term.group, [...(groups.get(term.group) ?? []), term]);
  return [...groups.values()];
}

/** A negative operand after a sign stands in brackets. */
const bracket = (term: Term, first: boolean): Token[] => (term.value < 0 && !first ? ['(', term, ')'] : [term]);

function lineOf(all: boolean, parts: Token[][], sign: string, before = '', after = ''): Line {
  const line = { before, parts, sign, after, total: parts.length, folded: 0 };
  if (all || parts.length <= LONG) return line;
  return { ...line, parts: [...parts.slice(0, HEAD), ['…'], parts.at(-1)!], folded: parts.length - HEAD - 1 };
}

const productsOf = (operands: Term[]): Token[][] =>
  groupsOf(operands).map((group, g) =>
    group.flatMap((term, i) => [...(i ? ['·'] : []), ...bracket(term, g + i === 0)]),
  );

const listOf = (operands: Term[]): Token[][] => operands.map((term, i) => bracket(term, i === 0));

const squaresOf = (operands: Term[]): Token[][] => operands.map((term) => [...bracket(term, false), '²']);

const constant = (told: Explanation, name: string): number =>
  told.constants.find((each) => each.name === name)?.value ?? Number.NaN;

function scaleOf(told: Explanation): Token[] {
  const temperature = constant(told, 'temperature');
  const cooled = temperature === 1 || Number.isNaN(temperature) ? [] : [` ÷ ${formatPlain(temperature)}`];
  return [told.operands[0]!, ` × ${formatPlain(constant(told, 'factor'))}`, ...cooled];
}

function maskOf([score, mask]: Term[]): Token[] {
  return [score!, `, ${say(mask!.value ? 'arithmetic-keep' : 'arithmetic-hide')} `, '(', mask!, ')'];
}

/** The line for an explanation; `all` unfolds long sums. */
export function arithmeticOf(told: Explanation, all: boolean): Line {
  const { op, operands } = told;
  const [a, b] = operands;
  const one = (...tokens: Token[]): Line => lineOf(true, [tokens], '');
  const count = operands.length;
  switch (op) {
    case 'input':
    case 'edited':
      return lineOf(true, [], '', say(op === 'input' ? 'ask-given' : 'ask-edited'));
    case 'sinusoid':
      return one(told.text.replace(/\s*=[^=]*$/, ''));
    case 'copy':
      return one(a!, ` (${say('arithmetic-copy')})`);
    case 'lookup':
      return one(`${say('arithmetic-row')} `, a!, ': ', b!);
    case 'products':
      return lineOf(all, productsOf(operands), ' + ');
    case 'subtract':
      return one(a!, ' − ', ...bracket(b!, false));
    case 'divide':
      return one(a!, ' ÷ ', ...bracket(b!, false));
    case 'scale':
      return one(...scaleOf(told));
    case 'mask':
      return one(...maskOf(operands));
    case 'max':
      return lineOf(
        all,
        operands.map((term) => [term]),
        ', ',
        `${say('arithmetic-max', { count })}: `,
      );
    case 'sum':
      return lineOf(all, listOf(operands), ' + ');
    case 'mean':
      return lineOf(all, listOf(operands), ' + ', '(', `) ÷ ${count}`);
    case 'mean_square':
      return lineOf(all, squaresOf(operands), ' + ', '(', `) ÷ ${count}`);
    case 'exp':
      return one('exp(', a!, ')');
    case 'rsqrt':
      return one('1 ÷ √(', a!, ` + ${formatPlain(constant(told, 'eps'))})`);
    case 'relu':
      return one('max(0, ', a!, ')');
    default:
      return one(`${op.replace('_tanh', '')}(`, a!, ')');
  }
}
