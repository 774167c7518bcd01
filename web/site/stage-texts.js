/** What the code panel of the stepper shows of every stage: formulas as MathML, NumPy, and the engine's own C++ file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mathml } from '../lesson/compile/math.js';

/**
 * @param {{ engine: { stages: import('../engine/types.ts').StageInfo[] }, root: string }} input `root` is the repository
 * @returns {Record<string, { title: string, mathml: string, numpy: string, cpp: string, file: string, results: Record<string, { mathml: string, numpy: string }> }>}
 */
export function stageTexts({ engine, root }) {
  return Object.fromEntries(engine.stages.map((stage) => [stage.id, stageText(stage, root)]));
}

function stageText(stage, root) {
  const compiled = (latex, what) => {
    try {
      return mathml(latex, true);
    } catch (error) {
      throw new Error(
        `${stage.file}: the formula of ${what} does not compile: ${error.message}. Mend the LaTeX in the descriptor.`,
      );
    }
  };
  const results = stage.writes.map(({ name, formula, numpy }) => [name, { mathml: compiled(formula, name), numpy }]);
  return {
    title: stage.title,
    mathml: compiled(stage.formula, stage.id),
    numpy: stage.numpy,
    cpp: readFileSync(join(root, stage.file), 'utf8'),
    file: stage.file,
    results: Object.fromEntries(results),
  };
}
