/** From a wish to weights: what can be met is met, by the engine's own numbers; what cannot is refused with the reason. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandScene, loadEngine } from '../../dist/package/index.js';

const engine = await loadEngine();

/** Numbers from 0 to 1 that are the same in every run. */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const wishes = 200;

/** A scene and a wish that can be met: every token has a vector of its own, and is asked for at most one other. */
function meetable(number) {
  const draw = chance(number + 1);
  const between = (least, most) => least + Math.floor(draw() * (most - least + 1));
  const tokens = Array.from({ length: between(2, 6) }, (_, i) => `t${i}`);
  const heads = between(1, 2);
  const width = heads * between(Math.ceil(tokens.length / heads) + 1, 6);
  const kind = ['attention', 'block', 'decoder'][between(0, 2)];
  const far = between(1, tokens.length - 1);
  const offset = kind === 'decoder' || draw() < 0.5 ? -far : far;
  const head = between(0, heads - 1);
  const model = { kind, width, heads, position: draw() < 0.5 ? 'learned' : 'none', bias: draw() < 0.5 };
  return {
    version: 1,
    tokens,
    model,
    weights: { seed: number },
    wishes: [{ head, offset, above: Math.round((0.5 + 0.45 * draw()) * 100) / 100 }],
  };
}

test(`${wishes} random wishes that can be met are met`, () => {
  for (let number = 0; number < wishes; number += 1) {
    const given = meetable(number);
    const [{ head, offset, above }] = given.wishes;
    const { scene } = expandScene(engine, given);
    assert.equal(scene.wishes, undefined);
    const session = engine.open(scene);
    const weights = session.tensor('layers.0.attention.softmax', { ahead: true });
    session.close();
    const T = given.tokens.length;
    for (let t = Math.max(0, -offset); t < Math.min(T, T - offset); t += 1)
      assert.ok(weights.data[(head * T + t) * T + t + offset] > above, `${number}: ${JSON.stringify(given)}`);
  }
});

const base = {
  version: 1,
  tokens: ['a', 'b', 'a', 'c'],
  model: { kind: 'attention', width: 6, heads: 1, position: 'learned' },
  weights: { seed: 3 },
};

test('a wish that cannot be met is refused with the reason', () => {
  const without = { ...base.model, position: 'none' };
  for (const [more, wish, reason] of [
    [{ model: without }, { offset: -1, above: 0.9 }, /tokens 1 \("a"\) and 3 \("a"\) are alike.*"position"/],
    [{ model: without }, { query: 1, key: 0, above: 0.4 }, null],
    [{ tokens: ['a', 'a', 'b'], model: without }, { offset: 1, above: 0.6 }, /alike/],
    [
      { model: { ...base.model, mask: { kind: 'causal' } } },
      { offset: 1, above: 0.5 },
      /mask does not let token 1 attend to token 2/,
    ],
    [{}, { offset: 9, above: 0.5 }, /no such pair among 4 and 4 tokens/],
    [{}, { head: 1, offset: -1, above: 0.5 }, /head 1, counted from 0, but there are 1/],
    [
      {},
      { at: 'layers.1.attention', offset: -1, above: 0.5 },
      /no attention of this model\. It has: layers\.0\.attention/,
    ],
    [
      { tokens: [...'abcdefgh'], model: { ...base.model, width: 1 } },
      { offset: -1, above: 0.9 },
      /make "width" 8 or more/,
    ],
    [
      { model: { ...base.model, qk_norm: true } },
      { offset: -1, above: 0.5 },
      /does not reckon with qk_norm: write W_q and W_k/,
    ],
    [{}, { offset: -1, above: 1 }, /from 0 to below 1/],
    [{}, { offset: -1, query: 1, key: 0, above: 0.5 }, /neither an "offset" alone/],
    [{}, { offset: -1 }, /"above" that is no number/],
    [{}, { offset: -1, above: 0.5, least: 1 }, /key "least"/],
  ]) {
    const open = () => engine.open({ ...base, ...more, wishes: [wish] }).close();
    if (reason === null) assert.doesNotThrow(open, JSON.stringify(wish));
    else assert.throws(open, (error) => error.code === 'scene' && reason.test(error.message), JSON.stringify(wish));
  }
});

test('weights that are written are held to the wish, not changed', () => {
  const wq = 'layers.0.attention.wq';
  const model = { ...base.model, bias: false };
  const given = { ...base, model, weights: { seed: 3, tensors: { [wq]: { pattern: 'zeros' } } } };
  assert.doesNotThrow(() => engine.open({ ...given, wishes: [{ offset: -1, above: 0.2 }] }).close());
  assert.throws(
    () => engine.open({ ...given, wishes: [{ offset: -1, above: 0.3 }] }),
    /does not hold.*is 0\.2500\. Change the weights, or leave W_q and W_k out/,
  );
});

test('several wishes of one head and wishes of deeper layers hold together', () => {
  const scene = {
    ...base,
    tokens: ['a', 'b', 'c', 'd'],
    model: { kind: 'decoder', layers: 2, width: 8, heads: 2, position: 'learned' },
    wishes: [
      { offset: -1, above: 0.9 },
      { head: 1, query: 3, key: 0, above: 0.4 },
      { head: 1, query: 3, key: 1, above: '1/3' },
      { at: 'layers.1.attention', offset: -2, above: 0.8 },
    ],
  };
  const { notes } = expandScene(engine, scene);
  assert.equal(notes.filter((note) => note.startsWith('holds: ')).length, 4, notes.join('\n'));
  const greedy = {
    ...scene,
    wishes: [
      { query: 3, key: 0, above: 0.6 },
      { query: 3, key: 1, above: 0.6 },
    ],
  };
  assert.throws(() => engine.open(greedy), /add up to more than 1\.20/);
});
