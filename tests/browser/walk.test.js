/** A reader walks through a lesson in three browser engines: steps, scrolls, predicts, and answers an exercise by keyboard. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';
import { openScene } from './lesson-page.js';
import { ready, settled } from './screen.js';

const weights = 'layers.0.attention.softmax';

/**
 * Brings an element into view, and gives its middle once it stands where the pointer would meet it; a page that scrolls by
 * itself may carry it away again. Looks in shadow roots where the names are parted by `>>>`. Runs in the page.
 */
async function middle(names) {
  let found = document;
  for (const name of names.split(' >>> ')) found = (found.shadowRoot ?? found).querySelector(name);
  const box = () => found.getBoundingClientRect();
  const before = box().top;
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  const { left, top, width, height } = box();
  if (top === before && top >= 0 && top + height <= window.innerHeight) return [left + width / 2, top + height / 2];
  found.scrollIntoView({ block: 'center', behavior: 'instant' });
  return null;
}

/** What a reader sees of the lesson, once it is as it should be. Runs in the page. */
function lessonAt(wanted) {
  const seen = {
    path: document.querySelector('attend-stepper').session.position.path,
    section: document.querySelector('attend-step[active]')?.id ?? '',
    numbers: document.querySelector('.lesson-at')?.textContent ?? '',
    verdict: document.querySelector('#row-of-firewall')?.shadowRoot?.querySelector('.feedback')?.textContent ?? '',
    prediction: document.querySelector('#best-key [data-verdict]')?.textContent ?? '',
  };
  return Object.entries(wanted).every(([name, text]) => seen[name].includes(text)) && seen;
}

/** Brings a section to the reading line, as by scrolling, once the page scrolls no more by itself. Runs in the page. */
async function scrollTo(id) {
  const before = window.scrollY;
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  if (window.scrollY !== before) return false;
  const { top } = document.getElementById(id).getBoundingClientRect();
  dispatchEvent(new WheelEvent('wheel'));
  window.scrollBy({ top: top - window.innerHeight * 0.25, behavior: 'instant' });
  return true;
}

for (const [name, launch] of Object.entries(launchers)) {
  describe(`a lesson in ${name}`, () => {
    let server;
    let browser;

    before(async () => {
      server = await serve({ root: 'dist/site', port: 0 });
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await server.close();
    });

    test('is walked: step, read on, predict, answer', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await browser.open(`${server.url}lessons/hacker/`, { width: 1440, height: 900 });
      const click = async (names) => tab.click(...(await tab.until(middle, names)));
      assert.equal(await tab.evaluate(ready), true);

      await click('attend-stepper >>> attend-controls >>> button.step');
      const first = await tab.until(lessonAt, { path: 'embed', section: 'tokens' });
      assert.deepEqual([first.path, first.section], ['embed', 'tokens'], 'the text follows the machine');
      await tab.until(scrollTo, 'raw-scores');
      const read = await tab.until(lessonAt, { section: 'raw-scores', path: 'split_heads' });
      assert.deepEqual([read.section, read.path], ['raw-scores', 'layers.0.attention.split_heads']);
      assert.match(read.numbers, /^Section \d+ of \d+$/);

      await click('#best-key button.choice:nth-of-type(4)');
      const told = await tab.until(lessonAt, { path: 'scores' });
      assert.equal(told.path, 'layers.0.attention.scores', 'the machine shows what was predicted');

      const session = await openScene('lessons/07-hacker/hacker.json');
      const { data } = session.tensor(weights, { ahead: true });
      const right = [0, 2].map((key) => data[4 * 5 + key].toFixed(2));
      await click('#share-of-firewall .skip-question');
      await click('#row-of-firewall >>> .field >>> input');
      for (const [i, text] of [right[0], '9'].entries()) {
        if (i) await tab.press('Tab');
        for (const key of text) await tab.press(key);
      }
      await tab.press('Enter');
      const wrong = await tab.until(lessonAt, { verdict: 'Not yet' });
      assert.match(wrong.verdict, /Not yet/);
      await tab.press('ArrowLeft');
      await tab.press('Delete');
      for (const key of right[1]) await tab.press(key);
      await tab.press('Enter');
      assert.match((await tab.until(lessonAt, { verdict: 'Right' })).verdict, /Right/);
      await tab.evaluate(settled);
      assert.deepEqual(tab.errors, []);
      await tab.close();
      session.close();
    });
  });
}
