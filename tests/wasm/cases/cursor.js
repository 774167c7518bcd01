/** The cursor: stepping, running, stopping; and sessions that are closed, or many. */
import {
  allTensors,
  encoder,
  everyScene,
  indexOf,
  random,
  sameData,
  scene,
  size,
  steps,
  tensorPaths,
  withSession,
} from '../support.js';

const levels = ['model', 'layer', 'sublayer', 'stage', 'result', 'head', 'row', 'cell'];

/** All positions from the start to the end, stepping. */
function walk(session) {
  const places = [session.reset()];
  while (places.at(-1).cells < places.at(-1).totalCells) places.push(session.step());
  return places;
}

export const cases = [
  {
    name: 'sessions: at the start nothing is made, at the end everything is',
    run(engine, assert) {
      everyScene(engine, (session) => {
        const total = steps(session.program).length;
        const start = session.position;
        assert.deepEqual(
          [start.path, start.done, start.total, start.cells, start.tensor, start.index, start.level, start.depth],
          ['', 0, total, 0, null, null, 'stage', 3],
          'start',
        );
        const end = session.runToEnd();
        assert.deepEqual([end.done, end.total, end.cells], [total, total, end.totalCells], 'end');
        const { written } = tensorPaths(session);
        const cells = written.reduce((sum, path) => sum + size(session.tensor(path).shape), 0);
        assert.equal(end.totalCells, cells, 'cells of all results');
        assert.deepEqual(session.step(), end, 'a step past the end');
        session.reset();
        assert.deepEqual(session.stepBack(), start, 'a step before the start');
      });
    },
  },
  {
    name: 'sessions: step after step at every level, and back through the same places',
    run(engine, assert) {
      everyScene(engine, (session) => {
        for (const [depth, level] of levels.entries()) {
          session.level = level;
          assert.equal(session.level, level, 'level');
          const forth = walk(session);
          for (const [i, place] of forth.entries()) {
            assert.deepEqual([place.level, place.depth], [level, depth], 'level and depth');
            if (i > 0)
              assert.ok(
                place.cells > forth[i - 1].cells && place.done >= forth[i - 1].done,
                `${level}: step ${i} goes on`,
              );
          }
          for (let i = forth.length - 2; i >= 0; i -= 1)
            assert.deepEqual(session.stepBack(), forth[i], `${level}: back to step ${i}`);
        }
      });
    },
  },
  {
    name: 'sessions: at stage level each step makes one stage and names it',
    run(engine, assert) {
      everyScene(engine, (session) => {
        const names = walk(session).map(({ path }) => path);
        assert.deepEqual(names, ['', ...steps(session.program).map(({ path }) => path)], 'paths');
      });
    },
  },
  {
    name: 'sessions: inside a stage the position names the result and the cell',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        const softmax = 'layers.0.attention.softmax';
        session.level = 'result';
        session.runTo('layers.0.attention.scale');
        const made = ['row_max', 'shifted', 'exponentials', 'row_sum'].map((name) => `${softmax}.${name}`);
        for (const path of made) {
          const { path: here, tensor } = session.step();
          assert.deepEqual([here, tensor], [path, path], 'result');
        }
        assert.equal(session.step().tensor, softmax, 'the main result');
        session.level = 'cell';
        assert.deepEqual(session.runTo(softmax, [1, 0, 2]).index, [1, 0, 2], 'cell');
        assert.deepEqual(session.step().index, [1, 1, 0], 'the next cell');
        assert.deepEqual(session.stepBack().index, [1, 0, 2], 'and back');
      });
    },
  },
  {
    name: 'sessions: into a stage and out of it',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        const softmax = 'layers.0.attention.softmax';
        session.runTo('layers.0.attention.scale');
        const into = session.stepInto();
        assert.deepEqual([into.level, into.path], ['result', `${softmax}.row_max`], 'into the stage');
        const deeper = session.stepInto();
        assert.ok(levels.indexOf(deeper.level) > levels.indexOf('result'), 'into the result');
        assert.equal(deeper.tensor, `${softmax}.shifted`, 'of the next result');
        let out = deeper;
        for (let i = 0; i < 8 && out.level !== 'stage'; i += 1) out = session.stepOut();
        assert.deepEqual([out.level, out.path, out.done], ['stage', softmax, 6], 'out again');
      });
    },
  },
  {
    name: 'sessions: seek goes to any cell and nowhere else',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        const { totalCells } = session.position;
        for (const [cells, expected] of [
          [0, 0],
          [1, 1],
          [17, 17],
          [totalCells, totalCells],
          [totalCells + 1, totalCells],
          [1e12, totalCells],
          [Number.POSITIVE_INFINITY, totalCells],
          [-5, 0],
        ])
          assert.equal(session.seek(cells).cells, expected, `seek(${cells})`);
      });
    },
  },
  {
    name: 'sessions: run to a step, a result, a group, a cell, forwards and back',
    run(engine, assert) {
      withSession(engine, encoder, (session) => {
        for (const { path, writes } of steps(session.program).reverse()) {
          const { path: here, cells } = session.runTo(path);
          assert.equal(here, path, 'run to a step');
          const last = session.tensor(writes.at(-1));
          assert.equal(last.filled, last.data.length, `${path} is whole`);
          assert.equal(session.locate(path), cells, 'locate');
        }
        assert.equal(session.runTo('layers.1').path, 'layers.1.residual_2', 'run to a layer');
        assert.equal(session.runTo('layers.0.attention').path, 'layers.0.attention.output', 'run to a sublayer');
        const inner = session.runTo('layers.0.attention.softmax.exponentials');
        assert.deepEqual(
          [inner.tensor, inner.index],
          ['layers.0.attention.softmax.exponentials', [1, 2, 2]],
          'run to a result',
        );
        const cell = session.runTo('layers.0.attention.scores', [1, 0, 2]);
        assert.deepEqual([cell.tensor, cell.index], ['layers.0.attention.scores', [1, 0, 2]], 'run to a cell');
        assert.refused(() => session.runTo('layers.2'), 'path', ['"layers.2"', 'layers.0.attention']);
        assert.refused(() => session.runTo('layers.9.attention.softmax'), 'path', ['layers.0.attention']);
        assert.refused(() => session.runTo('layers.0.attention.scores', [2, 0, 0]), 'index', ['scores', '(2, 3, 3)']);
        assert.equal(session.position.cells, cell.cells, 'a refusal moves nothing');
      });
    },
  },
  {
    name: 'sessions: runs stop at breakpoints, and go on from them',
    run(engine, assert) {
      withSession(engine, encoder, (session) => {
        const stops = ['layers.0.attention.softmax', 'layers.1.attention.scores'];
        for (const path of stops) session.breakpoints.add(path);
        assert.equal(session.runToEnd().path, stops[0], 'the first');
        assert.equal(session.runTo('final_norm').path, stops[1], 'the second');
        assert.equal(session.runTo('final_norm').path, 'final_norm', 'then the goal');
        session.reset();
        session.breakpoints.delete(stops[0]);
        assert.equal(session.runToEnd().path, stops[1], 'one taken away');
        session.breakpoints.clear();
        session.reset();
        session.breakpoints.add('layers.0.attention.softmax.row_max');
        assert.equal(session.runToEnd().tensor, 'layers.0.attention.softmax.row_max', 'on an inner result');
      });
    },
  },
  {
    name: 'sessions: a level that is none',
    run(engine, assert) {
      withSession(engine, scene(), (session) => {
        assert.refused(
          () => {
            session.level = 'token';
          },
          'option',
          ['"token"', 'stage'],
        );
        assert.equal(session.level, 'stage', 'the level stays');
      });
    },
  },
  {
    name: 'sessions: after close, every use is refused',
    run(engine, assert) {
      const session = engine.open(scene());
      session.close();
      const uses = {
        step: () => session.step(),
        stepInto: () => session.stepInto(),
        stepOut: () => session.stepOut(),
        stepBack: () => session.stepBack(),
        seek: () => session.seek(1),
        reset: () => session.reset(),
        runTo: () => session.runTo('embed'),
        runToEnd: () => session.runToEnd(),
        locate: () => session.locate('embed'),
        position: () => session.position,
        level: () => session.level,
        setLevel: () => {
          session.level = 'cell';
        },
        program: () => session.program,
        tensor: () => session.tensor('embed'),
        rowSums: () => session.rowSums('layers.0.attention.softmax'),
        explain: () => session.explain('embed', [0, 0]),
        usedBy: () => session.usedBy('embed', [0, 0]),
        notices: () => session.notices,
        edit: () => session.edit('embed', [0, 0], 1),
        undo: () => session.undo(),
        redo: () => session.redo(),
        edits: () => session.edits,
        changes: () => session.changes(),
        close: () => session.close(),
      };
      for (const [name, use] of Object.entries(uses)) assert.refused(use, 'closed', ['engine.open'], name);
    },
  },
  {
    name: 'sessions: many at once do not know of each other',
    run(engine, assert) {
      const draw = random(5);
      const open = Array.from({ length: 12 }, (_, i) =>
        engine.open(scene({ width: 2 + (i % 3) * 2 }, { weights: { seed: i } })),
      );
      const expected = open.map((session) => allTensors(session));
      for (let i = 0; i < 60; i += 1) draw.pick(open).seek(draw.below(200));
      open.splice(5, 1)[0].close();
      expected.splice(5, 1);
      open.forEach((session, i) => {
        for (const [path, { data }] of expected[i])
          assert.ok(sameData(session.tensor(path, { ahead: true }).data, data), path);
        session.close();
      });
    },
  },
  {
    name: 'sessions: the widest index of every tensor can be explained and run to',
    run(engine, assert) {
      everyScene(engine, (session) => {
        for (const [path, { shape, data }] of allTensors(session)) {
          const last = indexOf(shape, data.length - 1);
          assert.equal(session.explain(path, last).value, data.at(-1), path);
          session.runTo(path, last);
        }
      });
    },
  },
];
