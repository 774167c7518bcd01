/** axe-core on the lesson at several steps, in every theme and on a phone. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';
import { ready, settled, showPredictions } from './screen.js';

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

const audit = async () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} at ${target.flat().join(' ')}`),
  );
};

describe('axe finds nothing', { timeout: 240_000 }, () => {
  let server;
  let browser;

  before(async () => {
    server = await serve({ root: 'dist/site', port: 0 });
    browser = await launchers.chromium();
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const [theme, width, height] of [
    ['light', 1440, 900],
    ['dark', 1440, 900],
    ['projector', 1440, 900],
    ['light', 390, 844],
  ]) {
    test(`in ${theme}, ${width} wide`, async () => {
      const tab = await browser.open(`${server.url}lessons/hacker/`, { width, height });
      assert.equal(await tab.evaluate(ready), true);
      await tab.evaluate(showPredictions);
      await tab.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      await tab.inject(axe);
      for (const path of steps) {
        await tab.evaluate((at) => document.querySelector('attend-stepper').goto(at), path);
        await tab.evaluate(settled);
        await new Promise((done) => setTimeout(done, 300));
        assert.deepEqual(await tab.evaluate(audit), [], path);
      }
      await tab.evaluate(() => document.querySelector('attend-stepper').do('help'));
      assert.deepEqual(await tab.evaluate(audit), [], 'help');
      await tab.close();
    });
  }
});
