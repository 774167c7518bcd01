/** Calls of one stage that cannot be right, and numbers at the edge of what can. */

const square = [
  [1, 2],
  [3, 4],
];
const one = { shape: [1, 1], data: Float32Array.of(1) };

/** A tensor of the smallest sizes: 1, and 2 where it has to be even. */
function smallest(axes, number) {
  const shape = axes.map((letter) => (letter === 'even' ? 2 : 1));
  return { shape, data: new Float32Array(Math.max(...shape)).fill(number) };
}

/** Inputs that every stage takes: the smallest, all numbers 1 (ids 0). */
const ones = ({ reads }) =>
  Object.fromEntries(reads.map(({ name, axes, accepts }) => [name, smallest(axes, accepts === 'ids' ? 0 : 1)]));

const needed = ({ options }) =>
  Object.fromEntries(options.filter((option) => option.default === undefined).map(({ name }) => [name, 1]));

export const cases = [
  {
    name: 'edges: every size the smallest: every stage gives finite numbers',
    run(engine, assert) {
      for (const stage of engine.stages) {
        const got = engine.call(stage.id, ones(stage), needed(stage));
        assert.deepEqual(
          Object.keys(got),
          stage.writes.map(({ name }) => name),
          stage.id,
        );
        for (const [name, { data }] of Object.entries(got))
          assert.ok(data.length <= 2 && data.every(Number.isFinite), `${stage.id}.${name} is ${data}`);
      }
    },
  },
  {
    name: 'edges: every input of every stage refuses NaN, infinity and what it cannot hold, and says where',
    run(engine, assert) {
      for (const stage of engine.stages)
        for (const { name, axes, accepts } of stage.reads) {
          const wrong = [Number.NaN, Number.POSITIVE_INFINITY, 1e39];
          if (accepts !== 'scores') wrong.push(Number.NEGATIVE_INFINITY);
          if (accepts === 'mask') wrong.push(0.5, 2, -1);
          if (accepts === 'ids') wrong.push(-1, 0.5, 1);
          for (const number of wrong) {
            const inputs = { ...ones(stage), [name]: smallest(axes, number) };
            const place = `${name}[${axes.map(() => 0).join(', ')}]`;
            const error = assert.refused(
              () => engine.call(stage.id, inputs, needed(stage)),
              'value',
              [place],
              `${stage.id} ${name} ${number}`,
            );
            assert.deepEqual([error.stage, error.tensor], [stage.id, name], 'stage and tensor of the error');
          }
        }
    },
  },
  {
    name: 'edges: the place of a wrong number, by row and column',
    run(engine, assert) {
      assert.refused(
        () =>
          engine.call('residual', {
            x: square,
            y: [
              [0, 0],
              [Number.NaN, 0],
            ],
          }),
        'value',
        ['residual: y[1, 0] is NaN', 'finite'],
      );
      assert.refused(() => engine.call('embed', { ids: [0, 1, 2], table: square }), 'value', [
        'ids[2] is 2',
        'below 2',
      ]);
    },
  },
  {
    name: 'edges: nothing on an axis, a wrong rank',
    run(engine, assert) {
      for (const stage of engine.stages)
        for (const { name, axes, accepts } of stage.reads) {
          const shape = [...axes.map(() => 1).slice(1), 0];
          const empty = { ...ones(stage), [name]: { shape, data: new Float32Array(0) } };
          assert.refused(
            () => engine.call(stage.id, empty, needed(stage)),
            'shape',
            [name, `(${shape.join(', ')})`],
            `${stage.id} ${name}`,
          );
          const deep = { ...ones(stage), [name]: [[[[accepts === 'ids' ? 0 : 1]]]] };
          const error = assert.refused(
            () => engine.call(stage.id, deep, needed(stage)),
            'shape',
            [name, `(${axes.join(', ')})`, '(1, 1, 1, 1)'],
            `${stage.id} ${name}`,
          );
          assert.deepEqual([error.stage, error.tensor], [stage.id, name], 'stage and tensor of the error');
        }
    },
  },
  {
    name: 'edges: sizes that do not fit each other',
    run(engine, assert) {
      assert.refused(() => engine.call('linear', { x: square, w: [[1], [2], [3]] }), 'shape', [
        'w',
        '(in, out)',
        'in = 2',
        '(3, 1)',
      ]);
      assert.refused(() => engine.call('residual', { x: square, y: [[1, 2]] }), 'shape', [
        'y',
        '(T, C)',
        'T = 2',
        '(1, 2)',
      ]);
      assert.refused(() => engine.call('split_heads', { q: square, k: square, v: square }, { heads: 3 }), 'shape', [
        '2 columns',
        '3 heads',
      ]);
      assert.refused(() => engine.call('position', { x: square, table: [[1, 2]] }, { kind: 'learned' }), 'shape', [
        'table',
        '2 tokens',
      ]);
      assert.refused(() => engine.call('position', { x: square }, { kind: 'learned' }), 'shape', ['position', 'table']);
    },
  },
  {
    name: 'edges: names that do not exist, inputs that are missing',
    run(engine, assert) {
      assert.refused(() => engine.call('attention', {}), 'stage', ['"attention"', 'softmax']);
      assert.refused(() => engine.call('residual', { x: square, z: square }), 'input', ['"z"', 'x, y']);
      assert.refused(() => engine.call('residual', { x: square }), 'input', ['residual needs y', '(T, C)']);
      assert.refused(() => engine.call('residual', {}), 'input', ['residual needs x']);
      assert.refused(() => engine.call('residual', { x: square, y: undefined }), 'input', ['residual needs y']);
      assert.refused(() => engine.call('residual', { x: square, y: square }, { eps: 1 }), 'option', ['"eps"']);
      assert.refused(() => engine.call('rms_norm', { x: square, gain: [1, 1] }, { epsilon: 1 }), 'option', [
        '"epsilon"',
        'eps',
      ]);
    },
  },
  {
    name: 'edges: options that are missing or mean nothing',
    run(engine, assert) {
      const scores = { scores: [[[1]]] };
      const heads = { q: square, k: square, v: square };
      const feed = { x: one, w1: one, w2: one };
      const wrong = [
        ['scale', scores, {}, ['factor']],
        ['split_heads', heads, {}, ['heads']],
        ['scale', scores, { factor: 'half' }, ['factor', 'half']],
        ['scale', scores, { factor: Number.NaN }, ['factor', 'finite']],
        ['scale', scores, { factor: Number.POSITIVE_INFINITY }, ['factor', 'finite']],
        ['scale', scores, { factor: Number.NEGATIVE_INFINITY }, ['factor', 'finite']],
        ['scale', scores, { factor: 1, temperature: 0 }, ['temperature', 'above 0']],
        ['scale', scores, { factor: 1, temperature: -1 }, ['temperature', 'above 0']],
        ['rms_norm', { x: square, gain: [1, 1] }, { eps: -1 }, ['eps', '0 or above']],
        ['split_heads', heads, { heads: 0 }, ['heads', 'whole number']],
        ['split_heads', heads, { heads: 1.5 }, ['heads', 'whole number']],
        ['feed_forward', feed, { activation: 'tanh' }, ['activation', 'tanh', 'relu, gelu, gelu_tanh, silu']],
        ['feed_forward', feed, { activation: 1 }, ['activation', 'relu, gelu, gelu_tanh, silu']],
        ['position', { x: square }, { kind: 'rotary' }, ['kind', 'rotary', 'sinusoidal, learned']],
      ];
      for (const [stage, inputs, options, says] of wrong)
        assert.refused(
          () => engine.call(stage, inputs, options),
          'option',
          [stage, ...says],
          `${stage} ${JSON.stringify(options)}`,
        );
    },
  },
  {
    name: 'edges: things that are no tensor',
    run(engine, assert) {
      const wrong = [
        5,
        'text',
        null,
        true,
        {},
        [[1, 2], [3]],
        [[1, 2], 3],
        [1, [2, 3]],
        [
          ['1', 2],
          [3, 4],
        ],
        [
          [1, null],
          [3, 4],
        ],
        [
          [1, undefined],
          [3, 4],
        ],
        { shape: [2, 2], data: [1, 2, 3] },
        { shape: [2, 2] },
        { shape: [2, -2], data: [] },
        { shape: [1.5], data: [1] },
        { shape: '2, 2', data: [1, 2, 3, 4] },
        { shape: [Number.NaN], data: [1] },
        { shape: [65536, 65536], data: [] },
      ];
      for (const x of wrong) {
        const error = assert.refused(
          () => engine.call('residual', { x, y: square }),
          'input',
          ['residual: x'],
          JSON.stringify(x),
        );
        assert.deepEqual([error.stage, error.tensor], ['residual', 'x'], 'stage and tensor of the error');
      }
    },
  },
  {
    name: 'edges: minus infinity is written "-inf", or as it is',
    run(engine, assert) {
      const written = engine.call('softmax', {
        masked: [
          [0, '-inf'],
          [0, 0],
        ],
      });
      assert.deepEqual([...written.weights.data], [1, 0, 0.5, 0.5], 'written');
      assert.deepEqual(
        engine.call('softmax', {
          masked: [
            [0, Number.NEGATIVE_INFINITY],
            [0, 0],
          ],
        }),
        written,
        'as it is',
      );
      assert.deepEqual(
        [...engine.call('mask', { scaled: [[[1, 2]]], mask: [[1, 0]] }).masked.data],
        [1, Number.NEGATIVE_INFINITY],
        'and comes back',
      );
    },
  },
  {
    name: 'edges: scores of 1e4 and -1e4; a fully masked row is zeros with a notice',
    run(engine, assert) {
      const far = engine.call('softmax', {
        masked: [
          [1e4, -1e4],
          [1e4, 1e4],
          [-1e4, -1e4],
        ],
      });
      assert.deepEqual([...far.weights.data], [1, 0, 0.5, 0.5, 0.5, 0.5], 'weights');
      assert.deepEqual(engine.notices, [], 'no notice');
      const shut = engine.call('softmax', {
        masked: [
          [0, 0],
          ['-inf', '-inf'],
        ],
      });
      assert.deepEqual([...shut.weights.data], [0.5, 0.5, 0, 0], 'weights of a row all shut');
      assert.deepEqual([...shut.row_sum.data], [2, 0], 'its sum');
      assert.equal(engine.notices.length, 1, 'one notice');
      assert.ok(engine.notices[0].includes('Row 2'), engine.notices[0]);
    },
  },
  {
    name: 'edges: results are copies that outlive everything',
    run(engine, assert) {
      const first = engine.call('residual', { x: square, y: square });
      const kept = [...first.sum.data];
      engine.call('residual', { x: new Float32Array(1), y: square, ...{ x: square } });
      engine.call('linear', {
        x: { shape: [300, 300], data: new Float32Array(90000) },
        w: { shape: [300, 300], data: new Float32Array(90000) },
      });
      assert.deepEqual([...first.sum.data], kept, 'after larger calls');
      assert.ok(first.sum.data instanceof Float32Array, 'a Float32Array');
    },
  },
  {
    name: 'edges: an input is never changed',
    run(engine, assert) {
      const x = { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) };
      engine.call('layer_norm', { x, gain: [1, 1], bias: [0, 0] });
      assert.deepEqual(x, { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }, 'x');
    },
  },
];
