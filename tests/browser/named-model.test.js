/** Published models in the workshop, in Chromium and by keyboard: what one choice makes, says, and runs. And the line of its steps. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { chromiumSite } from './chromium-site.js';
import { compareScreen } from './lesson-page.js';
import { ready, settled } from './screen.js';
import { readNamed, readWorkshop, stationInSight, walkTo } from './workshop-panel.js';

const scene = JSON.parse(readFileSync(new URL('../../lessons/_shared/scenes/decoder.json', import.meta.url), 'utf8'));

describe('chromium', () => {
  const site = chromiumSite();
  let tab;

  async function open() {
    tab = await site.open('play/?scene=decoder', { width: 1440, height: 900 });
    assert.equal(await tab.evaluate(ready), true);
  }

  async function close() {
    assert.deepEqual(tab.errors, []);
    await tab.close();
  }

  /** Compares the screen with a session that is opened here from what the page would save. */
  async function compare() {
    const saved = await tab.evaluate(() => document.querySelector('attend-stepper').session.save());
    const session = (await loadEngine()).restore(scene, saved);
    const cells = await compareScreen(tab, session);
    session.close();
    return cells;
  }

  test('a published model is one choice, says what it is, and runs to its last token', async () => {
    await open();
    await walkTo(tab, /summary.*model$/);
    await tab.press('Enter');
    await walkTo(tab, /named-model.*select/);
    // GPT-2, and then Llama 3.
    for (const position of ['learned', 'rotary']) {
      await tab.press('ArrowDown');
      const runs = (wanted) => document.querySelector('attend-stepper').session.scene.model.position === wanted;
      await tab.until(runs, position);
    }
    const { model } = (await tab.evaluate(readWorkshop)).scene;
    assert.deepEqual([model.kv_heads, model.norm_kind, model.feed_forward.activation], [2, 'rms', 'swiglu']);
    assert.match(await tab.evaluate(readNamed), /Grattafiori et al. 2024.*8 for 32 heads/);
    await walkTo(tab, /button\.same/);
    await tab.press('Enter');
    const { told } = await tab.evaluate(readWorkshop);
    assert.match(told.join(), /Not the same\. The two first part at layer 1, /);
    await tab.evaluate(() => document.querySelector('attend-stepper').do('end'));
    await tab.evaluate(settled);
    assert.ok((await compare()) > 10);
    await close();
  });

  test('the line of steps shows where the machine is, however far along', async () => {
    await open();
    await tab.evaluate(() => document.querySelector('attend-stepper').goto('layers.1.residual_2', [0, 0]));
    await tab.evaluate(settled);
    // The room is measured once more at the frames after.
    for (let frame = 0; frame < 3; frame += 1) await tab.evaluate(() => new Promise(requestAnimationFrame));
    assert.equal(await tab.evaluate(stationInSight), true);
    await close();
  });
});
