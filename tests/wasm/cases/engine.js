/** The engine as a whole: its manifest, its seeded weights, its memory. */
import { fixture } from '../seeded.js';
import { sameData, scene, steps, tensorPaths, withSession } from '../support.js';

export const cases = [
  {
    name: 'engine: every stage tells what it is',
    run(engine, assert) {
      assert.ok(engine.stages.length >= 15, 'stages');
      for (const stage of engine.stages) {
        for (const key of ['id', 'title', 'formula', 'numpy', 'source', 'file'])
          assert.ok(stage[key], `${stage.id} has no ${key}`);
        assert.ok(
          stage.writes.some(({ main }) => main),
          `${stage.id} has no main result`,
        );
        const names = [...stage.reads, ...stage.writes].map(({ name }) => name);
        for (const result of stage.writes) {
          assert.ok(result.formula && result.numpy, `${stage.id}.${result.name} has no formula or no NumPy`);
          assert.ok(stage.numpy.includes(result.numpy), `${stage.id}.${result.name} is not in the NumPy of the whole`);
          for (const read of result.reads)
            assert.ok(names.includes(read), `${stage.id}.${result.name} reads ${read}, which is not there`);
        }
        for (const { name, kind, choices, about } of stage.options) {
          assert.ok(['number', 'integer', 'choice'].includes(kind) && about, `${stage.id}: option ${name}`);
          assert.equal(kind === 'choice', choices !== undefined, `${stage.id}: choices of ${name}`);
        }
      }
    },
  },
  {
    name: "engine: its version is the package's",
    async run(engine, assert, { read }) {
      assert.equal(engine.version, (await read('package.json')).version, 'version');
    },
  },
  {
    name: 'engine: weights from a seed are the specified ones to the bit',
    run(engine, assert) {
      for (const { scene: what, weights } of fixture().scenes)
        withSession(engine, what, (session) => {
          const given = tensorPaths(session).given.filter((path) => path.startsWith('weights.'));
          assert.deepEqual(given.sort(), Object.keys(weights).sort(), 'weights');
          for (const [path, { shape, data }] of Object.entries(weights)) {
            const got = session.tensor(path);
            assert.deepEqual(got.shape, shape, path);
            assert.ok(sameData(got.data, Float32Array.from(data)), `${path}: expected ${data}, got ${[...got.data]}`);
          }
        });
    },
  },
  {
    name: 'engine: a thousand sessions, opened, used and closed, leave its memory as large as before',
    run(engine, assert, { memory }) {
      const use = () =>
        withSession(engine, scene({ kind: 'block', width: 8, heads: 2 }), (session) => {
          session.runToEnd();
          session.explain('layers.0.feed_forward', [0, 0]);
          session.edit('embed', [0, 0], 1);
          session.undo();
        });
      for (let i = 0; i < 50; i += 1) use();
      const before = memory();
      for (let i = 0; i < 1000; i += 1) use();
      assert.equal(memory(), before, 'bytes of memory');
    },
  },
  {
    name: 'engine: a thousand refused scenes and calls leave its memory as large as before',
    run(engine, assert, { memory }) {
      const use = () => {
        assert.refused(
          () => engine.open(scene({ width: 8 }, { weights: { seed: 1, tensors: { nothing: [[1]] } } })),
          'scene',
        );
        assert.refused(
          () => engine.call('residual', { x: { shape: [50, 50], data: new Float32Array(2500) }, y: [[1]] }),
          'shape',
        );
      };
      for (let i = 0; i < 50; i += 1) use();
      const before = memory();
      for (let i = 0; i < 1000; i += 1) use();
      assert.equal(memory(), before, 'bytes of memory');
    },
  },
  {
    name: 'engine: what a stage calls weights are weights, and a score is a score in every stage',
    run(engine, assert) {
      const roles = new Map();
      for (const { reads, writes } of engine.stages) {
        for (const { name, role } of [...reads, ...writes]) {
          assert.equal(roles.get(name) ?? role, role, `${name} means the same everywhere`);
          roles.set(name, role);
        }
      }
      withSession(engine, scene({ heads: 2, mask: { kind: 'causal' } }), (session) => {
        for (const [name, role] of roles) {
          const path = steps(session.program).flatMap(({ outputs }) => (outputs[name] ? [outputs[name]] : []))[0];
          if (role !== 'weights' || !path) continue;
          for (const sum of session.rowSums(path).data)
            assert.ok(Math.abs(sum - 1) < 1e-6, `${path}: a row adds up to ${sum}`);
        }
        assert.refused(() => session.rowSums('layers.0.attention.scale'), 'path');
      });
      assert.equal([...roles].filter(([, role]) => role === 'weights').length, 2, 'weights, and the masked ones');
    },
  },
];
