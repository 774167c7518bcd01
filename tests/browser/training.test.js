/** Training in the page, by keyboard alone: losses, weights and every shown cell are those of the engine outside it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadBuiltEngine } from '../../scripts/generate.js';
import { launchers } from './browsers.js';
import { packagePage } from './package-page.js';

const vocabulary = ['pen', 'cup', 'key', 'box'];
const tiny = {
  version: 1,
  id: 'tiny',
  title: 'A tiny model',
  tokens: ['pen', 'cup', 'pen', 'cup', 'pen', 'cup'],
  vocabulary,
  model: {
    ...{ kind: 'decoder', layers: 1, width: 4, heads: 1, position: 'sinusoidal', bias: false, unembed: true },
    feed_forward: { width: 0 },
  },
  weights: { seed: 5 },
  loss: { kind: 'cross_entropy', targets: [null, 'pen', 'cup', 'pen', 'cup', null] },
};
const path = 'layers.0.attention.softmax';
const cell = [0, 5, 3];
const STEPS = 24;

/** As the element begins it from its attributes, with weights drawn from its seed. */
const options = (seed, rate = 0.02) => ({
  scene: { ...tiny, weights: { seed } },
  data: { task: 'induction', seed },
  optimizer: { kind: 'adam', rate, decay: 0, betas: [0.9, 0.99] },
  batch: 4,
  seed,
  keep: 10,
});

/** The second half of the tiny sequence as this model writes it, by the whole engine's probabilities. */
function likeliest(engine, scene) {
  const words = tiny.tokens.slice(0, 3);
  while (words.length < tiny.tokens.length) {
    const session = engine.open({ ...scene, tokens: words, loss: undefined });
    const last = session.tensor('probabilities', { ahead: true }).data.slice(-vocabulary.length);
    session.close();
    words.push(vocabulary[last.indexOf(Math.max(...last))]);
  }
  return words.slice(3);
}

/** Once a run stands, and its newest step is drawn. Runs in the page. */
async function ready() {
  while (!document.querySelector('attend-training')?.trainer?.run) await new Promise(requestAnimationFrame);
  const training = document.querySelector('attend-training');
  await training.updateComplete;
  await training.shown;
}

/** What the element has and shows. Runs in the page. */
async function read() {
  const training = document.querySelector('attend-training');
  await training.shown;
  await training.updateComplete;
  const root = training.renderRoot;
  const text = (selector) => root.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const { run, shown } = training.trainer;
  const stepper = root.querySelector('attend-stepper');
  await stepper.atRest();
  return {
    ...{ steps: run.steps, shown, losses: run.losses, heldOut: run.heldOut, running: run.running },
    ...{ count: text('.count'), reading: text('.reading p'), stopped: text('.stopped'), start: text('.start') },
    rows: [...root.querySelectorAll('tbody tr')].map((row) => [...row.children].map((each) => each.textContent)),
    status: text('[role=status]'),
    spoken: root.querySelector('.curve').getAttribute('aria-label'),
    written: text('.written'),
    said: stepper.renderRoot.querySelector('attend-sentence').renderRoot.textContent.replace(/\s+/g, ' ').trim(),
    place: stepper.session.position.path,
    cell: stepper.selection?.index,
  };
}

/** What has the keyboard inside the element: classes, or the id. Runs in the page. */
function focused() {
  let at = document.activeElement;
  const names = [];
  while (at) {
    names.push(at.localName, at.className, at.id);
    at = at.shadowRoot?.activeElement;
  }
  return names.filter(Boolean).join(' ');
}

/** Until the run rests. Runs in the page. */
function rested(steps) {
  const { trainer } = document.querySelector('attend-training');
  return !trainer.running && trainer.steps >= steps;
}

/** What is typed in a field, and what is said below it. Runs in the page. */
async function readField(name) {
  const field = document.querySelector('attend-training').renderRoot.querySelector(`attend-number.${name}`);
  await field.updateComplete;
  return {
    typed: field.renderRoot.querySelector('input').value,
    refusal: field.renderRoot.querySelector('.refusal').textContent,
    invalid: field.renderRoot.querySelector('input').getAttribute('aria-invalid'),
  };
}

/** The two steps side by side, once they are there. Runs in the page. */
function readTwo() {
  const two = document.querySelector('attend-training').renderRoot.querySelector('attend-two-steps');
  const buttons = [...two.renderRoot.querySelectorAll('.most')].map((each) => each.textContent);
  return buttons.length > 0 && { buttons, pictures: two.renderRoot.querySelectorAll('svg').length };
}

for (const [name, launch] of Object.entries(launchers)) {
  describe(`training in ${name}`, () => {
    let server;
    let browser;
    let engine;

    before(async () => {
      server = await packagePage({ scenes: { tiny }, script: 'attend-training.js', tag: 'attend-training' });
      browser = await launch();
      engine = await loadBuiltEngine();
    });

    after(async () => {
      await browser?.close();
      await server?.close();
    });

    const check = (title, work) =>
      test(title, (context) => (browser ? work() : context.skip(`${name} or its driver is not installed`)));

    const open = async () => {
      const query = new URLSearchParams({
        ...{ scene: 'tiny.json', task: 'induction', rate: '0.02', batch: '4', seed: '7', steps: String(STEPS) },
        at: `${path}[${cell}]`,
        style: 'height:800px',
      });
      const tab = await browser.open(`${server.url}?${query}`, { width: 1440, height: 900 });
      await tab.evaluate(ready);
      return tab;
    };

    /** Tabs on until what has the keyboard has this in its names. */
    const tabTo = async (tab, wanted) => {
      for (let tabs = 0; tabs < 60; tabs += 1) {
        if ((await tab.evaluate(focused)).includes(wanted)) return;
        await tab.press('Tab');
      }
      assert.fail(`Tab never comes to ${wanted}`);
    };

    const type = async (tab, text) => {
      await tab.press('Home');
      for (let n = 0; n < 8; n += 1) await tab.press('Delete');
      for (const letter of text) await tab.press(letter);
      await tab.press('Enter');
    };

    check('trains, rewinds and shows any step by keyboard alone, with the numbers of the engine outside', async () => {
      const tab = await open();
      const run = engine.train(options(7));
      run.advance(STEPS);
      await tabTo(tab, 'start');
      await tab.press('Enter');
      await tab.until(rested, STEPS);
      const trained = await tab.evaluate(read);
      assert.deepEqual(trained.losses, run.losses);
      assert.deepEqual(trained.heldOut, run.heldOut);
      assert.equal(trained.count, `Step ${STEPS} of ${STEPS}`);
      assert.match(trained.spoken, new RegExp(`${run.losses.at(-1).toFixed(2)} at step ${STEPS - 1}`));
      assert.deepEqual(
        trained.rows,
        run.heldOut.map(({ step, loss }) => [String(step), run.losses[step].toFixed(4), loss.toFixed(4)]),
      );

      await tabTo(tab, 'rewind');
      await tab.press('Home');
      for (let n = 0; n < 3; n += 1) await tab.press('ArrowRight');
      const third = await tab.evaluate(read);
      assert.equal(third.shown, 3);
      assert.match(third.reading, new RegExp(`^Step 3 batch loss ${run.losses[3].toFixed(2)}`));
      assert.deepEqual([third.place, third.cell], [path, cell]);
      const session = engine.open(run.sceneAt(3));
      assert.equal(third.written, likeliest(engine, run.sceneAt(3)).join(' '));
      const weight = session.tensor(path, { ahead: true }).data[cell[1] * 6 + cell[2]];
      assert.match(third.said, new RegExp(`the weight ${weight.toFixed(2)}`));

      await tab.press('End');
      const newest = await tab.evaluate(read);
      assert.equal(newest.shown, STEPS);
      session.close();
      run.close();
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    check('refuses what cannot be used at its field, keeps what was typed, and begins anew with what can', async () => {
      const tab = await open();
      await tabTo(tab, 'rate');
      await type(tab, 'abc');
      const refused = await tab.evaluate(readField, 'rate');
      assert.deepEqual([refused.typed, refused.invalid], ['abc', 'true']);
      assert.match(refused.refusal, /not a number/);
      await tab.evaluate(() => document.querySelector('attend-training').renderRoot.querySelector('.start').click());
      const held = await tab.evaluate(read);
      assert.equal(held.steps, 0);
      assert.match(held.status, /Learning rate cannot be used yet/);
      assert.match(await tab.evaluate(focused), /rate/);
      await type(tab, '0');
      assert.match((await tab.evaluate(readField, 'rate')).refusal, /anything from/);
      await type(tab, '0.05');
      assert.equal((await tab.evaluate(readField, 'rate')).invalid, 'false');
      await tab.evaluate(() => document.querySelector('attend-training').start());
      await tab.until(rested, STEPS);
      const run = engine.train(options(7, 0.05));
      run.advance(STEPS);
      assert.deepEqual((await tab.evaluate(read)).losses, run.losses);
      run.close();
      await tab.close();
    });

    check('holds two steps side by side, by keyboard, with what changed as the engine outside finds it', async () => {
      const tab = await open();
      await tab.evaluate(() => document.querySelector('attend-training').start());
      await tab.until(rested, STEPS);
      await tabTo(tab, 'summary');
      await tab.press('Enter');
      const seen = await tab.until(readTwo);
      const run = engine.train(options(7));
      run.advance(STEPS);
      const [before, now] = [0, STEPS].map((step) => {
        const session = engine.open(run.sceneAt(step));
        const { data } = session.tensor(path, { ahead: true });
        session.close();
        return data;
      });
      const most = now.reduce(
        (best, value, i) => (Math.abs(value - before[i]) > Math.abs(now[best] - before[best]) ? i : best),
        0,
      );
      const shown = (value) => value.toFixed(2).replace('-', '−');
      const [from, to] = [before[most], now[most]].map(shown);
      assert.match(seen.buttons[0], new RegExp(`from ${from} to ${to}`));
      assert.equal(seen.pictures, 6);
      await tab.evaluate(() =>
        document
          .querySelector('attend-training')
          .renderRoot.querySelector('attend-two-steps')
          .renderRoot.querySelector('.most')
          .click(),
      );
      assert.deepEqual((await tab.evaluate(read)).cell, [0, Math.floor(most / 6), most % 6]);
      run.close();
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    check('a change that the reader makes stays at every step, and can be undone at any', async () => {
      const tab = await open();
      await tab.evaluate(() => document.querySelector('attend-training').start());
      await tab.until(rested, STEPS);
      const at = async (step, act) =>
        tab.evaluate(
          async (number, what) => {
            const training = document.querySelector('attend-training');
            await training.look(number);
            const { session } = training.renderRoot.querySelector('attend-stepper');
            if (what === 'edit') session.edit('layers.0.attention.scale', [0, 5, 3], 4);
            if (what === 'rate') session.edit('layers.0.attention.scale.temperature', [], 2);
            if (what === 'undo') session.undo();
            const { op } = session.explain('layers.0.attention.scale', [0, 5, 3]);
            return [op, session.edits.length, session.tensor('layers.0.attention.softmax', { ahead: true }).data[33]];
          },
          step,
          act,
        );
      const first = await at(STEPS, 'edit');
      assert.deepEqual(first.slice(0, 2), ['edited', 1]);
      assert.deepEqual((await at(STEPS, 'rate')).slice(0, 2), ['edited', 2]);
      const third = await at(3, '');
      assert.deepEqual(third.slice(0, 2), ['edited', 2]);
      assert.deepEqual((await at(3, 'undo')).slice(0, 2), ['edited', 1]);
      assert.deepEqual(await at(STEPS, ''), first);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    check('learns from a text of the reader’s, and keeps one that is too short with the reason', async () => {
      const tab = await open();
      const choose = (source) =>
        tab.evaluate((value) => {
          const select = document.querySelector('attend-training').renderRoot.querySelector('#source');
          select.value = value;
          select.dispatchEvent(new Event('change'));
        }, source);
      await choose('words');
      await tab.evaluate(() => document.querySelector('attend-training').start());
      const learned = await tab.evaluate(read);
      assert.equal(learned.steps, STEPS);
      assert.ok(learned.losses.at(-1) < learned.losses[0]);
      await choose('characters');
      const refused = await tab.evaluate(async (text) => {
        const training = document.querySelector('attend-training');
        const area = training.renderRoot.querySelector('#text');
        area.value = text;
        area.dispatchEvent(new Event('change'));
        await training.updateComplete;
        return [area.value, training.renderRoot.querySelector('#text-refusal').textContent];
      }, 'abc');
      assert.equal(refused[0], 'abc');
      assert.match(refused[1], /has 3 characters/);
      await choose('given');
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    check('a loss that runs away stops it, and a sentence says what to change', async () => {
      const tab = await open();
      await tabTo(tab, 'optimizer');
      await tab.evaluate(() => {
        const select = document.querySelector('attend-training').renderRoot.querySelector('#optimizer');
        select.value = 'sgd';
        select.dispatchEvent(new Event('change'));
      });
      await tabTo(tab, 'rate');
      await type(tab, '1000');
      await tab.evaluate(() => document.querySelector('attend-training').start());
      const stopped = await tab.evaluate(read);
      assert.match(stopped.stopped, /smaller rate than 1000/);
      assert.ok(stopped.steps < STEPS);
      assert.match(stopped.status, /^Stopped at step/);
      await tabTo(tab, 'rate');
      await type(tab, '0.1');
      await tab.evaluate(() => document.querySelector('attend-training').start());
      assert.equal((await tab.evaluate(read)).steps, STEPS);
      await tab.close();
    });
  });
}
