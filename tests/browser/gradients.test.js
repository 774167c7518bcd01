/** Gradients on the screen: from the loss back to an embedding by keyboard alone, every number and every name the engine's. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launchers } from './browsers.js';
import { compareScreen } from './lesson-page.js';
import { packagePage } from './package-page.js';
import { focusPath, readMatrices, readPanels, ready, settled } from './screen.js';

const learning = {
  version: 1,
  id: 'learning',
  title: 'Learning',
  made_by: 'a seed',
  tokens: ['The', 'cat', 'sat'],
  vocabulary: ['The', 'cat', 'sat', 'on'],
  model: {
    kind: 'decoder',
    layers: 1,
    width: 4,
    heads: 2,
    unembed: true,
    feed_forward: { width: 3, activation: 'relu' },
  },
  weights: { seed: 7 },
  loss: { kind: 'cross_entropy', targets: 'next' },
};
const scenes = { learning };

/** The line and the shares of the arithmetic panel, and the nudge below them. Runs in the page. */
function readArithmetic() {
  const root = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-arithmetic').shadowRoot;
  const text = (node) => node?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  return {
    name: text(root.querySelector('h3 span')),
    labels: [...root.querySelectorAll('.operand')].map((one) => one.getAttribute('aria-label')),
    shares: [...root.querySelectorAll('.shares li')].map(text),
    nudged: text(root.querySelector('attend-nudge')?.shadowRoot?.querySelector('[role=status]')),
  };
}

for (const [name, launch] of Object.entries(launchers)) {
  describe(`gradients in ${name}`, () => {
    let server;
    let browser;
    let session;

    before(async () => {
      server = await packagePage({ scenes });
      browser = await launch();
      const { loadEngine } = await import('../../dist/package/index.js');
      session = (await loadEngine(readFileSync(new URL('../../dist/package/engine.wasm', import.meta.url)))).open(
        learning,
      );
    });

    after(async () => {
      session.close();
      await browser?.close();
      await server.close();
    });

    const check = (title, work) =>
      test(title, (context) => (browser ? work() : context.skip(`${name} or its driver is not installed`)));

    const open = async (at) => {
      const query = new URLSearchParams({ scene: 'learning.json', at });
      const tab = await browser.open(`${server.url}?${query}`, { width: 1440, height: 900 });
      assert.equal(await tab.evaluate(ready), true);
      session.runTo(at);
      return tab;
    };

    check(
      'from the loss to the gradient of an embedding by keyboard alone, every cell as the engine says',
      async () => {
        const tab = await open('loss');
        for (let tabs = 0; tabs < 200 && !(await tab.evaluate(focusPath)).includes('attend-timeline'); tabs += 1)
          await tab.press('Tab');
        let cells = 0;
        while (session.position.path !== 'gradients.embed') {
          await tab.press('ArrowRight');
          session.step();
          cells += await compareScreen(tab, session);
          const { sentence } = await tab.evaluate(readPanels);
          assert.match(sentence, /^(Backwards|The loss changes)/, session.position.path);
          for (const { path, title } of await tab.evaluate(readMatrices))
            assert.equal(path.startsWith('gradients.'), title.startsWith('Gradient'), `${path} is called ${title}`);
          assert.ok(
            session.position.cells < session.position.totalCells || session.position.path === 'gradients.embed',
          );
        }
        assert.ok(cells > 200, `${cells} cells compared`);
        assert.deepEqual(tab.errors, []);
        await tab.close();
      },
    );

    check('a gradient explains itself: by the chain rule, by its shares, by a nudge', async () => {
      const tab = await open('gradients.layers.0.residual_1');
      const path = 'gradients.layers.0.residual_1';
      const cell = { path, index: [1, 2] };
      await tab.evaluate((chosen) => document.querySelector('attend-stepper').select(chosen), cell);
      await tab.evaluate(settled);
      const told = session.explain(path, cell.index);
      const shown = await tab.evaluate(readArithmetic);
      assert.match(shown.name, /^gradient of /i);
      assert.equal(told.shares.length, 3, 'the stream goes on, and twice into the norm');
      assert.equal(shown.shares.length, 3);
      for (const label of shown.labels.filter((_, i) => i % 2)) assert.match(label, /^Local derivative/);
      const nudged = await tab.until(() => {
        const arithmetic = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-arithmetic');
        const button = arithmetic.shadowRoot.querySelector('attend-nudge')?.shadowRoot?.querySelector('button');
        const status = arithmetic.shadowRoot.querySelector('attend-nudge')?.shadowRoot?.querySelector('[role=status]');
        if (button && !status.textContent.trim()) button.click();
        return status?.textContent.trim();
      });
      assert.match(nudged, /^Gradient .* changes at /);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });
  });
}
