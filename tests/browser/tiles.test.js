/** Attention tile by tile, in Chromium: turned on in the workshop, what is read and what becomes of it side by side, and the same as whole. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { chromiumSite } from './chromium-site.js';
import { spoken } from './expected.js';
import { compareScreen } from './lesson-page.js';
import { readMatrices, readPanels, ready, settled } from './screen.js';
import { readWorkshop } from './workshop-panel.js';

const [first, path] = [0, 1].map((tile) => `layers.0.attention.online_softmax.${tile}`);

/** Ticks the box in the panel, and writes how many keys a tile has. Runs in the page. */
async function takeTiles(keys) {
  const panel = document.querySelector('attend-workshop').shadowRoot.querySelector('attend-workshop-panel').shadowRoot;
  const choice = panel.querySelector('attend-model-choice');
  const tick = [...choice.shadowRoot.querySelectorAll('label')].find((label) => /tile by tile/.test(label.textContent));
  tick.querySelector('input').click();
  const stepper = document.querySelector('attend-stepper');
  while (stepper.session.scene.model.tile !== 1) await new Promise(requestAnimationFrame);
  await choice.updateComplete;
  const field = choice.shadowRoot.querySelector('attend-number.tile');
  await field.updateComplete;
  const input = field.shadowRoot.querySelector('input');
  input.value = keys;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  while (stepper.session.scene.model.tile !== keys) await new Promise(requestAnimationFrame);
}

const goto = (...where) => document.querySelector('attend-stepper').goto(...where);

const askWhether = () => {
  const panel = document.querySelector('attend-workshop').shadowRoot.querySelector('attend-workshop-panel').shadowRoot;
  panel.querySelector('button.same').click();
};

describe('attention tile by tile', () => {
  const site = chromiumSite();
  let tab;
  let session;

  before(async () => {
    tab = await site.open('play/?scene=mask-causal', { width: 1440, height: 900 });
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(takeTiles, 2);
    await tab.evaluate(settled);
    const scene = JSON.parse(readFileSync(new URL('../../lessons/_shared/scenes/mask-causal.json', import.meta.url)));
    session = (await loadEngine()).open({ ...scene, model: { ...scene.model, tile: 2 } });
  });

  /** Both machines made this cell last. */
  async function stand(index) {
    session.seek(session.locate(path));
    await tab.evaluate(goto, path, index);
    await tab.evaluate(settled);
  }

  test('the scores are those of the tile alone, and old and new stand side by side', async () => {
    await stand([0, 4, 0]);
    assert.ok((await compareScreen(tab, session)) > 20);
    const shown = await tab.evaluate(readMatrices);
    assert.deepEqual(
      shown.map(({ title }) => title.replace(/ .$/, '')).filter((title) => !/^Head/.test(title)),
      [
        'Masked scores',
        'Old max',
        'New max',
        'Rescale',
        'Exponentials',
        'Old sum',
        'New sum',
        'Old output',
        'Values',
        'New output',
      ],
    );
    const [scores] = shown;
    assert.deepEqual(
      scores.places[0].map((index) => index.at(-1)),
      [2, 3],
    );
  });

  test('the sentence says what the tile does to the row, for every row', async () => {
    const numbers = (name) => session.tensor(name, { ahead: true }).data;
    const [before, after, factor] = [`${first}.row_max`, `${path}.row_max`, `${path}.rescale`].map(numbers);
    const kinds = new Set();
    for (let row = 0; row < session.scene.tokens.length; row += 1) {
      await stand([0, row, 0]);
      const { sentence } = await tab.evaluate(readPanels);
      const up = after[row] > before[row];
      kinds.add(up);
      if (up) assert.ok(sentence.includes(`from ${spoken(before[row])} to ${spoken(after[row])}`), sentence);
      if (up) assert.ok(sentence.includes(`rescaled by ${spoken(factor[row])}`), sentence);
      else assert.match(sentence, new RegExp(`stays ${spoken(after[row])}.*stays as it is`));
    }
    assert.equal(kinds.size, 2, 'some rows have a larger score in the tile, others have none');
  });

  test('it is the same as whole, and the answer says that it is not the same to the bit', async () => {
    await tab.evaluate(askWhether);
    await tab.evaluate(settled);
    const { told } = await tab.evaluate(readWorkshop);
    assert.match(told[0], /The same as in the original scene: \d+ matrices, with a largest difference of [1-9]e-\d/);
  });
});
