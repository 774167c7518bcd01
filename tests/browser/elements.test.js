/** The stepper on a page of its own, in Chromium: every kind of step, every head, every depth, and everything that fails. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launchers } from './browsers.js';
import { compareScreen } from './lesson-page.js';
import { packagePage } from './package-page.js';
import { readMatrices, readPanels, ready, settled } from './screen.js';

const tokens = ['The', 'cat', 'sat', 'on', 'the', 'mat'];
const model = { layers: 1, width: 8, heads: 2, head_width: 4, feed_forward: { width: 12, activation: 'gelu' } };
const made = { version: 1, tokens, weights: { seed: 7 }, made_by: 'a seed' };
const scenes = {
  decoder: {
    ...made,
    id: 'decoder',
    title: 'Decoder',
    model: { ...model, kind: 'decoder', norm: 'pre', position: 'sinusoidal', mask: { kind: 'causal' }, unembed: true },
  },
  encoder: {
    ...made,
    id: 'encoder',
    title: 'Encoder',
    model: {
      ...model,
      kind: 'encoder',
      norm: 'post',
      norm_kind: 'rms',
      position: 'learned',
      mask: { kind: 'padding', length: 4 },
    },
  },
  large: {
    ...made,
    id: 'large',
    title: 'Large',
    model: {
      ...model,
      kind: 'encoder',
      norm: 'pre',
      position: 'none',
      width: 40,
      heads: 2,
      head_width: 20,
      mask: { kind: 'none' },
    },
  },
  broken: '{ "version": 1, "tokens": ["a"',
  odd: { ...made, id: 'odd', title: 'Odd', model: { ...model, kind: 'decoder' }, colour: 'red' },
};
const desk = { width: 1280, height: 900 };

describe('the stepper on a page of its own', () => {
  let server;
  let browser;
  let engine;

  before(async () => {
    server = await packagePage({ scenes });
    browser = await launchers.chromium();
    const { loadEngine } = await import('../../dist/package/index.js');
    engine = await loadEngine(readFileSync(new URL('../../dist/package/engine.wasm', import.meta.url)));
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (query) => {
    const tab = await browser.open(`${server.url}?${new URLSearchParams(query)}`, desk);
    assert.equal(await tab.evaluate(ready), true);
    return tab;
  };

  for (const name of ['decoder', 'encoder']) {
    test(`shows every stage and every result of the ${name} as the engine computed it`, async () => {
      const tab = await open({ scene: `${name}.json` });
      const session = engine.open(scenes[name]);
      let cells = 0;
      for (const level of ['stage', 'result']) {
        session.reset();
        session.level = level;
        await tab.evaluate((unit) => {
          const stepper = document.querySelector('attend-stepper');
          stepper.do('first');
          stepper.session.level = unit;
        }, level);
        while (session.position.cells < session.position.totalCells) {
          session.step();
          await tab.evaluate(() => document.querySelector('attend-stepper').do('step'));
          cells += await compareScreen(tab, session);
          const { sentence } = await tab.evaluate(readPanels);
          assert.ok(
            sentence && !/\{|NaN|undefined|say-|cell-/.test(sentence),
            `${session.position.path}: “${sentence}”`,
          );
        }
      }
      assert.deepEqual(tab.errors, []);
      assert.ok(cells > 5000, `${cells} cells compared`);
      await tab.close();
    });
  }

  test('keeps the chosen head from stage to stage', async () => {
    const tab = await open({ scene: 'decoder.json', at: 'layers.0.attention.scores' });
    const session = engine.open(scenes.decoder);
    session.runTo('layers.0.attention.scores');
    await tab.evaluate(() => document.querySelector('attend-stepper').do('head'));
    for (let stage = 0; stage < 4; stage += 1) {
      await compareScreen(tab, session);
      assert.equal((await tab.evaluate(readPanels)).head, 1);
      session.step();
      await tab.evaluate(() => document.querySelector('attend-stepper').do('step'));
    }
    await tab.close();
  });

  test('every sentence of a cell can be said, at every tensor of both programs', async () => {
    for (const name of ['decoder', 'encoder']) {
      const tab = await open({ scene: `${name}.json` });
      const session = engine.open(scenes[name]);
      session.level = 'result';
      await tab.evaluate(() => {
        const stepper = document.querySelector('attend-stepper');
        stepper.do('end');
        stepper.session.level = 'cell';
      });
      while (session.position.cells < session.position.totalCells) {
        const { tensor, index } = session.step();
        await tab.evaluate(
          (path, at) => document.querySelector('attend-stepper').select({ path, index: at }),
          tensor,
          index,
        );
        await tab.evaluate(settled);
        const { sentence, value } = await tab.evaluate(readPanels);
        assert.ok(sentence && !/\{|NaN|undefined|say-|cell-/.test(sentence), `${tensor}: “${sentence}”`);
        assert.ok(value, `${tensor}: has arithmetic`);
      }
      assert.deepEqual(tab.errors, []);
      await tab.close();
    }
  });

  test('draws what is too large for tables as fields with the same keys, and as tables on demand', async () => {
    const tab = await open({ scene: 'large.json', at: 'layers.0.attention.project' });
    await tab.evaluate(settled);
    const read = () =>
      tab.evaluate(() => {
        const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture').shadowRoot;
        const matrix = picture.querySelector('.result').shadowRoot;
        const field = matrix.querySelector('attend-field')?.shadowRoot;
        return {
          reading: field?.querySelector('#cell').textContent ?? null,
          rows: matrix.querySelectorAll('tbody tr').length,
        };
      });
    const first = await read();
    assert.match(first.reading, /number 1, query component/);
    await tab.evaluate(() => {
      const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture').shadowRoot;
      picture
        .querySelector('.result')
        .shadowRoot.querySelector('attend-field')
        .shadowRoot.querySelector('[role=application]')
        .focus();
    });
    await tab.press('ArrowRight');
    await tab.evaluate(settled);
    assert.match((await read()).reading, /number 2, query component/);
    await tab.evaluate(() => {
      const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture').shadowRoot;
      picture.querySelector('.result').shadowRoot.querySelector('button').click();
    });
    await tab.evaluate(settled);
    assert.equal((await read()).rows, tokens.length);
    const session = engine.open(scenes.large);
    session.runTo('layers.0.attention.project');
    const [shown] = await tab.evaluate(() => {
      const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture').shadowRoot;
      const table = picture.querySelector('.result').shadowRoot.querySelector('table');
      return [[...table.querySelectorAll('tbody tr')].map((row) => row.querySelectorAll('td').length)];
    });
    assert.deepEqual(
      shown,
      tokens.map(() => 40),
    );
    await tab.close();
  });

  test('a breakpoint stops a run, and can be set by mouse and key', async () => {
    const tab = await open({ scene: 'decoder.json', at: 'layers.0.attention.project' });
    const stop = () =>
      tab.evaluate(() => {
        const timeline = document
          .querySelector('attend-stepper')
          .shadowRoot.querySelector('attend-timeline').shadowRoot;
        const station = timeline.querySelector('[data-path="layers.0.attention.softmax"]');
        station.focus();
        return [...document.querySelector('attend-stepper').session.breakpoints];
      });
    assert.deepEqual(await stop(), []);
    await tab.press('m');
    assert.deepEqual(await stop(), ['layers.0.attention.softmax']);
    await tab.press('End');
    await tab.evaluate(settled);
    assert.equal((await tab.evaluate(readPanels)).here, 'Softmax');
    await stop();
    await tab.press('m');
    assert.deepEqual(await stop(), []);
    await tab.close();
  });

  test('survives a cell that is not there, and takes a step of several results for the one in focus', async () => {
    const tab = await open({ scene: 'decoder.json' });
    await tab.evaluate(() => document.querySelector('attend-stepper').goto('embed', [9, 9]));
    assert.match(await problemOf(tab), /it has no cell 9,9/);
    await tab.evaluate(() => document.querySelector('attend-stepper').goto('layers.0.attention.project', [5, 2]));
    await tab.evaluate(settled);
    const session = engine.open(scenes.decoder);
    session.runTo('layers.0.attention.project');
    await compareScreen(tab, session);
    const { path, index } = await tab.evaluate(() => document.querySelector('attend-stepper').selection);
    assert.deepEqual([path, index], ['layers.0.attention.project.q', [5, 2]]);
    await tab.close();
  });

  test('says in place what is wrong with a scene, and what to do', async () => {
    for (const [scene, said] of [
      ['broken.json', /The scene cannot be used/],
      ['odd.json', /colour/],
      ['missing.json', /could not be loaded[\s\S]*404/],
    ]) {
      const tab = await browser.open(`${server.url}?scene=${scene}`, desk);
      assert.match(await problemOf(tab), said);
      await tab.close();
    }
  });

  test('says in place that the engine is missing', async () => {
    const poor = await packagePage({ scenes, without: ['engine.wasm', 'engine-forward.wasm'] });
    const tab = await browser.open(`${poor.url}?scene=decoder.json`, desk);
    assert.match(await problemOf(tab), /engine could not be started/);
    await tab.close();
    await poor.close();
  });

  test('goes on when a path is wrong, and when the texts of the code panel are missing', async () => {
    const poor = await packagePage({ scenes, without: ['stage-texts.json'] });
    const tab = await browser.open(`${poor.url}?scene=decoder.json&at=layers.9`, desk);
    assert.match(await problemOf(tab), /layers\.9/);
    await tab.evaluate(() => document.querySelector('attend-stepper').do('step'));
    await tab.evaluate(settled);
    assert.ok((await tab.evaluate(readMatrices)).length > 1);
    await tab.close();
    await poor.close();
  });

  const problemOf = (tab) =>
    tab.until(() => {
      const notes = document.querySelector('attend-stepper')?.shadowRoot?.querySelector('attend-notes')?.shadowRoot;
      return notes?.querySelector('[role=alert]')?.textContent.replace(/\s+/g, ' ');
    });
});
