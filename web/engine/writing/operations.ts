/** The engine's table of operations, and cells written out by its templates. engine/ops.hpp says what stands in one. */

import { manifest } from '../generated/manifest.js';
import type { Explanation, Op, OperationInfo, Term } from '../types.js';
import { formatOption } from './format.js';

const byName = new Map<string, OperationInfo>(manifest.ops.map((operation) => [operation.name, operation]));

export const operationNamed = (name: string): OperationInfo | undefined => byName.get(name);
export const operationOf = (op: Op): OperationInfo => byName.get(op) as OperationInfo;

/** Text, or an operand that stands there. */
export type Token = string | Term;

/** `before part sign part sign part after`; a sum has many parts, everything else one. */
export interface Line {
  before: string;
  parts: Token[][];
  sign: string;
  after: string;
}

export interface Notation {
  times: string;
  square: string;
  number(value: number): string;
  say(id: string, args: { count: number }): string;
  /** Whether a negative number stands in brackets even where nothing is before it. */
  bracketFirst: boolean;
}

export type Written = Pick<Explanation, 'op' | 'operands' | 'constants' | 'index'>;

const LIST = /<(list|sum|squares|products)>/;

const bracketed = (term: Term): Token[] => (term.value < 0 ? ['(', term, ')'] : [term]);

function groupsOf(operands: Term[]): Term[][] {
  const groups = new Map<number, Term[]>();
  for (const term of operands) {
    const group = groups.get(term.group);
    if (group) group.push(term);
    else groups.set(term.group, [term]);
  }
  return [...groups.values()];
}

/** What a slot for many operands holds. */
function partsOf(kind: string, operands: Term[], n: Notation): Token[][] {
  const bracket = (term: Term, first: boolean) => (first && !n.bracketFirst ? [term] : bracketed(term));
  if (kind === 'list') return operands.map((term) => [term]);
  if (kind === 'squares') return operands.map((term) => [...bracketed(term), n.square]);
  if (kind === 'sum') return operands.map((term, i) => bracket(term, i === 0));
  return groupsOf(operands).map((group, g) =>
    group.flatMap((term, i) => [...(i ? [n.times] : []), ...bracket(term, g + i === 0)]),
  );
}

/** What a slot for one thing holds. */
function slotOf(name: string, { operands, constants }: Written, n: Notation): Token[] {
  const bare = name.replace(/[()]/g, '');
  const operand = operands['abcd'.indexOf(bare)];
  if (operand) return bare === name ? [operand] : bracketed(operand);
  if (name === 'count') return [String(operands.length)];
  if (name.startsWith('say ')) return [n.say(name.slice(4), { count: operands.length })];
  return [formatOption(constants.find((constant) => constant.name === name)?.value ?? Number.NaN, n.number)];
}

function formOf(template: string, { operands, index }: Written): string {
  const forms = template.split('|');
  const choice = operands[1]?.value ?? (index.at(-1) ?? 0) % forms.length;
  return forms[choice] ?? (forms[0] as string);
}

/** Fills a template of the table with the numbers of one cell. */
export function lineOf(template: string, told: Written, n: Notation): Line {
  const isOne = (name: string) => told.constants.find((constant) => constant.name === name)?.value === 1;
  const form = formOf(template, told).replace(/\[(.*?<(\w+)>.*?)\]/g, (_, inside, name) => (isOne(name) ? '' : inside));
  const fill = (text: string): Token[] =>
    text.split(/<(.+?)>/).flatMap((piece, i) => (i % 2 ? slotOf(piece, told, n) : piece ? [piece] : []));
  const [before = '', kind, after = ''] = form.split(LIST);
  if (!kind) return { before: '', parts: [fill(form)], sign: '', after: '' };
  const sign = kind === 'list' ? ', ' : ' + ';
  return { before: fill(before).join(''), parts: partsOf(kind, told.operands, n), sign, after: fill(after).join('') };
}
