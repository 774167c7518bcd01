/** What browsers do to a page for their readers: they translate it, and they zoom into small fields on a phone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { serve } from '../../scripts/serve.js';

let server;
let browser;
before(async () => {
  server = await serve({ root: 'dist/site', port: 0 });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Everything in the page that `selector` names, in shadow roots too. Runs in the page, as `globalThis.everywhere`. */
function defineEverywhere() {
  globalThis.everywhere = (selector, root = document) => {
    const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
      shadowRoot ? globalThis.everywhere(selector, shadowRoot) : [],
    );
    return [...root.querySelectorAll(selector), ...inside];
  };
}

async function open(path, options = {}) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  await tab.addInitScript(defineEverywhere);
  await tab.goto(server.url + path);
  return tab;
}

test('numbers, code, formulas and matrices of a lesson are not to be translated', async () => {
  const tab = await open('lessons/softmax/');
  await tab.locator('attend-lesson[running]').waitFor();
  const found = await tab.evaluate(() => {
    const kinds = ['attend-value', 'math', 'code', 'pre', 'table[role=grid]', '.static-matrix td'];
    const kept = (element) => element.closest('[translate]')?.getAttribute('translate') === 'no';
    return kinds.map((kind) => {
      const all = globalThis.everywhere(kind).filter((element) => element.textContent.trim() !== '');
      return { kind, count: all.length, open: all.filter((element) => !kept(element)).map((each) => each.outerHTML) };
    });
  });
  assert.deepEqual(
    found.filter(({ open: left }) => left.length > 0),
    [],
  );
  for (const kind of ['attend-value', 'math', 'table[role=grid]'])
    assert.ok(found.find((each) => each.kind === kind).count > 0, kind);
});

test('a sentence that was translated is of one state, after every step', async () => {
  const tab = await open('embed/sentence/');
  await tab.evaluate(async () => {
    const stepper = document.querySelector('attend-stepper');
    while (!stepper.session) await new Promise(requestAnimationFrame);
  });
  const said = await tab.evaluate(async () => {
    const stepper = document.querySelector('attend-stepper');
    const presented = async () => {
      await stepper.updateComplete;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    };
    const sentence = () => globalThis.everywhere('.said')[0];
    /** As translators do: each text goes into an element of its own, in another language. */
    const translate = () => {
      const walker = document.createTreeWalker(sentence(), NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts.filter(({ data, parentElement }) => data.trim() && parentElement.translate)) {
        const font = document.createElement('font');
        font.textContent = text.data.replaceAll(/\p{L}/gu, 'ж');
        text.replaceWith(font);
      }
    };
    const walk = async (each) => {
      stepper.do('first');
      const told = [];
      for (let step = 0; step < 8; step += 1) {
        stepper.do('step');
        await presented();
        told.push(sentence().textContent);
        each();
      }
      return told;
    };
    return { plain: await walk(() => {}), translated: await walk(translate) };
  });
  assert.ok(new Set(said.plain).size > 4, 'the sentences differ');
  assert.deepEqual(said.translated, said.plain);
});

test('on a touch screen no field has letters of less than 16 pixels', async () => {
  for (const [path, width] of [
    ['', 390],
    ['play/', 390],
    ['lessons/softmax/', 390],
    ['embed/sentence/?workshop=on', 1100],
  ]) {
    const tab = await open(path, { hasTouch: true, isMobile: true, viewport: { width, height: 800 } });
    await tab.waitForLoadState('networkidle');
    await tab.waitForFunction(() => globalThis.everywhere('select, textarea, input').length > 0);
    const fields = await tab.evaluate(() => {
      const typed = 'input:not([type=checkbox], [type=radio], [type=range], [type=file]), select, textarea';
      return globalThis
        .everywhere(typed)
        .map((field) => [Number.parseFloat(getComputedStyle(field).fontSize), field.outerHTML.slice(0, 80)]);
    });
    assert.ok(fields.length > 0, path);
    assert.deepEqual(
      fields.filter(([size]) => size < 16),
      [],
      path,
    );
    await tab.context().close();
  }
});
