/** Who comes back finds the same section, step, cell, numbers and sentence: by reloading, back and forward, another visit, another tab. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { serve } from '../../scripts/serve.js';
import { ready, settled } from '../browser/screen.js';
import { at } from './built.js';

const LESSON = 'lessons/hacker/index.html';
const SOFTMAX = 'layers.0.attention.softmax';

let site;
let browser;
before(async () => {
  site = await serve({ root: at('dist', 'site'), port: 0 });
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await site.close();
});

const begun = async (page) => {
  assert.equal(await page.evaluate(ready), true);
  await page.evaluate(settled);
};

async function withContext(use) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const open = async (address) => {
    const page = await context.newPage();
    await page.goto(site.url + address);
    await begun(page);
    return page;
  };
  try {
    await use(open);
  } finally {
    await context.close();
  }
}

/** Where a lesson stands. Runs in the page. */
const stands = () => {
  const { session, selection } = document.querySelector('attend-stepper');
  const section = document.querySelector('attend-step[active]');
  return {
    section: section?.id,
    seen: Math.abs(section?.getBoundingClientRect().top ?? 0) < innerHeight,
    path: session.position.path,
    cell: selection,
    edits: session.edits.map(({ path, value }) => [path, value]),
    tokens: session.scene.tokens,
  };
};

/** The place is kept once the reader rests. */
const kept = (page, path) =>
  page.waitForFunction(
    (wanted) => {
      const { selection } = document.querySelector('attend-stepper');
      const machine = history.state?.place?.machine ?? location.hash;
      return machine.includes(document.querySelector('attend-stepper').session.save()) && selection?.path === wanted;
    },
    path,
    { polling: 'raf' },
  );

/** Reads on to the weights, and looks at one of them. */
async function toWeights(page) {
  await page.evaluate((path) => document.querySelector('attend-lesson').goto(path), SOFTMAX);
  await page.evaluate((path) => document.querySelector('attend-stepper').select({ path, index: [0, 3, 1] }), SOFTMAX);
  await page.evaluate(settled);
  await kept(page, SOFTMAX);
  return page.evaluate(stands);
}

test('a lesson comes back where it was: reloaded, back and forward, and by its address', async () => {
  await withContext(async (open) => {
    const page = await open(LESSON);
    const there = await toWeights(page);
    assert.equal(there.cell.index.join(), '0,3,1');
    await page.reload();
    await begun(page);
    assert.deepEqual(await page.evaluate(stands), there);
    const address = page.url();
    await page.goto(`${site.url}glossary/index.html`);
    await page.goBack();
    await begun(page);
    assert.deepEqual(await page.evaluate(stands), there);
    const other = await open(address.slice(site.url.length));
    assert.equal((await other.evaluate(stands)).section, there.section, 'the address is a link to the section');
  });
});

test('another visit begins at the top, says where one was, and leads there', async () => {
  await withContext(async (open) => {
    const there = await toWeights(await open(LESSON));
    const page = await open(LESSON);
    assert.notEqual((await page.evaluate(stands)).section, there.section);
    assert.match(await page.textContent('.go-on'), /^You were in section \d+, “.+”\. Continue there$/);
    await page.focus('.go-on button');
    await page.keyboard.press('Enter');
    await page.waitForFunction((id) => document.activeElement?.closest('attend-step')?.id === id, there.section);
    await page.evaluate(settled);
    assert.deepEqual(await page.evaluate(stands), there);
  });
});

test('who steps into a section has its cell, as who scrolls there', async () => {
  await withContext(async (open) => {
    const page = await open(LESSON);
    await page.evaluate(() => {
      for (const skip of document.querySelectorAll('attend-quiz .skip-question')) skip.click();
    });
    const section = await page.evaluate(() => {
      const { id, path, cell } = [...document.querySelectorAll('attend-step')].findLast(
        (each) => each.cell && each.path,
      );
      return { id, path, cell };
    });
    await page.evaluate(() => document.querySelector('attend-stepper').do('first'));
    await page.evaluate((path) => {
      const stepper = document.querySelector('attend-stepper');
      while (stepper.session.locate(path) > stepper.session.position.cells) stepper.do('step');
    }, section.path);
    await page.evaluate(settled);
    const active = await page.evaluate(() => {
      const { cell, path } = document.querySelector('attend-step[active]');
      return { cell, path };
    });
    const { cell } = await page.evaluate(stands);
    assert.ok(active.cell, 'the section says which cell it is about');
    assert.equal(cell.index.join(), active.cell.join());
  });
});

test('an open prediction shows what it asks about, empty, between the numbers it will be made of', async () => {
  await withContext(async (open) => {
    const page = await open(`${LESSON}#raw-scores`);
    await page.waitForFunction(() => document.querySelector('attend-step[active]')?.id === 'raw-scores');
    await page.evaluate(settled);
    const { path, row, cells } = await page.evaluate(() => {
      const stepper = document.querySelector('attend-stepper');
      const picture = stepper.shadowRoot.querySelector('attend-picture').shadowRoot;
      const result = picture.querySelector('.result').shadowRoot;
      const marked = [...picture.querySelectorAll('.left, .top')].flatMap((matrix) =>
        [...matrix.shadowRoot.querySelectorAll('.mark')].map((cell) => cell.textContent),
      );
      return {
        path: stepper.selection.path,
        row: [...result.querySelectorAll('[data-at]')].map((cell) => cell.textContent).join(''),
        cells: marked,
      };
    });
    assert.equal(path, 'layers.0.attention.scores');
    assert.equal(row, '', 'no score is given away');
    assert.ok(
      cells.length >= 2 && cells.every((text) => text !== ''),
      'what the score is made of is there, in numbers',
    );
  });
});

test('two tabs of a lesson keep the answers of both', async () => {
  await withContext(async (open) => {
    const [one, two] = [await open(LESSON), await open(LESSON)];
    const answers = (page) => page.evaluate(() => Object.keys(document.querySelector('attend-lesson').record.answers));
    const show = (page, id) => page.evaluate((quiz) => document.querySelector(`#${quiz} .skip-question`).click(), id);
    await show(one, 'best-key');
    await two.waitForFunction(() => 'best-key' in document.querySelector('attend-lesson').record.answers);
    await show(two, 'share-of-firewall');
    await one.waitForFunction(() => 'share-of-firewall' in document.querySelector('attend-lesson').record.answers);
    assert.deepEqual((await answers(one)).sort(), (await answers(two)).sort());
    const third = await open(LESSON);
    assert.deepEqual((await answers(third)).sort(), ['best-key', 'share-of-firewall']);
  });
});

test('the playground keeps sentence, edits and place in its address, and begins afresh when asked', async () => {
  await withContext(async (open) => {
    const page = await open('play/index.html');
    const fresh = await page.evaluate(stands);
    assert.ok(fresh.cell.index[1] > 0 && fresh.cell.index[1] < fresh.tokens.length - 1, 'a word in the middle asks');
    await page.evaluate(() => {
      const words = document
        .querySelector('attend-workshop')
        .shadowRoot.querySelector('attend-workshop-panel').shadowRoot;
      const field = words.querySelector('attend-own-words').shadowRoot;
      field.querySelector('textarea').value = 'the dog bites the cat';
      field.querySelector('textarea').dispatchEvent(new Event('input'));
    });
    await page.evaluate(settled);
    await page.evaluate(() => {
      const words = document
        .querySelector('attend-workshop')
        .shadowRoot.querySelector('attend-workshop-panel').shadowRoot;
      words.querySelector('attend-own-words').shadowRoot.querySelector('.main').click();
    });
    await page.waitForFunction(() => document.querySelector('attend-stepper').session.scene.tokens.includes('bites'));
    await page.evaluate(settled);
    await page.evaluate((path) => {
      const stepper = document.querySelector('attend-stepper');
      stepper.writer.write({ path, index: [0, 2, 1] }, '0.25');
      stepper.select({ path, index: [0, 2, 1] });
    }, SOFTMAX);
    await kept(page, SOFTMAX);
    const there = await page.evaluate(stands);
    assert.deepEqual(there.edits, [[SOFTMAX, 0.25]]);
    await page.reload();
    await page.waitForFunction(() => document.querySelector('attend-stepper').session?.edits.length === 1);
    await page.evaluate(settled);
    assert.deepEqual(await page.evaluate(stands), there);
    assert.match(await page.textContent('.play-kept'), /kept in the address of this page/);
    await page.click('.play-kept button');
    await page.waitForFunction(() => document.querySelector('attend-stepper').session.edits.length === 0);
    await page.evaluate(settled);
    assert.deepEqual(await page.evaluate(stands), fresh);
  });
});

test('a scene of the reader’s own is there again, with what was done in it, and a fresh start begins with its file', async () => {
  const scene = {
    version: 1,
    id: 'mine',
    title: 'Mine',
    made_by: 'me',
    tokens: ['a', 'b'],
    model: { kind: 'attention', width: 4, heads: 1 },
    weights: { seed: 1 },
  };
  await withContext(async (open) => {
    const page = await open('play/index.html');
    await page.setInputFiles('.play-kept input', {
      name: 'mine.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(scene)),
    });
    await page.waitForFunction(() => document.querySelector('attend-stepper').session.scene.id === 'mine');
    await page.evaluate(settled);
    await page.evaluate((path) => {
      const stepper = document.querySelector('attend-stepper');
      stepper.writer.write({ path, index: [0, 1, 0] }, '0.25');
      stepper.select({ path, index: [0, 1, 0] });
    }, SOFTMAX);
    await page.evaluate(settled);
    const there = await page.evaluate(stands);
    await page.reload();
    await page.waitForFunction(() => document.querySelector('attend-stepper').session?.edits.length === 1);
    await page.evaluate(settled);
    assert.deepEqual(await page.evaluate(stands), there);
    assert.match(await page.textContent('.play-kept'), /came from a file\. It is kept in this browser/);
    await page.click('.play-kept button');
    await page.waitForFunction(() => document.querySelector('attend-stepper').session.edits.length === 0);
    await page.evaluate(settled);
    const idOf = () => page.evaluate(() => document.querySelector('attend-stepper').session.scene.id);
    assert.equal(await idOf(), 'mine', 'a fresh start begins with the file as it is');
    const names = await page.locator('.scenes option').evaluateAll((all) => all.map(({ dataset }) => dataset.name));
    assert.equal(names[0], 'own');
    assert.match(await page.textContent('.scenes option'), /Your file: mine\.json/);
    await page.selectOption('.scenes select', { index: 1 });
    await page.waitForFunction(() => document.querySelector('attend-stepper').session.scene.id !== 'mine');
    await page.evaluate(settled);
    assert.match(await page.textContent('.play-kept'), /kept in the address of this page/);
    await page.reload();
    await begun(page);
    assert.notEqual(await idOf(), 'mine');
  });
});
