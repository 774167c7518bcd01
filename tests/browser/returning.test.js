/** Text and machine say the same: after a reload, and at an exercise about another scene than the section before it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { serve } from '../../scripts/serve.js';

let site;
let browser;

before(async () => {
  site = await serve({ root: 'dist/site', port: 0 });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

async function open(slug) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${site.url}lessons/${slug}/index.html`);
  await page.waitForSelector('attend-lesson[running]');
  return page;
}

/** The section being read, and where the machine stands. Runs in the page. */
function state() {
  const lesson = document.querySelector('attend-lesson');
  const { session } = document.querySelector('attend-stepper');
  const { path, cells } = session.position;
  return { section: lesson.querySelector('attend-step[active]')?.id ?? null, scene: lesson.scene, path, cells };
}

test('after a reload the machine is where the text is', async () => {
  const page = await open('hacker');
  const id = await page.evaluate(() => {
    const lesson = document.querySelector('attend-lesson');
    const section = [...lesson.querySelectorAll('attend-step[path]')].find((one) => !one.querySelector('attend-quiz'));
    lesson.goto(section.id);
    return section.id;
  });
  await page.waitForFunction((wanted) => {
    const { session } = document.querySelector('attend-stepper');
    return document.getElementById(wanted).hasAttribute('active') && session.position.cells > 0;
  }, id);
  await page.waitForFunction((wanted) => location.hash === `#${wanted}`, id);
  const then = await page.evaluate(state);
  await page.reload();
  await page.waitForSelector('attend-lesson[running]');
  await page.waitForFunction(() => document.querySelector('attend-stepper').session.position.cells > 0);
  assert.deepEqual(await page.evaluate(state), then);
  const top = await page.evaluate((wanted) => document.getElementById(wanted).getBoundingClientRect().top, id);
  assert.ok(top > -1 && top < 900, `the section is in sight, at ${top}`);
  await page.close();
});

test('at an exercise between sections the machine has its scene, and then that of the section again', async () => {
  const page = await open('patterns');
  const [id, scene, path] = ['note-of-wide', 'wide', 'layers.0.residual_1'];
  await page.waitForFunction((wanted) => document.getElementById(wanted).lab, id);
  const section = await page.evaluate((wanted) => {
    const exercise = document.getElementById(wanted);
    const sections = [...document.querySelectorAll('attend-step')];
    const last = sections.findLast((one) => one.compareDocumentPosition(exercise) & Node.DOCUMENT_POSITION_FOLLOWING);
    document.querySelector('attend-lesson').goto(last.id);
    return last.id;
  }, id);
  const own = (await page.evaluate(state)).scene;
  assert.notEqual(own, scene, 'the section before is about another scene');
  await page.locator(`#${id} input`).first().focus();
  await page.waitForFunction((wanted) => document.querySelector('attend-lesson').scene === wanted, scene);
  await page.waitForFunction(() => document.querySelector('attend-stepper').session.position.cells > 0);
  const asked = await page.evaluate((result) => document.querySelector('attend-stepper').session.locate(result), path);
  const shown = await page.evaluate(state);
  assert.ok(shown.cells < asked, 'nothing that is asked for is shown');
  assert.equal(shown.section, section, 'the section before has been read');
  await page.locator(`#${section} h2`).click();
  await page.waitForFunction((wanted) => document.querySelector('attend-lesson').scene === wanted, own);
  await page.close();
});
