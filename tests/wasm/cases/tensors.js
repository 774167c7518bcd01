/** Tensors of a session: by path, as far as they are made, with labels; and cells that are not there. */
import { allTensors, everyScene, sameData, scene, size, tensorPaths, withSession } from '../support.js';

export const cases = [
  {
    name: 'sessions: tensors fill up as they are made, row by row',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        const path = 'layers.0.attention.scores';
        const whole = session.tensor(path, { ahead: true });
        assert.deepEqual([whole.filled, whole.shape, whole.axes], [0, [2, 3, 3], ['H', 'T', 'S']], 'ahead');
        session.level = 'cell';
        session.runTo('layers.0.attention.split_heads');
        for (let made = 1; made <= 18; made += 1) {
          session.step();
          const { filled, data } = session.tensor(path);
          assert.equal(filled, made, 'filled');
          assert.ok(
            data.every((number, i) => (i < made ? Object.is(number, whole.data[i]) : Number.isNaN(number))),
            'data beyond is NaN',
          );
        }
      });
    },
  },
  {
    name: 'sessions: a tensor that is not reached is refused by name, whatever the order asked',
    run(engine, assert) {
      everyScene(engine, (session) => {
        const { given, written } = tensorPaths(session);
        for (const path of given) assert.equal(session.tensor(path).filled, session.tensor(path).data.length, path);
        for (const path of written) {
          const error = assert.refused(() => session.tensor(path), 'not_reached', [path, 'runTo', 'ahead']);
          assert.equal(error.tensor, path, 'tensor of the error');
          assert.ok(error.stage, 'stage of the error');
          assert.ok(session.tensor(path, { ahead: true }).data.length > 0, 'ahead');
        }
        session.runToEnd();
        for (const path of written) assert.equal(session.tensor(path).filled, session.tensor(path).data.length, path);
      });
    },
  },
  {
    name: 'sessions: labels and axes fit the shapes; tokens label the axes of tokens',
    run(engine, assert) {
      everyScene(engine, (session) => {
        for (const [path, { shape, axes, labels, data }] of allTensors(session)) {
          assert.equal(data.length, size(shape), path);
          assert.deepEqual([axes.length, labels.map((list) => list.length)], [shape.length, shape], path);
          axes.forEach((axis, i) => {
            const tokens = axis === 'T' && !path.startsWith('encoder.') && path !== 'memory_ids';
            if (tokens) assert.deepEqual(labels[i], session.scene.tokens, `${path} along T`);
          });
        }
      });
      withSession(
        engine,
        scene({ kind: 'decoder', unembed: true }, { vocabulary: ['cat', 'sat', 'the', 'mat'] }),
        (session) => {
          const { axes, labels } = session.tensor('probabilities', { ahead: true });
          assert.deepEqual(
            [axes, labels],
            [
              ['T', 'V'],
              [
                ['the', 'cat', 'sat'],
                ['cat', 'sat', 'the', 'mat'],
              ],
            ],
            'probabilities',
          );
          assert.deepEqual([...session.tensor('ids').data], [2, 0, 1], 'ids');
        },
      );
    },
  },
  {
    name: 'sessions: the same tensor by each of its names',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        session.runToEnd();
        const [a, b] = ['layers.0.attention.softmax', 'layers.0.attention.softmax.weights'].map((path) =>
          session.tensor(path),
        );
        assert.ok(sameData(a.data, b.data), 'weights');
        assert.refused(() => session.tensor('layers.0.attention.project'), 'path', ['project.q', 'project.v']);
        assert.refused(() => session.tensor('layers.0.attention.softmx'), 'path', [
          '"layers.0.attention.softmx"',
          'layers.0.attention.softmax',
        ]);
        assert.refused(() => session.tensor(''), 'path');
      });
    },
  },
  {
    name: 'sessions: data is a copy',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        session.runToEnd();
        const one = session.tensor('embed');
        const before = one.data[0];
        one.data[0] = 99;
        one.shape[0] = 77;
        one.labels[0][0] = 'changed';
        const two = session.tensor('embed');
        assert.deepEqual([two.data[0], two.shape[0], two.labels[0][0]], [before, 3, 'the'], 'untouched');
      });
    },
  },
  {
    name: "sessions: row sums are the engine's, of weights alone",
    run(engine, assert) {
      withSession(
        engine,
        scene({
          mask: {
            kind: 'custom',
            rows: [
              [1, 0, 1],
              [0, 0, 0],
              [0, 1, 1],
            ],
          },
        }),
        (session) => {
          const { shape, data, axes } = session.rowSums('layers.0.attention.softmax');
          assert.deepEqual(
            [shape, axes],
            [
              [2, 3],
              ['H', 'T'],
            ],
            'shape',
          );
          for (const [i, sum] of data.entries())
            assert.ok(Math.abs(sum - (i % 3 === 1 ? 0 : 1)) < 1e-6, `row ${i} sums to ${sum}`);
          withSession(engine, scene({ mask: { kind: 'causal', on: 'weights' } }), (late) => {
            const kept = late.rowSums('layers.0.attention.mask_weights').data;
            assert.ok(kept[0] < 1 && Math.abs(kept[2] - 1) < 1e-6, `rows of masked weights sum to ${[...kept]}`);
          });
          assert.refused(() => session.rowSums('layers.0.attention.scores'), 'path', [
            'layers.0.attention.scores',
            'weights',
          ]);
          assert.deepEqual(
            session.notices.map(({ path }) => path),
            ['layers.0.attention.softmax'],
            'notices',
          );
          assert.ok(session.notices[0].message.includes('Row 2'), session.notices[0].message);
        },
      );
    },
  },
  {
    name: 'sessions: a cell that is not there',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        const wrong = [
          [0, 4],
          [3, 0],
          [-1, 0],
          [0],
          [],
          [0, 0, 0],
          [0.5, 0],
          [Number.NaN, 0],
          [0, Number.POSITIVE_INFINITY],
          ['0', 0],
          [null, 0],
          [0, 2 ** 32],
        ];
        for (const index of wrong) {
          assert.refused(() => session.explain('embed', index), 'index', ['embed'], `explain [${index}]`);
          assert.refused(() => session.usedBy('embed', index), 'index', ['embed'], `usedBy [${index}]`);
          assert.refused(() => session.edit('embed', index, 1), 'index', ['embed'], `edit [${index}]`);
        }
        assert.deepEqual(session.edits, [], 'nothing was edited');
      });
    },
  },
];
