/** Both engines give the bits that the engine gives natively: the hashes of tests/engine/bits.json, which all have to meet. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { tensorPaths, withSession } from './support.js';

const files = ['engine.wasm', 'engine-forward.wasm'];
const engines = await Promise.all(
  files.map(async (file) => ({
    file,
    engine: await loadEngine(new URL(`../../dist/package/${file}`, import.meta.url)),
  })),
);
const { places, functions, programs, trainings } = JSON.parse(
  readFileSync(new URL('../engine/bits.json', import.meta.url), 'utf8'),
);

/** A column of numbers through the activation of a feed-forward whose matrices are 1. */
const activated = (activation) => (engine, column) =>
  engine.feedForward({ x: column, w1: [[1]], w2: [[1]] }, { activation }).activated.data;

/** Stages that give the function of each number as it is; of exp nothing above 0, which softmax never asks for. */
const through = {
  // The highest number of the row is 0, so nothing is subtracted from the others.
  exp: (engine, { data }) => engine.softmax({ masked: { shape: [1, 1, data.length], data } }).exponentials.data,
  tanh: (engine, { data }) => engine.softCap({ scaled: { shape: [1, 1, data.length], data } }, { cap: 1 }).capped.data,
  gelu: activated('gelu'),
  gelu_tanh: activated('gelu_tanh'),
  silu: activated('silu'),
  relu: activated('relu'),
};

/** FNV-1a (64 bit) over the bits of all these floats. */
function hashOf(arrays) {
  let hash = 14695981039346656037n;
  for (const floats of arrays)
    for (const bits of new Uint32Array(floats.buffer, floats.byteOffset, floats.length))
      hash = BigInt.asUintN(64, (hash ^ BigInt(bits)) * 1099511628211n);
  return hash.toString(16).padStart(16, '0');
}

for (const { file, engine } of engines) {
  for (const { name, from, to, hash } of functions.filter((one) => through[one.name]))
    test(`${name} has the same bits in ${file} as natively`, () => {
      const data = Float32Array.from({ length: places }, (_, i) => from + ((to - from) * i) / (places - 1));
      assert.equal(hashOf([through[name](engine, { shape: [places, 1], data })]), hash);
    });

  for (const { name, scene, hash } of programs)
    test(`${name} has the same bits in ${file} as natively`, () => {
      withSession(engine, scene, (session) => {
        const results = tensorPaths(session).written.map((path) => session.tensor(path, { ahead: true }).data);
        assert.equal(hashOf(results), hash);
      });
    });
}

test('every function but exp above 0 is compared', () => {
  assert.deepEqual(
    functions.map(({ name }) => name).filter((name) => !through[name]),
    ['exp above 0'],
  );
});

const [{ engine: trains }] = engines;
for (const { name, training, hash } of trainings)
  test(`training has the same bits in wasm as natively: ${name}`, () => {
    const run = trains.train(training);
    run.advance(30);
    assert.equal(hashOf(Object.values(run.weights()).map(({ data }) => data)), hash);
    run.close();
  });
