/** What the code panel says of a step names what this step of this run has, and nothing else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { at } from '../../scripts/root.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const engine = await loadEngine();
const texts = JSON.parse(readFileSync(at('dist/package/stage-texts.json'), 'utf8'));
let writtenStep;

before(async () => {
  ({ writtenStep } = await loadTs(at('web/engine/writing/written-step.ts')));
});

const leaves = (node) => (node.stage ? [node] : node.children.flatMap(leaves));

/** Scenes that between them have every option of the model in every value that a formula can depend on. */
function* scenes() {
  const base = { width: 4, heads: 2 };
  const masks = [
    { kind: 'none' },
    { kind: 'causal' },
    { kind: 'causal', on: 'weights' },
    {
      kind: 'custom',
      rows: [
        [0, 0, 0],
        [1, 1, 0],
        [1, 0, 1],
      ],
    },
    {
      kind: 'custom',
      on: 'weights',
      rows: [
        [0, 0, 0],
        [1, 1, 0],
        [1, 0, 1],
      ],
    },
  ];
  for (const mask of masks)
    for (const soft_cap of [null, 5])
      for (const temperature of [1, 0.5]) yield { model: { ...base, kind: 'attention', mask, soft_cap, temperature } };
  for (const bias of [true, false])
    for (const position of ['none', 'sinusoidal', 'learned'])
      for (const activation of ['relu', 'gelu', 'gelu_tanh', 'silu'])
        for (const norm_kind of ['layer', 'rms'])
          yield {
            model: {
              ...base,
              kind: 'decoder',
              layers: 1,
              bias,
              position,
              norm_kind,
              feed_forward: { width: 3, activation },
            },
          };
  for (const pairing of ['half', 'interleaved'])
    for (const share of [1, 0.5])
      for (const kv_heads of [1, 2])
        yield {
          model: {
            ...base,
            kind: 'attention',
            head_width: 4,
            kv_heads,
            position: 'rotary',
            rotary: { pairing, share },
          },
        };
  for (const mask of masks.slice(0, 2))
    for (const soft_cap of [null, 5])
      yield { model: { ...base, kind: 'attention', mask, soft_cap, position: 'alibi', sinks: true } };
  for (const mask of masks.filter(({ on }) => on !== 'weights'))
    yield { model: { ...base, kind: 'attention', mask, tile: 2 } };
  for (const bias of [true, false])
    for (const activation of ['relu', 'gelu', 'gelu_tanh', 'silu'])
      for (const [experts, top] of [
        [2, 1],
        [3, 2],
        [2, 2],
      ])
        yield { model: { ...base, kind: 'block', bias, feed_forward: { width: 3, activation, experts, top } } };
  for (const bias of [true, false])
    for (const activation of ['swiglu', 'geglu'])
      yield {
        model: {
          ...base,
          kind: 'block',
          bias,
          parallel: true,
          unembed: true,
          tie_unembed: true,
          feed_forward: { width: 3, activation },
        },
      };
  for (const bias of [true, false]) {
    yield { memory: ['x', 'y'], model: { ...base, kind: 'encoder-decoder', layers: 1, bias } };
    yield { memory: ['x', 'y'], model: { ...base, kind: 'attention', position: 'learned', bias } };
  }
  for (const position of ['sinusoidal', 'learned', 'rotary', 'alibi'])
    for (const pick of [undefined, { kind: 'sample', temperature: 0.5, top_k: 2, top_p: 0.5 }])
      yield {
        model: { ...base, kind: 'decoder', position, unembed: true },
        generate: { tokens: 2, cache: position !== 'learned' || pick === undefined, pick },
      };
}

function* runs() {
  for (const scene of scenes())
    yield engine.open({ version: 1, tokens: ['a', 'b', 'c'], weights: { seed: 5 }, ...scene });
  const edited = engine.open({
    version: 1,
    tokens: ['a', 'b', 'c'],
    weights: { seed: 5 },
    model: { kind: 'attention', width: 4, heads: 2 },
  });
  edited.edit('layers.0.attention.scale.factor', [], 0.25);
  edited.edit('layers.0.attention.scale.temperature', [], 3);
  yield edited;
  const shut = engine.open({
    version: 1,
    tokens: ['a', 'b'],
    weights: { seed: 5 },
    model: { kind: 'attention', width: 4, heads: 2 },
  });
  for (const s of [0, 1]) shut.edit('layers.0.attention.scale', [1, 0, s], -Infinity);
  yield shut;
}

/** Every step of every run, with what is written of it. */
function* steps() {
  for (const session of runs()) {
    const headWidth = session.scene.model.head_width;
    const tensor = (path) => session.tensor(path, { ahead: true });
    for (const node of leaves(session.program)) {
      const info = engine.stages.find(({ id }) => id === node.stage);
      const step = { node, info, tensor, headWidth };
      yield {
        session,
        step,
        told: writtenStep(engine.stages, step),
        at: `${JSON.stringify(session.scene.model)} ${node.path}`,
      };
    }
    session.close();
  }
}

const words = (line) => new Set(line.replace(/\.[a-z]\w*/g, '').match(/\b[A-Za-z_]\w*\b/g));
const NUMPY = new Set(['np', 'erf', 'min', 'kind', 'stable', 'None']);

/** The operands of a result, of all its cells, by the path of their tensor; and its options. */
function madeOf(session, path) {
  const { shape } = session.tensor(path, { ahead: true });
  const size = shape.reduce((a, b) => a * b, 1);
  const operands = new Map();
  const constants = new Map();
  for (let flat = 0; flat < size; flat += 1) {
    let rest = flat;
    const index = shape.map((_, i) => {
      const stride = shape.slice(i + 1).reduce((a, b) => a * b, 1);
      const place = Math.floor(rest / stride);
      rest %= stride;
      return place;
    });
    const told = session.explain(path, index);
    if (told.op === 'edited') continue;
    for (const term of told.operands) operands.set(term.path, term.name);
    for (const { name, value } of told.constants) constants.set(name, value);
  }
  return { operands, constants };
}

test('a line of NumPy names the operands and options of its result, by the names they have, and no others', () => {
  for (const { session, step, told, at } of steps()) {
    for (const { name, numpy } of told.results) {
      const { operands, constants } = madeOf(session, step.node.outputs[name]);
      const found = words(numpy.slice(numpy.indexOf('=') + 1));
      const expected = new Set();
      for (const [path, port] of operands) {
        const { stage, name: made } = session.tensor(path, { ahead: true });
        const named = engine.stages.find(({ id }) => id === stage)?.writes.find((one) => one.name === made)?.symbol;
        expected.add(named ? made : port);
      }
      // A temperature of 1 and an offset of 0 change nothing, so a line may leave them out.
      const silent = new Set();
      for (const [option, value] of constants)
        (value === (option === 'offset' ? 0 : 1) && /temperature|offset/.test(option) ? silent : expected).add(option);
      const letters = new Set(
        [...step.info.reads, ...step.info.writes].flatMap(({ axes, alternatives }) => [axes, ...alternatives].flat()),
      );
      const extra = [...found].filter(
        (word) =>
          !expected.has(word) &&
          !silent.has(word) &&
          !NUMPY.has(word) &&
          !letters.has(word) &&
          !letters.has(word.toUpperCase()),
      );
      assert.deepEqual(extra, [], `${at}: ${numpy}`);
      assert.deepEqual(
        [...expected].filter((word) => !found.has(word)),
        [],
        `${at}: ${numpy}`,
      );
      for (const option of constants.keys())
        assert.equal(
          told.numpyOptions.some((one) => one.name === option),
          found.has(option),
          `${at}: ${option} is said`,
        );
    }
  }
});

/** Letters of inputs that a formula has exactly where the step has them. */
const INPUTS = {
  bq: 'b^Q',
  bk: 'b^K',
  bv: 'b^V',
  b: 'b_j',
  b1: '(b_1)',
  b2: '(b_2)',
  b_gate: '(b_g)',
  b_up: '(b_u)',
  b_down: '(b_d)',
  memory: '\\mathrm{memory}',
  table: '\\mathrm{table}',
  max_before: "\\mu'",
  sum_before: "Z'",
  running_before: "u'",
};

test('a formula has the letters of the inputs and options of its step, and no others', () => {
  for (const { session, step, told, at } of steps()) {
    const all = told.results.map(({ formula }) => formula).join(' ');
    const { node, info } = step;
    for (const { name, optional } of info.reads)
      if (optional)
        assert.equal(all.includes(INPUTS[name]), node.inputs[name] !== undefined, `${at}: ${name} in ${all}`);
    const holds = (text, wanted) => assert.equal(all.includes(text), wanted, `${at}: ${text} in ${all}`);
    if (info.id === 'position') {
      holds('\\sin', node.options.kind === 'sinusoidal');
      assert.match(told.source, node.options.kind === 'learned' ? /^Gehring/ : /^Vaswani/);
    }
    if (info.id === 'scale') {
      const ofHeads = !session.edits.some(({ path }) => path.endsWith('factor'));
      holds('\\sqrt{D}', ofHeads);
      holds('f\\,s', !ofHeads);
      holds('\\tau', node.options.temperature !== 1);
      assert.equal(/Ackley/.test(told.source), node.options.temperature !== 1, told.source);
      assert.deepEqual(
        told.formulaOptions.map(({ value }) => value),
        [
          ...(ofHeads ? [] : [node.options.factor]),
          ...(node.options.temperature === 1 ? [] : [node.options.temperature]),
        ],
      );
    }
    if (info.id === 'feed_forward') {
      const plain =
        { gelu_tanh: '\\operatorname{gelu\\_tanh}' }[node.options.activation] ??
        `\\operatorname{${node.options.activation}}\\left`;
      holds(plain, true);
      assert.equal(/Hendrycks/.test(told.source), node.options.activation !== 'relu', told.source);
    }
    if (/_norm$/.test(info.id))
      assert.deepEqual(
        told.formulaOptions.map(({ symbol }) => symbol),
        ['\\varepsilon'],
      );
  }
});

test('a tensor has one letter, in the formula that makes it and in those that read it', () => {
  for (const { session, step, told, at } of steps()) {
    const read = {
      soft_cap: 'scaled',
      mask: 'scaled',
      softmax: 'masked',
      sink_softmax: 'masked',
      online_softmax: 'masked',
      mask_weights: 'weights',
      weighted_sum: 'weights',
    };
    const input = read[step.info.id];
    if (!input) continue;
    const { step: writer, stage, name } = session.tensor(step.node.inputs[input], { ahead: true });
    const source = engine.stages.find(({ id }) => id === stage);
    const made = writtenStep(engine.stages, {
      ...step,
      info: source,
      node: leaves(session.program).find(({ path }) => path === writer),
    });
    const letter = made.results.find((one) => one.name === name).formula.split('_{')[0];
    assert.ok(told.results[0].formula.includes(`${letter}_`), `${at}: ${letter} in ${told.results[0].formula}`);
  }
});

test('a row that may attend to nothing has its case in the formulas', () => {
  let shut = 0;
  for (const { step, told } of steps()) {
    if (step.info.id !== 'softmax') continue;
    const dead = step.tensor(step.node.outputs.row_max).data.includes(-Infinity);
    const [, shifted, , , weights] = told.results.map(({ formula }) => formula);
    assert.equal(shifted.includes('\\begin{cases}'), dead);
    assert.equal(weights.includes('\\begin{cases}'), dead);
    shut += dead;
  }
  assert.ok(shut > 2);
});

test('every formula that a run can have was made into MathML when the site was built', () => {
  for (const { step, told, at } of steps()) {
    const { maths } = texts[step.info.id];
    for (const formula of [
      ...told.results.map((one) => one.formula),
      ...told.formulaOptions.map(({ symbol }) => symbol),
    ])
      assert.match(maths[formula] ?? '', /^<math/, `${at}: ${formula}`);
  }
});
