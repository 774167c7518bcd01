/** The elements on somebody else's page: one engine, no styles in or out, a lesson and an exercise from another site. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { settled } from '../browser/screen.js';
import { evilLesson } from './evil.js';
import { folderServer, helpful, hostServer } from './hosts.js';

const size = { width: 1200, height: 900 };
const rude = `<style>* { box-sizing: content-box; } body { text-align: center; letter-spacing: 3px; font: italic bold 30px serif; }
p, td, button, input { color: red !important; padding: 20px; } table { width: 100%; } .main, .frame { display: none; }</style>`;

/** Everything that the stepper draws: tags, sizes and colours. Runs in the page. */
function looks() {
  const seen = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      const { width, height } = element.getBoundingClientRect();
      const { color, fontSize } = getComputedStyle(element);
      seen.push([element.localName, Math.round(width), Math.round(height), color, fontSize].join(' '));
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document.querySelector('attend-stepper').shadowRoot);
  return seen;
}

/** Whether what uses the cell on the screen was looked up, which waits until the reader rests. Runs in the page. */
function usesAreThere() {
  const find = (root) => {
    for (const element of root.querySelectorAll('*')) {
      const found = element.localName === 'attend-uses' ? element : element.shadowRoot && find(element.shadowRoot);
      if (found) return found;
    }
    return null;
  };
  return find(document.querySelector('attend-stepper').shadowRoot)?.shadowRoot.querySelector('li') != null;
}

describe('elements on a page of somebody else', () => {
  let browser;
  let attend;

  before(async () => {
    browser = await launchChromium();
    attend = await folderServer({ folders: { '': 'dist/site' }, headers: helpful });
  });
  after(async () => {
    await browser.close();
    await attend.close();
  });

  async function open(body, head = '') {
    const text = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mine</title><link rel="icon" href="data:,">${head}
<script type="module" src="${attend.url}assets/attend.js"></script></head><body>${body}</body></html>`;
    const host = await hostServer({ '/': { body: text }, '/evil.html': { body: evilLesson } });
    const page = await browser.newPage({ viewport: size });
    const asked = [];
    const errors = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('dialog', (dialog) => errors.push(`dialog: ${dialog.message()}`) && dialog.dismiss());
    await page.goto(host.url);
    const close = async () => {
      await page.close();
      await host.close();
    };
    return { page, asked, errors, close };
  }

  const stepper = () =>
    `<attend-stepper scene="${attend.url}embed/sentence/scene.json" at="layers.0.attention.scores" theme="light" style="display:block;width:1000px;height:800px"></attend-stepper>`;
  const drawn = (page) => page.locator('attend-matrix').first().waitFor();

  test('several share one engine', async () => {
    const lesson = `<attend-lesson src="${attend.url}lessons/hacker/"></attend-lesson>`;
    const { page, asked, errors, close } = await open(stepper() + stepper() + lesson);
    await page.locator('attend-lesson[running]').waitFor();
    assert.equal(asked.filter((url) => /engine(-forward)?\.wasm$/.test(url)).length, 1);
    assert.equal(await page.locator('attend-stepper').count(), 3);
    assert.ok(!asked.some((url) => url.endsWith('attend-workshop.js')), 'what nobody asked for is not loaded');
    assert.deepEqual(errors, []);
    await close();
    const panel = `<script type="module" src="${attend.url}assets/attend-workshop.js"></script>
      <attend-workshop scene="${attend.url}embed/sentence/scene.json" theme="dark" style="height:800px"></attend-workshop>`;
    const both = await open(stepper() + panel);
    await both.page.locator('attend-workshop attend-matrix').first().waitFor();
    assert.equal(both.asked.filter((url) => /engine(-forward)?\.wasm$/.test(url)).length, 1);
    const scheme = (element) => getComputedStyle(element).colorScheme;
    for (const tag of ['attend-workshop', 'attend-workshop > attend-stepper', 'attend-workshop-panel']) {
      assert.equal(await both.page.locator(tag).evaluate(scheme), 'dark', tag);
    }
    assert.deepEqual(both.errors, []);
    await both.close();
  });

  test('the page’s styles do not reach in, and none come out', async () => {
    const plain = await open(stepper());
    await drawn(plain.page);
    const shouted = await open(`<p id="mine">Mine</p>${stepper()}`, rude);
    await drawn(shouted.page);
    for (const { page } of [plain, shouted]) {
      await page.waitForFunction(usesAreThere);
      await page.evaluate(settled);
    }
    assert.deepEqual(await shouted.page.evaluate(looks), await plain.page.evaluate(looks));
    const mine = await shouted.page.evaluate(() => getComputedStyle(document.querySelector('#mine')).fontStyle);
    assert.equal(mine, 'italic');
    await plain.close();
    await shouted.close();
  });

  test('a scene by pattern is written out', async () => {
    const scene = {
      version: 1,
      tokens: ['a', 'b', 'c'],
      model: { kind: 'attention', width: 4, position: 'learned', bias: false },
      weights: { seed: 1, tensors: { 'layers.0.attention.wv': { pattern: 'identity', times: '1/4' } } },
      wishes: [{ offset: -1, above: 0.9 }],
    };
    const text = JSON.stringify(scene).replaceAll('"', '&quot;');
    const written = await open(`<attend-stepper scene="${text}" at="layers.0.attention.softmax"></attend-stepper>`);
    await drawn(written.page);
    const numbers = await written.page.evaluate(() => {
      const { session } = document.querySelector('attend-stepper');
      const data = (path) => [...session.tensor(path, { ahead: true }).data];
      return { wv: data('weights.layers.0.attention.wv'), weights: data('layers.0.attention.softmax') };
    });
    assert.deepEqual(numbers.wv.slice(0, 6), [0.25, 0, 0, 0, 0, 0.25]);
    assert.ok(numbers.weights[3] > 0.9 && numbers.weights[7] > 0.9, numbers.weights.join());
    assert.deepEqual(written.errors, []);
    await written.close();
  });

  test('a custom property themes it', async () => {
    const { page, close } = await open(stepper(), '<style>attend-stepper { --attend-ink: rgb(1, 2, 3); }</style>');
    await drawn(page);
    const colour = await page.locator('attend-sentence').evaluate((element) => getComputedStyle(element).color);
    assert.equal(colour, 'rgb(1, 2, 3)');
    await close();
  });

  test('a lesson of another site runs in the page, and its methods work', async () => {
    const { page, errors, close } = await open(
      `<attend-lesson id="l" src="${attend.url}lessons/hacker/"></attend-lesson>`,
      rude,
    );
    await page.locator('attend-lesson[running]').waitFor();
    const section = await page.evaluate(async () => {
      const lesson = document.querySelector('#l');
      const { id } = lesson.shadowRoot.querySelectorAll('attend-step')[2];
      const told = new Promise((done) => lesson.addEventListener('attend-section', ({ detail }) => done(detail.id)));
      lesson.goto(id);
      await told;
      lesson.goto('layers.0.attention.scores[0,1,2]');
      const { selection } = lesson.shadowRoot.querySelector('attend-stepper');
      const foot = getComputedStyle(lesson.shadowRoot.querySelector('.onward')).display;
      return { id, told: await told, state: lesson.getState().slice(0, 8), selection, foot };
    });
    assert.equal(section.told, section.id);
    assert.deepEqual(section.selection, { path: 'layers.0.attention.scores', index: [0, 1, 2] });
    assert.equal(section.foot, 'grid', 'the way to other lessons is drawn as on the site');
    assert.equal(section.state, 'lesson1.');
    assert.deepEqual(errors, []);
    await close();
  });

  test('one exercise of a lesson stands alone and can be answered', async () => {
    const html = readFileSync('dist/site/lessons/softmax/index.html', 'utf8');
    const id = /<attend-exercise\b[^>]*\sid="([^"]+)"/.exec(html)[1];
    const { page, errors, close } = await open(
      `<attend-exercise src="${attend.url}lessons/softmax/" id="${id}"></attend-exercise>`,
    );
    const check = page.getByRole('button', { name: 'Check' });
    await check.waitFor();
    assert.equal(await page.locator('attend-step').count(), 0, 'nothing else of the lesson');
    assert.deepEqual(errors, []);
    await close();
  });

  test('what cannot be had is said in place', async () => {
    for (const [src, says] of [
      ['lessons/nowhere/', /404/],
      ['glossary/', /holds no <attend-lesson>/],
    ]) {
      const { page, close } = await open(`<attend-lesson src="${attend.url}${src}"></attend-lesson>`);
      assert.match(await page.locator('[role=alert]').textContent(), says);
      await close();
    }
  });

  test('a lesson with something to run in it runs nothing', async () => {
    const { page, errors, close } = await open('<attend-lesson src="evil.html"></attend-lesson>');
    await page.locator('attend-lesson h1').waitFor();
    // What would run is an image that cannot be had; one of our own, asked for after it, has told of that.
    await page.evaluate(
      () =>
        new Promise((done) => {
          Object.assign(new Image(), { onerror: done, src: 'nowhere.png' });
        }),
    );
    assert.equal(await page.evaluate(() => globalThis.pwned), undefined);
    const left = await page.evaluate(() => {
      const root = document.querySelector('attend-lesson').shadowRoot;
      const all = [...root.querySelectorAll('*')];
      return {
        tags: all
          .filter((element) => element.matches('script, iframe, object, style, base, form'))
          .map(({ localName }) => localName),
        handlers: all.flatMap((element) => element.getAttributeNames().filter((name) => /^on|^style$/.test(name))),
        addresses: all
          .map((element) => element.getAttribute('href') ?? '')
          .filter((href) => /script:|data:/i.test(href)),
      };
    });
    assert.deepEqual(left, { tags: [], handlers: [], addresses: [] });
    await page.locator('attend-lesson a').first().click();
    assert.equal(await page.evaluate(() => globalThis.pwned), undefined);
    assert.deepEqual(errors, []);
    await close();
  });
});
