/** Weights written by pattern, against NumPy; scenes that extend others; and what is said where that cannot be read. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { expandScene, isExpandable, loadEngine } from '../../dist/package/index.js';
import { at } from '../../scripts/root.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const engine = await loadEngine();
const { PATTERNS } = await loadTs(at('web/engine/patterns/tables.ts'));
const { cases } = JSON.parse(readFileSync(at('tests/reference/patterns.json'), 'utf8'));

const numbersOf = (scene, path) => {
  const session = engine.open(scene);
  try {
    return session.tensor(path, { ahead: true }).data;
  } finally {
    session.close();
  }
};

const named = (written) =>
  typeof written !== 'object' ? [] : [written.pattern, ...Object.values(written).flatMap((one) => named(one ?? 0))];

test('each pattern becomes the numbers that NumPy makes of it', () => {
  const met = new Set();
  for (const { scene, tensor, numbers } of cases) {
    const made = numbersOf(scene, tensor);
    const written = scene.weights.tensors[tensor.slice(8)];
    for (const name of named(written)) met.add(name);
    assert.equal(made.length, numbers.length);
    const odd = numbers.findIndex((number, i) => Math.abs(number - made[i]) > 1e-6 * Math.max(1, Math.abs(number)));
    assert.equal(odd, -1, `cell ${odd} is ${made[odd]}, NumPy: ${numbers[odd]}, of ${JSON.stringify(written)}`);
  }
  for (const name of Object.keys(PATTERNS)) assert.ok(met.has(name), `no case has the pattern ${name}`);
});

test('the numbers of these tests are those that NumPy makes now', (t) => {
  const python = ['/usr/bin/python3', 'python3'].find(
    (one) => spawnSync(one, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0,
  );
  if (!python) return t.skip('NumPy is not installed. On Debian: apt-get install python3-numpy.');
  const { stdout, stderr } = spawnSync(python, [at('tests/reference/patterns.py')], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  assert.deepEqual(JSON.parse(stdout || stderr).cases, cases);
});

const base = {
  version: 1,
  tokens: ['the', 'cat', 'sat'],
  model: { kind: 'attention', width: 4, heads: 2, bias: false },
  weights: { seed: 7 },
};
const wq = 'layers.0.attention.wq';
const withWq = (written, more = {}) => ({ ...base, ...more, weights: { seed: 7, tensors: { [wq]: written } } });

test('a pattern that draws draws what the engine draws from the same seed', () => {
  assert.deepEqual(
    numbersOf(withWq({ pattern: 'random', seed: 7 }), `weights.${wq}`),
    numbersOf(base, `weights.${wq}`),
  );
});

test('a vector is written by pattern, too', () => {
  const scene = { ...base, model: { kind: 'block', width: 4 } };
  scene.weights = { seed: 1, tensors: { 'layers.0.norm_1.gain': { pattern: 'ones', times: '1/2' } } };
  assert.deepEqual([...numbersOf(scene, 'weights.layers.0.norm_1.gain')], [0.5, 0.5, 0.5, 0.5]);
});

test('formulas are numbers: in lists, and only those', () => {
  const scene = withWq([
    ['1/3', 'sqrt(3)/2', '-2^2', 'cos(pi/2)'],
    [1, 2, 3, 4],
    [0, 0, 0, 0],
    ['.5', '2*(1-3)', 0, 0],
  ]);
  const made = [...numbersOf(scene, `weights.${wq}`)];
  assert.deepEqual(made.slice(0, 4), [1 / 3, Math.sqrt(3) / 2, -4, 0].map(Math.fround));
  assert.deepEqual(made.slice(12, 14), [0.5, -4]);
  for (const [text, reason] of [
    ['1/0', /not a finite number/],
    ['sqrt(-1)', /not a finite number/],
    ['2 3', /"3" comes where the number should end/],
    ['(1', /bracket is not closed/],
    ['1+', /ends where a number should come/],
    ['alert(1)', /"alert" is not a number/],
    ['sqrt 2', /bracket should open/],
    ['constructor', /is not a number/],
    ['1;2', /";2" is not part of a number/],
  ])
    assert.throws(
      () => engine.open(withWq([[text, 0, 0, 0]])),
      (error) => error.code === 'scene' && reason.test(error.message),
      text,
    );
});

test('what no pattern can make is refused with the tensor, the reason and what it could be', () => {
  for (const [written, reason] of [
    [{ pattern: 'identitty' }, /names the pattern "identitty", which does not exist\. There are: zeros/],
    [{ pattern: 'identity', time: 2 }, /has no key "time"\. It has: times/],
    [{ pattern: 'diagonal' }, /needs "values"/],
    [{ pattern: 'diagonal', values: [1, 2] }, /needs 4 values, but got 2/],
    [{ pattern: 'shift', by: 0.5 }, /has 0\.5 as "by"\. It must be a whole number/],
    [{ pattern: 'one-hot', columns: [0, 1, 2, 4] }, /needs the column 4, counted from 0, but there are 4/],
    [{ pattern: 'rotation', angle: 1, plane: [1, 1] }, /two different columns from 0 to 3/],
    [{ pattern: 'rotation', angle: 1, pairing: 'third' }, /one of: interleaved, half/],
    [{ pattern: 'block', at: [3, 3], of: [[1, 2]] }, /does not fit: 1 rows and 2 columns from row 3 and column 3/],
    [{ pattern: 'block', at: [4, 0], of: { pattern: 'ones' } }, /does not fit: it begins at row 4/],
    [{ pattern: 'copy', offset: 1 }, /needs a head that is 3 wide, a column for each token, but it is 2 wide/],
    [{ pattern: 'sum', of: [{ pattern: 'ones' }, [[1]]] }, /but one has 1 and 1/],
    [{ pattern: 'random', seed: -1 }, /a whole number, 0 or above/],
    [[['1', 2], [3]], /rows of different length/],
  ])
    assert.throws(
      () => engine.open(withWq(written)),
      (error) =>
        error.code === 'scene' && error.tensor === wq && error.message.includes(wq) && reason.test(error.message),
      JSON.stringify(written),
    );
  const misspelt = { ...base, weights: { seed: 1, tensors: { 'layers.0.attention.wz': { pattern: 'identity' } } } };
  assert.throws(() => engine.open(misspelt), /"layers\.0\.attention\.wz" belong to no step.*Did you mean/);
});

test('a scene extends another with what differs', () => {
  const shared = { ...withWq({ pattern: 'identity', times: 2 }), title: 'Base' };
  const patch = { model: { mask: { kind: 'causal' } }, weights: { tensors: { [wq]: { pattern: 'shift', by: 1 } } } };
  const given = { version: 1, extends: 'base.json', title: 'Later', patch };
  const { scene } = expandScene(engine, given, { read: (name) => (name === 'base.json' ? shared : null) });
  assert.equal(scene.title, 'Later');
  assert.equal(scene.model.mask.kind, 'causal');
  assert.deepEqual(scene.tokens, base.tokens);
  assert.deepEqual(
    scene.weights.tensors[wq][0],
    [0, 1, 0, 0],
    'a tensor is replaced whole: "times" of the other is gone',
  );
  assert.ok(!isExpandable(scene));
  assert.deepEqual(
    numbersOf({ ...given, extends: shared }, 'layers.0.attention.softmax'),
    numbersOf(scene, 'layers.0.attention.softmax'),
  );
});

test('what cannot be extended is refused', () => {
  for (const [given, reason] of [
    [{ version: 1, extends: 'base.json' }, /attend expand/],
    [{ version: 1, extends: 'https://example.org/a.json' }, /Name a file beside it/],
    [{ version: 1, extends: '../../etc/passwd.json' }, /Name a file beside it/],
    [{ version: 1, extends: base, tokens: ['a'] }, /"tokens" stands beside "extends"\. Put it into "patch"/],
    [{ version: 1, extends: base, patch: { id: 'x' } }, /cannot change "id"/],
    [{ version: 1, extends: base, patch: [] }, /"patch" must be an object/],
    [{ ...base, patch: {} }, /has no "extends"/],
  ])
    assert.throws(
      () => engine.open(given),
      (error) => error.code === 'scene' && reason.test(error.message),
      JSON.stringify(given),
    );
  const circle = { read: () => ({ version: 1, extends: 'a.json' }) };
  assert.throws(() => expandScene(engine, { version: 1, extends: 'a.json' }, circle), /Break the circle/);
});
