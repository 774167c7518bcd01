/** Hosts that size frames: open-iframe-resizer itself, Canvas's message, and our own; and all come to rest. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { settled } from '../browser/screen.js';
import { folderServer, frames, helpful, message, openFramed } from './hosts.js';

const folders = { '': 'dist/site', resizer: 'node_modules/@open-iframe-resizer/core/dist' };

/** More frames than the longest pause of an embed lasts after which it looks at its height again. */
const PAUSE = 30;

/** Keeps every height that the frame has. Runs in the page. */
function watchHeight() {
  const frame = document.querySelector('iframe');
  globalThis.heights = [frame.offsetHeight];
  const keep = () => frame.offsetHeight !== globalThis.heights.at(-1) && globalThis.heights.push(frame.offsetHeight);
  new ResizeObserver(keep).observe(frame);
}

describe('height', () => {
  let browser;
  let attend;

  before(async () => {
    browser = await launchChromium();
    attend = await folderServer({ folders, headers: helpful });
  });
  after(async () => {
    await browser.close();
    await attend.close();
  });

  async function course(script, query = '') {
    const pages = {
      '/size.js': {
        body: `import { initialize } from '${attend.url}resizer/index.js'; addEventListener('load', () => initialize({}, 'iframe'));`,
      },
      '/own.js': {
        body: `import { connect } from '${attend.url}assets/host.js'; connect(document.querySelector('iframe'), { resize: true });`,
      },
    };
    const src = `${attend.url}embed/sentence/${query}`;
    const { page, frame, close } = await openFramed(browser, src, { script, pages });
    await page.waitForFunction(message, 'ready');
    /** What the embed waits for came, and what it said then was heard: its own frames first, then the page's. */
    const heard = async () => {
      await frame.evaluate(settled);
      await frame.evaluate(frames, PAUSE);
      await page.evaluate(frames, 3);
    };
    await page.evaluate(watchHeight);
    /** Waits until the frame keeps its height; gives every height it had since it was at rest before. */
    const atRest = async () => {
      const height = () => page.evaluate(() => globalThis.heights.at(-1));
      for (let last = 0; last !== (await height()); ) {
        last = await height();
        await heard();
      }
      return page.evaluate(() =>
        globalThis.heights.splice(0, globalThis.heights.length - 1).concat(globalThis.heights),
      );
    };
    const goto = async (path) => {
      await frame.evaluate((to) => document.querySelector('attend-stepper').goto(to), path);
      return atRest();
    };
    return { page, frame, goto, heard, atRest, close };
  }

  /** Nothing scrolls inside any more. */
  const fits = (frame) =>
    frame.evaluate(() => {
      const { fullHeight, clientHeight } = document.querySelector('attend-stepper');
      return fullHeight <= clientHeight + 1;
    });

  for (const [name, script] of [
    ['open-iframe-resizer', '<script type="module" src="/size.js"></script>'],
    ['the host helper', '<script type="module" src="/own.js"></script>'],
  ]) {
    test(`${name} gives the frame the height that its picture needs, and it comes to rest`, async () => {
      const { frame, goto, atRest, close } = await course(script);
      await atRest();
      const heights = await goto('layers.0.attention.softmax');
      assert.ok(heights.at(-1) > 700, `high enough for softmax: ${heights}`);
      assert.equal(await fits(frame), true, `nothing scrolls at ${heights.at(-1)} px`);
      assert.ok(heights.length <= 5, `a few steps, no loop: ${heights}`);
      const back = await goto('embed');
      assert.deepEqual(back, [heights.at(-1)], 'it does not jump when less is shown');
      await close();
    });
  }

  test('what is only read aloud takes no room', async () => {
    const { frame, goto, close } = await course('');
    await goto('layers.0.attention.softmax');
    const heights = await frame.evaluate(() => {
      const stepper = document.querySelector('attend-stepper');
      return ['', 'Softmax.'].map((text) => {
        stepper.renderRoot.querySelector('.heard').textContent = text;
        return stepper.fullHeight;
      });
    });
    assert.equal(heights[0], heights[1]);
    await close();
  });

  test('the frame becomes smaller when parts are put away, and comes to rest each time', async () => {
    const { page, frame, goto, atRest, close } = await course('<script type="module" src="/own.js"></script>');
    const configure = async (config) => {
      const before = await page.evaluate((values) => {
        const order = { source: 'attend', version: 1, type: 'setConfig', config: values };
        document.querySelector('iframe').contentWindow.postMessage(order, '*');
        return globalThis.seen.filter(({ type }) => type === 'ready').length;
      }, config);
      // It says that it is ready again once it has taken that up.
      const again = (count) => globalThis.seen.filter(({ type }) => type === 'ready').length > count;
      await page.waitForFunction(again, before);
      return atRest();
    };
    const press = async (label) => {
      await frame.getByRole('button', { name: label, exact: true }).click();
      return atRest();
    };
    await atRest();
    await goto('layers.0.attention.softmax');
    await configure({});
    const whole = (await atRest()).at(-1);
    for (const [less, more] of [
      [
        { timeline: false, arithmetic: false, code: false },
        { timeline: true, arithmetic: true, code: true },
      ],
      [{ theme: 'light' }, { theme: 'projector' }],
    ]) {
      await configure(more);
      const heights = await configure(less);
      assert.ok(heights.length >= 2 && heights.length <= 4, `some steps, no loop: ${heights}`);
      assert.ok(heights.at(-1) < heights[0], `smaller: ${heights}`);
      assert.equal(await fits(frame), true);
    }
    assert.deepEqual(await configure({}), [await page.evaluate(() => document.querySelector('iframe').offsetHeight)]);
    const back = await configure({ timeline: true, arithmetic: true, code: true });
    assert.equal(back.at(-1), whole, 'as high as it was');
    await frame.evaluate((path) => {
      const stepper = document.querySelector('attend-stepper');
      for (let at = 0; at < 6; at += 1) stepper.session.edit(path, [0, at % 4], at);
      stepper.refresh();
    }, 'weights.layers.0.attention.wq');
    const opened = (await press('What you changed: 6.')).at(-1);
    assert.equal((await press('What you changed: 6.')).at(-1), opened, 'the list lies over the frame');
    await close();
  });

  test('Canvas is told in its own words, whole numbers below a limit', async () => {
    const { page, close } = await course('');
    const lti = () => globalThis.seen.find(({ subject }) => subject === 'lti.frameResize');
    const told = await (await page.waitForFunction(lti)).jsonValue();
    assert.ok(Number.isInteger(told.height) && told.height > 300 && told.height <= 4000, JSON.stringify(told));
    await close();
  });

  test('resize=none says nothing, resize=lti nothing else', async () => {
    for (const [query, subjects] of [
      ['?resize=none', []],
      ['?resize=lti', ['lti.frameResize']],
    ]) {
      const { page, heard, close } = await course('', query);
      await heard();
      const sizes = await page.evaluate(() => globalThis.seen.filter(({ height }) => height !== undefined));
      assert.deepEqual([...new Set(sizes.map(({ subject, type }) => subject ?? type))], subjects, query);
      await close();
    }
  });
});
