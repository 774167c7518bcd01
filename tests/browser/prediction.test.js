/** A reader who steps by hand past an open prediction is asked before the machine answers it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chromiumSite } from './chromium-site.js';
import { ready, settled } from './screen.js';

const readLesson = () => {
  const { path } = document.querySelector('attend-stepper').session.position;
  return {
    path,
    asked: document.querySelector('.predict-first p')?.textContent ?? '',
    section: document.querySelector('attend-step[active]')?.id ?? '',
    focus: document.activeElement?.textContent ?? '',
    described: document.getElementById(
      document.activeElement?.closest('[role=alertdialog]')?.getAttribute('aria-describedby'),
    )?.textContent,
  };
};
const press = (n) => document.querySelectorAll('.predict-first button')[n].click();
const go = (action) => document.querySelector('attend-stepper').do(action);
const BEFORE = 'layers.0.attention.split_heads';
const ANSWER = 'layers.0.attention.scores';

describe('an open prediction', () => {
  const site = chromiumSite();
  let tab;

  const open = async () => {
    tab = await site.open('lessons/hacker/', { width: 1440, height: 900, lively: true });
    assert.equal(await tab.evaluate(ready), true);
    for (let steps = 0; steps < 3; steps++) await tab.evaluate(go, 'step');
    assert.equal((await tab.evaluate(readLesson)).path, BEFORE);
  };
  const see = async () => {
    await tab.evaluate(settled);
    return tab.evaluate(readLesson);
  };

  test('holds the machine just before its answer, and leads to the question', async () => {
    await open();
    await tab.evaluate(go, 'step');
    let seen = await see();
    assert.equal(seen.path, BEFORE);
    assert.match(seen.asked, /still open/);
    assert.equal(seen.section, 'raw-scores');
    assert.equal(seen.focus, 'To the question', 'whoever cannot see the bar is there');
    assert.match(seen.described, /still open/);
    await tab.evaluate(press, 0);
    seen = await see();
    assert.deepEqual([seen.asked, seen.focus], ['', 'hacker']);
    await tab.evaluate(() => document.querySelectorAll('#best-key button')[3].click());
    seen = await see();
    assert.equal(seen.path, ANSWER, 'answered: the machine shows it');
    await tab.evaluate(go, 'step');
    assert.equal((await see()).path, 'layers.0.attention.scale');
    await tab.close();
  });

  test('says of the step it holds back that it comes next, not that nothing was computed', async () => {
    tab = await site.open('lessons/one-training-step/', { width: 390, height: 844, lively: true });
    assert.equal(await tab.evaluate(ready), true);
    // By a press, since a scroll that comes while something above grows is the browser's, not the reader's.
    const here = await tab.evaluate(() => {
      const section = document.querySelector('attend-step#rate');
      section.querySelector('h2').click();
      return section.hasAttribute('active');
    });
    assert.equal(here, true);
    await tab.evaluate(settled);
    const told = await tab.until(() => {
      const { shadowRoot, session } = document.querySelector('attend-stepper');
      const sentence = shadowRoot.querySelector('attend-sentence');
      return session.position.cells > 0 && sentence.renderRoot.textContent.trim();
    });
    assert.match(told, /^The next step is/);
    await tab.close();
  });

  test('gives the keyboard back where it was: Escape, Not now, and the answer all the same', async () => {
    await open();
    const focusStep = () =>
      tab.evaluate(() => {
        const { shadowRoot } = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-controls');
        shadowRoot.querySelector('button.step').focus();
      });
    const onStep = () =>
      tab.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.shadowRoot?.activeElement?.className);
    for (const leave of [() => tab.press('Escape'), () => tab.evaluate(press, 2), () => tab.evaluate(press, 1)]) {
      await focusStep();
      await tab.press('Enter');
      assert.match((await see()).asked, /still open/);
      await leave();
      assert.equal((await see()).asked, '');
      assert.equal(await onStep(), 'step');
    }
    assert.equal((await see()).path, ANSWER);
    await tab.close();
  });

  test('shows its answer all the same where that is wanted', async () => {
    await open();
    await tab.evaluate(go, 'step');
    await tab.evaluate(press, 1);
    assert.equal((await see()).path, ANSWER);
    await tab.close();
  });

  test('stops play and a jump over it, but not one that a page around asks for', async () => {
    await open();
    await tab.evaluate(go, 'play');
    assert.equal((await see()).path, BEFORE);
    await tab.evaluate(() => document.querySelector('attend-stepper').goto('layers.0.attention.output'));
    assert.equal((await see()).path, BEFORE);
    await tab.evaluate(() => document.querySelector('attend-lesson').goto('layers.0.attention.output'));
    assert.equal((await see()).path, 'layers.0.attention.output');
    assert.deepEqual(tab.errors, []);
    await tab.close();
  });
});
