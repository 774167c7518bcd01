/** Every part of every kind of program has a name of its own, and what a part does is told of its own pass. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const { intervene, partsOf } = await loadTs('web/engine/interventions/parts.ts');
const { endOf, groupOf, nameOf, tellEffect } = await loadTs('web/elements/interventions/told.ts');
const engine = await loadEngine();

const words = { version: 1, tokens: ['a', 'b', 'a'], vocabulary: ['a', 'b', 'c', 'd'], weights: { seed: 2 } };
const model = { width: 8, heads: 2, layers: 1, unembed: true };
const scenes = {
  generating: {
    ...words,
    model: { ...model, kind: 'decoder', mask: { kind: 'causal' } },
    generate: { tokens: 2, cache: true },
  },
  translating: { ...words, memory: ['c', 'b'], model: { ...model, kind: 'encoder-decoder' } },
  looking: { ...words, memory: ['b', 'c'], model: { kind: 'attention', width: 8, heads: 2 } },
  learning: { ...words, model: { ...model, kind: 'decoder' }, loss: { kind: 'cell', path: 'unembed', index: [0, 0] } },
};

for (const [name, scene] of Object.entries(scenes))
  test(`${name}: no two parts are called alike, and none has a layer that is no number`, () => {
    const session = engine.open(scene);
    const names = partsOf(session).map((part) => `${groupOf(session, part)}, ${nameOf(session, part)}`);
    assert.equal(new Set(names).size, names.length, names.join('\n'));
    assert.deepEqual(
      names.filter((one) => /NaN|undefined|part-/.test(one)),
      [],
    );
    session.close();
  });

test('what a later pass ends with changes with a part of that pass, and a loss is no end', () => {
  const session = engine.open(scenes.generating);
  const part = partsOf(session).findLast(({ kind }) => kind === 'sublayer');
  const end = endOf(session, part);
  assert.match(end, /^decode\.\d+\.probabilities$/);
  const before = session.tensor(end, { ahead: true });
  intervene(engine, session, part, 'zeros');
  assert.doesNotMatch(tellEffect(session, before, session.tensor(end, { ahead: true })), /Nothing/);
  session.close();
  const learning = engine.open(scenes.learning);
  assert.equal(endOf(learning), 'probabilities');
  learning.close();
});

test('the second sentence takes the place of the second', () => {
  const session = engine.open(scenes.translating);
  const part = partsOf(session).find(({ kind, path }) => kind === 'sublayer' && path.startsWith('encoder.'));
  const before = [...session.tensor(part.path, { ahead: true }).data];
  intervene(engine, session, part, { tokens: ['d', 'a'] });
  assert.notDeepEqual([...session.tensor(part.path, { ahead: true }).data], before);
  assert.throws(() => intervene(engine, session, part, { tokens: ['a', 'b', 'a'] }), /has 3 tokens, but 2 are needed/);
  session.close();
});
