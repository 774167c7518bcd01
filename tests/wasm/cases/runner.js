/** Runners: the numbers of a session without its steps. */
import { encoderDecoder, everyScene, scene } from '../support.js';

/** The largest distance between two tensors, as a share of the largest number of its row. */
function distance(got, expected) {
  const columns = expected.shape.at(-1);
  let most = 0;
  for (let from = 0; from < expected.data.length; from += columns) {
    const row = expected.data.subarray(from, from + columns);
    const largest = Math.max(...row.map(Math.abs));
    row.forEach((number, i) => {
      most = Math.max(most, Math.abs(got.data[from + i] - number) / largest);
    });
  }
  return most;
}

export const cases = [
  {
    name: 'runners: the numbers of a session, again and again',
    run(engine, assert) {
      everyScene(engine, (session) => {
        const runner = engine.runner(session.given);
        const expected = session.tensor(runner.path, { ahead: true });
        for (const result of [runner.forward(), runner.forward(), runner.forward(session.scene.tokens)]) {
          assert.deepEqual(result.shape, expected.shape, 'shape');
          assert.ok(distance(result, expected) <= 1e-6, `${runner.path}: ${distance(result, expected)} apart`);
          assert.equal(Boolean(result.logits), session.scene.model.unembed, 'whether there are logits');
        }
        assert.deepEqual(runner.scene, session.scene, 'the scene with its defaults');
        runner.close();
      });
    },
  },
  {
    name: 'runners: other words and another memory than the scene has',
    run(engine, assert) {
      const runner = engine.runner(encoderDecoder);
      const { vocabulary } = runner.scene;
      const tokens = Array.from({ length: 40 }, (_, t) => vocabulary[t % vocabulary.length]);
      const memory = tokens.slice(3, 12);
      const session = engine.open(encoderDecoder, { tokens, memory, vocabulary });
      const expected = session.tensor(runner.path, { ahead: true });
      assert.ok(distance(runner.forward(tokens, memory), expected) <= 1e-6, 'as in a session');
      session.close();
      runner.close();
    },
  },
  {
    name: 'runners: what they refuse',
    run(engine, assert) {
      const runner = engine.runner(scene());
      assert.refused(() => runner.forward(['nonsense']), 'value', ['"nonsense" is not in the vocabulary']);
      assert.refused(() => runner.forward([]), 'input', ['was given no tokens']);
      assert.refused(() => runner.forward(undefined, runner.scene.tokens), 'input', ['reads no memory']);
      assert.refused(() => engine.runner({}), 'scene', ['version']);
      runner.close();
      assert.refused(() => runner.forward(), 'closed', ['This runner was closed']);
      assert.refused(() => runner.close(), 'closed', []);
    },
  },
];
