/** A lesson in which a model is trained: the machine beside the text shows the chosen step, also after reading on and back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { loadBuiltEngine } from '../../scripts/generate.js';
import { chromiumSite } from './chromium-site.js';
import { ready } from './screen.js';

const scene = JSON.parse(readFileSync(new URL('../../lessons/19-a-head-is-born/two.json', import.meta.url), 'utf8'));
const path = 'layers.1.attention.softmax';
const STEPS = 60;

/** Goes to a section, as a reader who has answered everything. Runs in the page. */
async function goTo(section, wanted) {
  const lesson = document.querySelector('attend-lesson');
  for (const quiz of document.querySelectorAll('attend-quiz')) quiz.release();
  lesson.goto(section);
  while (lesson.scene !== wanted) await new Promise(requestAnimationFrame);
}

/** Once the first training of the text can begin. Runs in the page. */
const prepared = () => Boolean(document.querySelector('attend-training')?.trainer?.run);

/** Trains, looks back, and tells what the machine shows. Runs in the page. */
async function trainAndLookAt(step, steps, tensor) {
  const training = document.querySelector('attend-training');
  training.trainer.until = steps;
  await training.start();
  await training.look(step);
  const { session, engine } = document.querySelector('.machine attend-stepper');
  return {
    losses: training.trainer.run.losses,
    weights: [...session.tensor(tensor, { ahead: true }).data],
    gradients: [...session.tensor(`gradients.${tensor}`, { ahead: true }).data],
    whole: engine.whole,
  };
}

/** The weights in the machine. Runs in the page. */
const weights = (tensor) => [
  ...document.querySelector('.machine attend-stepper').session.tensor(tensor, { ahead: true }).data,
];

describe('training in a lesson', () => {
  const site = chromiumSite();

  test('the machine shows the chosen step with its gradients, and still does when the reader comes back', async () => {
    const tab = await site.open('lessons/a-head-is-born/', { width: 1440, height: 900, lively: true });
    assert.equal(await tab.evaluate(ready), true);
    await tab.until(prepared);
    await tab.evaluate(goTo, 'train', 'two');
    const shown = await tab.evaluate(trainAndLookAt, 37, STEPS, path);

    const engine = await loadBuiltEngine();
    const run = engine.train({
      scene,
      data: { task: 'induction', seed: 2 },
      optimizer: { kind: 'adam', rate: 0.01, decay: 0, betas: [0.9, 0.99] },
      batch: 16,
      seed: 2,
      keep: 10,
    });
    run.advance(STEPS);
    const session = engine.open(run.sceneAt(37));
    assert.deepEqual(shown.losses, run.losses);
    assert.deepEqual(shown.weights, [...session.tensor(path, { ahead: true }).data]);
    assert.deepEqual(shown.gradients, [...session.tensor(`gradients.${path}`, { ahead: true }).data]);
    assert.equal(shown.whole, true);

    await tab.evaluate(goTo, 'induction', 'trained');
    assert.notDeepEqual(await tab.evaluate(weights, path), shown.weights);
    await tab.evaluate(goTo, 'train', 'two');
    assert.deepEqual(await tab.evaluate(weights, path), shown.weights);
    session.close();
    run.close();
    assert.deepEqual(tab.errors, []);
    await tab.close();
  });

  test('a lesson about gradients begins without them, and has them from its second section on', async () => {
    const tab = await site.open('lessons/gradient/', { width: 1440, height: 900, lively: true });
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(goTo, 'softmax', 'back');
    const data = await tab.evaluate(weights, 'gradients.layers.0.attention.scale');
    const row = data.slice(3, 6);
    assert.ok(Math.abs(row.reduce((sum, slope) => sum + slope, 0)) < 1e-6);
    assert.ok(Math.max(...row) > 0.1);
    assert.deepEqual(tab.errors, []);
    await tab.close();
  });
});
