/** What a file or a link brings into a page in three browser engines, and the way back to what was there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';
import { ready, settled, showPredictions } from './screen.js';
import { buttonAt, choose, goto, opening, press, readDialog, readSession } from './take-away-dialog.js';

const scene = JSON.parse(readFileSync(new URL('../../lessons/07-hacker/hacker.json', import.meta.url), 'utf8'));
const scores = 'layers.0.attention.scores';
const wq = 'weights.layers.0.attention.wq';

/** Writes a number as a reader does, and shows it. Runs in the page. */
function write(path, index, value) {
  const stepper = document.querySelector('attend-stepper');
  stepper.session.edit(path, index, value);
  stepper.refresh();
  return stepper.updateComplete.then(() => {});
}

/** Presses a button that stands beside the picture: of the notice, or of the list of changes, which is opened. Runs in the page. */
async function pressBeside(tag, label) {
  let root = document.querySelector('attend-stepper').shadowRoot.querySelector(tag).shadowRoot;
  if (tag === 'attend-changes') {
    if (!root.querySelector(':popover-open')) root.querySelector('button').click();
    while (!root.querySelector(':popover-open')) await new Promise(requestAnimationFrame);
    const list = root.querySelector('attend-change-list');
    await list.updateComplete;
    root = list.shadowRoot;
  }
  [...root.querySelectorAll('button')].find((each) => each.textContent.trim().startsWith(label)).click();
}

/** Follows a link within the page. Runs in the page. */
async function follow(hash) {
  const done = new Promise((told) => addEventListener('hashchange', told, { once: true }));
  location.hash = hash;
  await done;
  await document.querySelector('attend-stepper').updateComplete;
}

/** Whether the notice beside the stepper says this. Runs in the page. */
function noticeSays(pattern) {
  const shell = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-take-away').shadowRoot;
  return new RegExp(pattern).test(shell.querySelector('.notice p')?.textContent.trim() ?? '');
}

for (const [name, launch] of Object.entries(launchers)) {
  describe(name, () => {
    let server;
    let browser;
    let engine;
    let opened = 0;

    before(async () => {
      engine = await loadEngine();
      server = await serve({ root: 'dist/site', port: 0 });
      browser = await launch();
    });

    after(async () => {
      await browser?.close();
      await server.close();
    });

    async function open(hash = '') {
      opened += 1;
      const tab = await browser.open(`${server.url}lessons/hacker/?page=${opened}${hash}`, {
        width: 1280,
        height: 860,
      });
      assert.equal(await tab.evaluate(ready), true);
      if (!hash) await tab.evaluate(showPredictions);
      await tab.evaluate(settled);
      return tab;
    }

    async function openDialog(tab) {
      await tab.click(...(await tab.evaluate(buttonAt)));
      await tab.evaluate(opening);
    }

    async function beside(tab, tag, label) {
      await tab.evaluate(pressBeside, tag, label);
      await tab.evaluate(settled);
    }

    async function close(tab) {
      assert.deepEqual(tab.errors, []);
      await tab.close();
    }

    /** What a session of the same scene saves, after `work`. */
    function savedBy(work, patch) {
      const session = engine.open(scene, patch);
      work(session);
      const text = session.save();
      session.close();
      return text;
    }

    const seen = async (tab, path = scores) => {
      const { edits, cells, selection, data } = await tab.evaluate(readSession, path);
      return { edits, cells, selection, data };
    };

    /** What is our own script alone, and no engine's business, is tried in one. */
    const once = name === 'chromium' ? test : () => {};

    once('a file takes the place of what was there, and there is a way back', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await open();
      await tab.evaluate(goto, scores, [0, 2, 1]);
      await tab.evaluate(write, wq, [0, 0], 3);
      await openDialog(tab);
      const mine = { ...(await seen(tab)), link: (await tab.evaluate(readDialog)).link };
      const model = { ...scene.model, kind: 'block' };
      const text = savedBy((session) => session.edit(wq, [1, 1], -2), {
        model,
        weights: { ...scene.weights, seed: 1 },
      });
      await tab.evaluate(choose, 'state', 'state.txt', [...Buffer.from(text)]);
      const theirs = await tab.evaluate(readDialog);
      assert.deepEqual([theirs.sections.link, theirs.back], ['The file is open, with its changes.', true]);
      assert.deepEqual(
        (await seen(tab)).edits.map(({ path, value }) => [path, value]),
        [[wq, -2]],
      );
      await tab.evaluate(press, 'Close');
      await openDialog(tab);
      assert.equal((await tab.evaluate(readDialog)).back, true, 'it is still there when the dialog opens again');
      await tab.evaluate(
        () =>
          (document
            .querySelector('attend-stepper')
            .shadowRoot.querySelector('attend-take-away')
            .shadowRoot.querySelector('attend-take-away-dialog').path = 'layers.0.feed_forward'),
      );
      await tab.evaluate(press, 'Back to what was here');
      const back = await tab.evaluate(readDialog);
      assert.deepEqual({ ...(await seen(tab)), link: back.link }, mine);
      assert.deepEqual([back.sections.link, back.back], ['What was here before is back.', false]);
      await tab.evaluate(press, 'CSV');
      assert.match(
        (await tab.evaluate(readDialog)).sections.tensor,
        /has been saved/,
        'a tensor of this program is chosen',
      );
      await close(tab);
    });

    test('a link that is followed in an open page says so, and leads back', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await open();
      await tab.evaluate(goto, scores, [0, 2, 1]);
      await tab.evaluate(write, wq, [0, 0], 3);
      const mine = await seen(tab);
      const text = savedBy((session) => session.edit(wq, [1, 1], -2));
      await tab.evaluate(follow, `#s=${text.slice(0, -3)}`);
      await tab.until(noticeSays, 'cut off.*Your own changes are still there\\.');
      assert.deepEqual(await seen(tab), mine);
      await tab.evaluate(follow, `#s=${text}`);
      await tab.until(noticeSays, '^The link has been opened\\.$');
      assert.deepEqual(
        (await seen(tab)).edits.map(({ value }) => value),
        [-2],
      );
      await beside(tab, 'attend-take-away', 'Back to what was here');
      assert.deepEqual(await seen(tab), mine);
      assert.equal((await tab.evaluate(readDialog)).notice, null);
      const hash = await tab.evaluate(() => location.hash);
      assert.doesNotMatch(hash, /s=/, 'the address no longer brings what is gone');
      await close(tab);
    });

    once('a link is taken up, also where the page writes its own address at the same time', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await open();
      const text = savedBy((session) => session.edit(wq, [1, 1], -2));
      await tab.evaluate((hash) => {
        location.hash = hash;
        history.replaceState(history.state, '', '#weights');
      }, `#s=${text}`);
      await tab.until(noticeSays, '^The link has been opened\\.$');
      assert.deepEqual(
        (await seen(tab)).edits.map(({ value }) => value),
        [-2],
      );
      await close(tab);
    });

    once('the changes of a link can be left: one by one, or all', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const plain = engine.open(scene);
      const untouched = [...plain.tensor(scores, { ahead: true }).data];
      plain.close();
      const text = savedBy((session) => {
        session.edit(wq, [0, 0], 3);
        session.edit(wq, [1, 1], -2);
        session.runTo(scores);
      });
      const tab = await open(`#s=${text}`);
      assert.notDeepEqual((await seen(tab)).data, untouched);
      await beside(tab, 'attend-changes', '✕');
      assert.deepEqual(
        (await seen(tab)).edits.map(({ value }) => value),
        [-2],
        'the first is taken back',
      );
      await beside(tab, 'attend-changes', 'Undo all edits');
      const { edits, data, cells } = await seen(tab);
      assert.deepEqual([edits, data], [[], untouched]);
      assert.ok(cells > 0, 'the program stands where the link put it');
      await beside(tab, 'attend-changes', 'Redo');
      assert.deepEqual(
        (await seen(tab)).edits.map(({ value }) => value),
        [-2],
      );
      await close(tab);
    });
  });
}
