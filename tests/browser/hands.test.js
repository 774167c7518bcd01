/** What a reader's hand does: edits that replace each other, breakpoints, layers that fold, the trail, and where the keyboard is. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchers } from './browsers.js';
import { packagePage } from './package-page.js';
import { focusPath, readPanels, ready, settled } from './screen.js';

const attention = 'layers.0.attention.';
const made = { version: 1, weights: { seed: 7 }, made_by: 'a seed', tokens: ['The', 'cat', 'sat', 'on', 'the', 'mat'] };
const scenes = {
  decoder: {
    ...made,
    id: 'decoder',
    title: 'Decoder',
    model: { kind: 'decoder', layers: 2, width: 8, heads: 2, norm: 'pre', mask: { kind: 'causal' } },
  },
  pair: {
    ...made,
    id: 'pair',
    title: 'Pair',
    memory: ['Der', 'Hund'],
    model: { kind: 'encoder-decoder', layers: 2, width: 8, heads: 2 },
  },
};

/** Every text of one class inside an element of the stepper. Runs in the page. */
function texts(tag, selector) {
  const root = document.querySelector('attend-stepper').shadowRoot.querySelector(tag)?.shadowRoot;
  return [...(root?.querySelectorAll(selector) ?? [])].map((each) => each.textContent.replace(/\s+/g, ' ').trim());
}

/** Presses a button inside an element of the stepper. Runs in the page. */
function push(tag, selector) {
  document.querySelector('attend-stepper').shadowRoot.querySelector(tag).shadowRoot.querySelector(selector).click();
}

/** Gives the keyboard to something inside an element of the stepper. Runs in the page. */
function focusOn(tag, selector) {
  document.querySelector('attend-stepper').shadowRoot.querySelector(tag).shadowRoot.querySelector(selector).focus();
}

describe('what a hand does', () => {
  let server;
  let browser;
  let tab;

  before(async () => {
    server = await packagePage({ scenes });
    browser = await launchers.chromium();
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (scene, at = '') => {
    const query = new URLSearchParams({ scene: `${scene}.json`, ...(at ? { at } : {}) });
    tab = await browser.open(`${server.url}?${query}`, { width: 1280, height: 1000 });
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(settled);
  };

  const close = async () => {
    assert.deepEqual(tab.errors, []);
    await tab.close();
  };

  const act = async (work, ...args) => {
    const result = await tab.evaluate(work, ...args);
    await tab.evaluate(settled);
    return result;
  };

  const write = (path, index, text) =>
    act(
      (...args) => {
        const { writer } = document.querySelector('attend-stepper');
        writer.write({ path: args[0], index: args[1] }, args[2]);
      },
      path,
      index,
      text,
    );

  const edits = () =>
    tab.evaluate(() => document.querySelector('attend-stepper').session.edits.map(({ path, value }) => [path, value]));

  test('writing a cell again replaces its edit, and its own number written back is none', async () => {
    const weights = `${attention}softmax`;
    await open('decoder', weights);
    for (const text of ['0.5', '0.25', '0.75']) await write(weights, [0, 5, 1], text);
    await write(`${weights}`, [0, 5, 2], '0.5');
    await write(weights, [0, 5, 1], '0.125');
    assert.deepEqual(await edits(), [
      [weights, 0.5],
      [weights, 0.125],
    ]);
    const own = await act((path) => {
      const { session } = document.querySelector('attend-stepper');
      return String(session.before(path).data[5 * 6 + 1]);
    }, weights);
    await write(weights, [0, 5, 1], own);
    assert.deepEqual(await edits(), [[weights, 0.5]]);
    await act(
      (path) => document.querySelector('attend-stepper').writer.open({ path, index: [0, 5, 2] }, null),
      weights,
    );
    await write(weights, [0, 5, 2], '2e99');
    assert.deepEqual(await edits(), [[weights, 0.5]], 'what is refused replaces nothing');
    await tab.press('Escape');
    await act(() => document.querySelector('attend-stepper').do('clear'));
    for (const text of ['1', '0']) await write('masks.causal', [1, 4], text);
    assert.deepEqual(await edits(), [], 'a mask cell switched on and off again');
    await write(`${attention}scale.temperature`, [], '2');
    await write(`${attention}scale.temperature`, [], '1');
    assert.deepEqual(await edits(), [], 'a temperature given back');
    await write('masks.causal', [1, 4], '-0');
    assert.deepEqual(await edits(), [], 'a zero has no sign');
    await close();
  });

  test('a number that is refused is called as the screen calls it', async () => {
    await open('decoder', `${attention}softmax`);
    const refused = async (text) => {
      await act(
        (path) => document.querySelector('attend-stepper').writer.open({ path, index: [0, 5, 1] }, null),
        `${attention}softmax`,
      );
      await write(`${attention}softmax`, [0, 5, 1], text);
      return (await tab.evaluate(texts, 'attend-edit', '[role=alert]')).join();
    };
    assert.match(await refused('1e999'), /^Weight \(head 1, query mat, key cat\) cannot be Infinity\./);
    assert.match(await refused('0x10'), /“0x10” is not a number/);
    await close();
  });

  test('a run that a breakpoint stopped says so, and the mark can be taken away there', async () => {
    const path = `${attention}scale`;
    await open('decoder');
    await act((at) => document.querySelector('attend-stepper').session.breakpoints.add(at), path);
    await act(() => document.querySelector('attend-stepper').do('end'));
    assert.match((await tab.evaluate(texts, 'attend-notes', '.stopped')).join(), /^Scale has a breakpoint.*stop here/);
    await act(push, 'attend-notes', '.stopped button');
    assert.deepEqual(await tab.evaluate(texts, 'attend-notes', '.stopped'), []);
    assert.equal(await tab.evaluate(() => document.querySelector('attend-stepper').session.breakpoints.size), 0);
    await close();
  });

  test('buttons that go back have names of their own, and rest while they would do nothing', async () => {
    await open('decoder');
    const off = (kind) =>
      tab.evaluate((name) => {
        const controls = document
          .querySelector('attend-stepper')
          .shadowRoot.querySelector('attend-controls').shadowRoot;
        return controls.querySelector(`button.${name}`).getAttribute('aria-disabled');
      }, kind);
    assert.equal(await off('reset'), 'true');
    await act(() => document.querySelector('attend-stepper').do('stop'));
    assert.equal(await off('reset'), 'false', 'there is a breakpoint to remove');
    await act(push, 'attend-controls', 'button.reset');
    assert.equal(await off('reset'), 'true');
    const names = await tab.evaluate(texts, 'attend-controls', 'button span');
    assert.equal(new Set(names).size, names.length, names.join());
    await close();
  });

  test('the line names encoder, decoder and the layer that is open, and folds it again', async () => {
    await open('pair');
    const heads = () => tab.evaluate(texts, 'attend-timeline', '.above');
    assert.deepEqual(
      (await heads()).map((each) => each.split(' › ')[0]),
      ['Encoder', 'Decoder'],
    );
    await act(push, 'attend-timeline', '.folded .run');
    assert.ok((await heads()).includes('Layer 1 › Self-attention'), (await heads()).join());
    await act(push, 'attend-timeline', '.fold');
    assert.ok(!(await heads()).includes('Layer 1'), (await heads()).join());
    await close();
  });

  test('the trail tells steps of the same name apart', async () => {
    await open('decoder', 'layers.1.residual_2');
    for (const path of ['layers.1.residual_1', 'layers.0.residual_2', 'layers.0.residual_1', 'embed']) {
      await act((at) => {
        const stepper = document.querySelector('attend-stepper');
        stepper.attempt(() => stepper.reading.follow({ path: at, index: [2, 1] }));
      }, path);
    }
    const trail = await tab.evaluate(texts, 'attend-arithmetic', '.trail button');
    assert.deepEqual(trail, [
      'sum, Layer 2 › Residual 2',
      'sum, Layer 2 › Residual 1',
      'sum, Layer 1 › Residual 2',
      '← sum, Layer 1 › Residual 1',
    ]);
    await close();
  });

  test('the keyboard stays where the hand was', async () => {
    await open('decoder', `${attention}softmax`);
    await act(focusOn, 'attend-timeline', '[aria-current]');
    await tab.press('e');
    await tab.evaluate(settled);
    assert.ok((await tab.evaluate(focusPath)).includes('attend-timeline'), 'where its layer folded away');
    await act((at) => document.querySelector('attend-stepper').goto(at), `${attention}scale`);
    await act(focusOn, 'attend-arithmetic', '[data-option=temperature]');
    await tab.press('Enter');
    await tab.evaluate(settled);
    await tab.press('Control+a');
    await tab.press('2');
    await tab.press('Enter');
    await tab.evaluate(settled);
    const option = () =>
      tab.evaluate(
        () =>
          document.querySelector('attend-stepper').shadowRoot.activeElement?.shadowRoot.activeElement?.dataset.option,
      );
    assert.equal(await option(), 'temperature', 'on what was edited');
    await close();
  });

  test('weights beyond 0 and 1 have arcs no wider than a whole, and it is said', async () => {
    const weights = `${attention}softmax`;
    await open('decoder', weights);
    const widths = () =>
      tab.evaluate(() => {
        const sentence = document
          .querySelector('attend-stepper')
          .shadowRoot.querySelector('attend-sentence').shadowRoot;
        const arcs = sentence.querySelector('attend-arcs').shadowRoot;
        return {
          widest: Math.max(
            ...[...arcs.querySelectorAll('path')].map((path) => Number(path.getAttribute('stroke-width'))),
          ),
          said: arcs.querySelector('.beyond')?.textContent ?? '',
        };
      });
    assert.equal((await widths()).said, '');
    await write(weights, [0, 5, 1], '16');
    await write(weights, [0, 5, 2], '-3');
    const { widest, said } = await widths();
    assert.ok(widest <= 10, `${widest} px`);
    assert.match(said, /above 1 or below 0/);
    await close();
  });

  test('words for what a reader has not met: rounded numbers, letters of a shape, tensors', async () => {
    await open('decoder', `${attention}softmax`);
    assert.deepEqual(await tab.evaluate(texts, 'attend-arithmetic', '.rounded'), ['rounded here']);
    const letters = await tab.evaluate(() => {
      const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture').shadowRoot;
      return picture.querySelector('attend-matrix').shadowRoot.querySelector('.shape').title;
    });
    assert.match(letters, /T: the number of tokens that ask\nS: the number of tokens that are asked/);
    await act((at) => document.querySelector('attend-stepper').goto(at), 'embed');
    const { sentence } = await tab.evaluate(readPanels);
    assert.match(sentence, /is number \d+, and/);
    await close();
  });
});
