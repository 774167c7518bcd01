/** The lesson page in a real browser: text and machine lead each other, predictions hold back, failures are told in place. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { serve } from '../../scripts/serve.js';
import { pagesOf } from '../browser/pages.js';
import { at } from './built.js';

const LESSON = 'lessons/hacker/index.html';
const attention = (name) => `layers.0.attention.${name}`;

let site;
let browser;
let pages;
const desk = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' };
before(async () => {
  site = await serve({ root: at('dist', 'site'), port: 0 });
  browser = await launchChromium();
  pages = pagesOf(await browser.newContext(desk));
});
after(async () => {
  await browser.close();
  await site.close();
});

/**
 * Opens the lesson, runs `use(page)`, and holds that nothing was written to the console but `allowed`. The page is one of its
 * own where `alone`, or where its context has options.
 */
async function withPage(use, { address = LESSON, allowed = null, routes = {}, alone = false, ...options } = {}) {
  const own = alone || Object.keys(options).length > 0 ? await browser.newContext({ ...desk, ...options }) : null;
  const page = own ? await own.newPage() : await pages.take(site.url, desk.viewport);
  const said = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  for (const [pattern, answer] of Object.entries(routes)) await page.route(pattern, answer);
  try {
    await page.goto(site.url + address);
    await use(page);
    assert.deepEqual(
      said.filter((text) => !allowed?.test(text)),
      [],
    );
    if (!own) await pages.give(page);
  } finally {
    await own?.close();
  }
}

const running = (page) => page.waitForSelector('attend-lesson[running]');
const active = (page) => page.evaluate(() => document.querySelector('attend-step[active]')?.id ?? null);
const machineAt = (page) =>
  page.evaluate(() => {
    const { session } = document.querySelector('attend-stepper');
    return { path: session.position.path, scene: session.scene.id };
  });
/**
 * Brings a section to the reading line, as a reader would by scrolling: with a wheel, or the page that still grows might have
 * done it; and again, where it grew on the way.
 */
const scrollTo = (page, id) =>
  page.waitForFunction((name) => {
    const section = document.getElementById(name);
    if (section.hasAttribute('active')) return true;
    dispatchEvent(new WheelEvent('wheel'));
    scrollBy(0, section.getBoundingClientRect().top - innerHeight * 0.25);
    return false;
  }, id);
const button = (page, name) => page.getByRole('button', { name, exact: true });
const shown = (page, selector) => page.locator(selector).first().isVisible();

describe('text and machine', () => {
  test('scrolling to a section runs the machine to its path', () =>
    withPage(async (page) => {
      await running(page);
      assert.equal(await active(page), null);
      for (const [id, path] of [
        ['tokens', 'embed'],
        ['three-vectors', attention('project.q')],
        ['scaling', attention('scale')],
        ['weights', attention('softmax.exponentials')],
        ['tokens', 'embed'],
      ]) {
        await scrollTo(page, id);
        assert.equal((await machineAt(page)).path, path);
      }
      const sections = await page.locator('attend-step').count();
      assert.equal(await page.textContent('.lesson-at'), `Section 1 of ${sections}`);
    }));

  test('stepping the machine from first to last makes its sections active, and back again', () =>
    withPage(async (page) => {
      await running(page);
      await page.evaluate(() => {
        for (const skip of document.querySelectorAll('.skip-question')) skip.click();
      });
      const seen = [];
      const stepThrough = async (key, count) => {
        for (let i = 0; i < count; i++) {
          await page.keyboard.press(key);
          seen.push(await active(page));
        }
      };
      await button(page, /^Step/).focus();
      await stepThrough('ArrowRight', 9);
      assert.equal((await machineAt(page)).path, attention('output'));
      await stepThrough('ArrowLeft', 8);
      assert.equal((await machineAt(page)).path, 'embed');
      const forwards = ['tokens', 'three-vectors', 'raw-scores', 'scaling', 'weights', 'blend', 'output'];
      const met = seen.filter((id, i) => id !== seen[i - 1]);
      assert.deepEqual(met, [...forwards, ...forwards.slice(0, -1).reverse()]);
    }));

  test('a section in another scene changes the machine’s session, and coming back restores it', () =>
    withPage(async (page) => {
      await running(page);
      await scrollTo(page, 'both-directions');
      assert.equal((await machineAt(page)).scene, 'hacker-causal');
      await scrollTo(page, 'blend');
      assert.deepEqual(await machineAt(page), { path: attention('weighted_sum'), scene: 'hacker' });
    }));

  test('an address with a section opens it', () =>
    withPage(
      async (page) => {
        await running(page);
        assert.equal(await active(page), 'scaling');
        assert.equal((await machineAt(page)).path, attention('scale'));
      },
      { address: `${LESSON}#scaling` },
    ));
});

test('the second skip link leads the keyboard to the machine without touching the text', () =>
  withPage(async (page) => {
    await running(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the machine');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'machine');
    assert.deepEqual([await active(page), await page.evaluate(() => scrollY)], [null, 0]);
  }));

describe('predictions', () => {
  const after = '#raw-scores section > p:last-of-type';

  test('the answer is neither in the text nor in the machine before it is given', () =>
    withPage(async (page) => {
      await running(page);
      await scrollTo(page, 'raw-scores');
      // What is asked for is on the screen, still empty, and what it will be made of.
      assert.equal((await machineAt(page)).path, attention('split_heads'));
      assert.equal(await shown(page, after), false);
      await button(page, 'hacker').click();
      assert.match(await page.textContent('#best-key [role=status]'), /^Not this one\..*−0\.44/s);
      assert.equal(await shown(page, after), false);
      assert.equal((await machineAt(page)).path, attention('split_heads'));
      await button(page, 'firewall').first().click();
      assert.match(await page.textContent('#best-key [role=status]'), /^Yes\./);
      assert.equal(await shown(page, after), true);
      assert.equal((await machineAt(page)).path, attention('scores'));
    }));

  test('it can be answered and skipped with the keyboard alone', () =>
    withPage(async (page) => {
      await running(page);
      await scrollTo(page, 'weights');
      await page.locator('#share-of-firewall button').first().focus();
      await page.keyboard.press('Enter');
      assert.match(await page.textContent('#share-of-firewall [role=status]'), /^Not this one/);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.match(await page.textContent('#share-of-firewall [role=status]'), /^The answer: a little less than half/);
      assert.equal((await machineAt(page)).path, attention('softmax.row_sum'));
    }));

  test('a wrong answer is remembered: it stays struck out, and the right one scores less', () =>
    withPage(async (page) => {
      await running(page);
      const answer = (name) => page.locator('#share-of-firewall').getByRole('button', { name, exact: true }).click();
      await answer('nearly all of it');
      const record = await page.evaluate(() => document.querySelector('attend-lesson').record);
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await running(page);
      await page.evaluate((kept) => document.querySelector('attend-lesson').restoreRecord(kept), record);
      assert.equal(await page.locator('#share-of-firewall [data-verdict=wrong]').count(), 1);
      await answer('a little less than half');
      const { score, tries } = await page.evaluate(
        () => document.querySelector('attend-lesson').record.answers['share-of-firewall'],
      );
      assert.equal(tries, 2);
      assert.ok(score < 1, `it scored ${score}`);
    }));

  test('each is graded as the lesson means it', () =>
    withPage(async (page) => {
      await running(page);
      for (const [id, choice] of [
        ['best-key', 'firewall'],
        ['share-of-firewall', 'a little less than half'],
        ['new-likeness', 'firewall'],
        ['who-gets-the-share', 'to all tokens that remain, each multiplied by the same factor'],
      ]) {
        for (const other of await page.locator(`#${id} .choice`).all()) {
          if ((await other.textContent()) !== choice) await other.click();
        }
        assert.equal(await page.locator(`#${id} [data-verdict=right]`).count(), 0, id);
        await page.locator(`#${id}`).getByRole('button', { name: choice, exact: true }).click();
        assert.equal(await page.locator(`#${id} [data-verdict=right]`).count(), 1, id);
      }
    }));
});

test('a goal says what must be kept and whether it is, and a mistake is explained with the reader’s own numbers', () =>
  withPage(
    async (page) => {
      await running(page);
      const exercise = page.locator('#green-apple');
      await exercise.locator('.kept').waitFor();
      const put = async (column, text) => {
        const cell = exercise.locator('.sheets tbody tr').nth(3).locator('input').nth(column);
        await cell.fill(text);
        await cell.press('Enter');
        await cell.blur();
      };
      assert.match(await exercise.locator('.kept').textContent(), /at 0\.60 or more\. It is 0\.61\./);
      const told = exercise.locator('[slot=wrong-0] attend-value[answer]');
      const built = await told.textContent();
      await put(3, '2.5');
      await exercise.getByRole('button', { name: 'Check' }).click();
      const { value } = await page.evaluate(() => {
        const field = document.querySelector('#green-apple').renderRoot.querySelector('.field');
        return { value: field.goal.value };
      });
      assert.equal(await told.textContent(), value.toFixed(3));
      assert.notEqual(built, value.toFixed(3));
      await put(3, '0.2');
      assert.match(await exercise.locator('.kept .broken').textContent(), /this no longer holds/);
    },
    { address: 'lessons/query-key-value/index.html' },
  ));

describe('when something does not work', () => {
  const failed = /Failed to load resource|ERR_/;

  test('a missing engine is told in place; the text opens and its matrices stand as tables', () =>
    withPage(
      async (page) => {
        await page.waitForSelector('attend-lesson[failed]');
        const card = await page.textContent('.machine-problem');
        assert.match(card, /could not start/);
        assert.match(card, /engine\.wasm/);
        assert.equal(await shown(page, '#raw-scores .fallback table'), true);
        assert.equal(await shown(page, '#raw-scores section > p:last-of-type'), true);
        assert.equal(await page.textContent('#raw-scores attend-value >> nth=-1'), '−1.83');
        await page.unroute('**/engine*.wasm');
        await button(page, 'Try again').click();
        await running(page);
      },
      { routes: { '**/engine*.wasm': (route) => route.fulfill({ status: 404 }) }, allowed: failed },
    ));

  for (const [name, body, says] of [
    ['that is not JSON', '{ "version": 1,', /hacker\.json.*mistake/s],
    ['with an unknown key', '{ "version": 1, "tokenz": [] }', /"tokenz"/],
    ['whose shapes do not fit', null, /embed\.table/],
  ]) {
    test(`a scene ${name} is told in place`, () =>
      withPage(
        async (page) => {
          await page.waitForSelector('attend-lesson[failed]');
          assert.match(await page.textContent('.machine-problem'), says);
        },
        {
          routes: {
            '**/hacker.json': async (route) => {
              const scene = await (await route.fetch()).json();
              scene.weights.tensors['embed.table'].pop();
              await route.fulfill({ body: body ?? JSON.stringify(scene) });
            },
          },
        },
      ));
  }

  test('a refused fetch of a further scene costs its section alone', () =>
    withPage(
      async (page) => {
        await running(page);
        assert.match(
          await page.textContent('#both-directions [role=alert]'),
          /hacker-causal\.json.*could not be loaded/,
        );
        assert.equal(await shown(page, '#both-directions .fallback table'), true);
        await scrollTo(page, 'scaling');
        assert.equal((await machineAt(page)).path, attention('scale'));
      },
      { routes: { '**/hacker-causal.json': (route) => route.abort() }, allowed: failed },
    ));

  test('broken calculations leave the numbers that the build wrote', () => {
    const html = readFileSync(at('dist', 'site', LESSON), 'utf8');
    const [, written] = /<attend-value path="calc\.parts"[^>]*>([^<]+)/.exec(html);
    return withPage(
      async (page) => {
        await running(page);
        assert.equal(await page.locator('attend-value[path="calc.parts"]').first().textContent(), written);
        await button(page, 'breached').nth(1).click();
        assert.match(await page.textContent('#new-likeness [role=status]'), /cannot be checked/);
      },
      { routes: { '**/calculations.json': (route) => route.fulfill({ body: '[]' }) } },
    );
  });

  for (const [name, options] of [
    ['scripts are off', { javaScriptEnabled: false }],
    ['the script does not come', { routes: { '**/lesson.js': (route) => route.abort() }, allowed: failed }],
  ]) {
    test(`where ${name}, text, numbers and tables are there`, () =>
      withPage(async (page) => {
        assert.equal(await page.locator('#weights .fallback').isVisible(), true);
        assert.equal(await page.locator('#weights section > p').last().isVisible(), true);
        assert.equal(await page.locator('#weights td attend-value').last().textContent(), '0.45');
        assert.equal(await page.locator('.machine-note').isVisible(), true);
      }, options));
  }

  test('where storage is forbidden, the theme can still be chosen', () =>
    withPage(
      async (page) => {
        await page.addInitScript(() => {
          Object.defineProperty(window, 'localStorage', {
            get() {
              throw new DOMException('forbidden', 'SecurityError');
            },
          });
        });
        await page.reload();
        await running(page);
        await page.getByLabel('Theme').selectOption('dark');
        assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
      },
      { alone: true },
    ));
});

test('the chosen theme is there on the next page', () =>
  withPage(async (page) => {
    await page.getByLabel('Theme').selectOption('dark');
    await page.goto(`${site.url}index.html`);
    assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
    await page.getByLabel('Theme').selectOption('auto');
    assert.equal(await page.getAttribute('html', 'data-theme'), null);
  }));

for (const width of [320, 390, 820]) {
  test(`at ${width} px the machine stands above the text and nothing is wider than the window`, () =>
    withPage(
      async (page) => {
        await running(page);
        await page.locator('#scaling .section-number').click();
        await page.waitForFunction(() => document.querySelector('#scaling').hasAttribute('active'));
        const { wide, machine, section } = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth > innerWidth,
          machine: document.querySelector('.machine').getBoundingClientRect().bottom,
          section: document.querySelector('#scaling').getBoundingClientRect().top,
        }));
        assert.equal(wide, false);
        assert.ok(section >= machine - 1, `section at ${section}, machine down to ${machine}`);
      },
      { viewport: { width, height: 844 } },
    ));
}
