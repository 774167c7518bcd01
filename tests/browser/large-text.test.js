/** Text at 200 % (WCAG 1.4.4): header, citations, goals and things to put in order wrap; the page does not scroll sideways. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drawn, lessonPages, openCourse, otherPages, running } from './course.js';

let course;
before(async () => {
  course = await openCourse();
});
after(() => course.close());

/** Twice as large letters; what is in the page follows in the frames after. Runs in the page. */
async function enlarge() {
  document.documentElement.style.fontSize = '200%';
  await document.querySelector('attend-stepper')?.atRest();
  for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
}

/** What sticks out of the page, or a name out of its button in header and controls. Runs in the page. */
function cut() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide in ${clientWidth} px`] : [];
  const controls = document.querySelector('attend-stepper')?.shadowRoot.querySelector('attend-controls')?.shadowRoot;
  const buttons = [...document.querySelectorAll('.site-header :is(button, a, select, summary)')].concat(
    controls ? [...controls.querySelectorAll('button')] : [],
  );
  const seen = buttons.filter((button) => button.checkVisibility() && button.getBoundingClientRect().width > 0);
  // The arrow beside Contents is turned, and sticks out.
  const named = seen.filter((button) => button.localName !== 'summary');
  const names = named.filter((button) => button.scrollWidth > button.clientWidth + 1 && button.clientWidth > 0);
  const { clientWidth: width } = document.documentElement;
  const gone = seen.filter((button) => button.getBoundingClientRect().right > width + 1);
  return [...wide, ...[...names, ...gone].map((button) => `cut: ${button.textContent.trim() || button.className}`)];
}

const AT_390 = [
  ...['', 'play', 'glossary', 'map', 'papers'],
  ...['hacker', 'price', 'residual-and-norm', 'by-hand', 'stack'].map((name) => `lessons/${name}`),
];

for (const [width, height, pages] of [
  [820, 1180, otherPages],
  [390, 844, AT_390.map((name) => join(name, 'index.html'))],
]) {
  for (const address of pages) {
    test(`${address} at ${width} px`, async () => {
      const go = await course.window({ viewport: { width, height } });
      const found = await go(address, async (page) => {
        if (lessonPages.includes(address)) await running(page);
        await drawn(page);
        await page.evaluate(enlarge);
        return page.evaluate(cut);
      });
      assert.deepEqual(found, []);
    });
  }
}
