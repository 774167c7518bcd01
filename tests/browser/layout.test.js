/**
 * Nothing covers what a step is about, in Chromium: sentence, chosen cell and the name of its matrix are in sight at every
 * step, with edits or without, at three widths; and all that was put off is drawn in the end.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { launchers } from './browsers.js';
import { fixed } from './expected.js';
import { packagePage } from './package-page.js';
import { readMatrices, ready, settled } from './screen.js';

const tokens = ['The', 'cat', 'drank', 'the', 'milk', 'because', 'it', 'was', 'thirsty', '.'];
const model = { kind: 'decoder', layers: 1, width: 16, heads: 2, mask: { kind: 'causal' } };
const scene = { version: 1, id: 'cat', title: 'Cat', tokens, model, weights: { seed: 4 }, made_by: 'a seed' };
const WEIGHTS = 'layers.0.attention.softmax';

/** Gives the stepper the height of the window. Runs in the page. */
function fill() {
  document.querySelector('h1').remove();
  document.body.style.margin = 0;
  document.querySelector('attend-stepper').style.height = '100vh';
}

/** Changes a weight as a reader would. Runs in the page. */
async function edit(path, index, value) {
  const stepper = document.querySelector('attend-stepper');
  stepper.attempt(() => {
    stepper.session.edit(path, index, value);
    stepper.reading.refresh();
  });
  await stepper.updateComplete;
}

/** What of the step is not in sight: nothing else lies over it, and it is inside the window. Runs in the page. */
function hidden() {
  const root = document.querySelector('attend-stepper').shadowRoot;
  const at = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const seen = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const found = at(left + Math.min(width / 2, 20), top + height / 2);
    return found === element || element.contains(found);
  };
  const matrices = [...root.querySelector('attend-picture').shadowRoot.querySelectorAll('attend-matrix')];
  const chosen = matrices.find((matrix) => matrix.on)?.shadowRoot;
  const parts = {
    sentence: root.querySelector('attend-sentence').shadowRoot.querySelector('.said'),
    edits: root.querySelector('attend-changes').shadowRoot.querySelector('button'),
    name: chosen?.querySelector('.title'),
    cell: chosen?.querySelector('td.on'),
  };
  return Object.entries(parts).flatMap(([name, element]) => (element && !seen(element) ? [name] : []));
}

/** Rows whose drawing is still put off. Runs in the page. */
function waiting() {
  const { shadowRoot } = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture');
  const matrices = [...shadowRoot.querySelectorAll('attend-matrix')];
  return matrices.reduce((sum, matrix) => sum + matrix.shadowRoot.querySelectorAll('tr.later').length, 0);
}

describe('the layout of a step', () => {
  let server;
  let browser;
  let engine;

  before(async () => {
    server = await packagePage({ scenes: { cat: scene } });
    browser = await launchers.chromium();
    engine = await loadEngine();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (width, height) => {
    const tab = await browser.open(`${server.url}?scene=cat.json`, { width, height });
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(fill);
    await tab.evaluate(settled);
    return tab;
  };
  const act = async (tab, action) => {
    await tab.evaluate((name) => document.querySelector('attend-stepper').do(name), action);
    await tab.evaluate(settled);
  };

  for (const [width, height] of [
    [1440, 900],
    [820, 1000],
    [390, 844],
  ]) {
    test(`at ${width} px sentence, cell and name are in sight at every step, and the button of the edits`, async () => {
      const tab = await open(width, height);
      // On a phone all scrolls below the sentence: the name too, where its matrix is higher than the room.
      const may = width < 700 ? ['name'] : [];
      for (const edited of [false, true]) {
        await act(tab, 'first');
        if (edited) await tab.evaluate(edit, WEIGHTS, [1, 6, 0], 0.9);
        for (let step = 1; step <= 16; step += 1) {
          await act(tab, 'step');
          const covered = (await tab.evaluate(hidden)).filter((name) => !may.includes(name));
          assert.deepEqual(covered, [], `step ${step}${edited ? ', edited' : ''}`);
          assert.equal(await tab.evaluate(waiting), 0, `step ${step}: all rows are drawn`);
        }
      }
      await tab.close();
    });
  }

  test('on a small laptop a row has all its numbers below its arcs; the colours of the whole result give way', async () => {
    const tab = await open(848, 668);
    await tab.evaluate((path) => document.querySelector('attend-stepper').goto(path, [0, 4, 0]), WEIGHTS);
    await tab.evaluate(settled);
    const seen = (await tab.evaluate(readMatrices)).filter(({ path }) => path === WEIGHTS);
    assert.equal(seen.flatMap(({ cells }) => cells.flat()).length, tokens.length);
    const arcs = await tab.evaluate(() =>
      document
        .querySelector('attend-stepper')
        .shadowRoot.querySelector('attend-sentence')
        .shadowRoot.querySelector('attend-arcs')
        .checkVisibility(),
    );
    assert.equal(arcs, true);
    await tab.close();
  });

  test('all heads stand side by side, and below them in numbers how the followed one was made', async () => {
    const tab = await open(1440, 900);
    await tab.evaluate(edit, WEIGHTS, [1, 6, 0], 0.9);
    await tab.evaluate((path) => {
      const stepper = document.querySelector('attend-stepper');
      stepper.goto(path, [1, 6, 0]);
      stepper.attempt(() => stepper.reading.showHead(null));
    }, WEIGHTS);
    await tab.evaluate(settled);
    const session = engine.open(scene);
    session.edit(WEIGHTS, [1, 6, 0], 0.9);
    const heads = await tab.evaluate((path) => {
      const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture').shadowRoot;
      const views = [...picture.querySelectorAll('attend-matrix')].map(({ view }) => view);
      return views.filter(({ tensor }) => tensor.path === path).map((view) => view.index(0, 0)[0]);
    }, WEIGHTS);
    const { shape, data } = session.tensor(WEIGHTS, { ahead: true });
    const all = Array.from({ length: shape[0] }, (_, head) => head);
    assert.deepEqual(heads, [...all, 1], 'each head, and once more the one that is followed');
    const shown = (await tab.evaluate(readMatrices)).filter(({ path }) => path === WEIGHTS).at(-1);
    const [, rows, columns] = shape;
    const followed = [...data.slice(rows * columns, 2 * rows * columns)].map((weight) => fixed(weight, 2));
    assert.deepEqual(shown.cells.flat(), followed, 'the followed head in numbers');
    const titles = (await tab.evaluate(readMatrices)).map(({ title }) => title);
    assert.ok(titles.includes('Exponentials'), titles.join());
    session.close();
    await tab.close();
  });
});
