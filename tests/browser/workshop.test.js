/**
 * The workshop in Chromium, by keyboard alone, in the playground and on a page of somebody else's: another sentence, mask and
 * model, and every number as the engine says.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';
import { compareScreen } from './lesson-page.js';
import { packagePage } from './package-page.js';
import { ready, settled } from './screen.js';
import { focused, readWorkshop, walkTo } from './workshop-panel.js';

const sceneFile = (id) => new URL(`../../lessons/_shared/scenes/${id}.json`, import.meta.url);
const readScene = (id) => JSON.parse(readFileSync(sceneFile(id), 'utf8'));
const desk = { width: 1440, height: 900 };

describe('chromium', () => {
  let server;
  let browser;
  let tab;
  let engine;

  before(async () => {
    engine = await loadEngine();
    server = await serve({ root: 'dist/site', port: 0 });
    browser = await launchers.chromium();
  });

  after(async () => {
    await browser?.close();
    await server.close();
  });

  async function open(id) {
    tab = await browser.open(`${server.url}play/?scene=${id}`, desk);
    assert.equal(await tab.evaluate(ready), true);
  }

  async function close() {
    assert.deepEqual(tab.errors, []);
    await tab.close();
  }

  const state = () => tab.evaluate(readWorkshop);

  const go = (...where) => walkTo(tab, ...where);

  async function type(text) {
    await tab.press('Control+a');
    for (const letter of text) await tab.press(letter === ' ' ? 'Space' : letter);
  }

  /** Compares the screen with a session of the same scene, opened here from what the page would save. */
  async function compare(id) {
    await tab.evaluate(settled);
    const saved = await tab.evaluate(() => document.querySelector('attend-stepper').session.save());
    const session = engine.restore(readScene(id), saved);
    assert.deepEqual(
      session.notices.filter(({ path }) => path === ''),
      [],
      'the saved state is taken',
    );
    assert.deepEqual(session.scene, await tab.evaluate(() => document.querySelector('attend-stepper').session.scene));
    const cells = await compareScreen(tab, session);
    session.close();
    return cells;
  }

  test('numbers written in the matrices are part of what is changed here', async () => {
    await open('sentence');
    const write = () =>
      tab.evaluate(() => {
        const { writer } = document.querySelector('attend-stepper');
        writer.write({ path: 'layers.0.attention.softmax', index: [0, 0, 0] }, '0.5');
      });
    const press = async (kind) => {
      await tab.evaluate((name) => {
        const panel = document.querySelector('attend-workshop').shadowRoot.querySelector('attend-workshop-panel');
        panel.shadowRoot.querySelector(`button.${name}`).click();
      }, kind);
      await tab.evaluate(settled);
    };
    const edits = () => tab.evaluate(() => document.querySelector('attend-stepper').session.edits.length);
    assert.deepEqual((await state()).told, ['This is the original scene.']);
    await write();
    await tab.evaluate(settled);
    assert.deepEqual((await state()).told, ['One number in the matrices was changed by hand.']);
    await press('over');
    assert.equal(await edits(), 0);
    assert.deepEqual((await state()).told, ['This is the original scene again.']);
    await press('back');
    assert.equal(await edits(), 1);
    assert.doesNotMatch((await state()).told.join(), /as it came/);
    await close();
  });

  test('a sentence of one’s own runs, and can be taken back', async () => {
    await open('sentence');
    const before = await state();
    await go(/own-words\.first textarea/);
    await type("It didn't rain, we swam.");
    await tab.press('Enter');
    const now = await state();
    assert.deepEqual(now.scene.tokens, ['It', "didn't", 'rain', ',', 'we', 'swam', '.']);
    assert.match(now.told[0], /runs your sentence/);
    assert.ok((await compare('sentence')) > 150);
    await go(/button\.back/);
    await tab.press('Enter');
    assert.deepEqual((await state()).scene.tokens, before.scene.tokens);
    await compare('sentence');
    await close();
  });

  test('one undo takes back a sentence, a number and what was taken away, in the order they came', async () => {
    await open('sentence');
    const path = 'layers.0.attention.softmax';
    const write = (text) =>
      tab.evaluate(
        (at, number) => document.querySelector('attend-stepper').writer.write({ path: at, index: [0, 1, 1] }, number),
        path,
        text,
      );
    const now = async () => {
      await tab.evaluate(settled);
      const { scene } = await state();
      const edits = await tab.evaluate(() =>
        document.querySelector('attend-stepper').session.edits.map(({ value }) => value),
      );
      return `${scene.tokens.length} ${edits.join()}`.trim();
    };
    const turn = (action) => tab.evaluate((what) => document.querySelector('attend-stepper').do(what), action);
    await write('0.5');
    await go(/own-words\.first textarea/);
    await type('a dog bites a cat');
    await tab.press('Enter');
    const seen = [await now()];
    await write('0.25');
    seen.push(await now());
    await tab.evaluate(() => document.querySelector('attend-stepper').writer.remove(0));
    seen.push(await now());
    assert.deepEqual(seen.slice(1), ['5 0.25', '5']);
    const back = [];
    for (let turns = 0; turns < 4; turns += 1) {
      await turn('undo');
      back.push(await now());
    }
    assert.deepEqual(back, ['5 0.25', seen[0], '10 0.5', '10']);
    const forth = [];
    for (let turns = 0; turns < 4; turns += 1) {
      await turn('redo');
      forth.push(await now());
    }
    assert.deepEqual(forth, ['10 0.5', ...seen]);
    await close();
  });

  test('a sentence that cannot be used is refused, stays as typed, and the machine runs on', async () => {
    await open('sentence');
    const before = await state();
    await go(/own-words\.first textarea/);
    await type('...');
    await type('a '.repeat(65));
    await tab.press('Enter');
    const now = await state();
    assert.match(now.refusals.join(), /65 tokens are too many/);
    assert.deepEqual(now.scene.tokens, before.scene.tokens);
    assert.match(await tab.evaluate(focused), /textarea\.\.(a ){65}/);
    await close();
  });

  test('a second sentence makes cross-attention', async () => {
    await open('sentence');
    await go(/button\.add/);
    await tab.press('Enter');
    assert.match((await state()).told.join(' '), /second sentence/);
    assert.match(await tab.evaluate(focused), /own-words\.second textarea/, 'the field is where its button was');
    await type('so what');
    await tab.press('Enter');
    const { scene } = await state();
    assert.deepEqual([scene.tokens.length, scene.memory], [10, ['so', 'what']]);
    await compare('sentence');
    await close();
  });

  test('a mask is seen before it runs, drawn cell by cell, and used', async () => {
    await open('sentence');
    await go(/summary.*\.mask/);
    await tab.press('Enter');
    await go(/input\.hidden\.none/);
    await tab.press('ArrowRight');
    assert.equal((await state()).scene.model.mask.kind, 'none', 'only a picture yet');
    await go(/input\.hidden\.custom/, 'ArrowRight');
    await go(/^(?=.*mask-grid).*td\./);
    const drawn = (await state()).grid;
    assert.match(drawn[0], /^The₁ may not look at The₁$/, 'it goes on from the picture before: all but itself');
    await tab.press('Space');
    await tab.press('ArrowDown');
    await tab.press('End');
    await tab.press('Space');
    const { grid } = await state();
    assert.deepEqual([grid[0], grid[19]], ['The₁ may look at The₁', 'cat may not look at full stop']);
    await go(/button\.main.*/);
    await tab.press('Enter');
    const { mask } = (await state()).scene.model;
    assert.deepEqual(
      [mask.kind, mask.on, mask.rows[0][0], mask.rows[1][1], mask.rows[1][9]],
      ['custom', 'scores', 1, 0, 0],
    );
    await compare('sentence');
    await close();
  });

  test('a mask on the weights is compared with one on the scores by what the rows add up to', async () => {
    const causal = readScene('mask-causal');
    await open('mask-causal');
    await go(/summary.*\.mask/);
    await tab.press('Enter');
    await go(/input\.\.scores/);
    await tab.press('ArrowDown');
    const model = { ...causal.model, mask: { kind: 'causal', on: 'weights' } };
    const session = engine.open({ ...causal, model });
    const sums = [...session.rowSums('layers.0.attention.mask_weights').data].slice(0, causal.tokens.length);
    session.close();
    const shown = (await state()).sums;
    assert.deepEqual(
      shown.map(([, scores, weights]) => [scores, weights]),
      sums.map((sum) => ['1.00', sum.toFixed(2)]),
    );
    assert.ok(sums[0] < 0.9, 'a share is missing');
    await go(/button\.main/);
    await tab.press('Enter');
    assert.equal((await state()).scene.model.mask.on, 'weights');
    await compare('mask-causal');
    await close();
  });

  test('heads and layers change the program; what cannot be is refused at its control', async () => {
    await open('sentence');
    await go(/summary.*\.model/);
    await tab.press('Enter');
    await go(/number\.heads input/);
    await type('3');
    await tab.press('Enter');
    const refused = await state();
    assert.match(refused.refusals.join(), /3 heads cannot divide 8 numbers/);
    assert.equal(refused.scene.model.heads, 2);
    assert.match(await tab.evaluate(focused), /input\.\.3/);
    await type('none');
    await tab.press('Enter');
    assert.match((await state()).refusals.join(), /“none” is not a number/);
    await type('4');
    await tab.press('Enter');
    assert.equal((await state()).scene.model.heads, 4);
    assert.deepEqual((await state()).refusals, []);
    await compare('sentence');
    await go(/select/, 'Shift+Tab');
    await tab.press('d');
    await go(/number\.layers input/);
    await tab.press('ArrowUp');
    const { model } = (await state()).scene;
    assert.deepEqual([model.kind, model.layers, model.heads, model.mask.kind], ['decoder', 2, 4, 'causal']);
    await compare('sentence');
    await close();
  });

  test('what a link changed can be left', async () => {
    const scene = readScene('sentence');
    const session = engine.open(scene, { tokens: ['We', 'swam', '.'] });
    const link = `#s=${session.save()}`;
    session.close();
    tab = await browser.open(`${server.url}play/?scene=sentence${link}`, desk);
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(settled);
    const linked = await state();
    assert.deepEqual(linked.scene.tokens, ['We', 'swam', '.']);
    assert.match(linked.told.join(' '), /with the changes from the link/);
    await go(/button\.over/);
    await tab.press('Enter');
    const now = await state();
    assert.deepEqual([now.scene.tokens, now.told], [scene.tokens, ['This is the original scene again.']]);
    await compare('sentence');
    await close();
  });

  test('every seeded scene opens in the playground', async () => {
    await open('cross-attention');
    const names = await tab.evaluate(() =>
      [...document.querySelectorAll('.scenes option')].map((each) => each.dataset.name),
    );
    assert.ok(names.length > 15);
    await compare('cross-attention');
    await close();
    for (const id of ['encoder-decoder', 'mask-on-weights', 'large']) {
      await open(id);
      await compare(id);
      await close();
    }
  });

  describe('on a page of somebody else’s', () => {
    let host;

    before(async () => {
      const scenes = { sentence: readScene('sentence'), decoder: readScene('decoder') };
      host = await packagePage({ scenes, script: 'attend-workshop.js', tag: 'attend-workshop' });
    });
    after(() => host.close());

    async function visit(query, size = desk) {
      tab = await browser.open(`${host.url}?${query}`, size);
      assert.equal(await tab.evaluate(ready), true);
      await tab.evaluate(settled);
    }

    test('one tag and one script: a sentence runs, the page hears of it, and it can be taken back', async () => {
      await visit('scene=sentence.json&at=layers.0.attention.softmax');
      assert.equal((await tab.requests()).filter((url) => /engine(-forward)?\.wasm$/.test(url)).length, 1);
      await compare('sentence');
      await tab.evaluate(() => {
        globalThis.heard = [];
        document.addEventListener('attend-rebuild', ({ detail: { change, session } }) =>
          globalThis.heard.push([change, session === document.querySelector('attend-workshop').stepper.session]),
        );
      });
      await go(/own-words\.first textarea/);
      await type('We swam.');
      await tab.press('Enter');
      const { told, scene } = await state();
      assert.match(told[0], /runs your sentence/);
      assert.deepEqual(scene.tokens, ['We', 'swam', '.']);
      assert.deepEqual(await tab.evaluate(() => globalThis.heard), [[{ tokens: ['We', 'swam', '.'] }, true]]);
      assert.ok((await compare('sentence')) > 15);
      await go(/button\.back/);
      await tab.press('Enter');
      await compare('sentence');
      await close();
    });

    test('another scene is another beginning', async () => {
      await visit('scene=sentence.json');
      await go(/own-words\.first textarea/);
      await type('We swam.');
      await tab.press('Enter');
      await tab.evaluate(() => {
        const done = new Promise((told) => document.addEventListener('attend-session', told, { once: true }));
        document.querySelector('attend-workshop').setAttribute('scene', 'decoder.json');
        return done.then(() => {});
      });
      await tab.evaluate(settled);
      const { scene, told } = await state();
      assert.deepEqual([scene.model.kind, told], ['decoder', ['This is the original scene.']]);
      await compare('decoder');
      await close();
    });

    test('what is locked is left out, of the panel as in the matrices', async () => {
      const [words, mask, part] = ['Your own sentence', 'Who may look at whom', 'Take a part out'];
      const seed = 'The random numbers';
      for (const [lock, left] of [
        ['', [words, mask, 'The model', 'Going on', part, seed]],
        ['text', [mask, 'The model', part, seed]],
        ['masks', [words, 'Going on', part, seed]],
        ['text,weights', [mask, part]],
        ['all', []],
      ]) {
        await visit(`scene=sentence.json&lock=${lock}`);
        assert.deepEqual((await state()).sections, left, lock);
        assert.equal(await tab.evaluate(() => document.querySelector('attend-stepper').lock ?? ''), lock);
        const side = await tab.evaluate(
          () => document.querySelector('attend-workshop').shadowRoot.querySelector('.side').offsetWidth,
        );
        assert.equal(side > 0, left.length > 0, `${lock}: no panel where nothing is open`);
        await close();
      }
    });

    test('where there is little room the panel is a button above the machine, and leads back to it', async () => {
      await visit('scene=sentence.json', { width: 800, height: 900 });
      assert.deepEqual(await state().then(({ fold, sections }) => [fold, sections]), [
        ['Change the sentence or the model'],
        [],
      ]);
      await go(/button\.fold/);
      await tab.press('Enter');
      assert.equal((await state()).sections.length, 6);
      await go(/button\.see/);
      await tab.press('Enter');
      await tab.evaluate(settled);
      assert.deepEqual((await state()).sections, []);
      assert.match(await tab.evaluate(focused), /button\.fold/, 'the keyboard is where the panel opens again');
      await compare('sentence');
      await close();
    });
  });
});
