import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { stageTypes } from '../../scripts/generate.js';
import { jsonText, modelTypes, withModel } from '../../scripts/generate-model.js';

const port = (name, axes, optional = false) => ({ name, axes, alternatives: [], optional, accepts: 'finite' });
const result = (name, axes) => ({ name, axes, alternatives: [], main: true, reads: [], formula: '', numpy: '' });

const norm = {
  id: 'layer_norm',
  title: 'Layer norm',
  reads: [port('x', ['T', 'C']), port('bias', ['C'], true)],
  writes: [result('mean', ['T']), result('y', ['T', 'C'])],
  options: [{ name: 'eps', kind: 'number', default: 1e-5, about: '' }],
  source: 'Ba et al. 2016',
};

test('a stage becomes a typed method', () => {
  const text = stageTypes([norm]);
  assert.match(
    text,
    /layerNorm\(\n {4}inputs: \{ x: TensorLike; bias\?: TensorLike \},\n {4}options\?: \{ eps\?: number \},/,
  );
  assert.match(text, /\): \{ mean: Tensor; y: Tensor \};/);
  assert.match(text, /Layer norm: x \(T, C\), bias \(C\) to mean \(T\), y \(T, C\)\. Ba et al\. 2016/);
});

test('an option without a default must be given, and choices are spelled out', () => {
  const options = [
    { name: 'factor', kind: 'number', about: '' },
    { name: 'kind', kind: 'choice', choices: ['relu', 'gelu'], default: 'relu', about: '' },
  ];
  assert.match(stageTypes([{ ...norm, options }]), /options: \{ factor: number; kind\?: 'relu' \| 'gelu' \},/);
});

test('a stage without options takes only inputs', () => {
  assert.doesNotMatch(stageTypes([{ ...norm, options: [] }]), /options/);
});

const keys = [
  { name: 'kind', type: 'choice', choices: ['block', 'decoder'], required: true, about: 'What it is.' },
  { name: 'layers', type: 'whole', least: 1, most: 8, default: 1, always_one: ['block'], about: 'How many.' },
  { name: 'cap', type: 'positive', default: null, about: 'A cap.' },
  {
    name: 'mask',
    type: 'group',
    about: 'Who may.',
    keys: [
      { name: 'kind', type: 'choice', choices: ['none', 'window', 'block'], about: 'Which.' },
      {
        name: 'size',
        type: 'whole',
        least: 0,
        most: 9,
        used_by: ['window', 'block'],
        needed: true,
        never_zero: ['block'],
        about: 'How far.',
      },
    ],
  },
];

test('keys become types: all of a model is there, of a group with kinds only the kind', () => {
  const text = modelTypes(keys);
  assert.match(text, /interface ModelConfig \{\n {2}\/\*\* What it is\. \*\/\n {2}kind: 'block' \| 'decoder';/);
  assert.match(text, /\n {2}cap: number \| null;\n/);
  assert.match(text, /\n {2}mask: MaskConfig;\n/);
  assert.match(text, /interface MaskConfig \{[^}]*\n {2}kind: 'none'[^}]*\n {2}size\?: number;\n\}/);
});

test('keys become a schema: ranges, defaults, and what a kind asks for', () => {
  const validate = new Ajv({ strictTypes: false, strictRequired: false }).compile({
    ...withModel({ $defs: { other: {} } }, keys),
    $ref: '#/$defs/model',
  });
  const good = [
    { kind: 'decoder', layers: 3, cap: null },
    { kind: 'block', cap: 0.5, mask: { kind: 'window', size: 0 } },
    { kind: 'block', layers: 1, mask: { kind: 'none' } },
  ];
  const bad = [
    {},
    { kind: 'other' },
    { kind: 'decoder', layers: 9 },
    { kind: 'block', layers: 2 },
    { kind: 'block', cap: 0 },
    { kind: 'block', size: 1 },
    { kind: 'block', mask: { kind: 'none', size: 1 } },
    { kind: 'block', mask: { kind: 'window' } },
    { kind: 'block', mask: { kind: 'block', size: 0 } },
  ];
  for (const model of good) assert.ok(validate(model), `${JSON.stringify(model)}: ${JSON.stringify(validate.errors)}`);
  for (const model of bad) assert.equal(validate(model), false, JSON.stringify(model));
});

test('JSON stands in one line where it fits, and reads back the same', () => {
  const value = { short: [1, 'two', null], long: Array.from({ length: 40 }, (_, i) => ({ number: i })), empty: {} };
  const text = jsonText(value);
  assert.deepEqual(JSON.parse(text), value);
  assert.match(text, /^ {2}"short": \[1, "two", null\],$/m);
  assert.match(text, /^ {4}\{ "number": 7 \},$/m);
});
