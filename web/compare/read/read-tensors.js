/** Somebody's numbers from the bytes of a file, by what it is: .npy, .npz, safetensors, CSV, JSON, or what was printed. */
import { unzipSync } from 'fflate';
import { readPrints, stepsOf } from './read-prints.js';
import { readSafetensors } from './read-safetensors.js';

/**
 * @typedef {object} Given a tensor that somebody has computed
 * @property {string} name as it was called; empty where it had no name
 * @property {number[]} shape @property {Float64Array} data
 * @property {number | Float64Array} step the last printed digit's worth, of all numbers or of each; 0 where they are not printed
 */

const endingOf = (name) => name.match(/\.[^./\\]+$/)?.[0].toLowerCase() ?? '';

const stem = (name) => name.replace(/^.*[/\\]/, '').replace(/(?<=.)\.[^.]*$/, '');

/** Python writes infinities and NaN bare, which JSON has not. */
const quoted = (text) => text.replace(/(?<=[[,:\s])(-?Infinity|NaN)(?=[\],}\s])/g, '"$1"');

function readJsonTensors(text) {
  const given = JSON.parse(quoted(text));
  const named = given?.tensors ?? given;
  if (typeof named !== 'object' || named === null || Array.isArray(named))
    throw new Error('it has no tensors by name: { "scores": [[1, 2], [3, 4]] }');
  return Object.entries(named).map(([name, value]) => {
    const list = Array.isArray(value) ? value : value?.data;
    if (!Array.isArray(list)) throw new Error(`"${name}" is no list of numbers`);
    const shape = Array.isArray(value) ? shapeOf(list, name) : (value.shape ?? shapeOf(list, name));
    const data = Float64Array.from(list.flat(Number.POSITIVE_INFINITY), (x) => numberOf(x, name));
    const count = shape.reduce((product, axis) => product * axis, 1);
    if (count !== data.length)
      throw new Error(`"${name}" has ${data.length} numbers, but its shape (${shape.join(', ')}) has ${count}`);
    return { name, shape, data, step: 0 };
  });
}

/** The lengths of nested lists, which have to be even. */
function shapeOf(list, name) {
  const [first] = list;
  if (!Array.isArray(first)) return [list.length];
  const odd = list.find((row) => !Array.isArray(row) || row.length !== first.length);
  if (odd !== undefined)
    throw new Error(`"${name}" has rows of ${first.length} and of ${odd.length ?? 'no'} numbers: a part is missing`);
  return [list.length, ...shapeOf(first, name)];
}

function numberOf(x, name) {
  const value = x === '-inf' ? Number.NEGATIVE_INFINITY : x === 'inf' ? Number.POSITIVE_INFINITY : Number(x);
  const isNumber = typeof x === 'number' || /^(-?inf|-?Infinity|NaN)$/.test(x ?? '');
  if (!isNumber) throw new Error(`"${name}" holds ${JSON.stringify(x)}, which is no number`);
  return value;
}

/** A number as tables have it, not-a-number and infinity too; null where it is none. */
function cellOf(text) {
  if (/^nan$/i.test(text)) return Number.NaN;
  if (/^[+-]?inf(inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text === '' || Number.isNaN(Number(text)) ? null : Number(text);
}

function readCsvRows(text, file) {
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s*[,;\t]\s*|\s+/));
  const body = rows[0].every((cell) => cellOf(cell) === null) ? rows.slice(1) : rows;
  if (body.length === 0) throw new Error('it has no rows of numbers');
  const odd = body.findIndex((row) => row.length !== body[0].length);
  if (odd >= 0) throw new Error(`row ${odd + 1} has ${body[odd].length} numbers, the first has ${body[0].length}`);
  const cells = body.flat();
  const bad = cells.findIndex((cell) => cellOf(cell) === null);
  if (bad >= 0) throw new Error(`"${cells[bad]}" in row ${1 + Math.floor(bad / body[0].length)} is no number`);
  const shape = [body.length, body[0].length];
  return [{ name: stem(file), shape, data: Float64Array.from(cells, cellOf), step: stepsOf(cells) }];
}

const npyOf = (readAnyNpy, bytes, name) => {
  const { shape, data } = readAnyNpy(bytes);
  return { name, shape, data: Float64Array.from(data), step: 0 };
};

/**
 * @param {string} file its name @param {Uint8Array} bytes
 * @param {(bytes: Uint8Array) => { shape: number[], data: Float32Array }} readAnyNpy of web/engine/export/npy.ts
 * @returns {Given[]}
 * @throws {Error} that names the file, what is wrong with it, and how to mend it
 */
export function readTensors(file, bytes, readAnyNpy) {
  const text = () => new TextDecoder().decode(bytes);
  const readers = {
    '.npy': () => [npyOf(readAnyNpy, bytes, stem(file))],
    '.npz': () => Object.entries(unzipSync(bytes)).map(([name, inner]) => npyOf(readAnyNpy, inner, stem(name))),
    '.safetensors': () => readSafetensors(bytes),
    '.csv': () => readCsvRows(text(), file),
    '.json': () => readJsonTensors(text()),
  };
  const read = readers[endingOf(file)] ?? (() => readPrints(text()));
  let found;
  try {
    found = read();
  } catch (error) {
    throw new Error(`${file}: ${error.message.replace(/\.$/, '')}.`);
  }
  if (found.length === 0)
    throw new Error(
      `${file}: there are no numbers in brackets. Print tensors with their names, for instance print("scores", scores).`,
    );
  return found.map((one) => ({ ...one, name: one.name || (found.length === 1 ? stem(file) : '') }));
}

/**
 * Somebody's weights, by the names that a scene gives them.
 * @param {string} file its name @param {Given[]} given
 * @returns {Record<string, { shape: number[], data: Float32Array }>}
 * @throws {Error} where a number is not finite
 */
export const weightsOf = (file, given) =>
  Object.fromEntries(
    given.map(({ name, shape, data }) => {
      const odd = data.findIndex((x) => !Number.isFinite(x));
      if (odd >= 0)
        throw new Error(
          `${file}: "${name}" holds ${data[odd]} as number ${odd + 1}. Weights have to be finite: check the file, or train again.`,
        );
      return [name.replace(/^weights\./, ''), { shape, data: Float32Array.from(data) }];
    }),
  );
