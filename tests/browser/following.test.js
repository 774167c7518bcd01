/** From a number to the numbers it came from and the numbers it goes into, by mouse and by key, and back again. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchers } from './browsers.js';
import { packagePage } from './package-page.js';
import { focusPath, readPanels, ready, settled } from './screen.js';

const attention = 'layers.0.attention.';
const scene = {
  version: 1,
  id: 'follow',
  title: 'Follow',
  tokens: ['The', 'cat', 'sat', 'on', 'the', 'mat'],
  model: { kind: 'decoder', layers: 1, width: 8, heads: 2, norm: 'pre', mask: { kind: 'causal' } },
  weights: { seed: 7 },
  made_by: 'a seed',
};
const weight = [`${attention}softmax`, [0, 5, 1]];

/** The links inside an element of the arithmetic: text and middle of each. */
function readLinks(tag) {
  const panel = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-arithmetic').shadowRoot;
  const root = tag ? panel.querySelector(tag).shadowRoot : panel.querySelector('.trail');
  return [...root.querySelectorAll('button')].map((button) => {
    button.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = button.getBoundingClientRect();
    return { text: button.textContent.replace(/\s+/g, ' ').trim(), middle: [left + width / 2, top + height / 2] };
  });
}

/** Puts the keyboard on a link of an element of the arithmetic. */
function focusLink(tag, place) {
  const panel = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-arithmetic').shadowRoot;
  panel.querySelector(tag).shadowRoot.querySelectorAll('button')[place].focus();
}

const selection = () => document.querySelector('attend-stepper').selection;

/** The tensor that the picture shows with the chosen cell in it. */
const drawn = () =>
  [
    ...document
      .querySelector('attend-stepper')
      .shadowRoot.querySelector('attend-picture')
      .shadowRoot.querySelectorAll('attend-matrix'),
  ]
    .map((matrix) => matrix.shadowRoot.querySelector('table'))
    .filter((table) => table?.querySelector('[aria-selected=true]'))
    .map((table) => table.dataset.path);

for (const [name, launch] of Object.entries(launchers)) {
  describe(`following in ${name}`, () => {
    let server;
    let browser;
    let tab;

    before(async () => {
      server = await packagePage({ scenes: { follow: scene } });
      browser = await launch();
      if (!browser) return;
      tab = await browser.open(`${server.url}?scene=follow.json`, { width: 1280, height: 1000 });
      assert.equal(await tab.evaluate(ready), true);
    });

    after(async () => {
      await tab?.close();
      await browser?.close();
      await server.close();
    });

    const check = (title, work) =>
      test(title, (context) => (browser ? work() : context.skip(`${name} or its driver is not installed`)));

    const goto = async (path, index) => {
      await tab.evaluate((at, cell) => document.querySelector('attend-stepper').goto(at, cell), path, index);
      await tab.evaluate(settled);
    };

    const use = async (tag, place, by) => {
      const links = await tab.evaluate(readLinks, tag);
      if (by === 'mouse') await tab.click(...links[place].middle);
      else {
        await tab.evaluate(focusLink, tag, place);
        await tab.press('Enter');
      }
      await tab.evaluate(settled);
    };

    /** The picture went to the cell, the keyboard is in the arithmetic, and the trail leads back. */
    const arrived = async (path, from, what) => {
      const cell = await tab.evaluate(selection);
      assert.equal(cell.path, path, what);
      const { crumbs } = await tab.evaluate(readPanels);
      assert.ok(crumbs.length > 0, what);
      assert.ok((await tab.evaluate(drawn)).includes(path), `${what}: the picture shows it`);
      assert.ok(
        (await tab.evaluate(focusPath)).includes('attend-arithmetic'),
        `${what}: the keyboard stays in the panel`,
      );
      assert.match((await tab.evaluate(readLinks, null)).at(-1).text, from, `${what}: the way back`);
      await tab.press('u');
      await tab.evaluate(settled);
    };

    check('every station of a weight’s chain leads there, and the trail back', async () => {
      await goto(...weight);
      const stations = (await tab.evaluate(readLinks, 'attend-chain')).map(({ text }) => text);
      const paths = [
        'split_heads.q',
        'split_heads.k',
        'scores',
        'scale',
        'mask',
        'softmax.shifted',
        'softmax.exponentials',
      ];
      assert.equal(stations.length, paths.length, `${stations.join()}: the number itself leads nowhere`);
      for (const [place, path] of paths.entries()) {
        for (const by of ['mouse', 'Enter']) {
          await use('attend-chain', place, by);
          await arrived(attention + path, /weight/, `${stations[place]} by ${by}`);
          assert.deepEqual(await tab.evaluate(selection), { path: weight[0], index: weight[1] });
        }
      }
    });

    check('every link of “used by” leads there, and the trail back', async () => {
      const exponential = `${attention}softmax.exponentials`;
      await tab.evaluate(() => document.querySelector('attend-stepper').do('end'));
      for (const by of ['mouse', 'Enter']) {
        await tab.evaluate(
          (path, index) => document.querySelector('attend-stepper').select({ path, index }),
          exponential,
          weight[1],
        );
        await tab.evaluate(settled);
        await tab.evaluate(() => {
          const panel = document
            .querySelector('attend-stepper')
            .shadowRoot.querySelector('attend-arithmetic').shadowRoot;
          panel.querySelector('attend-uses').shadowRoot.querySelector('summary').click();
        });
        await tab.evaluate(settled);
        const links = await tab.evaluate(readLinks, 'attend-uses');
        assert.match(links.at(-1).text, /^weight/);
        await use('attend-uses', links.length - 1, by);
        await arrived(weight[0], /exponential/, `used by, by ${by}`);
      }
    });

    check('reports no errors', async () => assert.deepEqual(tab.errors, []));
  });
}
