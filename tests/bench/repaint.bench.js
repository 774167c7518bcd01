/**
 * What a reader waits for on the screen, in Chromium: a step, an edit with everything downstream computed anew, and the
 * choice of a cell with its explanation, each until the page has been laid out and drawn again. Medians in
 * milliseconds; nothing is asserted. A frame lasts 16 ms.
 */
import { serve } from '../../scripts/serve.js';
import { launchers } from '../browser/browsers.js';

const sizes = [
  { T: 16, C: 64, H: 4, L: 2 },
  { T: 64, C: 128, H: 8, L: 6 },
];

/** Runs in the page: opens a scene in its stepper and times what a reader does. */
async function measure({ T, C, H, L }) {
  const stepper = document.querySelector('attend-stepper');
  stepper.session = stepper.engine.open({
    version: 1,
    tokens: Array.from({ length: T }, (_, t) => `w${t}`),
    model: { kind: 'decoder', layers: L, width: C, heads: H },
    weights: { seed: 1 },
  });
  /** Script, style and layout until the picture stands; what is left is the browser's own painting. */
  const drawn = async () => {
    for (let last = null; last !== stepper.updateComplete; ) {
      last = stepper.updateComplete;
      await last;
    }
    await new Promise((done) => setTimeout(done));
    stepper.getBoundingClientRect();
  };
  const median = async (turns, work) => {
    const times = [];
    for (let turn = 0; turn < turns; turn += 1) {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const since = performance.now();
      work(turn);
      await drawn();
      times.push(performance.now() - since);
    }
    return times.sort((a, b) => a - b)[Math.floor(turns / 2)];
  };
  await drawn();
  const scores = 'layers.0.attention.scores';
  const step = await median(14 * L, () => stepper.do('step'));
  stepper.goto(scores, [0, 1, 1]);
  const select = await median(21, (turn) => stepper.goto(scores, [0, turn % T, 1]));
  const edit = await median(21, (turn) => {
    stepper.session.edit('weights.embed.table', [0, 0], turn / 8);
    stepper.refresh();
  });
  return { step, 'choose and explain a cell': select, 'edit, all computed anew': edit };
}

const { url, close } = await serve({ root: 'dist/site', port: 0 });
const browser = await launchers.chromium();
try {
  const page = await browser.open(`${url}lessons/hacker/`, { width: 1440, height: 900 });
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
  for (const size of sizes) {
    console.log(`  T = ${size.T}, C = ${size.C}, H = ${size.H}, L = ${size.L}, drawn`);
    const figures = await page.evaluate(measure, size);
    for (const [name, time] of Object.entries(figures)) {
      console.log(`    ${name.padEnd(44)} ${time.toFixed(2).padStart(8)} ms`);
    }
  }
} finally {
  await browser.close();
  await close();
}
