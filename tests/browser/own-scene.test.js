/** A scene saved from the screen and opened again, in Chromium: the numbers are the same to the bit, in the page and in node. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { chromiumSite } from './chromium-site.js';
import { ready, settled } from './screen.js';
import { buttonAt, catchFiles, opening, press } from './take-away-dialog.js';

/** Bits of every tensor that a step makes, the edits and the words. Runs in the page, and in node with a session. */
function readAll(session = document.querySelector('attend-stepper').session) {
  const leaves = (node) => (node.stage ? [node] : node.children.flatMap(leaves));
  const bits = (path) => [...new Uint32Array(Float32Array.from(session.tensor(path, { ahead: true }).data).buffer)];
  const paths = leaves(session.program).flatMap(({ writes }) => writes);
  return {
    tokens: session.scene.tokens,
    edits: session.edits.map(({ path, index, values }) => ({ path, index, values: [...values] })),
    tensors: Object.fromEntries(paths.map((path) => [path, bits(path)])),
  };
}

/** Changes a score and a weight, as a reader does. Runs in the page. */
async function change() {
  const stepper = document.querySelector('attend-stepper');
  for (const [path, index, text] of [
    ['layers.0.attention.scores', [0, 1, 0], '1.7'],
    ['weights.layers.0.attention.wq', [0, 1], '-0.33'],
  ]) {
    stepper.goto(path.startsWith('weights') ? 'layers.0.attention.project' : path);
    stepper.select({ path, index });
    stepper.writer.write({ path, index }, text);
  }
}

/** Saves the scene from the dialog; its text. */
async function saved(tab) {
  await tab.evaluate(catchFiles);
  await tab.click(...(await tab.evaluate(buttonAt)));
  await tab.evaluate(opening);
  await tab.evaluate(press, 'Scene as JSON');
  return tab.evaluate(() => globalThis.caught.at(-1).blob.text());
}

/** Gives a file to the playground, and waits until it runs or was refused. Runs in the page. */
async function open(name, text) {
  const before = document.querySelector('attend-stepper').session;
  const field = document.querySelector('.play-kept input');
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  field.files = files.files;
  field.dispatchEvent(new Event('change'));
  const problem = document.querySelector('.play-problem');
  while (document.querySelector('attend-stepper').session === before && !problem.textContent)
    await new Promise(requestAnimationFrame);
  return problem.textContent;
}

describe('a scene saved from the screen', () => {
  const site = chromiumSite();

  for (const address of ['play/', 'lessons/hacker/']) {
    test(`of ${address} opens in node and on the playground as it was, to the bit`, async () => {
      const tab = await site.open(address, { width: 1280, height: 900 });
      assert.equal(await tab.evaluate(ready), true);
      await tab.evaluate(change);
      await tab.evaluate(settled);
      const seen = await tab.evaluate(readAll);
      assert.equal(seen.edits.length, 2);
      const text = await saved(tab);
      await tab.close();

      const session = (await loadEngine()).open(text);
      assert.deepEqual(readAll(session), seen);
      session.close();

      const page = await site.open('play/?scene=decoder', { width: 1280, height: 900 });
      assert.equal(await page.evaluate(ready), true);
      assert.equal(await page.evaluate(open, 'scene.json', text), '');
      await page.evaluate(settled);
      assert.deepEqual(await page.evaluate(readAll), seen);
      assert.match(await page.evaluate(() => document.querySelector('.play-kept').textContent), /came from a file/);
      await page.close();
    });
  }

  test('a file that is none, or has an edit without a place, is refused, and what ran goes on', async () => {
    const tab = await site.open('play/', { width: 1280, height: 900 });
    assert.equal(await tab.evaluate(ready), true);
    const before = await tab.evaluate(readAll);
    assert.match(await tab.evaluate(open, 'notes.txt', 'not JSON'), /notes\.txt is not a scene.*Scene as JSON/);
    await tab.evaluate(() => document.querySelector('.play-problem').replaceChildren());
    const scene = { version: 1, tokens: ['a'], model: { kind: 'attention', width: 4, heads: 1 }, weights: { seed: 1 } };
    const edits = [{ path: 'layers.0.attention.scores', index: [9, 0, 0], values: [1] }];
    assert.match(
      await tab.evaluate(open, 'scene.json', JSON.stringify({ ...scene, edits })),
      /edits\[0\] does not fit/,
    );
    assert.deepEqual(await tab.evaluate(readAll), before);
    await tab.close();
  });
});
