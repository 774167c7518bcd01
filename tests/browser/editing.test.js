/** Numbers written over others in three browser engines: a mask cell, a weight, an intermediate; before and after compared. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launchers } from './browsers.js';
import { compareScreen } from './lesson-page.js';
import { packagePage } from './package-page.js';
import { focusPath, readPanels, ready, settled } from './screen.js';

const attention = 'layers.0.attention.';
const decoder = {
  version: 1,
  id: 'decoder',
  title: 'Decoder',
  tokens: ['The', 'cat', 'sat', 'on', 'the', 'mat'],
  model: {
    kind: 'decoder',
    layers: 2,
    width: 8,
    heads: 4,
    head_width: 2,
    norm: 'pre',
    position: 'sinusoidal',
    mask: { kind: 'causal' },
    feed_forward: { width: 12, activation: 'gelu' },
  },
  weights: { seed: 7 },
  made_by: 'a seed',
};

/** Puts the keyboard on a cell of the picture. */
function focusCell(path, row, col) {
  const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture').shadowRoot;
  for (const matrix of picture.querySelectorAll('attend-matrix')) {
    const table = matrix.shadowRoot.querySelector('table');
    if (table.dataset.path !== path) continue;
    const cell = table.querySelector(`[data-at="${row},${col}"]`);
    cell.focus();
    cell.click();
  }
}

/** The field over the cell: what is in it, and what it says; null where there is none. */
function readField() {
  const root = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-edit')?.shadowRoot;
  if (!root) return null;
  const refusal = root.querySelector('[role=alert]');
  return { text: root.querySelector('input, select').value, refusal: refusal.hidden ? '' : refusal.textContent };
}

/** What the list of changes says, which is opened for it, and the middle of its control with this text. */
async function readChanges(text) {
  const changes = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-changes').shadowRoot;
  if (!changes.querySelector(':popover-open')) changes.querySelector('button').click();
  while (!changes.querySelector(':popover-open')) await new Promise(requestAnimationFrame);
  const root = changes.querySelector('attend-change-list').shadowRoot;
  const control = [...root.querySelectorAll('button, label')].find((each) => each.textContent.trim() === text);
  const box = control?.getBoundingClientRect();
  return {
    said: root.querySelector('.count')?.textContent.replace(/\s+/g, ' ').trim() ?? '',
    middle: box ? [box.left + box.width / 2, box.top + box.height / 2] : null,
  };
}

for (const [name, launch] of Object.entries(launchers)) {
  describe(`editing in ${name}`, () => {
    let server;
    let browser;
    let engine;
    let tab;
    let session;

    before(async () => {
      server = await packagePage({ scenes: { decoder } });
      browser = await launch();
      const { loadEngine } = await import('../../dist/package/index.js');
      engine = await loadEngine(readFileSync(new URL('../../dist/package/engine.wasm', import.meta.url)));
      session = engine.open(decoder);
      if (!browser) return;
      tab = await browser.open(`${server.url}?scene=decoder.json`, { width: 1280, height: 1000 });
      assert.equal(await tab.evaluate(ready), true);
    });

    after(async () => {
      await tab?.close();
      await browser?.close();
      await server.close();
    });

    const check = (title, work) =>
      test(title, (context) => (browser ? work() : context.skip(`${name} or its driver is not installed`)));

    const goto = async (path) => {
      await tab.evaluate((at) => document.querySelector('attend-stepper').goto(at), path);
      session.runTo(path);
      await tab.evaluate(settled);
    };

    const type = async (text) => {
      for (const key of text) await tab.press(key);
      await tab.press('Enter');
      await tab.evaluate(settled);
    };

    const press = async (text) => {
      const { middle } = await tab.evaluate(readChanges, text);
      assert.ok(middle, `there is “${text}”`);
      await tab.click(...middle);
      await tab.evaluate(settled);
    };

    /** Both runs and their difference, as the screen shows them, against the engine. */
    const compareRuns = async () => {
      await compareScreen(tab, session);
      for (const [label, which] of [
        ['Before', 'before'],
        ['Difference', 'difference'],
        ['Now', 'now'],
      ]) {
        await press(label);
        await compareScreen(tab, session, which);
      }
    };

    check('turns a mask cell over', async () => {
      await goto(`${attention}mask`);
      await tab.evaluate(focusCell, 'masks.causal', 1, 4);
      await tab.press('Enter');
      await tab.evaluate(settled);
      session.edit('masks.causal', [1, 4], 1);
      await compareRuns();
      assert.match((await tab.evaluate(readChanges, '')).said, /^1 edit, \d+ tensors differ/);
    });

    check('writes another weight, and every step shows what follows', async () => {
      await goto(`${attention}project`);
      await tab.evaluate(focusCell, `weights.${attention}wq`, 2, 3);
      await type('1.5');
      session.edit(`weights.${attention}wq`, [2, 3], 1.5);
      await compareRuns();
      for (let stage = 0; stage < 6; stage += 1) {
        await tab.press('n');
        session.step();
        await compareScreen(tab, session);
      }
    });

    check('writes over an intermediate, with a real minus or a plain one', async () => {
      await goto(`${attention}scores`);
      await tab.evaluate(focusCell, `${attention}scores`, 3, 1);
      await type('-2,25');
      session.edit(`${attention}scores`, [0, 3, 1], -2.25);
      await compareRuns();
    });

    check('refuses what is no number, says why, and keeps what was typed', async () => {
      await tab.evaluate(focusCell, `${attention}scores`, 3, 1);
      await type('12x');
      const refused = await tab.evaluate(readField);
      assert.equal(refused.text, '12x');
      assert.match(refused.refusal, /12x.*not a number/);
      await tab.press('Escape');
      await tab.evaluate(settled);
      assert.equal(await tab.evaluate(readField), null);
      assert.ok((await tab.evaluate(focusPath)).includes('attend-matrix'), 'the keyboard is back on the cell');
      await compareScreen(tab, session);
    });

    check('takes edits back, makes them again, and takes one out of the middle', async () => {
      await press('Undo');
      session.undo();
      await compareScreen(tab, session);
      await press('Redo');
      session.redo();
      await compareScreen(tab, session);
      await tab.evaluate(() => {
        const changes = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-changes').shadowRoot;
        changes.querySelector('attend-change-list').shadowRoot.querySelectorAll('.take')[1].click();
      });
      session.removeEdit(1);
      await compareRuns();
      await press('Undo all edits');
      while (session.undo());
      await compareScreen(tab, session);
      assert.deepEqual(session.changes(), []);
      assert.deepEqual(tab.errors, []);
    });
  });
}

describe('the trail', () => {
  test('leads by keyboard alone from the last tensor to an embedding value, and back', async (context) => {
    const server = await packagePage({ scenes: { decoder } });
    context.after(() => server.close());
    const browser = await launchers.chromium();
    context.after(() => browser.close());
    const tab = await browser.open(`${server.url}?scene=decoder.json`, { width: 1280, height: 900 });
    assert.equal(await tab.evaluate(ready), true);
    const selection = () => tab.evaluate(() => document.querySelector('attend-stepper').selection);
    await tab.evaluate(() =>
      document
        .querySelector('attend-stepper')
        .shadowRoot.querySelector('attend-controls')
        .shadowRoot.querySelector('.step')
        .focus(),
    );
    await tab.press('End');
    await tab.evaluate(settled);
    const origin = await selection();
    await tab.press('a');
    let steps = 0;
    for (; steps < 60 && (await selection()).path !== 'weights.embed.table'; steps += 1) {
      const { path } = await selection();
      // A word is looked up by its number and in the table: the second operand leads to the table.
      if (path === 'embed') await tab.press('Tab');
      await tab.press('Enter');
      await tab.evaluate(settled);
      assert.ok(
        (await tab.evaluate(focusPath)).includes('attend-arithmetic'),
        `${path}: the keyboard stays in the arithmetic`,
      );
    }
    assert.equal((await selection()).path, 'weights.embed.table', `after ${steps} steps`);
    assert.ok(steps >= 8);
    for (let back = 0; back < steps; back += 1) await tab.press('u');
    await tab.evaluate(settled);
    assert.deepEqual(await selection(), origin);
    assert.equal((await tab.evaluate(readPanels)).here, 'Final norm');
  });
});
