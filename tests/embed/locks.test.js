/** `lock` holds what it promises: nothing offers to change a locked number, and no link or file of a reader's does. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { folderServer, helpful, hostServer } from './hosts.js';

const weights = 'weights.layers.0.attention.wq';
const scores = 'layers.0.attention.scores';

describe('locks', () => {
  let browser;
  let attend;
  let host;
  /** States of the scene `sentence`: a weight and a score were changed; the words were. */
  let edited;
  let reworded;

  before(async () => {
    browser = await launchChromium();
    attend = await folderServer({ folders: { '': 'dist/site' }, headers: helpful });
    const page = (lock, chrome = '') =>
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mine</title><link rel="icon" href="data:,">
<script type="module" src="${attend.url}assets/attend.js"></script>
<attend-stepper scene="${attend.url}embed/sentence/scene.json" at="${scores}[0,1,1]" lock="${lock}" ${chrome}
  style="display:block;height:800px"></attend-stepper>`;
    host = await hostServer({
      '/all': { body: page('all') },
      '/bare': { body: page('all', 'chrome="none"') },
      '/weights': { body: page('weights') },
      '/open': { body: page('') },
    });
    const tab = await open(`${host.url}open`);
    [edited, reworded] = await tab.evaluate(
      ([weight, score]) => {
        const stepper = document.querySelector('attend-stepper');
        const { engine, session } = stepper;
        session.edit(weight, [0, 0], 3);
        session.edit(score, [0, 1, 1], 2);
        const other = engine.open(session.given, { tokens: [...session.scene.tokens].reverse() });
        return [session.save(), other.save()];
      },
      [weights, scores],
    );
    await tab.close();
  });
  after(async () => {
    await browser.close();
    await attend.close();
    await host.close();
  });

  /** A page whose stepper has drawn. */
  async function open(url) {
    const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await page.goto(url);
    await page.locator('attend-stepper attend-matrix').first().waitFor();
    return page;
  }

  const edits = (page) =>
    page.evaluate(() => document.querySelector('attend-stepper').session.edits.map(({ path }) => path));
  const notice = (page) => page.locator('attend-take-away .notice p');

  test('where a number is locked, nothing offers to change it', async () => {
    const free = await open(`${host.url}open`);
    assert.equal(await free.locator('attend-arithmetic .change').count(), 1);
    await free.evaluate(() => document.querySelector('attend-stepper').goto('layers.0.attention.scale', [0, 1, 1]));
    await free.locator('attend-arithmetic [data-option=temperature]').waitFor();
    await free.close();
    const page = await open(`${host.url}all`);
    await page.locator('attend-arithmetic h3').waitFor();
    assert.equal(await page.locator('attend-arithmetic .change').count(), 0);
    await page.evaluate(() => document.querySelector('attend-stepper').goto('layers.0.attention.scale', [0, 1, 1]));
    const options = page.locator('attend-arithmetic .options');
    assert.match(await options.textContent(), /temperature/);
    assert.equal(await options.locator('button').count(), 0);
    await page.close();
  });

  test('changes of a link are left out where they are locked, and the page says so', async () => {
    const all = await open(`${host.url}all#s=${edited}`);
    assert.match(await notice(all).textContent(), /^2 changes .* left out: the numbers are locked on this page\.$/);
    assert.deepEqual(await edits(all), []);
    assert.equal(await all.evaluate(() => document.querySelector('attend-stepper').session.redo()), false);
    await all.close();
    const some = await open(`${host.url}weights#s=${edited}`);
    assert.match(await notice(some).textContent(), /^One change .* left out: the weights are locked on this page\.$/);
    assert.deepEqual(await edits(some), [scores]);
    await some.close();
  });

  test('a link with other words or another model is refused whole where those are locked', async () => {
    const all = await open(`${host.url}all#s=${reworded}`);
    assert.match(
      await notice(all).textContent(),
      /different words .* locked on this page\. The scene is shown in its original state/,
    );
    const words = (page) => page.evaluate(() => document.querySelector('attend-stepper').session.scene.tokens[0]);
    const first = await words(all);
    await all.close();
    const some = await open(`${host.url}weights#s=${reworded}`);
    await some.waitForFunction(
      (old) => document.querySelector('attend-stepper').session.scene.tokens[0] !== old,
      first,
    );
    assert.equal(await notice(some).count(), 0);
    await some.close();
  });

  test('it is said where no piece around the picture is shown, too', async () => {
    const page = await open(`${host.url}bare#s=${edited}`);
    await notice(page).waitFor();
    assert.ok(await notice(page).isVisible());
    await page.close();
  });

  test('a file of a reader’s changes nothing that is locked', async () => {
    const page = await open(`${host.url}all`);
    await page.getByRole('button', { name: 'Export' }).click();
    await page
      .locator('attend-take-away-dialog input#state')
      .setInputFiles({ name: 'state.attend.txt', mimeType: 'text/plain', buffer: Buffer.from(edited) });
    assert.match(await page.locator('attend-take-away-dialog .done', { hasText: 'left out' }).textContent(), /locked/);
    assert.deepEqual(await edits(page), []);
    await page.close();
  });

  test('what the address of a frame brings stands with its lock, and a reader cannot take it back', async () => {
    for (const embed of ['embed/sentence/', 'embed/hacker/']) {
      const link = embed.includes('hacker') ? await stateOf(`${attend.url}embed/hacker/main/`) : edited;
      const page = await open(`${attend.url}${embed}?lock=all#s=${link}`);
      await page.waitForFunction(() => document.querySelector('attend-stepper').session.edits.length > 0);
      const count = (await edits(page)).length;
      await page.locator('attend-changes').getByRole('button', { name: 'What you changed' }).click();
      const undo = page.locator('attend-changes').getByRole('button', { name: 'Undo', exact: true });
      assert.equal(await undo.getAttribute('aria-disabled'), 'true');
      await page.locator('attend-picture').first().focus();
      await page.evaluate(() => document.querySelector('attend-stepper').do('undo'));
      assert.match(await page.locator('attend-notes [role=alert]').textContent(), /locked/);
      assert.equal((await edits(page)).length, count);
      await page.close();
    }
  });

  /** The scene of an embed with one weight changed. */
  async function stateOf(address) {
    const page = await open(address);
    const state = await page.evaluate((path) => {
      const { session } = document.querySelector('attend-stepper');
      session.edit(path, [0, 0], 3);
      return session.save();
    }, weights);
    await page.close();
    return state;
  }
});
