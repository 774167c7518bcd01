/** Parts taken out in the workshop, in Chromium: what is told is what the engine makes, undo brings it back, and the lens reads off. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';
import { chromiumSite } from './chromium-site.js';
import { compareScreen } from './lesson-page.js';
import { ready, settled } from './screen.js';

const { intervene, partsOf } = await loadTs('web/engine/interventions/parts.ts');
const { logitLens } = await loadTs('web/engine/interventions/lens.ts');
const keyOf = ({ path, number }) => `${path} ${number}`;
const vocabulary = ['The', 'cat', 'sat', 'on'];
const scene = {
  version: 1,
  id: 'parts',
  title: 'Parts',
  made_by: 'a seed',
  tokens: ['The', 'cat', 'sat'],
  vocabulary,
  model: { kind: 'decoder', layers: 2, width: 8, heads: 2, unembed: true },
  weights: { seed: 5 },
};

/** Opens the section and waits for what stands in it. Runs in the page. */
async function openSection() {
  const panel = document.querySelector('attend-workshop').shadowRoot.querySelector('attend-workshop-panel').shadowRoot;
  panel.querySelector('details.parts summary').click();
  const element = panel.querySelector('attend-interventions');
  while (!element.shadowRoot?.querySelector('button.main')) await new Promise(requestAnimationFrame);
}

/** Chooses and presses, as a reader does. Runs in the page. */
async function takeOut(part, instead, words) {
  const panel = document.querySelector('attend-workshop').shadowRoot.querySelector('attend-workshop-panel').shadowRoot;
  const element = panel.querySelector('attend-interventions');
  const root = element.shadowRoot;
  const choose = async (field, value) => {
    root.querySelector(field).value = value;
    root.querySelector(field).dispatchEvent(new Event('change'));
    await element.updateComplete;
  };
  await choose('select.part', part);
  await choose('select.instead', instead);
  if (words) {
    root.querySelector('input').value = words;
    root.querySelector('input').dispatchEvent(new Event('input'));
  }
  root.querySelector('button.main').click();
  await element.updateComplete;
  await document.querySelector('attend-workshop').updateComplete;
  await element.updateComplete;
}

/** What the section says. Runs in the page. */
function readSection() {
  const panel = document.querySelector('attend-workshop').shadowRoot.querySelector('attend-workshop-panel').shadowRoot;
  const root = panel.querySelector('attend-interventions').shadowRoot;
  const text = (node) => node.textContent.replace(/\s+/g, ' ').trim();
  return {
    parts: [...root.querySelectorAll('select.part option')].map(text),
    groups: [...root.querySelectorAll('select.part optgroup')].map(({ label }) => label),
    told: [...root.querySelectorAll('.told p')].map(text),
    refusal: text(root.querySelector('.refusal')),
    lens: [...root.querySelectorAll('.lens tbody tr')].map((row) => [...row.children].map(text)),
  };
}

describe('parts taken out', () => {
  const site = chromiumSite();

  test('a head is taken out, told, undone; a sublayer is another sentence’s; the lens reads off every sum', async () => {
    const engine = await loadEngine();
    const session = engine.open(scene);
    const tab = await site.open('play/', { width: 1440, height: 900 });
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(async (text) => {
      const field = document.querySelector('.play-kept input');
      const files = new DataTransfer();
      files.items.add(new File([text], 'parts.json'));
      field.files = files.files;
      field.dispatchEvent(new Event('change'));
      while (document.querySelector('attend-stepper').session.scene.id !== 'parts')
        await new Promise(requestAnimationFrame);
    }, JSON.stringify(scene));
    await tab.evaluate(settled);
    await tab.evaluate(openSection);

    const parts = partsOf(session);
    const before = await tab.evaluate(readSection);
    assert.equal(before.parts.length, parts.length);
    assert.deepEqual(before.groups, ['Tokens', 'Layer 1', 'Layer 2']);
    const best = (data) => {
      const row = [...data.slice(-vocabulary.length)];
      const at = row.indexOf(Math.max(...row));
      return [vocabulary[at], row[at].toFixed(2)];
    };
    const said = (lens) => lens.map(([, ...rest]) => rest);
    assert.deepEqual(
      said(before.lens),
      logitLens(engine, session).map(({ probabilities }) => best(probabilities.data)),
    );
    assert.deepEqual(
      before.lens.slice(0, 3).map(([place]) => place),
      ['the embedding', 'Layer 1, Self-attention', 'Layer 1, Feed-forward'],
    );

    const byHand = { path: 'layers.0.attention.scores', index: [0, 2, 1] };
    await tab.evaluate((cell) => document.querySelector('attend-stepper').writer.write(cell, '1.5'), byHand);
    session.edit(byHand.path, byHand.index, 1.5);
    await tab.evaluate(settled);
    const edited = (await tab.evaluate(readSection)).lens;
    const end = () => best(session.tensor('probabilities', { ahead: true }).data);
    const [was, wasShare] = end();
    const head = parts.findIndex(({ kind, path }) => kind === 'head' && path.startsWith('layers.1'));
    intervene(engine, session, parts[head], 'zeros');
    const [is, isShare] = end();
    await tab.evaluate(takeOut, keyOf(parts[head]), 'zeros');
    const { told, lens } = await tab.evaluate(readSection);
    assert.match(told[0], /^Layer 2, Self-attention, head 1: all zeros now\.$/);
    assert.equal(told[1], `After “sat” the model said ${was} (${wasShare}); now it says ${is} (${isShare}).`);
    assert.deepEqual(
      said(lens),
      logitLens(engine, session).map(({ probabilities }) => best(probabilities.data)),
    );
    session.runTo((await tab.evaluate(() => document.querySelector('attend-stepper').session.position)).path);
    assert.ok((await compareScreen(tab, session)) > 0, 'the machine shows the edited run');

    const edits = () =>
      tab.evaluate(() => document.querySelector('attend-stepper').session.edits.map(({ path }) => path));
    await tab.evaluate(() => document.querySelector('attend-stepper').do('undo'));
    session.undo();
    await tab.evaluate(settled);
    const undone = await tab.evaluate(readSection);
    assert.deepEqual(undone.lens, edited, 'the part is back, and the edit by hand is still there');
    assert.deepEqual(undone.told, [], 'what no longer holds is no longer told');
    assert.deepEqual(await edits(), [byHand.path]);
    await tab.evaluate(() => document.querySelector('attend-stepper').do('redo'));
    assert.deepEqual(await edits(), [byHand.path, parts[head].path]);
    await tab.evaluate(() => document.querySelector('attend-stepper').do('undo'));
    await tab.evaluate(settled);

    await tab.evaluate(takeOut, keyOf(parts.at(-1)), 'other', 'cat sat');
    assert.match((await tab.evaluate(readSection)).refusal, /The other sentence has 2 tokens/);
    await tab.evaluate(takeOut, keyOf(parts.at(-1)), 'other', 'cat sat on');
    intervene(engine, session, parts.at(-1), { tokens: ['cat', 'sat', 'on'] });
    const after = await tab.evaluate(readSection);
    assert.equal(after.refusal, '');
    assert.match(after.told[0], /now its value in the other sentence/);
    const shown = await tab.evaluate(() => [
      ...document.querySelector('attend-stepper').session.tensor('probabilities', { ahead: true }).data,
    ]);
    assert.deepEqual(shown, [...session.tensor('probabilities', { ahead: true }).data]);
    session.close();
    assert.deepEqual(tab.errors, []);
    await tab.close();
  });
});
