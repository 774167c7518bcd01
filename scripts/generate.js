/**
 * Writes web/engine/generated/stages.ts: one typed method a stage, made from the manifest of the built engine.
 * The file holds types only, so that the package can be bundled before it exists.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at } from './root.js';

/** @returns {Promise<object>} the engine of dist/package, loaded */
export async function loadBuiltEngine() {
  const { loadEngine } = await import(pathToFileURL(at('dist/package/index.js')).href);
  return loadEngine();
}

export async function writeStageTypes() {
  const { stages } = await loadBuiltEngine();
  mkdirSync(at('web/engine/generated'), { recursive: true });
  writeFileSync(at('web/engine/generated/stages.ts'), stageTypes(stages));
}

/**
 * @param {object[]} stages StageInfo of web/engine/types.ts
 * @returns {string} TypeScript
 */
export function stageTypes(stages) {
  return [
    "// Made by scripts/generate.js from the engine's manifest. Changes here are lost.",
    "import type { Tensor, TensorLike } from '../types.js';",
    '',
    '/** One method a stage, named in camelCase. Each throws `EngineError` where an input or option does not fit. */',
    'export interface StageMethods {',
    stages.map(method).join('\n'),
    '}',
    '',
  ].join('\n');
}

const camel = (id) => id.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase());
const shape = ({ name, axes }) => `${name} (${axes.join(', ')})`;

function method(stage) {
  const inputs = stage.reads.map(({ name, optional }) => `${name}${optional ? '?' : ''}: TensorLike`);
  const results = stage.writes.map(({ name }) => `${name}: Tensor`);
  const options = stage.options.map(
    (option) => `${option.name}${isRequired(option) ? '' : '?'}: ${optionType(option)}`,
  );
  const optionsParameter = `options${stage.options.some(isRequired) ? '' : '?'}: { ${options.join('; ')} }`;
  return [
    `  /** ${stage.title}: ${stage.reads.map(shape).join(', ')} to ${stage.writes.map(shape).join(', ')}. ${stage.source} */`,
    `  ${camel(stage.id)}(`,
    `    inputs: { ${inputs.join('; ')} },`,
    ...(options.length > 0 ? [`    ${optionsParameter},`] : []),
    `  ): { ${results.join('; ')} };`,
  ].join('\n');
}

const isRequired = (option) => option.default === undefined;

function optionType(option) {
  return option.kind === 'choice' ? option.choices.map((choice) => `'${choice}'`).join(' | ') : 'number';
}
