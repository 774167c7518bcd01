/**
 * Asks describe.wasm for the manifest and writes it into web/engine/generated: manifest.ts (the data) and stages.ts
 * (one typed method a stage). Both are made from the descriptors in engine/stages, and from nothing else.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at } from './root.js';

/** @returns {Promise<object>} the engine of dist/package, loaded */
export async function loadBuiltEngine() {
  const { loadEngine } = await import(pathToFileURL(at('dist/package/index.js')).href);
  return loadEngine();
}

/** @returns {Promise<object>} Manifest of web/engine/types.ts */
async function describe() {
  const { instance } = await WebAssembly.instantiate(readFileSync(at('build/wasm/describe.wasm')), {
    env: { emscripten_notify_memory_growth() {} },
    wasi_snapshot_preview1: {
      proc_exit: (code) => {
        throw new Error(`describe.wasm stopped with code ${code}.`);
      },
    },
  });
  const { memory, _initialize, attend_manifest, attend_text, attend_text_size } = instance.exports;
  _initialize();
  attend_manifest();
  return JSON.parse(Buffer.from(memory.buffer, attend_text(), attend_text_size()).toString());
}

export async function generate() {
  const manifest = await describe();
  mkdirSync(at('web/engine/generated'), { recursive: true });
  writeFileSync(at('web/engine/generated/stages.ts'), stageTypes(manifest.stages));
  writeFileSync(
    at('web/engine/generated/manifest.ts'),
    `${made}import type { Manifest } from '../types.js';\n\nexport const manifest: Manifest = ${JSON.stringify(manifest, null, 2)};\n`,
  );
}

const made = "// Made by scripts/generate.js from the engine's descriptors. Changes here are lost.\n";

/**
 * @param {object[]} stages StageInfo of web/engine/types.ts
 * @returns {string} TypeScript
 */
export function stageTypes(stages) {
  return [
    `${made}import type { Tensor, TensorLike } from '../types.js';`,
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
