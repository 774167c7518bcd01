/** What the tests of training share. */
import assert from 'node:assert/strict';
import { loadEngine } from '../../dist/package/index.js';

export const engine = await loadEngine();
export const WORDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
export const SGD = { kind: 'sgd', rate: 0.1 };
export const ADAM = { kind: 'adam', rate: 0.01 };

export const scene = (model = {}) => ({
  version: 1,
  tokens: WORDS.slice(0, 6),
  vocabulary: WORDS,
  model: { kind: 'decoder', width: 8, heads: 2, unembed: true, feed_forward: { width: 12 }, ...model },
  weights: { seed: 3 },
});
export const sequences = ['abcabc', 'hgfedc', 'aabbcc', 'ghghgh'].map((word) => [...word]);

export const begin = (options = {}) =>
  engine.train({ scene: scene(), data: { sequences }, optimizer: ADAM, keep: 4, ...options });

/** Every tensor's numbers in one row, as text: equal to the bit or not. */
export const bits = (tensors) =>
  Object.entries(tensors)
    .map(([path, { shape, data }]) => `${path} ${shape} ${Buffer.from(data.buffer).toString('base64')}`)
    .join('\n');

export function refused(act) {
  let error = null;
  try {
    act();
  } catch (thrown) {
    error = thrown;
  }
  assert.ok(error?.code, 'nothing was refused');
  return error;
}
