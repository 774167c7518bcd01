/** A reader walks through a lesson in three browser engines: steps, scrolls, predicts, and answers an exercise by keyboard. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';
import { openScene } from './lesson-page.js';
import { ready, settled } from './screen.js';

const weights = 'layers.0.attention.softmax';

/** The middle of an element, brought into view and come to rest. Looks in shadow roots where the names are parted by `>>>`. Runs in the page. */
async function middle(names) {
  let found = document;
  for (const name of names.split(' >>> ')) found = (found.shadowRoot ?? found).querySelector(name);
  for (let still = 0, last = 0; still < 6; still += 1) {
    const { top } = found.getBoundingClientRect();
    if (top !== last || top < 0 || top > window.innerHeight) {
      found.scrollIntoView({ block: 'center', behavior: 'instant' });
      still = 0;
    }
    last = found.getBoundingClientRect().top;
    await new Promise((done) => setTimeout(done, 50));
  }
  const { left, top, width, height } = found.getBoundingClientRect();
  if (width === 0) throw new Error(`${names} cannot be seen.`);
  return [left + width / 2, top + height / 2];
}

/** Waits for what a reader sees of the lesson to be as it should; gives what it is. Runs in the page. */
async function until(wanted) {
  const see = () => ({
    path: document.querySelector('attend-stepper').session.position.path,
    section: document.querySelector('attend-step[active]')?.id ?? '',
    numbers: document.querySelector('.lesson-at')?.textContent ?? '',
    verdict: document.querySelector('#row-of-firewall')?.shadowRoot?.querySelector('.feedback')?.textContent ?? '',
    prediction: document.querySelector('#best-key [data-verdict]')?.textContent ?? '',
  });
  const fits = (seen) => Object.entries(wanted).every(([name, text]) => seen[name].includes(text));
  for (let tries = 0; tries < 100 && !fits(see()); tries += 1) await new Promise((done) => setTimeout(done, 50));
  return see();
}

/** Brings a section to the reading line, as by scrolling, once the page has come to rest. Runs in the page. */
const scrollTo = async (id) => {
  for (let still = 0, last = -1; still < 6; still += 1) {
    if (window.scrollY !== last) still = 0;
    last = window.scrollY;
    await new Promise((done) => setTimeout(done, 50));
  }
  const { top } = document.getElementById(id).getBoundingClientRect();
  window.scrollBy({ top: top - window.innerHeight * 0.25, behavior: 'instant' });
};

for (const [name, launch] of Object.entries(launchers)) {
  describe(`a lesson in ${name}`, { timeout: 120_000 }, () => {
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
      const click = async (names) => tab.click(...(await tab.evaluate(middle, names)));
      assert.equal(await tab.evaluate(ready), true);

      await click('attend-stepper >>> attend-controls >>> button.step');
      const first = await tab.evaluate(until, { path: 'embed', section: 'tokens' });
      assert.deepEqual([first.path, first.section], ['embed', 'tokens'], 'the text follows the machine');
      await tab.evaluate(scrollTo, 'raw-scores');
      const read = await tab.evaluate(until, { section: 'raw-scores', path: 'project.k' });
      assert.deepEqual([read.section, read.path], ['raw-scores', 'layers.0.attention.project.k']);
      assert.match(read.numbers, /^Section \d+ of \d+$/);

      await click('#best-key button.choice:nth-of-type(4)');
      const told = await tab.evaluate(until, { path: 'scores' });
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
      const wrong = await tab.evaluate(until, { verdict: 'Not yet' });
      assert.match(wrong.verdict, /Not yet/);
      await tab.press('ArrowLeft');
      await tab.press('Delete');
      for (const key of right[1]) await tab.press(key);
      await tab.press('Enter');
      assert.match((await tab.evaluate(until, { verdict: 'Right' })).verdict, /Right/);
      await tab.evaluate(settled);
      assert.deepEqual(tab.errors, []);
      await tab.close();
      session.close();
    });
  });
}
