/** What the stepper says about its numbers is so: whose they are, what is computed, what is not yet, and where numbers end. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launchers } from './browsers.js';
import { spoken } from './expected.js';
import { compareScreen } from './lesson-page.js';
import { packagePage } from './package-page.js';
import { readMatrices, readPanels, ready, settled } from './screen.js';

const attention = 'layers.0.attention.';
const made = { version: 1, weights: { seed: 7 }, made_by: 'a seed', tokens: ['The', 'cat', 'sat', 'on', 'the', 'mat'] };
const scenes = {
  decoder: {
    ...made,
    id: 'decoder',
    title: 'Decoder',
    model: { kind: 'decoder', layers: 1, width: 8, heads: 2, norm: 'pre', mask: { kind: 'causal' } },
  },
  warm: {
    ...made,
    id: 'warm',
    title: 'Warm',
    model: { kind: 'attention', width: 8, heads: 1, head_width: 4, temperature: 4 },
  },
  shut: {
    ...made,
    id: 'shut',
    title: 'Shut',
    tokens: ['a', 'b', 'c'],
    model: {
      kind: 'attention',
      width: 4,
      heads: 1,
      mask: {
        kind: 'custom',
        rows: [
          [1, 1, 1],
          [0, 0, 0],
          [1, 1, 1],
        ],
      },
    },
  },
  pair: {
    ...made,
    id: 'pair',
    title: 'Pair',
    memory: ['Der', 'Hund'],
    model: { kind: 'encoder-decoder', layers: 1, width: 8, heads: 2 },
  },
};

/** Every text of one class inside an element of the stepper. Runs in the page. */
function texts(tag, selector) {
  const root = document.querySelector('attend-stepper').shadowRoot.querySelector(tag)?.shadowRoot;
  return [...(root?.querySelectorAll(selector) ?? [])].map((each) => each.textContent.replace(/\s+/g, ' ').trim());
}

/** The arcs: whose they are, and the number under every token. Runs in the page. */
function readArcs() {
  const sentence = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-sentence').shadowRoot;
  const arcs = sentence.querySelector('attend-arcs').shadowRoot;
  return {
    name: arcs.querySelector('ol').getAttribute('aria-label'),
    whose: arcs.querySelector('.whose')?.textContent ?? '',
    weights: [...arcs.querySelectorAll('.weight')].map((each) => each.textContent),
  };
}

describe('the stepper says what is so', () => {
  let server;
  let browser;
  let engine;
  let tab;

  before(async () => {
    server = await packagePage({ scenes });
    browser = await launchers.chromium();
    const { loadEngine } = await import('../../dist/package/index.js');
    engine = await loadEngine(readFileSync(new URL('../../dist/package/engine.wasm', import.meta.url)));
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (scene, at) => {
    tab = await browser.open(`${server.url}?${new URLSearchParams({ scene: `${scene}.json`, at })}`, {
      width: 1280,
      height: 1000,
    });
    assert.equal(await tab.evaluate(ready), true);
    const session = engine.open(scenes[scene]);
    session.runTo(at);
    return session;
  };

  const close = async () => {
    assert.deepEqual(tab.errors, []);
    await tab.close();
  };

  const select = async (path, index) => {
    await tab.evaluate(
      (at, cell) => document.querySelector('attend-stepper').select({ path: at, index: cell }),
      path,
      index,
    );
    await tab.evaluate(settled);
  };

  /** Edits in the page's session and in ours. */
  const edit = async (session, path, index, value) => {
    session.edit(path, index, value);
    await tab.evaluate(
      (...edit) => {
        const stepper = document.querySelector('attend-stepper');
        stepper.session.edit(...edit);
        stepper.refresh();
      },
      path,
      index,
      value,
    );
    await tab.evaluate(settled);
  };

  /** Opens the field on this step's temperature, types, and gives what it answers; empty where it was taken. */
  const typeTemperature = async (text) => {
    await tab.evaluate(() => {
      const root = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-arithmetic').shadowRoot;
      root.querySelector('[data-option=temperature]').click();
    });
    await tab.evaluate(settled);
    await tab.press('Control+a');
    for (const key of text) await tab.press(key);
    await tab.press('Enter');
    await tab.evaluate(settled);
    const [said = ''] = await tab.evaluate(texts, 'attend-edit', '[role=alert]');
    return said;
  };

  const sentence = async () => (await tab.evaluate(readPanels)).sentence;

  test('with all heads on the screen, the arcs are those of the chosen cell’s head, and it is said whose', async () => {
    const path = `${attention}softmax`;
    const session = await open('decoder', path);
    const rows = session.tensor(path).data;
    await tab.evaluate(() => {
      const stepper = document.querySelector('attend-stepper');
      stepper.attempt(() => stepper.reading.showHead(null));
    });
    for (const head of [0, 1]) {
      await select(path, [head, 3, 1]);
      const arcs = await tab.evaluate(readArcs);
      assert.equal(arcs.whose, `Head ${head + 1}`);
      assert.match(arcs.name, new RegExp(`Head ${head + 1}$`));
      const row = [...rows.slice((head * 6 + 3) * 6, (head * 6 + 4) * 6)];
      assert.deepEqual(
        arcs.weights,
        row.map((weight) => weight.toFixed(2)),
      );
      assert.ok((await sentence()).includes(spoken(row[1])), await sentence());
    }
    await close();
  });

  test('the step that scales says the temperature, in sentence and picture', async () => {
    await open('warm', `${attention}scale`);
    assert.match(await sentence(), /divided by √4, that is, multiplied by 0\.50 and divided by the temperature 4:/);
    // The picture is laid out again once its room is measured.
    await tab.until(() => {
      const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture').shadowRoot;
      return [...picture.querySelectorAll('.sign')].some((sign) => sign.textContent.includes('×'));
    });
    assert.deepEqual(
      (await tab.evaluate(texts, 'attend-picture', '.sign'))
        .filter((text) => text.includes('×'))
        .map((text) => text.replace('→', '').trim()),
      ['× 0.50 ÷ 4'],
    );
    await tab.evaluate(() => {
      document.querySelector('attend-stepper').session.level = 'cell';
    });
    await select(`${attention}scale`, [0, 1, 1]);
    assert.match(await sentence(), /divided by √4, that is, times 0\.50, divided by the temperature 4 is/);
    assert.equal(await typeTemperature('1'), '');
    assert.doesNotMatch(await sentence(), /temperature/);
    await close();
  });

  test('a temperature has the same limits in the matrix as in the workshop', async () => {
    await open('warm', `${attention}scale`);
    for (const text of ['0.001', '101', '0', '-1']) {
      assert.match(await typeTemperature(text), /It can be anything from 0\.01 to 100\./, text);
      await tab.press('Escape');
    }
    assert.equal(await typeTemperature('0.01'), '');
    await close();
  });

  test('a step that is not computed yet is called so', async () => {
    await open('decoder', `${attention}scale`);
    await select('layers.0.residual_2', [0, 0]);
    assert.match(await sentence(), /^Residual has not been computed yet: the program is at Scale\.$/);
    assert.match((await tab.evaluate(texts, 'attend-notes', '.away')).join(), /You are looking at Residual/);
    await close();
  });

  test('infinite numbers and NaN: what arithmetic says, why, and where it began', async () => {
    const scaled = `${attention}scale`;
    const session = await open('decoder', `${attention}softmax`);
    await edit(session, `${scaled}.temperature`, [], 1e-40);
    await compareScreen(tab, session);
    const { row_max: largest, shifted } = {
      row_max: `${attention}softmax.row_max`,
      shifted: `${attention}softmax.shifted`,
    };
    const at = [...session.tensor(largest).data].indexOf(Number.POSITIVE_INFINITY);
    assert.ok(at >= 0, 'a row has an infinite score');
    const place = [Math.floor(at / 6), at % 6];
    const key = [...session.tensor(`${attention}mask`).data.slice(at * 6, at * 6 + 6)].indexOf(
      Number.POSITIVE_INFINITY,
    );
    assert.ok(Number.isNaN(session.tensor(shifted).data[at * 6 + key]), '∞ − ∞ is no number');
    await select(shifted, [...place, key]);
    assert.equal((await tab.evaluate(readPanels)).value, 'NaN');
    assert.match((await tab.evaluate(texts, 'attend-arithmetic', '.limit')).join(), /no answer here/);
    const [note] = await tab.evaluate(texts, 'attend-notes', '.limit');
    assert.match(note, /too large for the machine: scaled score, head 1, query The₁, key The₁, in Scale\./);
    await tab.evaluate(() => {
      const notes = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-notes').shadowRoot;
      notes.querySelector('.limit button').click();
    });
    await tab.evaluate(settled);
    assert.equal(await tab.evaluate(() => document.querySelector('attend-stepper').selection.path), scaled);
    assert.match(
      (await tab.evaluate(texts, 'attend-arithmetic', '.limit')).join(),
      /too large for the machine’s numbers/,
    );
    await tab.evaluate(() => document.querySelector('attend-stepper').goto('embed'));
    await tab.evaluate(settled);
    assert.deepEqual(await tab.evaluate(texts, 'attend-notes', '.limit'), [], 'nothing to say where all is finite');
    await close();
  });

  test('a row that may look at nothing is told as what it is', async () => {
    const weights = `${attention}softmax`;
    await open('shut', weights);
    await select(weights, [0, 1, 1]);
    assert.match(await sentence(), /^b may not look at anything, so there is nothing to share out/);
    assert.match((await tab.evaluate(texts, 'attend-arithmetic', '.limit')).join(), /the engine writes 0\.00/);
    await select(`${weights}.shifted`, [0, 1, 1]);
    assert.match((await tab.evaluate(texts, 'attend-arithmetic', '.limit')).join(), /the engine writes −∞/);
    await select(weights, [0, 0, 1]);
    assert.match(await sentence(), /a gives b the weight/);
    assert.deepEqual(await tab.evaluate(texts, 'attend-arithmetic', '.limit'), []);
    await close();
  });

  test('the encoder’s words are whole numbers with words to choose from, like the decoder’s', async () => {
    await open('pair', 'encoder.embed');
    const ids = (await tab.evaluate(readMatrices)).find(({ path }) => path === 'memory_ids');
    assert.deepEqual(
      ids.cells.flat().filter((text) => !/^\d+$/.test(text)),
      [],
    );
    await select('encoder.embed', [1, 0]);
    const { sentence: said, operands } = await tab.evaluate(readPanels);
    assert.match(operands[0], /^\d+$/);
    assert.ok(said.includes(`is number ${operands[0]}`), said);
    await tab.evaluate(() =>
      document.querySelector('attend-stepper').writer.open({ path: 'memory_ids', index: [1] }, null),
    );
    await tab.evaluate(settled);
    const words = await tab.evaluate(texts, 'attend-edit', 'option');
    assert.ok(words.includes('Hund'), words.join());
    await close();
  });
});
