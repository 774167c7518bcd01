/** axe-core on the lesson at several steps, in every theme and on a phone. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { chromiumSite } from './chromium-site.js';
import { ready, settled, showPredictions, still } from './screen.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const attention = 'layers.0.attention.';
const steps = [
  'embed',
  `${attention}project`,
  `${attention}split_heads`,
  `${attention}scores`,
  `${attention}softmax`,
  `${attention}weighted_sum`,
];

/** What axe finds in a part of the page, or in all of it. Runs in the page. */
const audit = async (part) => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await window.axe.run(part ?? document, { runOnly: tags, resultTypes: ['violations'] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} at ${target.flat().join(' ')}`),
  );
};

describe('axe finds nothing', () => {
  const site = chromiumSite();

  for (const [theme, width, height] of [
    ['light', 1440, 900],
    ['dark', 1440, 900],
    ['projector', 1440, 900],
    ['light', 390, 844],
  ]) {
    test(`in a training that has run, in ${theme}, ${width} wide`, async () => {
      const tab = await site.open('lessons/a-head-is-born/', { width, height });
      assert.equal(await tab.evaluate(ready), true);
      await tab.until(() => document.querySelector('attend-training')?.trainer?.run);
      await tab.evaluate(async (name) => {
        document.documentElement.dataset.theme = name;
        const training = document.querySelector('attend-training');
        training.trainer.until = 20;
        await training.start();
        await training.look(7);
        training.renderRoot.querySelector('details').open = true;
      }, theme);
      await tab.inject(axe);
      await tab.evaluate(still);
      assert.deepEqual(await tab.evaluate(audit, 'attend-training'), []);
      await tab.close();
    });

    test(`in ${theme}, ${width} wide`, async () => {
      const tab = await site.open('lessons/hacker/', { width, height });
      assert.equal(await tab.evaluate(ready), true);
      await tab.evaluate(showPredictions);
      await tab.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      await tab.inject(axe);
      for (const path of steps) {
        await tab.evaluate((at) => document.querySelector('attend-stepper').goto(at), path);
        await tab.evaluate(settled);
        await tab.evaluate(still);
        assert.deepEqual(await tab.evaluate(audit, 'attend-stepper'), [], path);
      }
      assert.deepEqual(await tab.evaluate(audit), [], 'the whole page');
      await tab.evaluate(() => document.querySelector('attend-stepper').do('help'));
      await tab.until(() => {
        const root = document.querySelector('attend-stepper').shadowRoot;
        return root.querySelector('attend-keys').shadowRoot?.querySelector('dialog')?.open;
      });
      assert.deepEqual(await tab.evaluate(audit), [], 'help');
      await tab.close();
    });
  }
});
