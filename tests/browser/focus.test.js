/** After any key or button the keyboard is somewhere that is seen: never on nothing, never under a bar. Tried with real keys. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chromiumSite } from './chromium-site.js';
import { focusButton, focusDown, focused, focusOn, hintsOf, orderOf, places, typeAnswer } from './focus.js';
import { ready, settled, showPredictions } from './screen.js';

const KEYS = ['n', 'b', 'i', 'f', 'e', 'h'];
const MIDDLE = 'layers.0.attention.softmax';

const goto = (path) => document.querySelector('attend-stepper').goto(path);

describe('the keyboard', () => {
  const site = chromiumSite();
  let tab;

  const open = async (address, width, height) => {
    tab = await site.open(address, { width, height });
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(settled);
  };

  const close = async () => {
    assert.deepEqual(tab.errors, []);
    await tab.close();
  };

  const press = async (key) => {
    await tab.press(key);
    await tab.evaluate(settled);
    return tab.evaluate(focused);
  };

  /** Every key from every place of the stepper; those after which the keyboard is nowhere, or nowhere to be seen. */
  async function lostBy(keys) {
    const lost = [];
    await tab.evaluate(goto, MIDDLE);
    await tab.evaluate(settled);
    for (const place of await tab.evaluate(places, 'attend-stepper')) {
      for (const key of keys) {
        if (!(await tab.evaluate(focusOn, 'attend-stepper', place))) {
          await tab.evaluate(goto, MIDDLE);
          await tab.evaluate(settled);
          if (!(await tab.evaluate(focusOn, 'attend-stepper', place))) continue;
        }
        const { where, seen, over } = await press(key);
        if (!seen) lost.push(`${key} on${place}: ${where}${over ? ` under ${over}` : ''}`);
      }
    }
    return lost;
  }

  for (const [address, width, height, keys] of [
    ['play/', 1280, 800, KEYS],
    ['lessons/hacker/', 1440, 900, ['n']],
    ['lessons/hacker/', 390, 844, ['n']],
    ['lessons/hacker/', 640, 400, ['b']],
    ['lessons/hacker/', 320, 256, KEYS],
  ]) {
    test(`after ${keys.join(', ')}, from every place of the machine: ${address} at ${width}x${height}`, async () => {
      await open(address, width, height);
      if (address !== 'play/') await tab.evaluate(showPredictions);
      assert.deepEqual(await lostBy(keys), []);
      await close();
    });
  }

  for (const [width, height] of [
    [640, 400],
    [320, 256],
  ]) {
    test(`on every place that Tab comes to, at ${width}x${height}`, async () => {
      await open('lessons/hacker/', width, height);
      await tab.evaluate(showPredictions);
      await tab.evaluate(settled);
      const hidden = [];
      for (let steps = 0; steps < 160; steps += 1) {
        const { where, seen, over } = await press('Tab');
        if (where === 'body') break;
        if (!seen) hidden.push(`${where} under ${over}`);
      }
      assert.deepEqual(hidden, []);
      await close();
    });
  }

  /** Presses a button of an exercise by its words, with Enter, and gives where the keyboard is then. */
  const pressIn = async (exercise, label) => {
    await tab.until(focusButton, exercise, label);
    return press('Enter');
  };

  test('after buttons that go away: an answer shown, hints, the right answer, beginning again', async () => {
    await open('lessons/hacker/', 1440, 900);
    await tab.evaluate(() => document.querySelector('attend-quiz .skip-question').focus());
    const shown = await press('Enter');
    assert.match(shown.where, /button\.choice/);
    assert.ok(shown.seen, shown.over);
    const exercise = 'part-of-hacker';
    await tab.evaluate(showPredictions);
    const right = await tab.until((id) => document.getElementById(id)?.solutionText?.(), exercise);
    const wheres = [];
    const hints = await tab.evaluate(hintsOf, exercise);
    for (const label of hints) wheres.push(await pressIn(exercise, label));
    await tab.evaluate(typeAnswer, exercise, right);
    wheres.push(await pressIn(exercise, 'Check'), await pressIn(exercise, 'Start over'));
    assert.ok(hints.length > 0, 'there was a hint');
    for (const { where, seen, over } of wheres) assert.ok(seen && where.includes('button'), `${where} under ${over}`);
    await close();
  });

  test('what is moved down twice is two places further down, and the keyboard goes with it', async () => {
    await open('lessons/scores/', 1440, 900);
    await tab.evaluate(showPredictions);
    const names = () => tab.evaluate(orderOf, 'order-old');
    await tab.until(orderOf, 'order-old');
    const before = await names();
    await tab.evaluate(focusDown, 'order-old');
    for (let times = 0; times < 2; times += 1) assert.match((await press('Enter')).where, /button\.by$/);
    assert.deepEqual(await names(), [before[1], before[2], before[0], ...before.slice(3)]);
    await close();
  });
});
