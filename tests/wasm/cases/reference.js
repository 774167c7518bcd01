/** The numbers of tests/reference, which PyTorch computed in float64. */
import { compare, readTensor, withSession } from '../support.js';

const camelCase = (id) => id.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

const tensors = (object) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, readTensor(value)]));

/** The same numbers as nested arrays, the other way to write a tensor. */
function nested({ shape, data }, axis = 0, from = 0) {
  if (axis === shape.length) return data[from];
  const stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  return Array.from({ length: shape[axis] }, (_, i) => nested({ shape, data }, axis + 1, from + i * stride));
}

function meetPrograms(file) {
  return {
    name: `reference: ${file}`,
    async run(engine, assert, { read }) {
      const problems = [];
      let cells = 0;
      for (const { name, scene, tensors: expected, mask } of (await read(`tests/reference/${file}.json`)).programs) {
        withSession(engine, scene, (session) => {
          for (const [path, tensor] of Object.entries(expected)) {
            const got = session.tensor(path, { ahead: true });
            compare(problems, `${name}: ${path}`, got, tensor);
            cells += tensor.data.length;
          }
          const kind = scene.model.mask.kind;
          if (!mask || kind === 'none') return;
          const step =
            scene.model.kind === 'encoder-decoder' ? 'decoder.layers.0.attention.mask' : 'layers.0.attention.mask';
          session.runTo(step);
          const inputs = findStep(session.program, step).inputs;
          compare(problems, `${name}: ${inputs.mask}`, session.tensor(inputs.mask), mask);
        });
      }
      assert.ok(cells > 500, `only ${cells} numbers were compared`);
      assert.none(problems);
    },
  };
}

function findStep(node, path) {
  return node.path === path && node.stage ? node : node.children.map((child) => findStep(child, path)).find(Boolean);
}

export const cases = [
  {
    name: 'reference: every stage alone',
    async run(engine, assert, { read }) {
      const problems = [];
      for (const { name, stage, inputs, options, outputs } of (await read('tests/reference/stages.json')).cases) {
        const got = engine.call(stage, tensors(inputs), options);
        assert.deepEqual(Object.keys(got), Object.keys(outputs), `${name}: tensors written`);
        for (const [result, expected] of Object.entries(outputs))
          compare(problems, `${name}: ${result}`, got[result], expected);
      }
      assert.none(problems);
    },
  },
  ...['programs', 'programs_masks', 'programs_cross', 'programs_switches'].map(meetPrograms),
  {
    name: 'reference: no stage and no choice without a case',
    async run(engine, assert, { read }) {
      const { cases: all } = await read('tests/reference/stages.json');
      const missing = [];
      for (const { id, options } of engine.stages) {
        if (!all.some(({ stage }) => stage === id)) missing.push(`${id} has no case in tests/reference/stages.json`);
        for (const { name, choices = [] } of options)
          for (const choice of choices)
            if (!all.some((one) => one.stage === id && one.options[name] === choice))
              missing.push(`${id} has no case with ${name} = ${choice}`);
      }
      assert.none(missing);
    },
  },
  {
    name: 'calls: a method for each stage gives what `call` gives, from nested arrays too',
    async run(engine, assert, { read }) {
      const seen = new Set();
      for (const { stage, inputs, options } of (await read('tests/reference/stages.json')).cases) {
        if (seen.has(stage)) continue;
        seen.add(stage);
        const given = tensors(inputs);
        const expected = engine.call(stage, given, options);
        assert.deepEqual(engine[camelCase(stage)](given, options), expected, stage);
        const written = Object.fromEntries(Object.entries(given).map(([name, tensor]) => [name, nested(tensor)]));
        assert.deepEqual(engine.call(stage, written, options), expected, `${stage} from nested arrays`);
      }
      assert.equal(seen.size, engine.stages.length, 'stages called');
    },
  },
];
