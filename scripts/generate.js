/**
 * Asks describe.wasm for the manifest and writes it into web/engine/generated: manifest.ts (the data), behind.ts (of
 * the stages behind the forward pass), stages.ts (one
 * typed method a stage), ops.ts (the names of operations), model.ts and keys.ts (the keys of a model as types and as data);
 * into docs/notation.md the table of operations, and into lessons/_shared/scene.schema.json the model, and the patterns of web/engine/patterns. All are made from
 * the descriptors in engine/stages and the tables engine/ops.def and engine/scene/keys, and from nothing else.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { loadTs } from '../web/lesson/compile/load-ts.js';
import { jsonText, modelTypes, withModel } from './generate-model.js';
import { withPatterns } from './generate-patterns.js';
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
  const { memory, _initialize, attend_manifest } = instance.exports;
  _initialize();
  const bytes = Buffer.from(memory.buffer, attend_manifest());
  return JSON.parse(bytes.subarray(0, bytes.indexOf(0)).toString());
}

const SCHEMA = 'lessons/_shared/scene.schema.json';

/** The files that `generate` makes. */
export const generated = ['manifest', 'behind', 'stages', 'ops', 'model', 'keys', 'generate-keys'].map(
  (name) => `web/engine/generated/${name}.ts`,
);

export async function generate() {
  const { keys, generate: generateKeys, forward, ...told } = await describe();
  const { written } = await loadTs(at('web/engine/writing/forms.ts'));
  const manifest = { ...told, stages: told.stages.map((stage) => withGeneralForms(stage, told, written)) };
  mkdirSync(at('web/engine/generated'), { recursive: true });
  const write = (name, text) => writeFileSync(at(`web/engine/generated/${name}.ts`), made + text);
  write('stages', stageTypes(manifest.stages));
  write('ops', operationTypes(manifest.ops));
  write('model', modelTypes(keys, generateKeys));
  const keyList = (name, list, header) => constant(name, 'readonly KeyInfo[]', header, list);
  write('keys', keyList('modelKeys', keys, "import type { KeyInfo } from '../scene/scene-keys.js';"));
  write(
    'generate-keys',
    keyList('generateKeys', generateKeys, "import type { KeyInfo } from '../scene/scene-keys.js';"),
  );
  const first = { ...manifest, stages: manifest.stages.slice(0, forward) };
  write('manifest', constant('manifest', 'Manifest', "import type { Manifest } from '../types.js';", first));
  const behind = manifest.stages.slice(forward);
  write('behind', constant('behind', 'StageInfo[]', "import type { StageInfo } from '../types.js';", behind));
  writeFileSync(at('docs/notation.md'), withOperations(readFileSync(at('docs/notation.md'), 'utf8'), manifest.ops));
  const tables = await loadTs(at('web/engine/patterns/tables.ts'));
  const schema = withPatterns(withModel(JSON.parse(readFileSync(at(SCHEMA), 'utf8')), keys, generateKeys), tables);
  writeFileSync(at(SCHEMA), `${jsonText(schema)}\n`);
}

const constant = (name, type, header, value) =>
  `${header}\n\nexport const ${name}: ${type} = ${JSON.stringify(value, null, 2)};\n`;

const made = "// Made by scripts/generate.js from the engine's descriptors. Changes here are lost.\n";

/**
 * What a stage says where no run decides: every input is given, choices are the usual ones, numbers are letters.
 * @param {object} stage as the engine tells it, with templates
 * @param {{ ops: object[], stages: object[] }} manifest
 * @param {typeof import('../web/engine/writing/forms.ts').written} written
 * @returns {object} StageInfo of web/engine/types.ts
 */
function withGeneralForms(stage, { ops, stages }, written) {
  const usual = (name) => stage.options.find((option) => option.name === name)?.default;
  const symbolOf = (name) =>
    stages.flatMap(({ writes }) => writes).find((one) => one.name === name && one.symbol)?.symbol;
  const axes = (name) => [...stage.writes, ...stage.reads].find((one) => one.name === name).axes;
  const applied = (option, column) => ops.find(({ name }) => name === usual(option))[column];
  const holds = (condition) => {
    const [name, value] = condition.split('=');
    return value === undefined ? stage.reads.some((port) => port.name === name) : usual(name) === value;
  };
  const lines = { holds, name: (input) => input, apply: (option, a) => applied(option, 'python').replace(/\ba\b/g, a) };
  const formulas = {
    ...{ holds, axes },
    name: (input) => symbolOf(input) ?? input,
    apply: (option, a) => applied(option, 'latex').replaceAll('<a>', a),
  };
  const general = (of, runs) => {
    const followed = Object.keys(runs).filter((key) => of[key].includes('<'));
    if (followed.length === 0) return of;
    const texts = Object.fromEntries(followed.map((key) => [key, written(of[key], runs[key])]));
    return { ...of, ...texts, forms: Object.fromEntries(followed.map((key) => [key, of[key]])) };
  };
  const writes = stage.writes.map((result) => general(result, { formula: formulas, numpy: lines }));
  return { ...general(stage, { source: lines }), numpy: writes.map(({ numpy }) => numpy).join('\n'), writes };
}

/**
 * @param {object[]} stages StageInfo of web/engine/types.ts
 * @returns {string} TypeScript
 */
export function stageTypes(stages) {
  return [
    "import type { Tensor, TensorLike } from '../types.js';",
    '',
    '/** One method a stage, named in camelCase. Each throws `EngineError` where an input or option does not fit. */',
    'export interface StageMethods {',
    stages.map(method).join('\n'),
    '}',
    '',
  ].join('\n');
}

/**
 * @param {object[]} ops OperationInfo of web/engine/types.ts
 * @returns {string} TypeScript
 */
function operationTypes(ops) {
  const names = ops.map(({ name }) => `\n  | '${name}'`).join('');
  return `/** The operation that made a cell. How each computes is listed in docs/notation.md. */\nexport type Op =${names};\n`;
}

/**
 * @param {string} text Markdown with a table that begins with `| op |`
 * @param {object[]} ops OperationInfo of web/engine/types.ts
 * @returns {string} the same with a row for every operation in that table
 */
export function withOperations(text, ops) {
  const rows = ops.map(({ name, meaning }) => `| \`${name}\` | ${meaning} |\n`).join('');
  return text.replace(/(\| op \|.*\n\|[ -|]*\n)(\|.*\n)*/, (_, head) => head + rows);
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
