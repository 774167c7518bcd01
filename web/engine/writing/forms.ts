/**
 * Formulas, lines of NumPy and sources that follow the run they are shown for. `<condition?yes|no>` is the one or the other,
 * `<masked>` what that input is called where it was made, `<:masked>` the letters of its axes, `<activation(u)>` the operation
 * that an option chooses, of `u`. engine/stage.hpp says what a condition can be.
 */
import type { NamedTensor, OptionInfo, ProgramNode, ResultInfo, StageInfo } from '../types.js';

/** What a form is written for. */
export interface Run {
  holds(condition: string): boolean;
  /** What an input is called. */
  name(input: string): string;
  /** The axes of an input or a result. */
  axes(tensor: string): readonly string[];
  /** The operation that an option chooses, of an operand. */
  apply(option: string, operand: string): string;
}

type Piece =
  | string
  | { condition: string; yes: Piece[]; no: Piece[] }
  | { input: string }
  | { indices: string }
  | { option: string; operand: string };

const parsed = new Map<string, Piece[]>();

/** The parts of a text between signs that stand outside all angle brackets. */
function split(text: string, sign: string, most: number): string[] {
  const parts = [''];
  let depth = 0;
  for (const c of text) {
    if (c === '<') depth += 1;
    if (c === '>') depth -= 1;
    if (c === sign && depth === 0 && parts.length < most) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts;
}

function slot(text: string): Piece {
  if (text.startsWith(':')) return { indices: text.slice(1) };
  const [condition = '', answers] = split(text, '?', 2);
  if (answers !== undefined) {
    const [yes = '', no = ''] = split(answers, '|', 2);
    return { condition, yes: pieces(yes), no: pieces(no) };
  }
  const [, option, operand] = text.match(/^(\w+)\((.*)\)$/) ?? [];
  return option ? { option, operand: operand as string } : { input: text };
}

function pieces(template: string): Piece[] {
  const known = parsed.get(template);
  if (known) return known;
  const made: Piece[] = [];
  for (let at = 0; at < template.length; ) {
    const open = template.indexOf('<', at);
    if (open !== at) made.push(template.slice(at, open < 0 ? undefined : open));
    if (open < 0) break;
    let end = open;
    for (let depth = 1; depth > 0; ) {
      end += 1;
      if (template[end] === '<') depth += 1;
      if (template[end] === '>') depth -= 1;
      if (end >= template.length) throw new Error(`A form is not closed: ${template}`);
    }
    made.push(slot(template.slice(open + 1, end)));
    at = end + 1;
  }
  parsed.set(template, made);
  return made;
}

function fill(made: Piece[], run: Run): string {
  return made
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('condition' in piece) return fill(run.holds(piece.condition) ? piece.yes : piece.no, run);
      if ('indices' in piece) return run.axes(piece.indices).join(',').toLowerCase();
      return 'input' in piece ? run.name(piece.input) : run.apply(piece.option, piece.operand);
    })
    .join('');
}

/** A form as it reads for one run. */
export const written = (template: string, run: Run): string => fill(pieces(template), run);

/** What a form depends on: its conditions, the inputs it names, the options it applies. */
export function questionsOf(template: string): { conditions: Set<string>; inputs: Set<string>; options: Set<string> } {
  const asked = { conditions: new Set<string>(), inputs: new Set<string>(), options: new Set<string>() };
  const look = (made: Piece[]): void => {
    for (const piece of made) {
      if (typeof piece === 'string') continue;
      if ('condition' in piece) {
        asked.conditions.add(piece.condition);
        look(piece.yes);
        look(piece.no);
      } else if ('input' in piece) asked.inputs.add(piece.input);
      else if ('option' in piece) asked.options.add(piece.option);
    }
  };
  look(pieces(template));
  return asked;
}

/** The formula or the line of NumPy of a result, as it was written. */
export const formOf = (result: ResultInfo, kind: 'formula' | 'numpy'): string => result.forms?.[kind] ?? result[kind];

/** One step of a session, and how its numbers are read. */
export interface StepRun {
  node: ProgramNode;
  info: StageInfo;
  /** A tensor of the session, complete. */
  tensor(path: string): NamedTensor;
  /** The width of one head. */
  headWidth: number;
}

/** The engine tells options to the digits of a 32-bit float. */
const DIGITS = 1e-6;

function optionHolds(step: StepRun, option: OptionInfo, wanted: string): boolean {
  const value = step.node.options[option.name];
  if (option.choices) return value === wanted;
  const number = wanted === '1/sqrt(D)' ? 1 / Math.sqrt(step.headWidth) : Number(wanted);
  return Math.abs(Number(value) - number) <= DIGITS * Math.abs(number);
}

/** Whether a condition holds for a step. */
export function holdsFor(step: StepRun, condition: string): boolean {
  const { node, info, tensor } = step;
  const [name = '', wanted] = condition.split('=');
  if (wanted === undefined) {
    if (info.reads.some((port) => port.name === name)) return node.inputs[name] !== undefined;
    return Object.values(node.outputs).some((path) => tensor(path).axes.includes(name));
  }
  const option = info.options.find((one) => one.name === name);
  if (option) return optionHolds(step, option, wanted);
  const value = wanted === '-inf' ? -Infinity : Number(wanted);
  return tensor(node.outputs[name] as string).data.includes(value);
}
