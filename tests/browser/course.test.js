/**
 * Every page of the site: axe in light and dark; on a phone no wider than it is, and every lesson by keyboard alone to its
 * end; every lesson without scripts.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { drawn, lessonPages, openCourse, otherPages, running } from './course.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const MOST_TABS = 600;
/** Presses of Tab at once: what each led to is kept in the page and read afterwards. */
const AT_ONCE = 8;

const wide = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 } };

/** What axe finds; in the dark only what can be another there, without the machine, whose themes have a suite of their own. */
const audit = async ({ rules, theme }) => {
  document.documentElement.dataset.theme = theme;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const runOnly = theme === 'dark' ? ['color-contrast'] : rules;
  const page = theme === 'dark' ? { exclude: ['attend-stepper'] } : document;
  const { violations } = await window.axe.run(page, { runOnly, resultTypes: ['violations'] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${theme}: ${id}: ${help} at ${target.flat().join(' ')}`),
  );
};

const tooWide = () =>
  document.documentElement.scrollWidth > innerWidth
    ? [`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`]
    : [];

/** Keeps where each press of Tab led, and whether the focus can be seen there. Runs in the page. */
const watchFocus = () => {
  globalThis.reached = [];
  addEventListener('keyup', ({ key }) => key === 'Tab' && globalThis.reached.push(globalThis.focused()), true);
};

/** Where the focus is, and whether it can be seen there. Runs in the page. */
function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element === document.body) return { where: 'nothing' };
  const box = element.getBoundingClientRect();
  const name = `${element.localName}${element.id ? `#${element.id}` : ''} “${(element.textContent ?? '').trim().slice(0, 30)}”`;
  const inside = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit)
      hit = hit.shadowRoot.elementFromPoint(x, y);
    for (let node = hit; node; node = node.parentNode ?? node.host) if (node === element) return true;
    return false;
  };
  const points = [0.1, 0.5, 0.9].flatMap((u) =>
    [0.1, 0.5, 0.9].map((v) => [box.x + u * box.width, box.y + v * box.height]),
  );
  return {
    where: name,
    end: element.matches('.onward-all'),
    skips: element.matches('.skip-question') ? element.closest('attend-quiz').id : '',
    text: element.closest('article') !== null,
    seen: points.some(([x, y]) => inside(x, y)),
    scrolled: scrollX !== 0,
  };
}

/** Sends a press of Tab, down and up, without waiting for what comes of it: one round trip a batch, not two a key. */
const pressTab = (keys) =>
  ['rawKeyDown', 'keyUp'].map((type) =>
    keys.send('Input.dispatchKeyEvent', { type, key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 }),
  );

/** Walks with the Tab key to the end of a lesson, leaving no prediction open; gives what is wrong on the way. */
async function walk(page) {
  const told = new Set();
  await page.evaluate(`globalThis.focused = ${focused}; (${watchFocus})()`);
  const keys = await page.context().newCDPSession(page);
  let end = false;
  let where = 'nothing';
  for (let presses = 0; presses < MOST_TABS && !end; presses += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => pressTab(keys)).flat());
    const reached = await page.evaluate(() => globalThis.reached.splice(0));
    for (const at of reached) {
      if (at.scrolled) told.add(`the page moved sideways at ${at.where}`);
      if (at.text && !at.seen) told.add(`the focus cannot be seen at ${at.where}`);
      end ||= at.end;
      ({ where } = at);
    }
    // What unfolds stands behind the question: back to it, and on from there.
    const skip = reached.find(({ skips }) => skips);
    if (!skip) continue;
    await page.locator(`[id="${skip.skips}"] .skip-question`).focus();
    await page.keyboard.press('Enter');
    end = false;
  }
  if (!end) told.add(`${MOST_TABS} presses of Tab do not lead to the end, but to ${where}`);
  const folded = await page.evaluate(
    () => document.querySelectorAll('attend-step section > [hidden]:not(.fallback)').length,
  );
  if (folded > 0) told.add(`${folded} parts are still folded at the end`);
  return [...told];
}

/** The faults of a page that has its scripts. */
async function look(page) {
  const lesson = page.url().includes('/lessons/');
  if (lesson) await running(page);
  if (page.url().includes('/play/')) await page.locator('attend-matrix').first().waitFor();
  await drawn(page);
  await page.evaluate(axe);
  const told = [];
  for (const theme of ['light', 'dark']) told.push(...(await page.evaluate(audit, { rules: RULES, theme })));
  await page.setViewportSize(phone.viewport);
  await page.evaluate(() => document.querySelector('attend-stepper')?.atRest());
  told.push(...(await page.evaluate(tooWide)));
  if (lesson) told.push(...(await walk(page)), ...(await page.evaluate(tooWide)));
  return told;
}

/** What is missing from a lesson without scripts. Runs in the page. */
function missing() {
  const told = [];
  const shown = (element) => element.getClientRects().length > 0;
  const hold = (what, fine) => fine || told.push(what);
  const all = (selector) => [...document.querySelectorAll(selector)];
  hold('the heading is not shown', all('h1').some(shown));
  for (const step of all('attend-step')) {
    hold(`section ${step.id} is not shown`, [...step.querySelectorAll('h2, p')].some(shown));
    const { path } = Object.fromEntries([...step.attributes].map(({ name, value }) => [name, value]));
    if (path) hold(`section ${step.id} has no table`, [...step.querySelectorAll('.fallback table')].some(shown));
  }
  for (const formula of all('article math')) {
    if (formula.closest('details, [hidden]')) continue;
    hold(`a formula is not shown: ${formula.textContent.slice(0, 30)}`, shown(formula));
  }
  for (const quiz of all('attend-quiz'))
    hold(`${quiz.id} has no answers to unfold`, quiz.querySelector('details summary'));
  for (const value of all('attend-value')) hold('a number is empty', value.textContent.trim() !== '');
  for (const tool of all('.js-only')) hold(`${tool.className} is shown`, !shown(tool));
  if (document.documentElement.scrollWidth > innerWidth) told.push('the page is too wide');
  return told;
}

describe('every page of the site', () => {
  let course;
  let open;
  let plain;
  before(async () => {
    course = await openCourse();
    open = await course.window(wide);
    plain = await course.window({ ...phone, javaScriptEnabled: false });
  });
  after(() => course.close());

  for (const address of [...otherPages, ...lessonPages]) {
    const lesson = lessonPages.includes(address);
    test(`${address}: axe finds nothing, and a phone is wide enough${lesson ? ' for a walk with the Tab key' : ''}`, async () => {
      assert.deepEqual(await open(address, look), []);
    });
  }

  for (const address of lessonPages) {
    test(`${address}: without scripts it keeps its text, its formulas, its matrices and its answers`, async () => {
      assert.deepEqual(await plain(address, (page) => page.evaluate(missing)), []);
    });
  }
});
