/** The first edit moves nothing on the page, in Chromium: no matrix, panel or control changes its place or its size. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { chromiumSite } from './chromium-site.js';
import { ready, settled, showPredictions } from './screen.js';

const SIZES = [
  [1440, 900],
  [1280, 720],
  [820, 1180],
  [390, 844],
];
const attention = 'layers.0.attention.';

/** As a reader finds it who has changed nothing; the keyboard is on the chosen cell of a step, and nothing scrolls any more. Runs in the page. */
async function lookAt(path) {
  const stepper = document.querySelector('attend-stepper');
  stepper.reset();
  stepper.writer.line.begin(stepper.session);
  stepper.goto(path);
  await stepper.atRest();
  stepper.focus();
  for (let last = -1, calm = 0; calm < 5; last = scrollY) {
    await new Promise(requestAnimationFrame);
    calm = scrollY === last ? calm + 1 : 0;
  }
  await stepper.atRest();
}

/** Where everything stands: matrices, the elements around them, and all that can be pressed outside the arithmetic. Runs in the page. */
function places() {
  const found = [];
  const walk = (root, within) => {
    for (const element of root.querySelectorAll('*')) {
      const { localName, shadowRoot, dataset } = element;
      const counts =
        localName.startsWith('attend-') || element.matches('button, select, input, td[data-at], .dock, .map');
      // What is written in these is another text after an edit, and what lies over the page takes no room.
      const apart = element.matches('attend-edit, attend-uses, [popover], attend-take-away-dialog');
      if (apart) continue;
      const { left, top, width, height } = element.getBoundingClientRect();
      const name = `${within} ${localName} ${dataset.at ?? ''}`;
      if (counts && width > 0) found.push([name, [left, top, width, height].map(Math.round)]);
      if (shadowRoot && localName !== 'attend-arithmetic') walk(shadowRoot, localName);
    }
  };
  walk(document, 'page');
  return found;
}

/** How many edits there are, and what the button says of them. Runs in the page. */
function edits() {
  const stepper = document.querySelector('attend-stepper');
  const button = stepper.shadowRoot.querySelector('attend-changes').shadowRoot.querySelector('button');
  return {
    count: stepper.session.edits.length,
    off: button.getAttribute('aria-disabled'),
    mark: button.querySelector('.mark').checkVisibility() ? button.querySelector('.mark').textContent : '',
    opens: button.getBoundingClientRect().width > 0,
  };
}

describe('the first edit', () => {
  const site = chromiumSite();

  for (const [address, step, typed] of [
    ['lessons/hacker/', `${attention}scores`, '2.5'],
    ['lessons/hacker/', `${attention}softmax`, '0.9'],
    ['lessons/price/', `${attention}project`, '-1.25'],
    ['play/', `${attention}scores`, '2.5'],
  ]) {
    describe(`of ${step} in ${address}`, () => {
      let tab;
      before(async () => {
        tab = await site.open(address, { width: 1440, height: 900 });
        assert.equal(await tab.evaluate(ready), true);
        await tab.evaluate(showPredictions);
      });
      for (const [width, height] of SIZES) {
        test(`moves nothing at ${width} by ${height}`, async () => {
          await tab.resize(width, height);
          await tab.evaluate(lookAt, step);
          const before = await tab.evaluate(places);
          assert.ok(before.length > 30, `${before.length} things`);
          assert.deepEqual(await tab.evaluate(edits), { count: 0, off: 'true', mark: '', opens: true });
          for (const key of [...typed, 'Enter']) await tab.press(key);
          await tab.evaluate(settled);
          await tab.evaluate(() => document.querySelector('attend-stepper').atRest());
          assert.deepEqual(await tab.evaluate(edits), { count: 1, off: 'false', mark: '1', opens: true });
          const after = await tab.evaluate(places);
          const moved = before.filter(([, box], at) => String(after[at]?.[1]) !== String(box));
          assert.deepEqual(
            moved.slice(0, 5).map((each) => `${each} is at ${after[before.indexOf(each)]?.[1]}`),
            [],
            `${moved.length} of ${before.length} moved`,
          );
        });
      }
    });
  }
});
