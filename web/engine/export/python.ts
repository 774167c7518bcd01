/** What the script of a program says in NumPy and in PyTorch where the two differ. */
import { shortest } from '../reading/float.js';
import { operationNamed } from '../writing/operations.js';

export interface Dialect {
  /** What a sentence calls it, and how its array functions begin: `np`. */
  name: string;
  short: string;
  imports: string[];
  /** Functions of the script that are always there. */
  helpers: string[];
  /** An array of a kind, from the text of its numbers. */
  array(numbers: string, kind: 'float' | 'int'): string;
  copy(name: string): string;
  /** A line of NumPy in this dialect. */
  line(numpy: string): string;
  /** How an operation is called on an array `a`, and what has to be defined for that. */
  activation(name: string): { call: string; definition: string[] };
  /** The same stage in one call, for a comment; the script needs the results in between. They follow the run as forms do. */
  whole: Record<string, string>;
  largest(difference: string): string;
}

const HELP_KEEP = (array: string) => [
  'def keep(step, main=None, **others):',
  '    """Remember what a step made, each tensor under its path."""',
  '    if main is not None:',
  `        trace[step] = ${array}`,
  '    for name, tensor in others.items():',
  `        trace[f"{step}.{name}"] = ${array.replace('main', 'tensor')}`,
];

/** The function of an operation on whole arrays, by its line in the engine's table; nothing where it is no operation. */
function definitionOf(name: string): string[] {
  const { python = '' } = operationNamed(name) ?? {};
  const erf = python.includes('erf(') ? ['erf = np.vectorize(math.erf, otypes=[float])', '', ''] : [];
  return python ? [...erf, `def ${name}(a):`, `    return ${python}`] : [];
}

export const NUMPY: Dialect = {
  name: 'NumPy',
  short: 'np',
  imports: [
    'import base64',
    'import json',
    'import math',
    'import sys',
    'from math import inf, nan',
    '',
    'import numpy as np',
    '',
    'np.set_printoptions(precision=4, suppress=True)',
    'np.seterr(divide="ignore", invalid="ignore")  # rows where everything is masked',
  ],
  helpers: [
    'def floats(text, shape):',
    '    """32-bit floats, little end first, that were written as base64."""',
    '    return np.frombuffer(base64.b64decode(text), "<f4").reshape(shape).astype(float)',
    '',
    '',
    ...HELP_KEEP('np.array(main)'),
  ],
  array: (numbers, kind) => `np.array(${numbers}, ${kind})`,
  copy: (name) => `${name} = ${name}.copy()`,
  line: (numpy) => numpy,
  activation: (name) => ({ call: `${name}(a)`, definition: definitionOf(name) }),
  whole: {},
  largest: (difference) => `np.abs(${difference}).max()`,
};

export const TORCH: Dialect = {
  name: 'PyTorch',
  short: 'torch',
  imports: [
    'import base64',
    'import json',
    'import sys',
    'from math import inf, nan',
    '',
    'import torch',
    'from torch import nn',
    '',
    'torch.set_default_dtype(torch.float64)',
    'torch.set_printoptions(precision=4, sci_mode=False)',
  ],
  helpers: [
    'def floats(text, shape):',
    '    """32-bit floats, little end first, that were written as base64."""',
    '    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32).reshape(shape).double()',
    '',
    '',
    ...HELP_KEEP('main.clone()'),
  ],
  array: (numbers, kind) => `torch.tensor(${numbers}, dtype=torch.${kind === 'int' ? 'long' : 'double'})`,
  copy: (name) => `${name} = ${name}.clone()`,
  line: (numpy) =>
    numpy
      .replace(/np\.where\((\w+) == 1, (\w+), -np\.inf\)/, '$2.masked_fill($1 == 0, -inf)')
      .replaceAll('-np.inf', '-inf')
      .replaceAll('np.', 'torch.')
      .replaceAll('.max(-1)', '.amax(-1)')
      .replaceAll('kind="stable"', 'stable=True')
      .replaceAll('.transpose(', '.permute('),
  activation: (name) => ({ call: operationNamed(name)?.torch ?? `${name}(a)`, definition: [] }),
  whole: {
    softmax: '<row_max=-inf?|nn.functional.softmax(masked, dim=-1)>',
    layer_norm: 'nn.functional.layer_norm(x, x.shape[-1:], gain, bias, eps)',
    linear: 'nn.functional.linear(x, w.T<b?, b>)',
  },
  largest: (difference) => `(${difference}).abs().max()`,
};

/** A number as Python writes it. */
export function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  return Object.is(value, -0) ? '-0.0' : String(shortest(value));
}

const WIDTH = 112;

/** Numbers as nested lists, one row a line where a row fits. */
export function nested(shape: readonly number[], numbers: readonly string[], indent: string): string {
  const [length = 0, ...rest] = shape;
  if (shape.length < 2) return wrapped(numbers, indent);
  const size = numbers.length / length;
  const inner = `${indent}    `;
  const parts = Array.from({ length }, (_, i) => nested(rest, numbers.slice(i * size, (i + 1) * size), inner));
  return `[\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}]`;
}

function wrapped(numbers: readonly string[], indent: string): string {
  const whole = `[${numbers.join(', ')}]`;
  if (whole.length + indent.length <= WIDTH) return whole;
  const lines = [''];
  for (const number of numbers) {
    const line = lines.at(-1) as string;
    if (line.length + number.length + indent.length + 6 > WIDTH) lines.push(`${number}, `);
    else lines[lines.length - 1] = `${line}${number}, `;
  }
  return `[\n${lines.map((line) => `${indent}    ${line.trimEnd()}\n`).join('')}${indent}]`;
}

/** Floats as base64, little end first. */
export function base64(data: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * data.length));
  data.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  let bytes = '';
  for (const byte of new Uint8Array(view.buffer)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
