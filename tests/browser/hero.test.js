/** The picture of the front page in three browser engines: no word comes close to the next, whoever asks, at four widths. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';

const WIDTHS = [1440, 1280, 820, 390];

/** Smallest distance between two words in CSS pixels, and from the picture’s edges. Runs in the page. */
function distances() {
  const box = (element) => element.getBoundingClientRect();
  const words = [...document.querySelectorAll('.hero-live .hero-word')].map(box);
  const svg = box(document.querySelector('.hero-live svg'));
  const between = words.slice(1).map(({ left }, i) => left - words[i].right);
  return { between: Math.min(...between), edge: Math.min(words[0].left - svg.left, svg.right - words.at(-1).right) };
}

/** The word at this place asks. Runs in the page. */
function ask(place) {
  const word = document.querySelectorAll('.hero-choice')[place];
  word.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  return word.getAttribute('aria-pressed');
}

/** Writes another sentence. Runs in the page. */
function write(text) {
  const input = document.querySelector('.hero-own input');
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  return document.querySelectorAll('.hero-choice').length;
}

for (const [name, launch] of Object.entries(launchers)) {
  describe(`the picture of the front page in ${name}`, () => {
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

    for (const width of WIDTHS) {
      test(`its words keep apart at ${width} px`, async (context) => {
        if (!browser) return context.skip(`${name} is not installed`);
        const tab = await browser.open(`${server.url}index.html`, { width, height: 900, lively: true });
        await tab.until(() => document.querySelectorAll('.hero-live .hero-choice').length === 5);
        const apart = async (what) => {
          const { between, edge } = await tab.evaluate(distances);
          assert.ok(between >= 5, `${what}: ${between} px between two words`);
          assert.ok(edge >= 0, `${what}: ${edge} px from the edge`);
        };
        for (let place = 0; place < 5; place += 1) {
          assert.equal(await tab.evaluate(ask, place), 'true');
          await apart(`word ${place + 1} asks`);
        }
        const words = 'Internationalisation misunderstandings counterrevolutionaries';
        assert.equal(await tab.evaluate(write, words), 3);
        await apart('long words');
        assert.deepEqual(tab.errors, []);
        await tab.close();
      });
    }
  });
}
