/** Experiments: what they run, what they count, how they are drawn and what is said where they are wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';
import { at, builtEngine, compileFixture, read } from './built.js';

const { outputFiles } = await build({
  stdin: {
    contents:
      "export * from './web/lesson/figures/numbers.ts'; export * from './web/lesson/figures/plot-of.ts'; export * from './web/lesson/figures/calculator.ts';",
    resolveDir: at(),
  },
  bundle: true,
  write: false,
  format: 'esm',
});
const code = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
const engine = await builtEngine();
const file = () => JSON.parse(read('tests', 'lessons', 'fixtures', 'experiments.json'));
const bookOf = (calculations) => new code.NumberBook(engine, new Map(), code.readCalculations(calculations));

test('every row is run with its own values, and equals the same calls made by hand', () => {
  const book = bookOf(file());
  assert.equal(book.ready('calc.spread.own'), false);
  const outcome = book.run('spread');
  assert.ok(book.ready('calc.spread.own'));
  for (const [i, width] of [2, 8, 32].entries()) {
    const scene = {
      ...{ version: 1, id: 's', title: 's', weights: { seed: 7 } },
      tokens: Array.from({ length: 12 }, (_, n) => `t${n + 1}`),
      model: { kind: 'attention', width, heads: 1, bias: false },
    };
    const session = engine.open(scene);
    const { data } = session.tensor('layers.0.attention.scores', { ahead: true });
    const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
    const variance = data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / data.length;
    assert.ok(Math.abs(outcome.mean[i] - mean) < 1e-4, `mean ${outcome.mean[i]} ${mean}`);
    assert.ok(Math.abs(outcome.variance[i] - variance) < 1e-4 * variance);
    assert.equal(outcome.largest[i], Math.max(...data));
    assert.ok(Math.abs(outcome.own[i] - width) < 1e-3, 'a vector of mean square one, times itself');
    assert.equal(outcome.multiply_adds[i], 12 * 12 * width);
    assert.equal(outcome.parameters[i], 12 * width + 4 * width * width);
    session.close();
  }
});

/** An experiment that reads numbers of a model off while it is trained. */
const learning = (steps) => ({
  ...{ version: 1, about: 'Training.', calls: [] },
  experiments: [
    {
      ...{ name: 'learning', about: 'Training.', seed: 5 },
      vary: { label: 'step', rows: steps.map((step) => ({ step })) },
      scenes: { main: trainable('$seed') },
      train: { main: { ...training('$seed'), steps: '$step' } },
      results: { loss: 'held_out main', weight: 'layers.0.attention.softmax 0,3,1' },
    },
  ],
});
const trainable = (seed) => ({
  ...{
    version: 1,
    id: 'm',
    title: 'm',
    tokens: ['a', 'b', 'a', 'b', 'a', 'b'],
    vocabulary: ['a', 'b', 'c', 'd'],
    weights: { seed },
  },
  model: { kind: 'decoder', layers: 1, width: 4, heads: 1, bias: false, feed_forward: { width: 0 }, unembed: true },
});
const training = (seed) => ({
  ...{ data: { task: 'induction', seed }, optimizer: { kind: 'sgd', rate: 0.1 }, batch: 4, keep: 5 },
});

test('a scene that is trained is read off after as many steps as its row says', () => {
  const { loss, weight } = bookOf(learning([0, 5, 15])).run('learning');
  const run = engine.train({ scene: trainable(5), ...training(5) });
  run.advance(16);
  for (const [i, step] of [0, 5, 15].entries()) {
    assert.equal(loss[i], run.heldOut.find((measured) => measured.step === step).loss);
    const session = engine.open(run.sceneAt(step));
    assert.equal(weight[i], session.tensor('layers.0.attention.softmax', { ahead: true }).data[19]);
    session.close();
  }
  run.close();
});

test('a step without a held-out loss, and a scene that is not trained, are told', () => {
  assert.throws(() => bookOf(learning([0, 7])).run('learning'), /row 2 .*no held-out loss after 7 steps/);
  const untrained = learning([0, 5]);
  untrained.experiments[0].train = {};
  assert.throws(() => bookOf(untrained).run('learning'), /"held_out main" is unknown/);
});

test('another seed gives other numbers, the first seed the first ones again', () => {
  const book = bookOf(file());
  const [first, second, again] = [7, 8, 7].map((seed) => [...book.run('spread', seed).variance]);
  assert.notDeepEqual(first, second);
  assert.deepEqual(first, again);
});

test('what is wrong with an experiment is said with its name and row', () => {
  const broken = (change) => {
    const calculations = file();
    change(calculations.experiments[0]);
    return () => bookOf(calculations).run('spread');
  };
  assert.throws(
    broken((e) => {
      e.results.own = 'calc.nothing 0';
    }),
    /"spread" fails in row 1 .*no calculation "calc\.nothing"/,
  );
  assert.throws(
    broken((e) => {
      e.scenes.main.model.width = '$width';
    }),
    /"\$width" is not a value of this row; it has d, seed/,
  );
  assert.throws(
    broken((e) => {
      e.results.own = 'calc.scores 0,0';
    }),
    /"calc\.scores 0,0" does not name a single number/,
  );
  assert.throws(
    broken((e) => {
      e.results.own = 'cost:gold main';
    }),
    /"cost:gold main" is unknown/,
  );
  assert.throws(
    broken((e) => {
      e.vary.rows = [];
    }),
    /"vary" needs a label and at least two rows/,
  );
});

test('the chart holds every point of every series, and the table every number', async () => {
  const { html, problems } = await compileFixture(engine, 'experiments.md');
  assert.deepEqual(problems, []);
  const outcome = bookOf(file()).run('spread');
  const shown = html.match(/<attend-value[^>]*>([^<]*)</)[1];
  assert.equal(shown, outcome.variance[2].toFixed(2));
  assert.equal(html.match(/<circle /g).length, 4, 'three points and the sign of the legend');
  assert.equal(html.match(/<rect x=/g).length, 4, 'three points and the sign of the legend');
  const table = html.match(/<table class="plot-numbers">.*?<\/table>/s)[0];
  const cells = [...table.matchAll(/<td>([^<]*)<\/td>/g)].map(([, text]) => Number(text.replaceAll(',', '')));
  const expected = [0, 1, 2].flatMap((i) => [outcome.variance[i], outcome.largest[i]]);
  cells.forEach((cell, i) => {
    assert.ok(Math.abs(cell - expected[i]) < 0.06, `${cell} is not ${expected[i]}`);
  });
});

test('a chart of nothing is refused with what there is', async () => {
  const source = read('tests', 'lessons', 'fixtures', 'experiments.md');
  const { problems } = await compileFixture(
    engine,
    'experiments.md',
    source.replace('experiment="spread"', 'experiment="bread"'),
  );
  assert.match(problems[0].message, /no experiment "bread"; the experiments are: spread/);
  const series = await compileFixture(
    engine,
    'experiments.md',
    source.replace('variance: variance of the scores', 'variance'),
  );
  assert.match(series.problems[0].message, /Write series="result: label/);
});

test('the smallest GPT-2 has the number of parameters of its released weights', () => {
  const [smallest] = code.readModels(JSON.parse(read('lessons', '_shared', 'models.json')));
  const { C, F, L, P, V } = { ...smallest.letters, P: 1024 };
  const layer = 4 * (C * C + C) + (C * F + F) + (F * C + C) + 4 * C;
  const counted = code.countModel(engine, smallest, smallest.letters);
  assert.equal(counted.parameters, V * C + P * C + L * layer + 2 * C);
  assert.equal(counted.parameters, 124_439_808);
  const pairs = counted.parts.find(({ id }) => id === 'pairs');
  assert.equal(pairs.multiplyAdds, L * 2 * 1024 * 1024 * C);
});

test('parts of a model add up to what is counted in one go, for every kind', () => {
  for (const model of code.readModels(JSON.parse(read('lessons', '_shared', 'models.json')))) {
    const { parts, parameters, multiplyAdds } = code.countModel(engine, model, model.letters);
    const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
    assert.equal(sum('parameters'), parameters, model.name);
    assert.equal(sum('multiplyAdds'), multiplyAdds, model.name);
  }
});

test('sizes that no model can have are refused by their letter', () => {
  const [model] = code.readModels(JSON.parse(read('lessons', '_shared', 'models.json')));
  const count = (sizes) => () => code.countModel(engine, model, { ...model.letters, ...sizes });
  assert.throws(count({ L: 0 }), /L is 0\. Give a whole number/);
  assert.throws(count({ H: 7 }), /C = 768 cannot be shared out among H = 7/);
  assert.throws(count({ T: Number.NaN }), /T is NaN/);
});

test('a tensor read under another shape keeps the order of its numbers', () => {
  const reshape = (shape) =>
    bookOf({
      version: 1,
      about: '',
      calls: [
        {
          name: 'sum',
          stage: 'residual',
          inputs: {
            x: [
              [1, 2, 3],
              [4, 5, 6],
            ],
            y: [
              [0, 0, 0],
              [0, 0, 0],
            ],
          },
        },
        {
          name: 'twice',
          stage: 'residual',
          inputs: { x: { $reshape: 'calc.sum', shape }, y: { $reshape: 'calc.sum', shape } },
        },
      ],
    });
  assert.deepEqual([...reshape([3, 2]).tensor('calc.twice').data], [2, 4, 6, 8, 10, 12]);
  assert.deepEqual(reshape([3, 2]).at('calc.twice', [1]), [6, 8]);
  assert.throws(() => reshape([4, 2]).tensor('calc.twice'), /does not fit the 6 numbers/);
});

test('a call made again reads its own last result', () => {
  const doubled = (again) => ({
    version: 1,
    about: '',
    calls: [{ name: 'power', stage: 'linear', inputs: { x: [[1]], w: [[2]] }, again }],
  });
  const after = (times) => bookOf(doubled({ times, into: 'x' })).at('calc.power', [0, 0])[0];
  assert.deepEqual([1, 2, 5].map(after), [2, 4, 32]);
  for (const wrong of [{ times: 0, into: 'x' }, { times: 1.5, into: 'x' }, { times: 2, into: 'y' }, { times: 2 }])
    assert.throws(
      () => bookOf(doubled(wrong)).tensor('calc.power'),
      /"again" of the calculation "power" .* one of x, w/,
    );
});
