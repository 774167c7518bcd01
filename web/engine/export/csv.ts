/**
 * A tensor as CSV (RFC 4180) and back. The first line names the axes and the labels of the last one; every other line is
 * one row, led by its labels. Heads follow one another as blocks of rows. Numbers are written with a point, in every
 * language.
 */

import { toJsonNumber } from '../reading/float.js';
import { readNumber } from '../reading/read-number.js';
import { readTable, type TableRow } from '../reading/read-table.js';
import { indexOf } from '../row-major.js';
import type { NamedTensor } from '../types.js';
import { refuse, shapeText } from './refusal.js';
import { sizeOf } from './tensors.js';

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Spreadsheets take these beginnings for a formula; an apostrophe says that it is text. */
const plain = (label: string): string => (/^[=+\-@\t\r]/.test(label) ? `'${label}` : label);

type Labelled = Pick<NamedTensor, 'path' | 'name' | 'axes' | 'labels' | 'shape' | 'data'>;

/** Labels that lead each row, and how many numbers follow. */
function rowsOf({ axes, labels, shape, name }: Labelled): { header: string[]; lead: string[][]; width: number } {
  const last = axes.length - 1;
  const upright = axes.length < 2;
  const width = upright ? 1 : (shape[last] as number);
  const outer = upright ? shape : shape.slice(0, -1);
  const corner = upright ? axes : [...axes.slice(0, -2), `${axes[last - 1]}\\${axes[last]}`];
  const across = upright ? [name] : (labels[last] as string[]);
  const lead = Array.from({ length: sizeOf(outer) }, (_, row) =>
    indexOf(outer, row).map((at, axis) => plain((labels[axis] as string[])[at] as string)),
  );
  return { header: [...corner, ...across.map(plain)], lead, width };
}

/** The tensor as CSV. */
export function csvText(tensor: Labelled): string {
  const { header, lead, width } = rowsOf(tensor);
  const numbers = (row: number) =>
    Array.from(tensor.data.subarray(row * width, (row + 1) * width), (value) => String(toJsonNumber(value)));
  const lines = [header, ...lead.map((labels, row) => [...labels, ...numbers(row)])];
  return lines.map((fields) => `${fields.map(field).join(',')}\r\n`).join('');
}

/** The rows of a file. Throws EngineError for a quote that does not close. */
function rowsIn(text: string): TableRow[] {
  try {
    return readTable(text);
  } catch (fault) {
    throw refuse((fault as Error).message);
  }
}

const SPELLED: Record<string, number> = { inf: Infinity, '∞': Infinity, infinity: Infinity, nan: Number.NaN, '-0': -0 };

/** NaN for what is no number: `nan` itself is one that can be told. */
function valueIn(written: string): number | null {
  const word = written.trim().toLowerCase();
  if (Object.hasOwn(SPELLED, word)) return SPELLED[word] as number;
  const value = readNumber(written);
  return Number.isNaN(value) ? null : value;
}

function numberIn(written: string, line: number, column: number): number {
  const value = valueIn(written);
  if (value !== null) return value;
  throw refuse(
    `Line ${line}, column ${column} holds "${written.trim().slice(0, 40)}", which is not a number. Write a number such as -0.25, or -inf.`,
  );
}

/**
 * Reads a file for a tensor: with the labels that `csvText` writes, or bare rows of numbers; fields parted by commas,
 * semicolons, tabs or blanks, decimals with a point or a comma, any minus sign.
 * @param target the tensor that the numbers are for; labels and shape have to be its own
 * @returns the numbers, row by row
 * @throws EngineError that names line and column
 */
export function readCsv(text: string, target: Labelled): Float32Array {
  const lines = rowsIn(text);
  const first = lines[0]?.fields[0] ?? '';
  const { header, lead, width } = rowsOf(target);
  // The first line of ours begins with the letter of an axis.
  const headed = valueIn(first) === null;
  const rows = headed ? lines.slice(1) : lines;
  if (headed && lines[0]) checkLine(lines[0].fields, header, lines[0].line, target);
  const skip = headed ? header.length - width : 0;
  if (rows.length !== lead.length) {
    throw refuse(
      `The file has ${rows.length} rows of numbers; ${target.path} of shape ${shapeText(target.shape)} needs ${lead.length}.`,
    );
  }
  const values = new Float32Array(lead.length * width);
  rows.forEach(({ line, fields }, row) => {
    if (fields.length !== skip + width) {
      throw refuse(`Line ${line} has ${fields.length} fields; ${target.path} needs ${skip + width}.`);
    }
    if (headed) checkLine(fields.slice(0, skip), lead[row] as string[], line, target);
    for (let i = 0; i < width; i += 1) {
      values[row * width + i] = numberIn(fields[skip + i] as string, line, skip + i + 1);
    }
  });
  return values;
}

function checkLine(got: string[], expected: string[], line: number, { path }: Labelled): void {
  const wrong = expected.findIndex((label, i) => got[i]?.trim() !== label.trim());
  if (wrong < 0 && got.length === expected.length) return;
  const column = wrong < 0 ? expected.length : wrong;
  throw refuse(
    `Line ${line}, column ${column + 1} says "${(got[column] ?? '').slice(0, 40)}" where ${path} has "${expected[column] ?? ''}". Keep rows and columns in the order of the file that Attend wrote.`,
  );
}
