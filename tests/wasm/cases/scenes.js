/** Scenes that must open and scenes that must be refused: tests/engine/scenes.json. */
import { bad, good } from '../corpus.js';
import { scene, withSession } from '../support.js';

export const cases = [
  {
    name: 'scenes: every good scene opens, as an object and as text',
    async run(engine, assert, { read }) {
      const corpus = await read('tests/engine/scenes.json');
      for (const { name, scene: what } of good(corpus)) {
        withSession(engine, what, (session) => assert.ok(session.runToEnd().done > 0, name));
        withSession(engine, JSON.stringify(what, null, 2), (session) =>
          assert.deepEqual(session.scene.tokens, what.tokens, name),
        );
      }
    },
  },
  {
    name: 'scenes: every bad scene is refused with the key and what to do',
    async run(engine, assert, { read }) {
      const all = bad(await read('tests/engine/scenes.json'));
      assert.ok(all.length >= 40, `only ${all.length} bad scenes`);
      for (const { name, text, says } of all) assert.refused(() => engine.open(text), 'scene', says, name);
    },
  },
  {
    name: 'scenes: what JSON cannot say is refused too',
    run(engine, assert) {
      assert.refused(() => engine.open(undefined), 'scene');
      assert.refused(() => engine.open(null), 'scene', ['object']);
      assert.refused(() => engine.open(scene({ temperature: Number.NaN })), 'scene', ['model.temperature']);
      assert.refused(() => engine.open(scene({ temperature: Number.POSITIVE_INFINITY })), 'scene', [
        'model.temperature',
      ]);
      assert.refused(() => engine.open(scene({ width: undefined, heads: 3 })), 'scene', ['model.heads', '8']);
    },
  },
  {
    name: 'scenes: a refused scene leaves the engine as it was',
    run(engine, assert) {
      const before = engine.call('residual', { x: [[1]], y: [[2]] });
      for (let i = 0; i < 20; i += 1) assert.refused(() => engine.open('{'), 'scene');
      assert.deepEqual(engine.call('residual', { x: [[1]], y: [[2]] }), before, 'a call');
      withSession(engine, scene(), (session) => assert.equal(session.position.cells, 0, 'a session'));
    },
  },
  {
    name: 'scenes: tokens of every script label the tensors',
    run(engine, assert) {
      const tokens = ['größe', '猫', '😀', '"q"', 'a\\b', 'tab\t', '\u2028'];
      withSession(engine, scene({}, { tokens }), (session) => {
        assert.deepEqual(session.scene.tokens, tokens, 'scene');
        assert.deepEqual(session.tensor('embed', { ahead: true }).labels[0], tokens, 'labels');
      });
    },
  },
];
