/** The lesson on the stack: what its prose claims in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtEngine, numbersOf, read } from './built.js';

const folder = '13-stack';
const numbers = await numbersOf(await builtEngine(), folder);
const THE = 3;
const { vocabulary } = JSON.parse(read('lessons', folder, 'stack.json'));
const likeliest = (row) => vocabulary[row.indexOf(Math.max(...row))];

test('read off after each layer, the right word comes out more clearly, and at the end it is what the model says', () => {
  const readOff = ['start', '1', '2', '3', '4'].map((name) => numbers.at(`calc.lens_${name}`, [0, THE]));
  assert.deepEqual(readOff.map(likeliest), ['wall', 'firewall', 'firewall', 'firewall', 'firewall']);
  const right = readOff.map((row) => row[vocabulary.indexOf('firewall')]);
  assert.ok(right.every((chance, i) => i === 0 || chance > right[i - 1]));
  const said = numbers.at('probabilities', [THE]);
  assert.ok(readOff[4].every((chance, i) => Math.abs(chance - said[i]) < 1e-6));
});

test('without the second layer the later ones add something else, and another word is said', () => {
  for (const path of ['layers.1.attention.output', 'layers.1.feed_forward'])
    assert.ok(numbers.at(path, [THE], 'without').every((x) => x === 0));
  assert.deepEqual(numbers.at('layers.0.residual_2', [], 'without'), numbers.at('layers.0.residual_2'));
  for (const path of ['layers.2.feed_forward', 'layers.3.feed_forward'])
    assert.ok(Math.abs(numbers.at(path, [THE, 0], 'without')[0] - numbers.at(path, [THE, 0])[0]) > 0.4);
  assert.equal(likeliest(numbers.at('probabilities', [THE], 'without')), '.');
  const weights = (name) => JSON.parse(read('lessons', folder, `${name}.json`)).weights.tensors;
  const [whole, cut] = ['stack', 'without-second'].map(weights);
  assert.deepEqual(
    Object.keys(whole).filter((path) => JSON.stringify(whole[path]) !== JSON.stringify(cut[path])),
    ['layers.1.attention.wo', 'layers.1.feed_forward.w2'],
  );
});

test('a late layer turns the stream less than an early one', () => {
  const cosines = numbers.at('calc.turn.cosine');
  assert.ok(Math.max(...cosines.slice(0, 3)) < Math.min(...cosines.slice(3)));
  assert.ok(cosines.at(-1) > 0.99);
});

test('the matrices of a stack: twelve times the layers times the square of the width', () => {
  const sizes = [
    [1, 16],
    [6, 16],
    [12, 16],
    [6, 32],
  ];
  assert.deepEqual(
    numbers.at('calc.count.stack'),
    sizes.map(([layers, width]) => 12 * layers * width * width),
  );
});
