/** Gradients through the boundary: PyTorch's numbers, the chain rule of every cell, steps that go back, nudges. */
import {
  cellName,
  compare,
  encoder,
  encoderDecoder,
  indexOf,
  near,
  scene,
  size,
  steps,
  withSession,
} from '../support.js';

const next = { kind: 'cross_entropy', targets: 'next' };
const unembedded = { ...encoderDecoder.model, unembed: true };
const relu = { kind: 'block', width: 3, heads: 1, unembed: true, feed_forward: { width: 2, activation: 'relu' } };

const learning = {
  'encoder, next token': { ...encoder, loss: next },
  'encoder-decoder': { ...encoderDecoder, model: unembedded, loss: next },
  'block, relu, two targets': scene(relu, { loss: { kind: 'cross_entropy', targets: ['sat', null, 'the'] } }),
  'attention, capped, one weight': scene(
    { soft_cap: 2 },
    {
      loss: { kind: 'cell', path: 'layers.0.attention.softmax', index: [1, 2, 0] },
    },
  ),
  'post-norm rms, random cotangent': scene(
    { kind: 'block', norm: 'post', norm_kind: 'rms' },
    {
      loss: { kind: 'cotangent', path: 'layers.0.norm_2', seed: 5 },
    },
  ),
};

const isGradient = (path) => path.startsWith('gradients.');
const ahead = (session, path) => session.tensor(path, { ahead: true });

/** Every tensor that a program computes, and every weight it reads. */
const tensorsOf = (session) => [
  ...new Set(steps(session.program).flatMap(({ reads, writes }) => [...reads, ...writes])),
];

function checkTerms(problems, session, path, index) {
  const { value, terms, operands, shares, op } = session.explain(path, index);
  const name = cellName(path, index);
  const pairs = operands.flatMap((term, i) => (i % 2 ? [] : [[term, operands[i + 1]]]));
  const sum = pairs.reduce((total, [upstream, slope]) => total + upstream.value * slope.value, op === 'one' ? 1 : 0);
  if (!near(value, sum)) problems.push(`${name} is ${value}, its terms give ${sum}`);
  const all = shares.reduce((total, share) => total + share.value, op === 'one' ? 1 : 0);
  if (!near(value, all)) problems.push(`${name} is ${value}, its shares give ${all}`);
  for (const [upstream, slope] of pairs) {
    if (upstream.group !== slope.group || upstream.path !== `gradients.${slope.path}` || !slope.of)
      problems.push(`${name}: ${upstream.path} stands beside ${slope.path}`);
    const there = ahead(session, upstream.path).data;
    const { shape } = session.shapeOf(upstream.path);
    const flat = upstream.index.reduce((at, place, axis) => at * shape[axis] + place, 0);
    if (!Object.is(there[flat], upstream.value)) problems.push(`${name} names ${upstream.path} as ${upstream.value}`);
  }
  for (const term of terms.filter(({ path: at }) => isGradient(at))) {
    const users = session.usedBy(term.path, term.index);
    if (!users.some((user) => user.path === path && String(user.index) === String(index)))
      problems.push(`${term.path} is not used by ${name}`);
  }
}

export const cases = [
  {
    name: 'gradients: every one is what PyTorch gives',
    async run(engine, assert, { read }) {
      const problems = [];
      let cells = 0;
      const { programs, tolerance } = await read('tests/reference/gradients.json');
      for (const { name, scene: what, loss, gradients } of programs)
        withSession(engine, what, (session) => {
          compare(problems, `${name}: loss`, ahead(session, 'loss'), loss, tolerance);
          for (const [path, expected] of Object.entries(gradients)) {
            compare(problems, `${name}: ${path}`, ahead(session, `gradients.${path}`), expected, tolerance);
            cells += expected.data.length;
          }
        });
      assert.ok(cells > 5000, `only ${cells} numbers were compared`);
      assert.none(problems);
    },
  },
  ...Object.entries(learning).map(([name, what]) => ({
    name: `gradients: the chain rule of every cell of ${name}`,
    run(engine, assert) {
      withSession(engine, what, (session) => {
        const problems = [];
        for (const path of tensorsOf(session).filter(isGradient)) {
          const { shape } = session.shapeOf(path);
          for (let i = 0; i < size(shape); i += 1) checkTerms(problems, session, path, indexOf(shape, i));
        }
        assert.none(problems);
      });
    },
  })),
  ...Object.entries(learning).map(([name, what]) => ({
    name: `gradients: nudged numbers of ${name} agree, or say why not`,
    run(engine, assert) {
      withSession(engine, what, (session) => {
        const problems = [];
        let parted = 0;
        const paths = tensorsOf(session).filter((one) => !isGradient(one));
        for (const path of paths) {
          const { shape, data } = ahead(session, path);
          if (/ids$|targets|counted|^masks/.test(path)) continue;
          const flat = data.findIndex(Number.isFinite);
          if (flat < 0) continue;
          const { analytic, numeric, by, reason } = session.nudge(path, indexOf(shape, flat));
          const apart = Math.abs(analytic - numeric);
          const allowed = 1e-6 + 1e-3 * Math.max(Math.abs(analytic), Math.abs(numeric));
          const gradient = ahead(session, `gradients.${path}`).data[flat];
          if (!Object.is(gradient, analytic)) problems.push(`${path}: nudged ${analytic}, gradient ${gradient}`);
          if (!(by > 0)) problems.push(`${path}: a step of ${by}`);
          // What crosses the boundary is rounded: at the very edge either may be said.
          if (reason ? apart < 0.95 * allowed : apart > 1.05 * allowed)
            problems.push(`${path}: ${analytic}, ${numeric}, because "${reason}"`);
          if (reason) parted += 1;
        }
        assert.ok(parted < paths.length / 4, `${parted} of ${paths.length} part`);
        assert.none(problems);
      });
    },
  })),
  {
    name: 'gradients: steps of their own behind the loss, in reverse order, back and forth at every level',
    run(engine, assert) {
      withSession(engine, learning['block, relu, two targets'], (session) => {
        const paths = steps(session.program).map(({ path }) => path);
        const forward = paths.filter((path) => !isGradient(path));
        const back = paths.filter(isGradient).map((path) => path.slice('gradients.'.length));
        assert.equal(forward.at(-1), 'loss', 'the last step forward');
        assert.deepEqual(back, forward.filter((path) => back.includes(path)).reverse(), 'the order');
        assert.equal(back.includes('probabilities'), false, 'what the loss does not depend on has no step');
        session.runTo('gradients.layers.0.attention.softmax');
        assert.equal(session.position.path, 'gradients.layers.0.attention.softmax', 'run to');
        for (const level of ['stage', 'result', 'row', 'cell']) {
          session.level = level;
          const { cells } = session.position;
          session.step();
          session.stepBack();
          assert.equal(session.position.cells, cells, `there and back by ${level}`);
        }
        session.level = 'model';
        session.step();
        assert.equal(session.position.cells, session.position.totalCells, 'to the end');
        const table = session.tensor('gradients.weights.embed.table');
        assert.equal(table.step, 'gradients.embed', 'the step that writes the gradient of a weight');
      });
    },
  },
  {
    name: 'gradients: a step that goes back says what it does, of its own tensors',
    run(engine, assert) {
      withSession(engine, learning['encoder, next token'], (session) => {
        for (const node of steps(session.program)) {
          assert.equal(node.gradient !== null, isGradient(node.path), node.path);
          if (!node.gradient) continue;
          assert.equal(node.stage, 'gradient', node.path);
          const { writes, reads } = node.gradient;
          assert.deepEqual(
            writes.map(({ name }) => node.outputs[name]),
            node.writes,
            `${node.path} writes`,
          );
          assert.deepEqual(
            reads.map(({ name }) => node.inputs[name]),
            node.reads,
            `${node.path} reads`,
          );
          for (const { name, axes, reads: from, formula } of writes) {
            assert.deepEqual(axes, session.shapeOf(node.outputs[name]).axes, `${node.path}.${name}`);
            for (const one of from) assert.ok(node.inputs[one] ?? node.outputs[one], `${node.path}.${name} of ${one}`);
            assert.ok(formula.includes('partial'), formula);
          }
        }
      });
    },
  },
  {
    name: 'gradients: zeros where the loss does not depend, and only what depends is made anew',
    run(engine, assert) {
      withSession(engine, { ...encoder, loss: next }, (session) => {
        for (const path of ['ids', 'masks.causal', 'probabilities', 'targets']) {
          const gradient = session.tensor(`gradients.${path}`);
          assert.deepEqual(gradient.shape, ahead(session, path).shape, path);
          assert.ok(
            gradient.data.every((number) => number === 0),
            path,
          );
          assert.equal(
            session.explain(
              `gradients.${path}`,
              gradient.shape.map(() => 0),
            ).op,
            'unrelated',
            path,
          );
        }
        assert.refused(() => session.tensor('gradients.embed'), 'not_reached', ['gradients.embed']);
        const before = ahead(session, 'gradients.embed').data;
        session.edit('weights.unembed.w', [0, 0], 3);
        assert.ok(
          ahead(session, 'gradients.embed').data.some((number, i) => number !== before[i]),
          'after an edit',
        );
        session.undo();
        assert.deepEqual(ahead(session, 'gradients.embed').data, before, 'after undo');
        assert.equal(session.edit('gradients.weights.embed.table', [0, 0], 1), 1, 'nothing lies behind it');
      });
    },
  },
  {
    name: 'gradients: what cannot be nudged is refused',
    run(engine, assert) {
      withSession(engine, { ...encoder, loss: next }, (session) => {
        for (const [path, index, by, code, says] of [
          ['ids', [0], undefined, 'value', 'only chooses'],
          ['gradients.embed', [0, 0], undefined, 'input', 'gradient'],
          ['layers.0.attention.mask', [0, 0, 2], undefined, 'value', '-inf'],
          ['embed', [0, 0], 0, 'value', 'by 0'],
          ['embed', [9, 0], undefined, 'index', 'embed'],
        ]) {
          assert.refused(() => session.nudge(path, index, by), code, [says], path);
        }
      });
      withSession(engine, scene(), (session) => {
        assert.refused(() => session.nudge('embed', [0, 0]), 'input', ['no loss']);
      });
    },
  },
];
