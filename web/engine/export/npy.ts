/**
 * A tensor as a NumPy file (.npy) and back. The format is that of numpy/lib/format.py: magic, version, a header that is
 * a Python dictionary, then the numbers. Nothing of a file is believed before it is checked against the tensor it is for.
 */
import { indexOf } from '../row-major.js';
import type { NamedTensor, Tensor } from '../types.js';
import { literal } from './literal.js';
import { refuse, shapeText } from './refusal.js';
import { sizeOf } from './tensors.js';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const LONGEST_HEADER = 65536;

/** The tensor as bytes of a file: version 1.0, little-endian 32-bit floats, rows first. */
export function npyBytes({ shape, data }: Tensor): Uint8Array {
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shapeText(shape)}, }`;
  const start = Math.ceil((MAGIC.length + 4 + dictionary.length + 1) / 64) * 64;
  const header = `${dictionary.padEnd(start - MAGIC.length - 4 - 1)}\n`;
  const bytes = new Uint8Array(start + 4 * data.length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes.set([1, 0], MAGIC.length);
  view.setUint16(MAGIC.length + 2, header.length, true);
  bytes.set(new TextEncoder().encode(header), MAGIC.length + 4);
  data.forEach((value, i) => {
    view.setFloat32(start + 4 * i, value, true);
  });
  return bytes;
}

interface Header {
  descr: string;
  fortran: boolean;
  shape: number[];
  /** Where the numbers begin. */
  start: number;
}

type Read = (view: DataView, at: number, little: boolean) => number;

const READERS: Record<string, { size: number; read: Read }> = {
  f2: { size: 2, read: (view, at, little) => half(view.getUint16(at, little)) },
  f4: { size: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { size: 8, read: (view, at, little) => view.getFloat64(at, little) },
  i4: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  i8: { size: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  u1: { size: 1, read: (view, at) => view.getUint8(at) },
  b1: { size: 1, read: (view, at) => view.getUint8(at) },
};

/** A 16-bit float: sign, five bits of exponent, ten of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Infinity;
  return exponent ? sign * 2 ** (exponent - 15) * (1 + fraction / 1024) : sign * 2 ** -14 * (fraction / 1024);
}

function headerOf(bytes: Uint8Array): Header {
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw refuse('This is not a .npy file: it does not begin with NumPy’s signature. Write one with numpy.save.');
  }
  const [major = 0, minor = 0] = bytes.subarray(6, 8);
  if (![1, 2, 3].includes(major) || minor !== 0) {
    throw refuse(`The file has .npy version ${major}.${minor}; only versions 1.0, 2.0 and 3.0 can be read.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = major > 1;
  if (wide && bytes.length < 12) throw refuse('The file ends within its header.');
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const from = wide ? 12 : 10;
  if (length > LONGEST_HEADER || from + length > bytes.length) {
    throw refuse(
      `The file says that its header has ${length} bytes, but only ${bytes.length - from} follow. It is cut off.`,
    );
  }
  const text = new TextDecoder('latin1').decode(bytes.subarray(from, from + length));
  return { ...dictionaryOf(text), start: from + length };
}

function dictionaryOf(text: string): Omit<Header, 'start'> {
  const read = literal(text);
  const keys = read instanceof Map ? [...read.keys()].sort().join(', ') : '';
  if (!(read instanceof Map) || keys !== 'descr, fortran_order, shape') {
    throw refuse(`The header should contain descr, fortran_order and shape; it contains ${keys || 'something else'}.`);
  }
  const [descr, fortran, shape] = ['descr', 'fortran_order', 'shape'].map((key) => read.get(key));
  if (Array.isArray(descr)) throw refuse('The file holds records with several fields. Save one array of numbers.');
  if (typeof descr !== 'string') throw refuse('The header does not give the type of its numbers (descr).');
  if (typeof fortran !== 'boolean') throw refuse('fortran_order in the header should be True or False.');
  const whole = Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && Number(length) >= 0);
  if (!whole) throw refuse('shape in the header should be a tuple of whole numbers, such as (2, 3).');
  return { descr, fortran, shape: shape as number[] };
}

function readerOf(descr: string): { size: number; read: Read; little: boolean } {
  const [, order = '', kind = ''] = /^([<>|=]?)(\w+)$/.exec(descr) ?? [];
  if (/^O/.test(kind)) {
    throw refuse(
      'The file holds Python objects (dtype object). They can carry code, so they are not read. Save numbers: arr.astype(numpy.float32).',
    );
  }
  const reader = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  if (!reader) {
    throw refuse(
      `The file holds numbers of dtype "${descr.slice(0, 20)}"; ${Object.keys(READERS).join(', ')} are read. Save them with arr.astype(numpy.float32).`,
    );
  }
  return { ...reader, little: order !== '>' };
}

/**
 * Reads a file for a tensor. Shape, kind and length are checked before anything is allocated.
 * @param target the tensor that the numbers are for
 * @returns the numbers, row by row
 * @throws EngineError that says what does not fit
 */
export function readNpy(bytes: Uint8Array, target: Pick<NamedTensor, 'path' | 'shape'>): Float32Array {
  const header = headerOf(bytes);
  if (header.shape.join() !== target.shape.join()) {
    throw refuse(
      `The file holds an array of shape ${shapeText(header.shape)}; ${target.path} has the shape ${shapeText(target.shape)}.`,
    );
  }
  return numbersOf(bytes, header);
}

/**
 * Reads a file of any shape. Kind and length are checked before anything is allocated.
 * @throws EngineError that says what is wrong with the file
 */
export function readAnyNpy(bytes: Uint8Array): Tensor {
  const header = headerOf(bytes);
  return { shape: header.shape, data: numbersOf(bytes, header) };
}

function numbersOf(bytes: Uint8Array, { descr, fortran, shape, start }: Header): Float32Array {
  const { size, read, little } = readerOf(descr);
  const count = sizeOf(shape);
  if (bytes.length - start !== count * size) {
    throw refuse(
      `The header promises ${count * size} bytes of numbers, but ${bytes.length - start} follow. The file is damaged.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, count * size);
  const values = new Float32Array(count);
  for (let flat = 0; flat < count; flat += 1) {
    const place = fortran ? columnFirst(shape, flat) : flat;
    values[flat] = read(view, place * size, little);
  }
  return values;
}

/** Where a cell lies in a file that runs down the first axis first. */
function columnFirst(shape: readonly number[], flat: number): number {
  const index = indexOf(shape, flat);
  return index.reduceRight((place, at, axis) => place * (shape[axis] as number) + at, 0);
}
