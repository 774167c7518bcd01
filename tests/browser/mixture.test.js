/** A mixture of experts in Chromium: turned on in the workshop, refused where it cannot be, and looked at expert by expert. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { chromiumSite } from './chromium-site.js';
import { compareScreen } from './lesson-page.js';
import { readMatrices, readPanels, ready, settled } from './screen.js';
import { readWorkshop } from './workshop-panel.js';

const path = 'layers.0.feed_forward';

/** Writes a number into one of the workshop's fields. Runs in the page. */
async function writeNumber(name, value) {
  const panel = document.querySelector('attend-workshop').shadowRoot.querySelector('attend-workshop-panel').shadowRoot;
  const choice = panel.querySelector('attend-model-choice');
  await choice.updateComplete;
  const field = choice.shadowRoot.querySelector(`attend-number.feed_forward-${name}`);
  await field.updateComplete;
  const input = field.shadowRoot.querySelector('input');
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

const runs = (name, value) => document.querySelector('attend-stepper').session.scene.model.feed_forward[name] === value;

const goto = (...where) => document.querySelector('attend-stepper').goto(...where);

/** The tabs beside the results, and which is chosen. Runs in the page. */
function tabs() {
  const { shadowRoot } = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-choices');
  const all = [...shadowRoot.querySelectorAll('attend-tabs')].at(-1).shadowRoot.querySelectorAll('button');
  return [...all].map((tab) => tab.textContent.trim());
}

/** Presses the last of them, all experts. Runs in the page. */
function showAll() {
  const { shadowRoot } = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-choices');
  const all = [...shadowRoot.querySelectorAll('attend-tabs')].at(-1).shadowRoot.querySelectorAll('button');
  [...all].at(-1).click();
}

describe('a mixture of experts', () => {
  const site = chromiumSite();
  let tab;
  let session;

  before(async () => {
    tab = await site.open('play/?scene=decoder', { width: 1440, height: 900 });
    assert.equal(await tab.evaluate(ready), true);
  });

  test('more experts for a token than there are is refused in the panel, and what ran runs on', async () => {
    await tab.evaluate(writeNumber, 'top', 2);
    await tab.evaluate(settled);
    const { refusals, scene } = await tab.evaluate(readWorkshop);
    assert.match(refusals.join(), /top" is 2, but feed_forward\.experts is 1.*Choose at most/);
    assert.equal(scene.model.feed_forward.top, 1);
  });

  test('with experts, every result on the screen is what the engine has', async () => {
    for (const [name, value] of [
      ['width', 2],
      ['experts', 3],
      ['top', 2],
    ]) {
      await tab.evaluate(writeNumber, name, value);
      await tab.until(runs, name, value);
    }
    await tab.evaluate(settled);
    const { scene } = await tab.evaluate(readWorkshop);
    const given = JSON.parse(readFileSync(new URL('../../lessons/_shared/scenes/decoder.json', import.meta.url)));
    session = (await loadEngine()).open({ ...given, model: scene.model });
    const results = ['logits', 'chosen', 'row_max', 'held', 'shares', 'load', 'mean_share', 'hidden', 'outputs'];
    for (const result of [...results.map((name) => `${path}.${name}`), path]) {
      const index = session.shapeOf(result).shape.map(() => 0);
      session.seek(session.locate(result));
      session.runTo(result);
      await tab.evaluate(goto, result, index);
      await tab.evaluate(settled);
      assert.ok((await compareScreen(tab, session)) > 4, result);
      const { sentence } = await tab.evaluate(readPanels);
      assert.ok(sentence.length > 10 && !/[{}]|say-/.test(sentence), `${result}: ${sentence}`);
    }
  });

  test('experts are looked at one at a time, as heads are, by key as well', async () => {
    await tab.evaluate(goto, `${path}.activated`, [0, 1, 0]);
    await tab.evaluate(settled);
    assert.deepEqual(await tab.evaluate(tabs), ['Expert 1 of 3', 'Expert 2 of 3', 'Expert 3 of 3', 'All experts']);
    const shown = async () => (await tab.evaluate(readMatrices)).at(-1);
    const before = await shown();
    await tab.evaluate(() => document.querySelector('attend-stepper').focus());
    await tab.press('h');
    await tab.evaluate(settled);
    assert.notDeepEqual(await shown(), before);
    assert.equal((await tab.evaluate(readPanels)).head, 1);
    await tab.evaluate(showAll);
    await tab.evaluate(settled);
    const titles = (await tab.evaluate(readMatrices)).map(({ title }) => title);
    for (const expert of [1, 2, 3])
      assert.ok(
        titles.some((title) => title.includes(`Expert ${expert}`)),
        titles.join(),
      );
  });
});
