/** What the code panel of the stepper shows of every stage: its formulas as MathML, and the engine's own C++ file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTs } from '../lesson/compile/load-ts.js';
import { mathml } from '../lesson/compile/markdown/math.js';

/**
 * @param {{ engine: { stages: import('../engine/types.ts').StageInfo[] }, root: string }} input `root` is the repository
 * @returns {Promise<Record<string, { maths: Record<string, string>, cpp: string, file: string }>>} `maths`: MathML by LaTeX,
 * of every formula that a run of the stage can have
 */
export async function stageTexts({ engine, root }) {
  const forms = await loadTs(join(root, 'web', 'engine', 'writing', 'forms.ts'));
  const steps = await loadTs(join(root, 'web', 'engine', 'writing', 'written-step.ts'));
  const text = (stage) => ({
    maths: Object.fromEntries(
      latexOf(stage, engine.stages, { ...forms, ...steps }).map((latex) => [latex, compiled(latex, stage)]),
    ),
    cpp: readFileSync(join(root, stage.file), 'utf8'),
    file: stage.file,
  });
  const { CHAIN_RULE } = await loadTs(join(root, 'web', 'engine', 'backward', 'gradient-info.ts'));
  const gradient = { id: 'gradient', file: 'engine/pull.cpp', writes: [], options: [] };
  return Object.fromEntries([
    ...engine.stages.map((stage) => [stage.id, text(stage)]),
    ['gradient', { ...text(gradient), maths: { [CHAIN_RULE]: compiled(CHAIN_RULE, gradient) } }],
  ]);
}

function compiled(latex, stage) {
  try {
    return mathml(latex, true);
  } catch (error) {
    throw new Error(
      `${stage.file}: the formula ${latex} does not compile: ${error.message}. Correct the LaTeX in the descriptor.`,
    );
  }
}

/** Every formula of a stage, each in all the forms that a run can give it, and the letters of its options. */
function latexOf(stage, stages, tools) {
  const symbols = stage.options.map(({ symbol }) => symbol).filter(Boolean);
  const formulas = stage.writes.flatMap((result) => formsOf(tools.formOf(result, 'formula'), stage, stages, tools));
  return [...new Set([...formulas, ...symbols])];
}

/** Which of a stage's alternative axes its tensors have. */
const FORM = Symbol('form');

function formsOf(template, stage, stages, { questionsOf, written, symbolOf, latexOf: operationLatex }) {
  const { conditions, inputs, options } = questionsOf(template);
  const answers = [
    ...[...conditions].map((name) => [name, [true, false]]),
    ...[...inputs].map((name) => [name, [symbolOf(stages, null, name), ...symbolsFor(stage, stages, name)]]),
    ...[...options].map((name) => [name, stage.options.find((option) => option.name === name).choices]),
  ];
  const tensor = (name) => [...stage.writes, ...stage.reads].find((one) => one.name === name);
  const axes = (name, at) => [tensor(name).axes, ...tensor(name).alternatives].slice(0, at + 1).at(-1);
  const rank = Math.max(...[...stage.reads, ...stage.writes].map(({ alternatives }) => alternatives.length));
  answers.push([FORM, Array.from({ length: rank + 1 }, (_, at) => at)]);
  const runs = answers.reduce(
    (known, [name, values]) => known.flatMap((run) => values.map((value) => ({ ...run, [name]: value }))),
    [{}],
  );
  return runs.map((run) =>
    written(template, {
      holds: (condition) => run[condition],
      name: (input) => run[input],
      axes: (name) => axes(name, run[FORM]),
      apply: (option, operand) => operationLatex(run[option], operand),
    }),
  );
}

/** The letters of all results that could stand where a stage reads this input: those of the same axes. */
function symbolsFor(stage, stages, name) {
  const all = ({ axes, alternatives }) => [axes, ...alternatives];
  const port = stage.reads.find((one) => one.name === name);
  const fits = (axes) =>
    all(port).some((own) => own.length === axes.length && own.every((letter, i) => meets(letter, axes[i])));
  return stages.flatMap(({ writes }) =>
    writes.filter((one) => one.main && one.symbol && all(one).some(fits)).map(({ symbol }) => symbol),
  );
}

/** The width of what a dense layer makes is any. */
const meets = (letter, other) => letter === other || other === 'out';
