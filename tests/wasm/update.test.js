/** The step of an optimizer behind the gradients: that of a training, stepped through, edited, saved. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ADAM, begin, engine, refused, SGD, scene, sequences, WORDS } from './train-support.js';

const OPTIMIZERS = {
  sgd: SGD,
  'sgd with decay, warming up': { ...SGD, decay: 0.25, warm_up: 4 },
  adam: ADAM,
  'adam with decay and its own betas': { ...ADAM, betas: [0.5, 0.75], eps: 1e-3, decay: 0.5 },
};
const MODELS = {
  'decoder of two layers': { layers: 2 },
  'encoder, norm after the sum': { kind: 'encoder', norm: 'post' },
};
const data = { sequences: [sequences[0]] };
const learning = (update, model) => ({
  ...scene(model),
  tokens: sequences[0],
  loss: { kind: 'cross_entropy' },
  update,
});

/** The options of the stage for the first step. */
function optionsOf({ kind, rate, betas = [0.9, 0.999], eps = 1e-8, decay = 0, warm_up = 1 }) {
  const both = { rate: rate / warm_up, decay };
  return kind === 'sgd' ? both : { ...both, beta1: betas[0], beta2: betas[1], eps, step: 1 };
}

for (const [name, optimizer] of Object.entries(OPTIMIZERS)) {
  describe(name, () => {
    test('the stage gives what training gives, to the bit', () => {
      const run = begin({ optimizer });
      run.advance(1);
      const before = run.weights(0);
      for (const [path, gradient] of Object.entries(run.gradients(0))) {
        const weight = before[path];
        const zeros = { shape: weight.shape, data: new Float32Array(weight.data.length) };
        const moments = optimizer.kind === 'adam' ? { first: zeros, second: zeros } : {};
        const { updated } = engine.call(optimizer.kind, { weight, gradient, ...moments }, optionsOf(optimizer));
        assert.deepEqual([...updated.data], [...run.weights(1)[path].data], path);
      }
      run.close();
    });

    for (const [of, model] of Object.entries(MODELS))
      test(`${of}: a program's last steps are the first step of a training`, () => {
        const run = begin({ scene: scene(model), data, optimizer });
        run.advance(2);
        const session = engine.open(learning(optimizer, model));
        const weights = run.weights(1);
        const moved = session.program.children.at(-1).children.map(({ path }) => path.slice('update.'.length));
        assert.deepEqual(moved.toSorted(), Object.keys(weights).toSorted());
        // Gradients are added up in another order. Adam divides each by its own size, so of one that is nearly 0 the noise counts.
        const apart =
          optimizer.kind === 'sgd' ? () => 2e-7 : (gradient) => Math.min(2, 1e-6 / Math.abs(gradient)) * optimizer.rate;
        for (const [path, { data }] of Object.entries(weights)) {
          const now = session.tensor(`update.${path}`, { ahead: true }).data;
          const gradient = session.tensor(`gradients.weights.${path}`, { ahead: true }).data;
          data.forEach((value, i) => {
            assert.ok(
              Math.abs(now[i] - value) <= apart(gradient[i]) + 2e-7,
              `${path}[${i}]: ${now[i]}, but training has ${value}`,
            );
          });
        }
        session.close();
        run.close();
      });
  });
}

test('the new weights give the loss of the next step', () => {
  const run = begin({ data, optimizer: SGD });
  run.advance(2);
  const session = engine.open(learning(SGD));
  assert.ok(Math.abs(session.tensor('loss', { ahead: true }).data[0] - run.losses[0]) < 1e-6);
  const paths = session.program.children.at(-1).children.map(({ path }) => path);
  const tensors = Object.fromEntries(
    paths.map((path) => [path.slice('update.'.length), session.tensor(path, { ahead: true })]),
  );
  const next = engine.open({ ...learning(SGD), weights: { tensors } });
  assert.ok(Math.abs(next.tensor('loss', { ahead: true }).data[0] - run.losses[1]) < 1e-6);
  next.close();
  session.close();
  run.close();
});

test('one walk leads from the embedding through loss and gradients to the new weights', () => {
  const session = engine.open(learning({ ...ADAM, weights: ['layers.0.attention.wq', 'embed.table'] }));
  session.level = 'stage';
  const seen = [];
  for (let { cells, totalCells } = session.position; cells < totalCells; { cells, totalCells } = session.step())
    seen.push(session.position.path);
  seen.push(session.position.path);
  assert.equal(seen[1], 'embed');
  const places = ['loss', 'gradients.loss', 'gradients.embed', 'update.layers.0.attention.wq', 'update.embed.table'];
  const found = places.map((path) => seen.indexOf(path));
  assert.deepEqual(
    found,
    found.toSorted((a, b) => a - b),
  );
  assert.ok(found[0] > 0);
  assert.equal(seen.at(-1), 'update.embed.table');
  session.stepBack();
  assert.equal(session.position.path, 'update.layers.0.attention.wq');
  session.close();
});

test('a gradient leads to what it changes, and a weight to its new number', () => {
  const session = engine.open(learning({ ...SGD, decay: 0.5 }));
  const path = 'layers.0.attention.wq';
  const users = (of) => session.usedBy(of, [1, 2]).map(({ path, index }) => `${path} ${index}`);
  assert.deepEqual(users(`gradients.weights.${path}`), [`update.${path}.direction 1,2`]);
  assert.ok(users(`weights.${path}`).includes(`update.${path} 1,2`));
  assert.ok(users(`weights.${path}`).includes(`update.${path}.direction 1,2`));
  session.close();
});

test('the rate is an option of the step: it is edited, undone, saved and taken up again', () => {
  const given = learning({ ...SGD, weights: ['layers.0.attention.wq'] });
  const session = engine.open(given);
  const path = 'update.layers.0.attention.wq';
  const cell = () => session.tensor(path, { ahead: true }).data[0];
  const [weight, gradient] = [`weights.${path.slice(7)}`, `gradients.weights.${path.slice(7)}`].map(
    (of) => session.tensor(of, { ahead: true }).data[0],
  );
  const before = cell();
  assert.ok(Math.abs(before - (weight - 0.1 * gradient)) < 1e-6);
  assert.equal(session.edit(`${path}.rate`, [], 2), 1);
  assert.ok(Math.abs(cell() - (weight - 2 * gradient)) < 1e-6);
  const again = engine.restore(given, session.save());
  assert.equal(again.restored.ok, true);
  assert.equal(again.tensor(path, { ahead: true }).data[0], cell());
  again.close();
  session.undo();
  assert.equal(cell(), before);
  assert.match(refused(() => session.edit(`${path}.rate`, [], 0)).message, /above 0/);
  session.edit(`gradients.weights.${path.slice(7)}`, [0, 0], 0);
  assert.equal(cell(), weight);
  session.close();
});

test('what cannot be is refused in words', () => {
  const session = engine.open(learning(ADAM));
  assert.match(refused(() => session.nudge('update.embed.table', [0, 0])).message, /after the loss/);
  assert.match(refused(() => session.edit('update.embed.table.beta1', [], 1)).message, /below 1/);
  session.close();
  const weight = [1, 2];
  assert.match(refused(() => engine.call('sgd', { weight, gradient: [1] }, { rate: 1 })).message, /gradient/);
  assert.match(
    refused(() =>
      engine.call('adam', { weight, gradient: weight, first: weight, second: weight }, { rate: 1, beta2: 1 }),
    ).message,
    /below 1/,
  );
  assert.match(refused(() => engine.open({ ...scene(), update: SGD })).message, /Add a "loss"/);
  assert.match(refused(() => begin({ optimizer: { ...SGD, weights: [WORDS[0]] } })).message, /weights/);
});

test('a beta of 0.999 is not written as 1', () => {
  const session = engine.open(learning({ ...ADAM, weights: ['embed.table'] }));
  const { text, latex } = session.explain('update.embed.table.new_second', [0, 0]);
  assert.match(text, /^0\.999·0\.00 \+ \(1 − 0\.999\)·/);
  assert.match(latex, /^0\.999 \\cdot 0\.00 \+ \(1 - 0\.999\)/);
  session.close();
});
