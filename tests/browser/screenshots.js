/**
 * Pictures of the lesson to look at: `npm run screenshots` writes them to build/screenshots.
 * Three widths, light and dark, at the steps that look most different; and every browser at one step.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';
import { ready, settled, showPredictions } from './screen.js';

const folder = 'build/screenshots';
const attention = 'layers.0.attention.';
const steps = {
  start: null,
  embed: ['embed', [3, 0]],
  project: [`${attention}project`, [3, 0]],
  scores: [`${attention}scores`, [0, 3, 4]],
  softmax: [`${attention}softmax`, [0, 3, 4]],
  sum: [`${attention}weighted_sum`, [0, 3, 0]],
};
const sizes = [
  [1440, 900],
  [820, 1180],
  [390, 844],
];

/** Waits until the text beside the stepper has scrolled to its section. */
async function still() {
  for (let last = -1, calm = 0; calm < 5; last = scrollY) {
    await new Promise(requestAnimationFrame);
    calm = scrollY === last ? calm + 1 : 0;
  }
}

/** Shows a step in a theme and keeps the picture. */
async function take(tab, name, step, theme) {
  await tab.evaluate(
    (at, scheme) => {
      document.documentElement.dataset.theme = scheme;
      const stepper = document.querySelector('attend-stepper');
      if (at) stepper.goto(...at);
      else stepper.do('first');
    },
    step,
    theme,
  );
  await tab.evaluate(settled);
  await tab.evaluate(still);
  writeFileSync(`${folder}/${name}.png`, await tab.picture());
  console.log(`${folder}/${name}.png`);
}

const server = await serve({ root: 'dist/site', port: 0 });
mkdirSync(folder, { recursive: true });
try {
  for (const [engine, launch] of Object.entries(launchers)) {
    const browser = await launch();
    if (!browser) continue;
    for (const [width, height] of engine === 'chromium' ? sizes : sizes.slice(0, 1)) {
      const tab = await browser.open(`${server.url}lessons/hacker/`, { width, height });
      const state = await tab.evaluate(ready);
      if (state !== true) throw new Error(`${engine}: ${state}`);
      await tab.evaluate(showPredictions);
      for (const theme of ['light', 'dark']) {
        const shown = engine === 'chromium' ? Object.entries(steps) : [['scores', steps.scores]];
        for (const [name, step] of shown) await take(tab, `${engine}-${width}-${theme}-${name}`, step, theme);
      }
      await tab.close();
    }
    await browser.close();
  }
} finally {
  await server.close();
}
