/** A frame whose scene has a loss: its first picture needs only the lighter engine, and nothing done before the rest comes is lost. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { folderServer, helpful, message, openFramed } from './hosts.js';

const embed = 'embed/gradient/back/';

/** What the machine in the frame holds. Runs in the page. */
const held = () => {
  const { session, engine } = document.querySelector('attend-stepper');
  const { cells, totalCells, path } = session.position;
  const { edits, selection } = session;
  return { whole: engine.whole, loss: session.scene.loss?.kind, cells, totalCells, path, edits, selection };
};

/** That the scene is there with its loss. Runs in the page. */
const complete = () => Boolean(document.querySelector('attend-stepper')?.session?.scene.loss);

/** Steps twice and writes a number. Runs in the page. */
const work = async () => {
  const stepper = document.querySelector('attend-stepper');
  stepper.do('step');
  stepper.do('step');
  stepper.writer.open({ path: 'weights.layers.0.attention.wq', index: [0, 1] }, null);
  stepper.writer.write(stepper.writer.editing, '0.25');
  await stepper.updateComplete;
};

describe('a scene with a loss in a frame', () => {
  let browser;
  let attend;
  before(async () => {
    browser = await launchChromium();
    attend = await folderServer({ folders: { '': 'dist/site' }, headers: helpful });
  });
  after(async () => {
    await browser.close();
    await attend.close();
  });

  /** A course page with the frame; engine.wasm waits until it is let go, or never comes. */
  async function course({ path = embed, fails = false } = {}) {
    let letGo;
    const wanted = new Promise((done) => {
      letGo = done;
    });
    const prepare = (page) =>
      page.route('**/engine.wasm', async (route) => {
        await wanted;
        await (fails ? route.abort() : route.continue());
      });
    return { ...(await openFramed(browser, attend.url + path, { prepare })), letGo };
  }

  const drawn = (frame) => frame.locator('attend-picture').waitFor();

  test('it is stepped through before the whole engine is there, and goes on where it was', async () => {
    const { page, frame, letGo, close } = await course();
    await drawn(frame);
    await frame.evaluate(work);
    const before = await frame.evaluate(held);
    assert.deepEqual([before.whole, before.loss, before.edits.length], [false, undefined, 1]);
    assert.equal((await page.evaluate(message, 'ready')) ?? null, null, 'the host is told when all of it is there');
    letGo();
    await frame.waitForFunction(complete);
    const { totalCells, whole, loss, ...kept } = await frame.evaluate(held);
    const { totalCells: few, whole: _whole, loss: _loss, ...same } = before;
    assert.deepEqual(kept, same, 'cursor, edit and chosen cell');
    assert.ok(whole && loss && totalCells > few, 'what goes back follows');
    await page.waitForFunction(message, 'ready');
    await frame.evaluate(() => {
      const stepper = document.querySelector('attend-stepper');
      stepper.goto('loss');
      stepper.do('step');
    });
    assert.match((await frame.evaluate(held)).path, /^gradients\./);
    await close();
  });

  test('a link to a gradient waits for the whole engine', async () => {
    const { frame, letGo, close } = await course({ path: `${embed}?step=loss` });
    letGo();
    await drawn(frame);
    assert.equal((await frame.evaluate(held)).path, 'loss');
    await close();
  });

  test('where the whole engine cannot be had, the picture stays and says why it ends there', async () => {
    const { page, frame, letGo, close } = await course({ fails: true });
    await drawn(frame);
    letGo();
    const { code } = await (await page.waitForFunction(message, 'error')).jsonValue();
    assert.equal(code, 'load');
    await frame.locator('attend-notes').getByText('engine').first().waitFor();
    assert.ok(await frame.locator('attend-matrix').first().isVisible());
    await close();
  });
});
