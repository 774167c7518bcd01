/** A file with somebody's numbers, by what it is: .npy, .npz, safetensors, CSV, JSON, or what was printed. */
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { unzipSync } from 'fflate';
import { shared } from '../../lesson/compile/load-ts.js';
import { readPrints } from './read-prints.js';
import { readSafetensors } from './read-safetensors.js';

/**
 * @typedef {object} Given a tensor that somebody has computed
 * @property {string} name as it was called; empty where it had no name
 * @property {number[]} shape @property {Float64Array} data
 * @property {number} step the last printed digit's worth; 0 where numbers are not printed
 */

const stem = (file) => basename(file, extname(file));

function readJsonTensors(text) {
  const flat = (value) =>
    Array.isArray(value) ? value.flatMap(flat) : [value === '-inf' ? Number.NEGATIVE_INFINITY : Number(value)];
  const shapeOf = (value) => (Array.isArray(value) ? [value.length, ...shapeOf(value[0] ?? 0)] : []);
  const given = JSON.parse(text);
  return Object.entries(given.tensors ?? given).map(([name, value]) => {
    const { shape = shapeOf(value), data = value } = Array.isArray(value) ? {} : value;
    return { name, shape, data: Float64Array.from(flat(data)), step: 0 };
  });
}

/** A number as tables have it, not-a-number and infinity too; null where it is none. */
function cellOf(text) {
  if (text === '' || /^nan$/i.test(text)) return Number.NaN;
  if (/^[+-]?inf(inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number.isNaN(Number(text)) ? null : Number(text);
}

function readCsvRows(text, file) {
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(/[,;\t]/).map((cell) => cell.trim()));
  const body = rows[0].some((cell) => cellOf(cell) === null) ? rows.slice(1) : rows;
  const odd = body.findIndex((row) => row.length !== body[0].length);
  if (odd >= 0) throw new Error(`row ${odd + 1} has ${body[odd].length} numbers, the first has ${body[0].length}`);
  const cells = body.flat();
  const bad = cells.find((cell) => cellOf(cell) === null);
  if (bad !== undefined) throw new Error(`"${bad}" is no number`);
  const digits = cells.map((cell) => cell.match(/\.(\d+)$/)?.[1].length ?? 0);
  return [
    {
      name: stem(file),
      shape: [body.length, body[0]?.length ?? 0],
      data: Float64Array.from(cells, cellOf),
      step: 10 ** -Math.max(...digits),
    },
  ];
}

const npyOf = (shared_, bytes, name) => {
  const { shape, data } = shared_.readAnyNpy(bytes);
  return { name, shape, data: Float64Array.from(data), step: 0 };
};

/**
 * @param {string} file
 * @returns {Promise<Given[]>}
 * @throws {Error} that names the file, what is wrong with it, and how to mend it
 */
export async function readFile(file) {
  const parts = await shared();
  const bytes = readFileSync(file);
  const text = () => new TextDecoder().decode(bytes);
  const readers = {
    '.npy': () => [npyOf(parts, bytes, stem(file))],
    '.npz': () => Object.entries(unzipSync(bytes)).map(([name, inner]) => npyOf(parts, inner, stem(name))),
    '.safetensors': () => readSafetensors(bytes),
    '.csv': () => readCsvRows(text(), file),
    '.json': () => readJsonTensors(text()),
  };
  const read = readers[extname(file).toLowerCase()] ?? (() => readPrints(text()));
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
