/** A page drives an embed and listens to it, with the host helper; strangers and bad messages change nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { folderServer, helpful, openFramed } from './hosts.js';

const path = 'layers.0.attention.softmax';

/** Connects the helper. Runs in the page. */
async function join(assets) {
  const { connect } = await import(`${assets}host.js`);
  globalThis.heard = [];
  globalThis.attend = connect(document.querySelector('iframe'), { resize: true });
  for (const type of ['error', 'step', 'state', 'answer', 'score']) {
    globalThis.attend.on(type, (data) => globalThis.heard.push(data));
  }
  return globalThis.attend.ready;
}

/** Waits for the newest of a type. Runs in the page. */
async function hear(type) {
  for (;;) {
    const found = globalThis.heard.findLast((data) => data.type === type);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

describe('messages', () => {
  let browser;
  let attend;

  before(async () => {
    browser = await launchChromium();
    attend = await folderServer({ folders: { '': 'dist/site' }, headers: helpful });
  });
  after(async () => {
    await browser.close();
    await attend.close();
  });

  /** A course page with one embed, its helper connected; also gives the embed's own window. */
  async function course(embed, attributes = '') {
    const { page, frame, errors, close: leave } = await openFramed(browser, attend.url + embed, { attributes });
    const ready = await page.evaluate(join, `${attend.url}assets/`);
    const close = async () => {
      assert.deepEqual(errors, []);
      await leave();
    };
    return { page, frame, ready, close };
  }

  const cells = (frame) => frame.evaluate(() => document.querySelector('attend-stepper').session.position.cells);

  test('goto moves the program, and step and state tell of it; a state brings it back', async () => {
    const { page, frame, ready, close } = await course('embed/sentence/');
    assert.equal(ready.kind, 'stepper');
    await page.evaluate((to) => globalThis.attend.goto(to), `${path}[0,2,1]`);
    const step = await page.evaluate(hear, 'step');
    assert.equal(step.path, path);
    assert.equal(step.cells, await cells(frame));
    const chosen = await frame.evaluate(() => document.querySelector('attend-stepper').selection);
    assert.deepEqual(chosen, { path, index: [0, 2, 1] });
    await frame.evaluate(
      (to) => document.querySelector('attend-stepper').session.edit(to, [0, 0], 3),
      'weights.layers.0.attention.wq',
    );
    const state = await page.evaluate(() => globalThis.attend.getState());
    await page.evaluate(() => globalThis.attend.reset());
    await frame.waitForFunction(() => document.querySelector('attend-stepper').session.position.cells === 0);
    assert.equal(await frame.evaluate(() => document.querySelector('attend-stepper').session.edits.length), 0);
    await page.evaluate((text) => globalThis.attend.setState(text), state);
    await frame.waitForFunction(() => document.querySelector('attend-stepper').session.edits.length === 1);
    assert.equal(await cells(frame), step.cells);
    await close();
  });

  test('setConfig takes what the address takes, and says what it cannot use', async () => {
    const { page, frame, close } = await course('embed/sentence/?theme=light');
    await page.evaluate(() => globalThis.attend.setConfig({ theme: 'dark', controls: false, lock: ['weights'] }));
    await frame.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    const seen = await frame.evaluate(() => {
      const { chrome, lock } = document.querySelector('attend-stepper');
      return { chrome: chrome.split(' '), lock };
    });
    assert.ok(!seen.chrome.includes('controls') && seen.chrome.includes('timeline'));
    assert.equal(seen.lock, 'weights');
    await page.evaluate(() => globalThis.attend.setConfig({ lock: 'none' }));
    await frame.waitForFunction(() => document.querySelector('attend-stepper').lock === '');
    assert.equal(await frame.locator('.embed-problems').count(), 0);
    await page.evaluate(() => globalThis.attend.setConfig({ theme: 'drak' }));
    assert.match((await page.evaluate(hear, 'error')).message, /theme=drak/);
    assert.match(await frame.textContent('.embed-problems'), /theme=drak/);
    await close();
  });

  test('the workshop comes by the address or by a message; what is made in it is told and can be brought back', async () => {
    const { page, frame, close } = await course('embed/sentence/?workshop=on&lock=masks');
    const tokens = () => frame.evaluate(() => document.querySelector('attend-stepper').session.scene.tokens);
    const panel = frame.locator('attend-workshop');
    assert.equal(await panel.getByRole('heading', { name: 'Who may look at whom' }).count(), 0, 'locked');
    await panel.getByRole('button', { name: 'Change the sentence or the model' }).click();
    await panel.getByRole('textbox', { name: 'Sentence' }).fill('We swam.');
    await panel.getByRole('button', { name: 'Use this sentence' }).click();
    const { state } = await page.evaluate(hear, 'state');
    assert.deepEqual(await tokens(), ['We', 'swam', '.']);
    await page.evaluate(() => globalThis.attend.setConfig({ workshop: false }));
    await panel.waitFor({ state: 'detached' });
    assert.deepEqual(await tokens(), ['We', 'swam', '.'], 'the machine runs on');
    await page.evaluate(() => globalThis.attend.setConfig({ workshop: true }));
    await panel.waitFor();
    await close();
    const other = await course('embed/sentence/');
    await other.page.evaluate((text) => globalThis.attend.setState(text), state);
    await other.frame.waitForFunction(
      () => document.querySelector('attend-stepper').session.scene.tokens.join() === 'We,swam,.',
    );
    assert.equal(await other.frame.locator('attend-workshop').count(), 0);
    await other.close();
  });

  test('a locked number is not changed, and the page says so', async () => {
    const { frame, close } = await course(`embed/sentence/?lock=all&step=${path}[0,1,1]`);
    await frame.waitForFunction(() => document.querySelector('attend-stepper').selection);
    await frame.evaluate(() => {
      const { selection, renderRoot } = document.querySelector('attend-stepper');
      const detail = { ...selection, text: '5' };
      renderRoot.querySelector('attend-picture').dispatchEvent(new CustomEvent('attend-edit', { detail }));
    });
    const note = frame.locator('attend-notes [role=alert]');
    assert.match(await note.textContent(), /locked/);
    assert.equal(await frame.locator('attend-edit').count(), 0);
    await close();
  });

  test('a lesson tells of sections, answers and score', async () => {
    const { page, frame, ready, close } = await course('embed/hacker/');
    assert.equal(ready.kind, 'lesson');
    const id = await frame.evaluate(() => document.querySelectorAll('attend-step')[1].id);
    await frame.waitForSelector('attend-lesson[running]');
    await page.evaluate((to) => globalThis.attend.goto(to), id);
    assert.equal((await page.evaluate(hear, 'step')).section, id);
    await frame.evaluate(() => document.querySelector('attend-quiz button').click());
    const answer = await page.evaluate(hear, 'answer');
    assert.equal(answer.kind, 'quiz');
    assert.equal(answer.tries, 1);
    const state = await page.evaluate(() => globalThis.attend.getState());
    assert.match(state, /^lesson1\./);
    await close();
  });

  test('works in a frame of no origin', async () => {
    const { page, ready, close } = await course('embed/sentence/', 'sandbox="allow-scripts"');
    assert.equal(ready.name, 'sentence');
    assert.match(await page.evaluate(() => globalThis.attend.getState()), /^v1\./);
    await close();
  });

  test('what another frame says is not obeyed', async () => {
    const { page, frame, close } = await course('embed/sentence/');
    const before = await cells(frame);
    await page.evaluate(async () => {
      const stranger = document.body.appendChild(document.createElement('iframe'));
      const order = { source: 'attend', version: 1, type: 'goto', step: 'layers.0.attention.softmax' };
      const script = `parent.frames[0].postMessage(${JSON.stringify(order)}, '*')`;
      stranger.contentWindow.eval(script);
      // Asked after it: when this is answered, that was heard.
      await globalThis.attend.getState();
    });
    assert.equal(await cells(frame), before);
    await close();
  });

  test('bad messages do nothing, break nothing and are answered with the reason', async () => {
    const { page, frame, close } = await course('embed/sentence/');
    const bad = [
      { type: 'goto' },
      { type: 'goto', step: 'javascript:alert(1)' },
      { type: 'goto', step: '<img src=x onerror=alert(1)>' },
      { type: 'goto', step: 'x'.repeat(100_000) },
      { type: 'setState', state: { toString: 'v1' } },
      { type: 'setState', state: `v1.${'A'.repeat(200_000)}` },
      { type: 'setConfig', config: 'theme=dark' },
      { type: 'setConfig', config: { theme: { nested: true } } },
      { type: 'explode' },
      { type: 'goto', step: 'softmax', version: 99 },
    ];
    for (const data of bad) {
      await page.evaluate((sent) => {
        globalThis.heard.length = 0;
        document.querySelector('iframe').contentWindow.postMessage({ source: 'attend', version: 1, ...sent }, '*');
      }, data);
      const { message: reason } = await page.evaluate(hear, 'error');
      assert.ok(
        reason?.length > 10 && reason.length < 1000,
        `${JSON.stringify(data).slice(0, 80)}: ${reason?.slice(0, 200)}`,
      );
    }
    await page.evaluate(() => {
      const polluting = JSON.parse(
        '{"source":"attend","version":1,"type":"setConfig","config":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
      );
      let deep = {};
      for (let i = 0; i < 1000; i += 1) deep = { deep };
      const { contentWindow } = document.querySelector('iframe');
      contentWindow.postMessage(polluting, '*');
      for (const junk of [
        null,
        7,
        'attend',
        [],
        { source: 'attend', type: 7 },
        { source: 'attend', version: 1, type: 'setConfig', config: deep },
      ]) {
        contentWindow.postMessage(junk, '*');
      }
    });
    await page.evaluate(() => globalThis.attend.getState());
    assert.equal(await frame.evaluate(() => ({}).polluted), undefined);
    await close();
  });
});
