/** What is heard in a session: once, short, and only for what the reader did. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chromiumSite } from './chromium-site.js';
import { listen, saidSince } from './heard.js';
import { ready, settled, showPredictions } from './screen.js';

/** Puts the keyboard into the field of the first exercise that asks for a number. Runs in the page. */
function focusField() {
  const exercise = document.querySelector('attend-exercise[kind=number]');
  exercise.shadowRoot.querySelector('attend-number-field').shadowRoot.querySelector('input').focus();
}

/** What that field is called, what describes it, and what its exercise asks. Runs in the page. */
function readField() {
  const exercise = document.querySelector('attend-exercise[kind=number]');
  const field = exercise.shadowRoot.querySelector('attend-number-field').shadowRoot;
  const text = (node) => node.textContent.replace(/\s+/g, ' ').trim();
  return {
    name: text(field.querySelector('label')),
    why: text(field.querySelector('#verdict')),
    asked: text(exercise.querySelector('[slot=question]')),
  };
}

describe('what is heard', () => {
  const site = chromiumSite();
  let tab;
  let heard;

  const open = async (address) => {
    tab = await site.open(address, { width: 1440, height: 900, lively: true });
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(showPredictions);
    await tab.evaluate(settled);
    await tab.evaluate(listen);
    heard = 0;
  };

  const close = async () => {
    assert.deepEqual(tab.errors, []);
    await tab.close();
  };

  /** Does something, and gives what was said since the last time: what this said, and whatever else was. */
  const told = async (work) => {
    await work();
    await tab.evaluate(settled);
    const said = await tab.until(saidSince, heard, 1);
    heard += said.length;
    return said;
  };
  const key = (name) => told(() => tab.press(name));

  const focusCell = () => tab.evaluate(() => document.querySelector('attend-stepper').focus());
  const cellName = () =>
    tab.until(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute('aria-label');
    });

  test('in a lesson: every act is answered once, reading not at all, and a cell by its own name', async () => {
    await open('lessons/hacker/');
    await tab.evaluate(() => document.querySelector('attend-stepper').do('first'));
    heard += (await tab.until(saidSince, heard, 1)).length;
    await focusCell();
    assert.deepEqual(await key('b'), ['This is the start. Nothing has been computed yet.']);
    assert.deepEqual(
      await key('b'),
      ['This is the start. Nothing has been computed yet.'],
      'said again when asked again',
    );
    const [embedded, ...more] = await key('n');
    assert.match(embedded, /^Each token has a number/);
    assert.deepEqual(more, []);
    // Reading on moves the machine; arrow keys move the focus, whose cell has a name. Neither is told beside it.
    await tab.until(() => {
      if (document.querySelector('attend-stepper').session.position.cells > 100) return true;
      dispatchEvent(new WheelEvent('wheel'));
      document.querySelector('#scaled-scores, attend-step:nth-of-type(4)').scrollIntoView();
      return false;
    });
    await tab.evaluate(settled);
    await focusCell();
    await tab.press('ArrowRight');
    await tab.press('ArrowDown');
    await tab.evaluate(settled);
    assert.match(await cellName(), /^query |^token /);
    const title = await tab.evaluate(() => document.querySelector('attend-stepper').reading.step.title);
    assert.deepEqual(await key('m'), [`Breakpoint set at ${title}.`]);
    assert.deepEqual(await key('m'), [`Breakpoint removed from ${title}.`]);
    await close();
  });

  test('the end, a breakpoint on the way, the next head, and back to the start', async () => {
    await open('play/?scene=decoder');
    await focusCell();
    const stop = 'layers.1.attention.softmax';
    await tab.evaluate((path) => document.querySelector('attend-stepper').session.breakpoints.add(path), stop);
    const [stopped, ...more] = await key('e');
    assert.match(stopped, /^Stopped at the breakpoint at Softmax\. Each row of scores/);
    assert.deepEqual(more, []);
    assert.deepEqual(await key('h'), ['Head 2 of 4']);
    const [last] = await key('e');
    assert.match(last, /That was the last step\.$/);
    assert.deepEqual(await key('n'), ['This is the end. Every step has run.']);
    assert.deepEqual(await key('r'), ['Back at the start, step by stages, without breakpoints.']);
    await close();
  });

  test('a wrong answer, and the same again: each time it is said, and the field says why and what was asked', async () => {
    await open('lessons/hacker/');
    await tab.until(() => document.querySelector('attend-exercise[kind=number]')?.shadowRoot?.querySelector('.main'));
    await tab.evaluate(focusField);
    await tab.press('7');
    const first = await key('Enter');
    const second = await key('Enter');
    assert.equal(first.length, 1, first.join(' | '));
    assert.match(first[0], /^Not yet\./);
    assert.deepEqual(second, first);
    const { name, why, asked } = await tab.evaluate(readField);
    assert.equal(name, `Your answer: ${asked}`);
    assert.match(why, /^Not yet\./);
    await close();
  });
});
