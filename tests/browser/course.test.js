/** Every page of the site: axe in light and dark; every lesson by keyboard alone on a phone; every lesson without scripts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { drawn, lessonPages, openCourse, otherPages, running } from './course.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const MOST_TABS = 600;

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

/** Where the focus is, and whether it can be seen there. */
const focused = () => {
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
    skips: element.matches('.skip-question'),
    text: element.closest('article') !== null,
    seen: points.some(([x, y]) => inside(x, y)),
    scrolled: scrollX !== 0,
  };
};

describe('every page of the site', { timeout: 420_000 }, () => {
  let course;
  before(async () => {
    course = await openCourse();
  });
  after(() => course.close());

  test('axe finds nothing, light or dark', async () => {
    const found = await course.visitAll([...otherPages, ...lessonPages], wide, async (page) => {
      if (page.url().includes('/lessons/')) await running(page);
      if (page.url().includes('/play/')) await page.locator('attend-matrix').first().waitFor();
      await drawn(page);
      await page.evaluate(axe);
      const told = [];
      for (const theme of ['light', 'dark']) told.push(...(await page.evaluate(audit, { rules: RULES, theme })));
      return told;
    });
    assert.deepEqual(found, []);
  });

  test('on a phone every lesson is walked with the Tab key to its end, and nothing is out of sight', async () => {
    const found = await course.visitAll(lessonPages, phone, async (page) => {
      await running(page);
      const told = new Set(await page.evaluate(tooWide));
      let at = {};
      for (let i = 0; i < MOST_TABS && !at.end; i++) {
        await page.keyboard.press('Tab');
        at = await page.evaluate(focused);
        if (at.scrolled) told.add(`the page moved sideways at ${at.where}`);
        if (at.text && !at.seen) told.add(`the focus cannot be seen at ${at.where}`);
        if (at.skips) await page.keyboard.press('Enter');
      }
      if (!at.end) told.add(`${MOST_TABS} presses of Tab do not lead to the end, but to ${at.where}`);
      const folded = await page.evaluate(
        () => document.querySelectorAll('attend-step section > [hidden]:not(.fallback)').length,
      );
      if (folded > 0) told.add(`${folded} parts are still folded at the end`);
      for (const what of await page.evaluate(tooWide)) told.add(what);
      return [...told];
    });
    assert.deepEqual(found, []);
  });

  test('no other page is wider than a phone', async () => {
    assert.deepEqual(await course.visitAll(otherPages, phone, (page) => page.evaluate(tooWide)), []);
  });

  test('without scripts every lesson keeps its text, its formulas, its matrices and its answers', async () => {
    const found = await course.visitAll(lessonPages, { ...phone, javaScriptEnabled: false }, (page) =>
      page.evaluate(() => {
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
      }),
    );
    assert.deepEqual(found, []);
  });
});
