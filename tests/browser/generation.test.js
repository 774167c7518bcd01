/** Going on behind the words, in Chromium: turned on in the playground, every pick shows whole numbers, words, and the engine's own values. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { chromiumSite } from './chromium-site.js';
import { ready, settled } from './screen.js';

/** Goes to a step, or result, and gives what is shown of it and what the engine has. Runs in the page. */
async function pickAt(path) {
  const stepper = document.querySelector('attend-stepper');
  stepper.goto(path);
  do await stepper.updateComplete;
  while (stepper.isUpdatePending);
  const { session, shadowRoot } = stepper;
  const picture = shadowRoot.querySelector('attend-picture').shadowRoot;
  const matrices = [...picture.querySelectorAll('attend-matrix')];
  const own = matrices.find(({ view }) => view.tensor.path === path.replace(/\[.*/, ''));
  const arithmetic = shadowRoot.querySelector('attend-arithmetic').shadowRoot;
  return {
    cell: own.shadowRoot.querySelector('td[data-at]').textContent,
    line: arithmetic.querySelector('.line').textContent.replace(/\s+/g, ' ').trim(),
    sentence: shadowRoot
      .querySelector('attend-sentence')
      .shadowRoot.querySelector('.said')
      .textContent.replace(/\s+/g, ' '),
    value: session.tensor(path.replace(/\[.*/, '')).data[0],
    generated: session.generated,
  };
}

/** The list of words beside a pick, once it is loaded. Runs in the page. */
const ranking = () => {
  const arithmetic = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-arithmetic');
  const list = arithmetic.shadowRoot.querySelector('attend-ranking');
  const rows = list?.shadowRoot?.querySelectorAll('tbody tr') ?? [];
  return rows.length > 0 && Array.from(rows, (row) => Array.from(row.children, (cell) => cell.textContent.trim()));
};

/** Turns it on, as the tick in the panel does. Runs in the page. */
const goOn = () => {
  const panel = document.querySelector('attend-workshop').shadowRoot.querySelector('attend-workshop-panel').shadowRoot;
  const choice = panel.querySelector('attend-generate-choice').shadowRoot;
  choice.querySelector('input[type=checkbox]').click();
};

describe('a model that goes on', () => {
  const site = chromiumSite();
  let tab;

  before(async () => {
    tab = await site.open('play/', { width: 1280, height: 720 });
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(goOn);
    await tab.until(() => document.querySelector('attend-stepper').session.scene.generate !== undefined);
    await tab.evaluate(settled);
  });

  test('the picked token is a whole number in picture and arithmetic, and the word beside it is that of the engine', async () => {
    const { cell, line, sentence, value, generated } = await tab.evaluate(pickAt, 'prefill.pick[0]');
    const [first] = generated;
    assert.equal(value, first.id);
    assert.equal(cell, String(first.id));
    assert.ok(sentence.includes(first.token), sentence);
    assert.equal(line, `the entry with number 0: ${first.id} = ${first.id}`);
    const [top, second] = await tab.until(ranking);
    assert.deepEqual(top.slice(0, 2), ['1', `${first.token} picked`]);
    assert.ok(Math.abs(Number(top[2]) - first.probability) <= 0.005, `${top[2]} for ${first.probability}`);
    assert.equal(second.at(-1), 'cut');
  });

  test('the list of words is whole in a low window, and the place of the picked one is a whole number', async () => {
    const { sentence, value } = await tab.evaluate(pickAt, 'prefill.pick.place[0]');
    assert.ok(sentence.includes(`: ${value} words come before it`), sentence);
    await tab.until(ranking);
    const { list, dock } = await tab.evaluate(() => {
      const { shadowRoot } = document.querySelector('attend-stepper');
      const list = shadowRoot.querySelector('attend-arithmetic').shadowRoot.querySelector('attend-ranking');
      const bottom = (element) => element.getBoundingClientRect().bottom;
      return { list: bottom(list), dock: bottom(shadowRoot.querySelector('.dock')) };
    });
    assert.ok(list <= dock, `the list ends at ${list}, the dock at ${dock}`);
  });

  test('another word picked by hand is what the next token is read as', async () => {
    const { before, next } = await tab.evaluate(async () => {
      const stepper = document.querySelector('attend-stepper');
      const { session } = stepper;
      const before = session.generated.map(({ id }) => id);
      const other = (before[0] + 1) % session.scene.vocabulary.length;
      stepper.attempt(() => session.edit('prefill.pick', [0], other));
      stepper.refresh();
      return { before, next: other };
    });
    const { cell, generated } = await tab.evaluate(pickAt, 'prefill.pick[0]');
    assert.notEqual(next, before[0]);
    assert.equal(cell, String(next));
    assert.equal(generated[0].id, next);
    assert.deepEqual(tab.errors, []);
  });
});
