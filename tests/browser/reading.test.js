/** Who scrolls a lesson: the reader, whom the machine follows, or the page, which nobody follows, however slow it is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chromiumSite } from './chromium-site.js';
import { ready, settled, showPredictions } from './screen.js';

/**
 * Every pause is over at once, as on a machine that is too busy to draw meanwhile; and every section that becomes the active
 * one is kept. Runs in the page.
 */
function hurry() {
  globalThis.sections = [];
  document.addEventListener('attend-section', ({ detail }) => globalThis.sections.push(detail.id));
  const later = window.setTimeout;
  window.setTimeout = (work, _, ...args) => later(work, 0, ...args);
}

/** Where the page and its machine stand, once the page scrolls no more. Runs in the page. */
async function atRest() {
  const before = window.scrollY;
  for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
  if (window.scrollY !== before) return null;
  const { path } = document.querySelector('attend-stepper').session.position;
  return { path, sections: globalThis.sections.splice(0), top: window.scrollY };
}

/** With the first scrolling, something as tall as a window comes in above the lesson's text. Runs in the page. */
function growOnTheWay() {
  const grow = () => {
    const tall = document.createElement('div');
    tall.style.height = '900px';
    document.querySelector('attend-step').prepend(tall);
  };
  addEventListener('scroll', grow, { once: true });
}

/** With the first scrolling, something at the top of the page that is in no section gets the focus. Runs in the page. */
function focusAboveOnTheWay() {
  const button = document.createElement('button');
  button.style.cssText = 'position: absolute; top: 0';
  document.body.append(button);
  addEventListener('scroll', () => button.focus(), { once: true });
}

describe('reading a lesson', () => {
  const site = chromiumSite();
  let tab;
  const open = async () => {
    tab = await site.open('lessons/hacker/', { width: 1440, height: 900, lively: true });
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(showPredictions);
    await tab.evaluate(settled);
    await tab.evaluate(hurry);
  };
  const last = 'layers.0.attention.output';

  test('the page scrolls to what the machine shows, and the machine stays there meanwhile', async () => {
    await open();
    await tab.evaluate((path) => document.querySelector('attend-stepper').goto(path), last);
    const { path, sections, top } = await tab.until(atRest);
    assert.ok(top > 1000, `the section is far down: ${top}`);
    assert.deepEqual([path, sections], [last, ['output']]);
    await tab.close();
  });

  test('what grows above on the way takes neither the page nor the machine elsewhere', async () => {
    await open();
    await tab.evaluate(growOnTheWay);
    await tab.evaluate((path) => document.querySelector('attend-stepper').goto(path), last);
    const { path, sections } = await tab.until(atRest);
    assert.deepEqual([path, sections], [last, ['output']]);
    const below = await tab.evaluate(() => document.getElementById('output').getBoundingClientRect().top);
    assert.ok(below > 0 && below < 300, `the section begins in sight: ${below}`);
    await tab.close();
  });

  test('a focus that breaks off the page’s own way takes it nowhere else', async () => {
    await open();
    await tab.evaluate(focusAboveOnTheWay);
    await tab.evaluate((path) => document.querySelector('attend-stepper').goto(path), last);
    await tab.until(() => scrollY > 1000 || globalThis.sections.length > 1);
    const { path, sections } = await tab.until(atRest);
    assert.deepEqual([path, sections], [last, ['output']]);
    await tab.close();
  });

  test('a reader who scrolls takes the machine along', async () => {
    await open();
    await tab.evaluate((path) => document.querySelector('attend-stepper').goto(path), last);
    await tab.until(atRest);
    for (let pages = 0; pages < 3; pages += 1) await tab.press('PageUp');
    await tab.until(() => globalThis.sections.length > 0);
    const { path, sections } = await tab.until(atRest);
    assert.notEqual(sections.at(-1), 'output');
    assert.notEqual(path, last);
    await tab.close();
  });
});
