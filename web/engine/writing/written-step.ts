/** What one step of a session computes, in formulas and lines of NumPy that name what this step has, and nothing else. */

import type { OptionInfo, StageInfo } from '../types.js';
import { formOf, holdsFor, type Run, type StepRun, written } from './forms.js';
import { operationNamed } from './operations.js';

/** A number that a formula or a line uses, by its letter and by its name. */
export interface UsedOption {
  name: string;
  symbol: string;
  value: number;
}

export interface WrittenStep {
  source: string;
  /** One for each result of the stage, in order: LaTeX and NumPy. */
  results: { name: string; formula: string; numpy: string }[];
  /** The options that stand in them as letters, with their values in force. */
  formulaOptions: UsedOption[];
  numpyOptions: UsedOption[];
}

/** The letter of an input in formulas: that of the result which it is, or would be. */
export function symbolOf(stages: readonly StageInfo[], stage: string | null, name: string): string {
  const results = stages.filter(({ id }) => !stage || id === stage).flatMap(({ writes }) => writes);
  return results.find((result) => result.name === name && result.symbol)?.symbol || name;
}

/** LaTeX of an operation, of an operand. */
export const latexOf = (operation: string, operand: string): string =>
  (operationNamed(operation)?.latex ?? operation).replaceAll('<a>', operand);

const numpyOf = (operation: string, operand: string): string =>
  (operationNamed(operation)?.python ?? operation).replace(/\ba\b/g, operand);

/** @param stages the engine's list */
export function writtenStep(stages: readonly StageInfo[], step: StepRun): WrittenStep {
  const { node, info, tensor } = step;
  const made = (input: string) => {
    const { stage, name } = tensor(node.inputs[input] as string);
    return stage ? { stage, name } : { stage: null, name: input };
  };
  const holds = (condition: string) => holdsFor(step, condition);
  const axes = (name: string) => tensor((node.outputs[name] ?? node.inputs[name]) as string).axes;
  const chosen = (option: string) => String(node.options[option]);
  const formulas: Run = {
    ...{ holds, axes },
    name: (input) => symbolOf(stages, made(input).stage, made(input).name),
    apply: (option, operand) => latexOf(chosen(option), operand),
  };
  const lines: Run = {
    ...{ holds, axes },
    name: (input) => made(input).name,
    apply: (option, operand) => numpyOf(chosen(option), operand),
  };
  const results = info.writes.map((result) => ({
    name: result.name,
    formula: written(formOf(result, 'formula'), formulas),
    numpy: written(formOf(result, 'numpy'), lines),
  }));
  const used = (stands: (option: OptionInfo) => boolean): UsedOption[] =>
    info.options
      .filter((option) => option.kind !== 'choice' && stands(option))
      .map(({ name, symbol }) => ({ name, symbol, value: Number(node.options[name]) }));
  return {
    source: written(info.forms?.source ?? info.source, { ...lines, name: (input) => input }),
    results,
    formulaOptions: used(({ symbol }) => results.some(({ formula }) => standsIn(formula, symbol))),
    numpyOptions: used(({ name }) => results.some(({ numpy }) => new RegExp(`\\b${name}\\b`).test(numpy))),
  };
}

/** Whether a letter stands in LaTeX on its own, not inside a command or a subscript of letters. */
function standsIn(latex: string, symbol: string): boolean {
  if (!symbol) return false;
  const bare = latex.replace(/_\{[^{}]*\}|\\(?:mathrm|text|operatorname)\{[^{}]*\}/g, '');
  const letters: string[] = bare.match(/\\[a-zA-Z]+|[a-zA-Z]/g) ?? [];
  return letters.includes(symbol);
}
