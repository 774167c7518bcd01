/** Edits, and the way back. */
import { allTensors, cellName, indexOf, random, sameData, scene, steps, tensorPaths, withSession } from '../support.js';

const block = scene({ kind: 'block', width: 4, heads: 2, feed_forward: { width: 3 }, mask: { kind: 'causal' } });
const scenes = [scene(), block, scene({ kind: 'encoder-decoder', width: 2, heads: 1 }, { memory: ['le', 'chat'] })];

const differing = (before, after) =>
  [...before.keys()].filter((path) => !sameData(before.get(path).data, after.get(path).data));

/** Every tensor made of this one, directly or not. */
function downstream(session, path) {
  const stages = new Set([path]);
  for (const step of steps(session.program))
    if (step.reads.some((read) => stages.has(read)) || step.writes.includes(path))
      for (const written of step.writes) stages.add(written);
  return stages;
}

export const cases = [
  {
    name: 'edits: undo brings back every bit, redo the edit; only what lies downstream changes',
    run(engine, assert) {
      const draw = random(3);
      for (const what of scenes)
        withSession(engine, what, (session) => {
          const { given, written } = tensorPaths(session);
          const editable = [...given, ...written].filter((path) => !path.endsWith('ids') && !path.startsWith('masks.'));
          for (let n = 0; n < 25; n += 1) {
            const path = draw.pick(editable);
            const before = allTensors(session);
            const { shape, data } = before.get(path);
            const index = indexOf(shape, draw.below(data.length));
            session.edit(path, index, draw.number() + 0.125);
            const edited = allTensors(session);
            const may = downstream(session, path);
            for (const changed of differing(before, edited))
              assert.ok(may.has(changed), `${cellName(path, index)} changed ${changed}`);
            assert.deepEqual(
              session
                .changes()
                .map((change) => change.path)
                .sort(),
              differing(before, edited).sort(),
              `changes of ${path}`,
            );
            assert.equal(session.undo(), true, 'undo');
            assert.deepEqual(differing(before, allTensors(session)), [], `after undo of ${path}`);
            assert.deepEqual(session.changes(), [], 'changes after undo');
            assert.equal(session.redo(), true, 'redo');
            assert.deepEqual(differing(edited, allTensors(session)), [], `after redo of ${path}`);
            session.undo();
          }
          assert.equal(session.undo(), false, 'nothing left to undo');
        });
    },
  },
  {
    name: 'edits: changes give before and after, edits what was asked',
    run(engine, assert) {
      withSession(engine, scene({ heads: 1 }), (session) => {
        const path = 'layers.0.attention.scale';
        const before = session.tensor(path, { ahead: true });
        session.edit(path, [0, 1, 2], 3.5);
        assert.deepEqual(session.edits, [{ path, index: [0, 1, 2], value: 3.5, values: [3.5] }], 'edits');
        assert.deepEqual(session.before(path).data, before.data, 'before, by its path');
        const change = session.changes().find((one) => one.path === path);
        assert.deepEqual(change.before, { shape: before.shape, data: before.data }, 'before');
        assert.equal(change.after.data[5], 3.5, 'after');
        const moved = Math.fround(3.5 - before.data[5]);
        assert.deepEqual(
          change.largest,
          { index: [0, 1, 2], before: before.data[5], after: 3.5, difference: moved },
          'the largest change',
        );
        assert.equal(session.difference(path).data[5], moved, 'the difference by path');
        const weights = session.changes().find((one) => one.path === 'layers.0.attention.softmax');
        const rows = [0, 1, 2].filter((row) =>
          [0, 1, 2].some((s) => weights.before.data[row * 3 + s] !== weights.after.data[row * 3 + s]),
        );
        assert.deepEqual(rows, [1], 'only the edited row of weights');
      });
    },
  },
  {
    name: 'edits: of a weight equal a fresh run with that weight',
    run(engine, assert) {
      withSession(engine, block, (session) => {
        const path = 'weights.layers.0.feed_forward.w1';
        session.edit(path, [2, 1], 0.375);
        const { shape, data } = session.tensor(path);
        const rows = Array.from({ length: shape[0] }, (_, i) => [...data.slice(i * shape[1], (i + 1) * shape[1])]);
        const fresh = { ...block, weights: { ...block.weights, tensors: { 'layers.0.feed_forward.w1': rows } } };
        withSession(engine, fresh, (other) =>
          assert.deepEqual(differing(allTensors(session), allTensors(other)), [], 'tensors'),
        );
      });
    },
  },
  {
    name: 'edits: of a row of cells are one edit',
    run(engine, assert) {
      withSession(engine, scene({ heads: 1 }), (session) => {
        const path = 'layers.0.attention.scale';
        const before = allTensors(session);
        session.edit(path, [0, 1, 1], [1, 2, Number.NEGATIVE_INFINITY]);
        assert.deepEqual(
          [...session.tensor(path, { ahead: true }).data.slice(4, 7)],
          [1, 2, Number.NEGATIVE_INFINITY],
          'cells',
        );
        assert.deepEqual(
          session.edits.map(({ index, values }) => [index, values]),
          [
            [
              [0, 1, 1],
              [1, 2, Number.NEGATIVE_INFINITY],
            ],
          ],
          'edits',
        );
        assert.refused(() => session.edit(path, [0, 2, 1], [1, 2, 3]), 'value', [path, 'room for 2']);
        assert.refused(() => session.edit(path, [0, 0, 0], []), 'value', [path]);
        assert.refused(() => session.edit(path, [0, 0, 0], [1, Number.NaN]), 'value', [`${path}[0, 0, 1]`]);
        session.undo();
        assert.deepEqual(differing(before, allTensors(session)), [], 'after undo');
      });
    },
  },
  {
    name: 'edits: one taken away from among others leaves the others',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        const all = [
          ['embed', [0, 0], 2],
          ['layers.0.attention.scale.temperature', [], 0.5],
          ['weights.layers.0.attention.wq', [1, 1], -1],
        ];
        for (const [path, index, value] of all) session.edit(path, index, value);
        assert.refused(() => session.removeEdit(3), 'index', ['3']);
        assert.refused(() => session.removeEdit(-1), 'index');
        assert.refused(() => session.removeEdit(0.5), 'index');
        session.removeEdit(1);
        withSession(engine, scene(), (other) => {
          for (const [path, index, value] of [all[0], all[2]]) other.edit(path, index, value);
          assert.deepEqual(differing(allTensors(session), allTensors(other)), [], 'tensors');
          assert.deepEqual(session.edits, other.edits, 'edits');
          assert.deepEqual(session.program, other.program, 'program');
        });
      });
    },
  },
  {
    name: 'edits: say how many results they computed',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        const results = tensorPaths(session).written.length;
        assert.equal(session.edit('weights.embed.table', [0, 0], 1), results, 'of the first weight');
        assert.equal(session.edit('layers.0.attention.output', [0, 0], 1), 1, 'of the last result');
        assert.equal(session.edit('layers.0.attention.merge_heads', [0, 0], 1), 2, 'of the last but one');
      });
    },
  },
  {
    name: 'edits: of the temperature show in the program',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        session.edit('layers.0.attention.scale.temperature', [], 0.5);
        const step = steps(session.program).find(({ stage }) => stage === 'scale');
        assert.equal(step.options.temperature, 0.5, 'the option');
        withSession(engine, scene({ temperature: 0.5 }), (other) =>
          assert.deepEqual(differing(allTensors(session), allTensors(other)), [], 'tensors'),
        );
        session.undo();
        assert.equal(
          steps(session.program).find(({ stage }) => stage === 'scale').options.temperature,
          1,
          'after undo',
        );
      });
    },
  },
  {
    name: 'edits: the cursor stays where it is',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        const before = session.runTo('layers.0.attention.scale');
        session.edit('embed', [0, 0], 2);
        assert.deepEqual(session.position, before, 'after an edit');
        session.undo();
        assert.deepEqual(session.position, before, 'after undo');
      });
    },
  },
  {
    name: 'edits: what may not stand there is refused, and nothing changes',
    run(engine, assert) {
      withSession(engine, scene({ mask: { kind: 'causal' } }), (session) => {
        const before = allTensors(session);
        const weight = 'weights.layers.0.attention.wq';
        const wrong = [
          [weight, [0, 0], Number.NaN, 'value', [weight]],
          [weight, [0, 0], Number.NEGATIVE_INFINITY, 'value', [weight, 'finite']],
          [weight, [0, 0], 1e39, 'value', [weight]],
          ['layers.0.attention.scores', [0, 0, 0], Number.POSITIVE_INFINITY, 'value', ['layers.0.attention.scores']],
          ['masks.causal', [0, 0], 0.5, 'value', ['masks.causal', '0.5']],
          ['ids', [0], 0.5, 'value', ['ids']],
          ['ids', [0], -1, 'value', ['ids']],
          ['ids', [0], 3, 'value', ['3']],
          [weight, [4, 0], 1, 'index', [weight, '(4, 4)']],
          ['weights.wq', [0, 0], 1, 'path', ['"weights.wq"']],
          ['layers.0.attention.scale.temperature', [], 0, 'value', ['temperature', 'above 0']],
        ];
        for (const [path, index, value, code, says] of wrong)
          assert.refused(() => session.edit(path, index, value), code, says, `${cellName(path, index)} = ${value}`);
        assert.deepEqual(session.edits, [], 'edits');
        assert.deepEqual(differing(before, allTensors(session)), [], 'tensors');
      });
    },
  },
  {
    name: 'edits: of a mask or an id equal a fresh run, notices included',
    run(engine, assert) {
      const masked = (rows) => scene({ mask: { kind: 'custom', rows } });
      withSession(
        engine,
        masked([
          [1, 0, 0],
          [1, 1, 0],
          [1, 1, 1],
        ]),
        (session) => {
          session.edit('masks.custom', [0, 0], 0);
          withSession(
            engine,
            masked([
              [0, 0, 0],
              [1, 1, 0],
              [1, 1, 1],
            ]),
            (other) => {
              assert.deepEqual(differing(allTensors(session), allTensors(other)), [], 'tensors');
              assert.deepEqual(session.notices, other.notices, 'notices');
              assert.equal(session.notices.length, 1, 'one notice');
            },
          );
          session.undo();
          assert.deepEqual(session.notices, [], 'no notice after undo');
        },
      );
      const said = (tokens) => scene({}, { tokens, vocabulary: ['the', 'cat', 'sat'] });
      withSession(engine, said(['the', 'cat']), (session) => {
        session.edit('ids', [1], 2);
        withSession(engine, said(['the', 'sat']), (other) =>
          assert.deepEqual(differing(allTensors(session), allTensors(other)), [], 'tensors'),
        );
      });
    },
  },
];
