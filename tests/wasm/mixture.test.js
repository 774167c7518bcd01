/** What a mixture of experts promises, and what it refuses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf, loadEngine } from '../../dist/package/index.js';
import { sameData, scene, withSession } from './support.js';

const engine = await loadEngine();
const at = 'layers.0.feed_forward';

const block = (feed_forward, rest) => scene({ kind: 'block', feed_forward: { width: 3, ...feed_forward } }, rest);
const read = (what, path) => withSession(engine, what, (session) => session.tensor(path, { ahead: true }));
const rowsOf = ({ shape, data }) =>
  Array.from({ length: shape[0] }, (_, t) => [...data.slice(t * shape[1], (t + 1) * shape[1])]);

test('one expert is the plain feed-forward to the bit, as a scene and as a stage', () => {
  const plain = withSession(engine, block({}), (session) => session.tensor(at, { ahead: true }));
  assert.ok(sameData(read(block({ experts: 1, top: 1 }), at).data, plain.data));
  const numbers = (...shape) => ({
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i + shape.length)),
  });
  const [x, w1, b1, w2, b2] = [numbers(3, 4), numbers(4, 5), numbers(5), numbers(5, 4), numbers(4)];
  const one = ({ shape, data }) => ({ shape: [1, ...shape], data });
  const parts = { x, router: numbers(4, 1), w1: one(w1), b1: one(b1), w2: one(w2), b2: one(b2) };
  for (const activation of ['relu', 'gelu', 'gelu_tanh', 'silu']) {
    const expected = engine.call('feed_forward', { x, w1, b1, w2, b2 }, { activation });
    const mixed = engine.call('mixture', parts, { activation });
    for (const name of ['hidden', 'activated', 'y']) assert.ok(sameData(mixed[name].data, expected[name].data), name);
  }
});

test('shares of a row sum to 1, stand at the largest logits, and are 0 elsewhere', () => {
  for (const [experts, top] of [
    [2, 1],
    [4, 2],
    [5, 3],
    [3, 3],
  ]) {
    const what = block({ experts, top });
    const logits = rowsOf(read(what, `${at}.logits`));
    for (const [t, shares] of rowsOf(read(what, `${at}.shares`)).entries()) {
      const order = [...shares.keys()].sort((a, b) => logits[t][b] - logits[t][a] || a - b);
      assert.deepEqual(
        shares.map((share) => share > 0),
        shares.map((_, e) => order.indexOf(e) < top),
      );
      assert.ok(Math.abs(shares.reduce((a, b) => a + b) - 1) < 1e-6);
    }
    const load = [...read(what, `${at}.load`).data];
    assert.equal(
      load.reduce((a, b) => a + b),
      3 * top,
    );
  }
});

test('of equal logits the earlier expert is taken', () => {
  const router = { shape: [4, 4], data: new Float32Array(16) };
  const tied = block({ experts: 4, top: 2 }, { weights: { seed: 7, tensors: { [`${at}.router`]: router } } });
  assert.deepEqual(rowsOf(read(tied, `${at}.chosen`)), Array(3).fill([1, 1, 0, 0]));
  assert.deepEqual(rowsOf(read(tied, `${at}.shares`)), Array(3).fill([0.5, 0.5, 0, 0]));
});

test('at a tie gradients go back as if the earlier expert had won by a little, and none through the choice', () => {
  const slopes = (lead, loss) => {
    const router = {
      shape: [4, 3],
      data: Float32Array.from([1, 1 - lead, 0, 1, 1 - lead, 0, 1, 1 - lead, 0, 1, 1 - lead, 0]),
    };
    const norm = { 'layers.0.norm_2.gain': [0, 0, 0, 0], 'layers.0.norm_2.bias': [1, 1, 1, 1] };
    const tensors = { [`${at}.router`]: router, ...norm };
    return [...read(block({ experts: 3 }, { weights: { seed: 7, tensors }, loss }), `gradients.weights.${at}.w1`).data];
  };
  const loss = { kind: 'cotangent', path: at, seed: 3 };
  const [tied, earlier, later] = [0, 1e-6, -1e-6].map((lead) => slopes(lead, loss));
  assert.deepEqual(tied, earlier);
  assert.notDeepEqual(tied, later);
  const chosen = block({ experts: 3 }, { loss: { kind: 'cell', path: `${at}.load`, index: [0] } });
  assert.ok(read(chosen, `gradients.${at}.logits`).data.every((slope) => slope === 0));
});

test('an expert that no token chose has no gradient, and what it says does not count', () => {
  const router = { shape: [4, 3], data: Float32Array.from({ length: 12 }, (_, i) => (i % 3 === 2 ? 0 : 50)) };
  const loss = { kind: 'cotangent', path: at, seed: 3 };
  // The second norm has a mean of 0; its bias makes all tokens agree.
  const norm = { shape: [4], data: new Float32Array(4) };
  const tensors = { [`${at}.router`]: router, 'layers.0.norm_2.gain': norm, 'layers.0.norm_2.bias': [1, 1, 1, 1] };
  const what = block({ experts: 3, top: 2 }, { weights: { seed: 7, tensors }, loss });
  withSession(engine, what, (session) => {
    assert.deepEqual([...session.tensor(`${at}.load`, { ahead: true }).data], [3, 3, 0]);
    const { shape, data } = session.tensor(`gradients.weights.${at}.w2`, { ahead: true });
    const size = data.length / shape[0];
    assert.ok(data.slice(2 * size).every((slope) => slope === 0));
    assert.ok(data.slice(0, size).some((slope) => slope !== 0));
    const before = [...session.tensor(at, { ahead: true }).data];
    session.edit(`weights.${at}.b1`, [2, 0], 1e30);
    session.edit(`weights.${at}.w2`, [2, 0, 0], 1e30);
    assert.equal(session.tensor(`${at}.outputs`, { ahead: true }).data.every(Number.isFinite), false);
    assert.deepEqual([...session.tensor(at, { ahead: true }).data], before);
  });
});

test('the number of chosen experts is an option that can be changed, and all are taken where it is too large', () => {
  withSession(engine, block({ experts: 3, top: 1 }), (session) => {
    session.runTo(at);
    for (const [top, count] of [
      [2, 2],
      [3, 3],
      [7, 3],
    ]) {
      session.edit(`${at}.top`, [], top);
      const { data } = session.tensor(`${at}.chosen`, { ahead: true });
      assert.equal(
        data.reduce((a, b) => a + b),
        3 * count,
      );
      const { op, operands, terms } = session.explain(`${at}.chosen`, [0, 0]);
      assert.deepEqual([op, operands.length, terms.length > 0], ['among', 3, count < 3]);
    }
  });
});

test('a call that asks for more experts than there are is refused: what, why, and what to do', () => {
  const zeros = (...shape) => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b)) });
  const inputs = { x: zeros(1, 2), router: zeros(2, 3), w1: zeros(3, 2, 2), w2: zeros(3, 2, 2) };
  const refused = (options, code, message) =>
    assert.throws(() => engine.call('mixture', inputs, options), { code, message });
  refused({ top: 4 }, 'shape', /top is 4.*3 experts.*Choose at most/);
  refused({ top: 0 }, 'option', /top is 0.*1 or above/);
  refused({ top: 1.5 }, 'option', /top is 1\.5.*whole number/);
  const wrong = { ...inputs, x: { shape: [1, 2], data: Float32Array.of(Number.NaN, 0) } };
  assert.throws(() => engine.call('mixture', wrong, {}), { code: 'value', message: /x\[0, 0\] is NaN/ });
});

test('only what the chosen experts multiply is needed; all of it is computed', () => {
  const cost = (feed_forward) => withSession(engine, block(feed_forward), (session) => costOf(session, { under: at }));
  const [T, C, F, E] = [3, 4, 3, 4];
  const routed = T * C * E + T * E;
  for (const top of [1, 2, 4]) {
    const { multiplyAdds, computed, parameters } = cost({ experts: E, top });
    assert.equal(multiplyAdds, routed + top * T * (C * F + F * C + C));
    assert.equal(computed, routed + E * T * (C * F + F * C + C));
    assert.equal(parameters, C * E + E * (C * F + F + F * C + C));
  }
  const plain = cost({});
  assert.equal(plain.multiplyAdds, plain.computed);
});
