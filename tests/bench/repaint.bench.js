/**
 * What a reader waits for on the screen, in Chromium: a step, the choice of a cell with its explanation, and an edit with
 * everything downstream computed anew and listed. Each is timed from the key until the browser has the frame that shows it:
 * script, style, layout, paint and the handing over. The browser begins a frame as soon as there is one to draw, so that no
 * wait for the screen's own beat is counted; `nothing` is what the measuring itself takes. Between two turns, all that was
 * asked for is drawn and the browser has nothing left to do. Medians and the slowest tenth in milliseconds.
 */
import { launchChromium } from '../../scripts/browsers.js';
import { packagePage } from '../browser/package-page.js';
import { ready, settled } from '../browser/screen.js';
import { digits, table, tell } from './turns.js';

const sizes = [
  { T: 16, C: 64, H: 4, L: 2 },
  { T: 64, C: 128, H: 8, L: 6 },
];
const sceneOf = ({ T, C, H, L }) => ({
  version: 1,
  tokens: Array.from({ length: T }, (_, t) => `w${t}`),
  model: { kind: 'decoder', layers: L, width: C, heads: H },
  weights: { seed: 1 },
});

/** Runs in the page: times what a reader does with its stepper. */
async function measure({ T, L }) {
  const stepper = document.querySelector('attend-stepper');
  // A message that is sent while a frame begins arrives when that frame has been handed over.
  const drawn = () =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(port1.close());
        port2.postMessage('');
      }),
    );
  const rest = async () => {
    await window.settled();
    await new Promise((done) => requestIdleCallback(done));
  };
  const timed = async (turns, work) => {
    const times = [];
    for (let turn = 0; turn < turns; turn += 1) {
      await rest();
      const since = performance.now();
      work(turn);
      await drawn();
      times.push(performance.now() - since);
    }
    times.sort((a, b) => a - b);
    return [0.5, 0.9].map((share) => times[Math.floor(turns * share)]);
  };
  const scores = 'layers.0.attention.scores';
  const nothing = await timed(21, () => {});
  const walk = () => timed(14 * L, () => stepper.do('step'));
  const first = await walk();
  stepper.do('first');
  const step = await walk();
  stepper.goto(scores, [0, 1, 1]);
  const select = await timed(21, (turn) => stepper.select({ path: scores, index: [0, turn % T, 2] }));
  const edit = await timed(21, (turn) => {
    stepper.session.edit('weights.embed.table', [0, 0], turn / 8);
    stepper.refresh();
  });
  return {
    nothing,
    'step, walked for the first time': first,
    'step, walked again': step,
    'choose and explain a cell': select,
    'edit, all computed anew': edit,
  };
}

const { url, close } = await packagePage({ scenes: Object.fromEntries(sizes.map((size, i) => [i, sceneOf(size)])) });
const browser = await launchChromium(['--disable-frame-rate-limit', '--disable-gpu-vsync']);
const parts = [];
try {
  for (const [i, size] of sizes.entries()) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${url}?scene=${i}.json`);
    await page.addStyleTag({ content: 'attend-stepper { height: 100vh }' });
    await page.evaluate(`window.settled = ${settled}`);
    await page.evaluate(ready);
    const figures = Object.entries(await page.evaluate(measure, size));
    const head = [`T = ${size.T}, C = ${size.C}, H = ${size.H}, L = ${size.L}`, 'median, ms', 'nine of ten within'];
    parts.push(
      table(
        head,
        figures.map(([name, times]) => [name, ...times.map(digits)]),
      ),
    );
    console.log(`${parts.at(-1)}\n`);
    await page.close();
  }
} finally {
  await browser.close();
  await close();
}
tell('screen', parts.join('\n\n'));
