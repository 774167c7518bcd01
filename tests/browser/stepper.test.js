/** The lesson in three browser engines: stepped through with mouse and with keys alone, every number compared. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';
import { compareScreen, openScene } from './lesson-page.js';
import { focusPath, middleOf, readPanels, readPosition, ready, settled, showPredictions } from './screen.js';

const scene = (id) => new URL(`../../lessons/07-hacker/${id}.json`, import.meta.url);
const lesson = 'lessons/hacker/';
const desk = { width: 1440, height: 900 };

for (const [name, launch] of Object.entries(launchers)) {
  describe(name, () => {
    let server;
    let browser;
    let tab;
    let session;

    before(async () => {
      server = await serve({ root: 'dist/site', port: 0 });
      browser = await launch();
      session = await openScene(scene('hacker'));
      if (!browser) return;
      tab = await browser.open(server.url + lesson, desk);
      assert.equal(await tab.evaluate(ready), true);
      await tab.evaluate(showPredictions);
    });

    after(async () => {
      await tab?.close();
      await browser?.close();
      await server.close();
      session.close();
    });

    /** Skips where this browser is not installed. */
    const check = (title, work) =>
      test(title, (context) => (browser ? work() : context.skip(`${name} or its driver is not installed`)));

    const click = async (kind) => tab.click(...(await tab.evaluate(middleOf, kind)));

    /** To the end and back, comparing at every stop; `move` makes one step on the page. */
    async function thereAndBack(move) {
      session.reset();
      let cells = await compareScreen(tab, session);
      const { total } = session.position;
      for (let stage = 0; stage < total; stage += 1) {
        await move('step');
        session.step();
        cells += await compareScreen(tab, session);
      }
      assert.equal(session.position.done, total);
      for (let stage = 0; stage < total; stage += 1) {
        await move('back');
        session.stepBack();
        cells += await compareScreen(tab, session);
      }
      assert.equal(session.position.cells, 0);
      assert.ok(cells > 1000, `${cells} cells compared`);
    }

    check('steps there and back by mouse, every cell as the engine says', async () => {
      await click('first');
      if (name === 'chromium') return thereAndBack(click);
      // What is drawn at every stage, the walk by keyboard compares; here the mouse is what can differ.
      session.reset();
      for (const [kind, move] of [
        ['step', 'step'],
        ['step', 'step'],
        ['back', 'stepBack'],
      ]) {
        await click(kind);
        session[move]();
        await compareScreen(tab, session);
      }
      await click('first');
    });

    check('steps there and back by keyboard alone', async () => {
      await tab.close();
      tab = await browser.open(server.url + lesson, desk);
      assert.equal(await tab.evaluate(ready), true);
      await tab.evaluate(showPredictions);
      for (let tabs = 0; tabs < 200; tabs += 1) {
        if ((await tab.evaluate(focusPath)).includes('attend-timeline')) break;
        await tab.press('Tab');
      }
      assert.ok((await tab.evaluate(focusPath)).includes('attend-timeline'), 'Tab reaches the stepper');
      // On the way through the text, the lesson may have put another scene on the machine.
      session.close();
      session = await openScene(
        scene(await tab.evaluate(() => document.querySelector('attend-stepper').session.scene.id)),
      );
      await tab.press('Home');
      await thereAndBack((kind) => tab.press(kind === 'step' ? 'ArrowRight' : 'ArrowLeft'));
    });

    check('fills cell by cell, and shows nothing that is not computed yet', async () => {
      await tab.press('End');
      await tab.press('Home');
      for (const [key, verb] of [
        ['i', 'stepInto'],
        ['ArrowRight', 'step'],
        ['i', 'stepInto'],
        ['n', 'step'],
        ['n', 'step'],
      ]) {
        await tab.press(key);
        if (key === 'i' && verb === 'stepInto' && session.level === 'stage') session.reset();
        session[verb]();
        await compareScreen(tab, session);
      }
      session.level = 'stage';
      await tab.press('r');
    });

    check('moves a cell cursor inside a matrix without moving the program', async () => {
      session.reset();
      await tab.evaluate(() => document.querySelector('attend-stepper').goto('layers.0.attention.scores', [0, 3, 4]));
      await tab.evaluate(settled);
      await tab.evaluate(() => {
        const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture');
        picture.shadowRoot.querySelector('.result').shadowRoot.querySelector('[aria-selected=true]').focus();
      });
      const before = await tab.evaluate(readPosition);
      const chosen = () => tab.evaluate(() => document.querySelector('attend-stepper').selection.index);
      for (const [key, index] of [
        ['ArrowLeft', [0, 3, 3]],
        ['ArrowUp', [0, 2, 3]],
        ['Home', [0, 2, 0]],
        ['PageDown', [0, 4, 0]],
        ['End', [0, 4, 4]],
        ['ArrowRight', [0, 4, 4]],
      ]) {
        await tab.press(key);
        await tab.evaluate(settled);
        assert.deepEqual(await chosen(), index, key);
      }
      assert.deepEqual(await tab.evaluate(readPosition), before, 'the program stayed');
      session.runTo('layers.0.attention.scores');
      await compareScreen(tab, session);
      await tab.press(' ');
      await tab.evaluate(settled);
      assert.ok((await tab.evaluate(focusPath)).includes('attend-arithmetic'), 'Space goes to the arithmetic');
    });

    check('follows an operand to where it comes from, and returns', async () => {
      await tab.press('Enter');
      await tab.evaluate(settled);
      const there = await tab.evaluate(readPanels);
      assert.ok(there.crumbs.includes('Split heads'), there.crumbs.join(' › '));
      assert.equal(there.here, 'Raw scores', 'the program did not move');
      await compareScreen(tab, session);
      await tab.press('u');
      await tab.evaluate(settled);
      const back = await tab.evaluate(readPanels);
      assert.ok(back.crumbs.includes('Raw scores'));
    });

    check('never makes the page wider than the window', async () => {
      for (const [width, height] of [
        [1440, 900],
        [820, 1180],
        [390, 844],
      ]) {
        await tab.resize(width, height);
        for (const path of [
          'embed',
          'layers.0.attention.scores',
          'layers.0.attention.softmax',
          'layers.0.attention.weighted_sum',
        ]) {
          await tab.evaluate((at) => document.querySelector('attend-stepper').goto(at), path);
          await tab.evaluate(settled);
          const over = await tab.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.ok(over <= 0, `${path} at ${width}: ${over} px too wide`);
        }
      }
    });

    check('reports no errors and asks nobody else for anything', async () => {
      await tab.evaluate(settled);
      assert.deepEqual(tab.errors, []);
      const foreign = (await tab.requests()).filter((url) => !url.startsWith(server.url) && !url.startsWith('data:'));
      assert.deepEqual(foreign, []);
    });
  });
}
