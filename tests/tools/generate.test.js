import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stageTypes } from '../../scripts/generate.js';

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
