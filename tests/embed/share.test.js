/** The dialog “Share and embed”: what it says to paste works when it is pasted; and what oEmbed consumers find. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { at, root } from '../../scripts/root.js';
import { buildSite } from '../../web/site/build.js';
import { folderServer, helpful, hostServer } from './hosts.js';

describe('share and embed', () => {
  let browser;
  let attend;
  let page;

  before(async () => {
    browser = await launchChromium();
    attend = await folderServer({ folders: { '': 'dist/site' }, headers: helpful });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  });
  after(async () => {
    await browser.close();
    await attend.close();
  });

  /** Opens the dialog. */
  async function dialog(path) {
    await page.goto(attend.url + path);
    await page.getByRole('button', { name: 'Share' }).click();
    const opened = page.locator('attend-share-dialog dialog');
    await opened.waitFor();
    return opened;
  }

  const code = (opened) => opened.locator('textarea').inputValue();

  /** A page of somebody else's with this in it. */
  async function pasted(html) {
    const host = await hostServer({ '/': { body: `<!doctype html><title>Mine</title><body>${html}</body>` } });
    const other = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await other.goto(host.url);
    const close = async () => {
      await other.close();
      await host.close();
    };
    return { other, close };
  }

  test('of a lesson: the frame and the element that it says run elsewhere as chosen', async () => {
    const opened = await dialog('lessons/hacker/');
    await opened.locator('select[name=theme]').selectOption('dark');
    await opened.getByLabel('the weights').check();
    const frame = await code(opened);
    assert.match(
      frame,
      /^<iframe src="http[^"]*embed\/hacker\/\?theme=dark&amp;lock=weights" title="[^"]+" width="100%" height="\d+" [^>]*loading="lazy"/,
    );
    const first = await pasted(frame);
    const inner = first.other.frameLocator('iframe');
    await inner.locator('attend-lesson[running]').waitFor();
    assert.equal(await inner.locator('html').getAttribute('data-theme'), 'dark');
    assert.equal(await inner.locator('attend-stepper').getAttribute('lock'), 'weights');
    await first.close();
    await opened.locator('select[name=place]').selectOption('element');
    const second = await pasted(await code(opened));
    await second.other.locator('attend-lesson[running]').waitFor();
    assert.equal(await second.other.locator('attend-stepper').getAttribute('theme'), 'dark');
    await second.close();
  });

  test('of a scene that was changed: the link opens with the change; the preview shows it', async () => {
    await page.goto(`${attend.url}play/?scene=sentence`);
    await page.locator('attend-matrix').first().waitFor();
    await page.evaluate(() => {
      const stepper = document.querySelector('attend-stepper');
      stepper.session.edit('weights.layers.0.attention.wq', [0, 0], 3);
      stepper.refresh();
    });
    await page.getByRole('button', { name: 'Share' }).click();
    const opened = page.locator('attend-share-dialog dialog');
    await opened.locator('select[name=place]').selectOption('link');
    const link = await code(opened);
    assert.match(link, /embed\/sentence\/#s=v1\./);
    const edits = () => document.querySelector('attend-stepper')?.session?.edits.length;
    await opened.locator('iframe').scrollIntoViewIfNeeded();
    const preview = await (await opened.locator('iframe').elementHandle()).contentFrame();
    await preview.waitForFunction(edits);
    const other = await browser.newPage();
    await other.goto(link);
    await other.waitForFunction(edits);
    assert.deepEqual(
      await other.evaluate(() => document.querySelector('attend-stepper').session.edits.map(({ value }) => value)),
      [3],
    );
    await other.close();
  });

  test('of a scene with its workshop: the frame and the element that it says have one', async () => {
    const opened = await dialog('embed/sentence/');
    await opened.getByLabel('With the panel').check();
    const frame = await code(opened);
    assert.match(frame, /embed\/sentence\/\?workshop=on"/);
    const first = await pasted(frame);
    await first.other.frameLocator('iframe').locator('attend-workshop attend-matrix').first().waitFor();
    await first.close();
    await opened.locator('select[name=place]').selectOption('element');
    const second = await pasted(await code(opened));
    await second.other.locator('attend-workshop attend-matrix').first().waitFor();
    await second.close();
  });

  test('every place has its lines, and copying says so or selects them', async () => {
    const opened = await dialog('embed/sentence/');
    const places = await opened
      .locator('select[name=place] option')
      .evaluateAll((all) => all.map(({ value }) => value));
    const texts = new Map();
    for (const place of places) {
      await opened.locator('select[name=place]').selectOption(place);
      texts.set(place, await code(opened));
      assert.ok(texts.get(place).includes(`${attend.url}`), place);
    }
    assert.match(texts.get('myst'), /^```\{iframe\} http\S+\n:width: 100%\n/);
    assert.match(texts.get('quarto'), /^```\{=html\}\n<iframe /);
    assert.match(texts.get('reveal'), /<iframe data-src=/);
    await opened.getByRole('button', { name: 'Copy' }).click();
    await opened
      .getByRole('status')
      .filter({ hasText: /Copied|selected/ })
      .waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('attend-share-dialog dialog[open]').count(), 0);
  });

  test('oEmbed: a page leads to its file, and the frame in it has a whole address', async () => {
    const outDir = mkdtempSync(join(tmpdir(), 'attend-'));
    const address = 'https://attend.example/course/';
    await buildSite({ root, packageDir: at('dist/package'), outDir, address });
    for (const place of ['lessons/hacker', 'embed/hacker']) {
      const html = readFileSync(join(outDir, place, 'index.html'), 'utf8');
      const [, href] = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(html);
      assert.ok(href.startsWith(address));
      const found = JSON.parse(readFileSync(join(outDir, href.slice(address.length)), 'utf8'));
      assert.equal(found.version, '1.0');
      assert.equal(found.type, 'rich');
      assert.ok(found.width > 0 && found.height > 0 && found.title);
      // WordPress keeps only these attributes of a frame.
      const [, attributes] = /^<iframe( [^>]*)><\/iframe>$/.exec(found.html);
      const names = [...attributes.matchAll(/ (\w+)=/g)].map(([, name]) => name);
      const allowed = ['src', 'width', 'height', 'frameborder', 'marginwidth', 'marginheight', 'scrolling', 'title'];
      assert.deepEqual(
        names.filter((name) => !allowed.includes(name)),
        [],
      );
      assert.ok(attributes.includes(`src="${address}embed/hacker/"`));
    }
    rmSync(outDir, { recursive: true });
  });
});
