/** The front page, the search, the notes on terms and the map, in a real browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { serve } from '../../scripts/serve.js';
import { readGlossary } from '../../web/lesson/compile/entries.js';
import { pagesOf } from '../browser/pages.js';
import { at, read, root } from './built.js';

let site;
let browser;
let pages;
const desk = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' };
before(async () => {
  site = await serve({ root: at('dist', 'site'), port: 0 });
  browser = await launchChromium();
  pages = pagesOf(await browser.newContext(desk));
});
after(async () => {
  await browser.close();
  await site.close();
});

/**
 * A page of a reader who comes for the first time; `before` runs ahead of every page's own scripts, `clock` gives it a clock
 * that the test moves. Nothing may be written to the console.
 */
async function reader(use, { before: script = null, clock = false, ...options } = {}) {
  const special = script !== null || clock || Object.keys(options).length > 0;
  const own = special ? await browser.newContext({ ...desk, ...options }) : null;
  if (script) await own.addInitScript(script);
  const page = own ? await own.newPage() : await pages.take(site.url, desk.viewport);
  if (clock) await page.clock.install();
  const said = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  try {
    await use(page, (address) => page.goto(site.url + address));
    assert.deepEqual(said, []);
    if (!own) await pages.give(page);
  } finally {
    await own?.close();
  }
}

const running = (page) => page.waitForSelector('attend-lesson[running]', { state: 'attached' });
const go = (page) => page.$eval('.go', (link) => `${link.textContent} ${link.getAttribute('href')}`);
const state = (page, lesson) => page.$eval(`.lesson[data-lesson="${lesson}"]`, ({ dataset }) => dataset.state);

/** Writes records under which the first `count` lessons are done. */
const finish = (page, count) =>
  page.evaluate((many) => {
    for (const { dataset } of [...document.querySelectorAll('.lesson')].slice(0, many)) {
      const ids = (text) => text.split(' ').filter(Boolean);
      const [seen, questions] = [ids(dataset.sections), ids(dataset.questions)];
      const answer = (id) => [id, { id, kind: 'quiz', right: true, score: 1, tries: 1, given: '' }];
      const answers = Object.fromEntries(questions.map(answer));
      const record = { version: 1, lesson: dataset.lesson, section: seen.at(-1), seen, answers };
      localStorage.setItem(`attend-record:${dataset.lesson}`, JSON.stringify(record));
      localStorage.setItem('attend-last', dataset.lesson);
    }
  }, count);

test('a first visit begins with the first lesson; later the button leads to where the reader was', () =>
  reader(async (page, open) => {
    await open('index.html');
    const [first, second] = await page.$$eval('.lesson', (items) => items.map(({ dataset }) => dataset.lesson));
    assert.equal(await go(page), `Start lessons/${first}/index.html`);
    assert.equal(await page.isVisible('.course-state'), false);
    await open(`lessons/${second}/index.html`);
    await running(page);
    const section = await page.$eval('attend-step:nth-of-type(2)', (step) => {
      step.querySelector('h2').click();
      return step.id;
    });
    await page.waitForSelector(`attend-step[id="${section}"][active]`);
    await open('index.html');
    assert.equal(await go(page), `Continue lessons/${second}/index.html#${section}`);
    assert.equal(await state(page, second), 'begun');
    assert.match(await page.textContent(`.lesson[data-lesson="${second}"] .lesson-state`), /started, \d+ %/);
  }));

test('what is done is counted, and the way leads on to the next that is not', () =>
  reader(async (page, open) => {
    await open('index.html');
    await finish(page, 3);
    await page.reload();
    const lessons = await page.$$eval('.lesson', (items) => items.map(({ dataset }) => dataset.lesson));
    assert.equal(await page.textContent('.course-state span'), `3 of ${lessons.length} done`);
    assert.equal(await go(page), `Continue lessons/${lessons[3]}/index.html`);
    assert.equal(await state(page, lessons[2]), 'done');
    await finish(page, lessons.length);
    await page.reload();
    assert.equal(await go(page), `Read again lessons/${lessons[0]}/index.html`);
  }));

test('progress goes into a file and comes back from it', () =>
  reader(async (page, open) => {
    await open('index.html');
    await finish(page, 2);
    await page.reload();
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-do="export"]')]);
    assert.equal(download.suggestedFilename(), 'attend-progress.json');
    const file = at('build', 'test', download.suggestedFilename());
    await download.saveAs(file);
    await page.click('[data-do="forget"]');
    assert.equal(await page.isVisible('.course-state'), true, 'one press forgets nothing');
    await page.click('[data-do="forget"]');
    assert.equal(await page.isVisible('.course-state'), false);
    await page.setInputFiles('.keeping input', file);
    await page.waitForSelector('.course-state', { state: 'visible' });
    assert.match(await page.textContent('.course-state span'), /^2 of/);
    await page.setInputFiles('.keeping input', { name: 'x.json', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await page.waitForFunction(() => /not JSON/.test(document.querySelector('.keeping-told').textContent));
    assert.match(await page.textContent('.course-state span'), /^2 of/);
  }));

test('where the browser forbids storage, everything works', () =>
  reader(
    async (page, open) => {
      await open('lessons/hacker/index.html');
      await running(page);
      await page.click('.quiz-buttons button');
      await open('index.html');
      assert.match(await go(page), /^Start/);
    },
    {
      before: () => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('Access is denied.', 'SecurityError');
          },
        });
      },
    },
  ));

test('a right answer that was kept opens what waited for it', () =>
  reader(async (page, open) => {
    await open('lessons/hacker/index.html');
    await running(page);
    const quiz = await page.$eval('attend-quiz', ({ id }) => id);
    for (const choice of await page.$$(`#${quiz} .choice`)) {
      if (await page.$eval(`#${quiz}`, ({ pending }) => pending)) await choice.click();
    }
    await page.reload();
    await running(page);
    assert.equal(await page.$eval(`#${quiz}`, ({ pending }) => pending), false);
  }));

test('the search opens with a key, and arrows and Enter lead to a section', () =>
  reader(async (page, open) => {
    await open('lessons/hacker/index.html');
    await page.keyboard.press('/');
    const field = page.locator('.search input');
    await field.waitFor();
    await field.fill('overflow');
    await page.waitForSelector('.search li mark');
    await page.keyboard.press('ArrowDown');
    const address = await page.evaluate(() => document.activeElement.href);
    await page.keyboard.press('Enter');
    await page.waitForURL(address);
    assert.match(address, /#[\w-]+$/);
    assert.equal(await page.isVisible(`[id="${address.split('#')[1]}"]`), true);
  }));

test('nothing of the search is loaded before it is asked for, and it gives no answer away', () =>
  reader(async (page, open) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await open('index.html');
    await page.waitForLoadState('networkidle');
    assert.deepEqual(
      asked.filter((url) => /search\.(json|css)/.test(url)),
      [],
    );
    const html = read('dist', 'site', 'lessons', 'hacker', 'index.html');
    const reason = html.match(/class="quiz-reasons">[\s\S]*?<\/p>\s*<p>([^<]{30,60})/)[1];
    const texts = read('dist', 'site', 'assets', 'search.json');
    assert.ok(!texts.includes(reason), reason);
    const text = html.match(/<attend-step id="tokens"[\s\S]*?<p>([^<&"]{20,60})/)[1];
    assert.ok(texts.includes(text), text);
  }));

test('a term shows its definition on hover and on focus; it can be pointed at, and Escape takes it away', () =>
  reader(
    async (page, open) => {
      await open('lessons/hacker/index.html');
      await running(page);
      const note = page.locator('.term-note');
      await page.hover('a.term');
      await note.waitFor({ state: 'visible' });
      assert.match(await note.textContent(), /every token/);
      const box = await note.boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + 10);
      await page.clock.runFor(1000);
      assert.equal(await note.isVisible(), true, 'it stays while the pointer is on it');
      await page.keyboard.press('Escape');
      assert.equal(await note.isVisible(), false);
      await page.mouse.move(1400, 890);
      await page.focus('h1 ~ .facts ~ p a.term');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
      await note.waitFor({ state: 'visible' });
      const id = await page.evaluate(() => document.activeElement.getAttribute('aria-describedby'));
      assert.equal(await page.$eval(`[id="${id}"]`, ({ textContent }) => textContent.length > 20), true);
      await page.keyboard.press('Tab');
      await page.waitForFunction((about) => document.activeElement.getAttribute('aria-describedby') !== about, id);
    },
    { clock: true },
  ));

test('on a touch screen the first tap shows the definition, the second leads to the glossary', () =>
  reader(
    async (page, open) => {
      await open('lessons/hacker/index.html');
      await running(page);
      const term = page.locator('a.term').first();
      await term.evaluate((link) => link.scrollIntoView({ block: 'center' }));
      await term.tap();
      await page.waitForSelector('.term-note:not([hidden])');
      assert.match(page.url(), /lessons\/hacker/);
      await term.tap();
      await page.waitForURL(/glossary\/index\.html#/);
    },
    { hasTouch: true },
  ));

test('on the map every concept is a link, and the neighbours of the focused one stand out', () =>
  reader(async (page, open) => {
    const glossary = readGlossary(at('lessons', '_shared', 'glossary'), root, []);
    await open('map/index.html');
    const ids = (selector) => page.$$eval(selector, (words) => words.map(({ dataset }) => dataset.id).sort());
    assert.deepEqual(await ids('.map a'), Object.keys(glossary).sort());
    await page.focus('.map a[data-id="softmax"]');
    assert.deepEqual(await ids('.map a.near'), ['softmax', ...glossary.softmax.related].sort());
    const listed = await page.$$eval('.map-concept', (links) => links.length);
    assert.equal(listed, Object.keys(glossary).length);
    await page.keyboard.press('Enter');
    await page.waitForURL(/glossary\/index\.html#softmax$/);
  }));
