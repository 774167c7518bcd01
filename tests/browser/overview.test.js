/** The whole model at a glance, in Chromium: it shows the engine's numbers, leads there, follows a stepper, and is walked by keyboard. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchers } from './browsers.js';
import { packagePage } from './package-page.js';
import { ready, settled } from './screen.js';

const model = { kind: 'decoder', layers: 2, width: 8, heads: 2, mask: { kind: 'causal' } };
const scenes = { decoder: { version: 1, tokens: ['The', 'cat', 'sat', 'on', 'it'], weights: { seed: 7 }, model } };
const path = 'layers.1.attention.softmax';

/** The overview once everything that was asked for is drawn. */
async function drawn() {
  const overview = document.querySelector('attend-overview');
  while (!overview.session) await new Promise(requestAnimationFrame);
  await overview.updateComplete;
  await overview.drawn;
}

describe('the overview on a page of its own', () => {
  let server;
  let browser;

  before(async () => {
    server = await packagePage({ scenes, script: 'attend-overview.js', tag: 'attend-overview' });
    browser = await launchers.chromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const opened = async () => {
    const tab = await browser.open(`${server.url}?scene=decoder.json&style=height:600px`, {
      width: 1280,
      height: 720,
      lively: true,
    });
    await tab.evaluate(drawn);
    return tab;
  };

  test('draws every cell of a tensor in the colour of the engine’s number', async () => {
    const tab = await opened();
    const differing = await tab.evaluate(async (tensorPath) => {
      const overview = document.querySelector('attend-overview');
      const canvas = overview.shadowRoot.querySelector('canvas');
      const scale = canvas.width / canvas.getBoundingClientRect().width;
      const { data, shape } = overview.session.tensor(tensorPath, { ahead: true });
      const wrong = [];
      for (let head = 0; head < shape[0]; head += 1) {
        const box = overview.boxOf(tensorPath, head);
        const around = canvas.getBoundingClientRect();
        const colour = (row, col) => {
          const x = (box.left - around.left + ((col + 0.5) * box.width) / shape[2]) * scale;
          const y = (box.top - around.top + ((row + 0.5) * box.height) / shape[1]) * scale;
          return [...canvas.getContext('2d').getImageData(Math.floor(x), Math.floor(y), 1, 1).data.slice(0, 3)];
        };
        const cells = [];
        for (let row = 0; row < shape[1]; row += 1)
          for (let col = 0; col < shape[2]; col += 1)
            cells.push({ value: data[(head * shape[1] + row) * shape[2] + col], colour: colour(row, col) });
        // A larger weight is darker: over all pairs of cells that differ clearly, brightness has the other order.
        const light = ({ colour: [r, g, b] }) => r + g + b;
        for (const a of cells)
          for (const b of cells) if (a.value > b.value + 0.08 && light(a) >= light(b)) wrong.push([head, a, b]);
      }
      return wrong;
    }, path);
    assert.deepEqual(differing, []);
    assert.deepEqual(tab.errors, []);
    await tab.close();
  });

  test('runs to what is clicked, and leaves what comes after it blank', async () => {
    const tab = await opened();
    const box = await tab.evaluate((tensorPath) => {
      const { left, top, width, height } = document.querySelector('attend-overview').boxOf(tensorPath, 1);
      return { x: left + width / 2, y: top + height / 2 };
    }, 'layers.0.attention.softmax');
    await tab.click(box.x, box.y);
    await tab.evaluate(drawn);
    const { position, later, label } = await tab.evaluate((tensorPath) => {
      const overview = document.querySelector('attend-overview');
      const place = overview.boxOf(tensorPath, 0);
      const canvas = overview.shadowRoot.querySelector('canvas');
      const around = canvas.getBoundingClientRect();
      const scale = canvas.width / around.width;
      const inside = canvas
        .getContext('2d')
        .getImageData(
          (place.left - around.left + 3) * scale,
          (place.top - around.top + 3) * scale,
          (place.width - 6) * scale,
          (place.height - 6) * scale,
        );
      const colours = new Set(
        Array.from({ length: inside.data.length / 4 }, (_, i) => inside.data.slice(4 * i, 4 * i + 3).join()),
      );
      const items = [...overview.shadowRoot.querySelectorAll('[role=treeitem]')].map((item) => item.textContent.trim());
      return {
        position: overview.session.position.path,
        later: colours.size,
        label: items.find((item) => item.includes('not computed yet')),
      };
    }, path);
    assert.equal(position, 'layers.0.attention.softmax');
    assert.equal(later, 1, 'one colour: blank');
    assert.ok(label);
    await tab.close();
  });

  test('is walked by keyboard: arrows through the tree, Enter runs to there, keys zoom', async () => {
    const tab = await opened();
    await tab.press('Tab');
    const active = () => {
      const root = document.querySelector('attend-overview').shadowRoot;
      const stage = root.querySelector('[role=tree]');
      return {
        focused: root.activeElement === stage,
        item: root.getElementById(stage.getAttribute('aria-activedescendant')).textContent.trim(),
        level: Number(root.getElementById(stage.getAttribute('aria-activedescendant')).getAttribute('aria-level')),
      };
    };
    await tab.press('Home');
    await tab.evaluate(drawn);
    const first = await tab.evaluate(active);
    assert.equal(first.focused, true);
    await tab.press('ArrowDown');
    await tab.evaluate(drawn);
    const layer = await tab.evaluate(active);
    assert.match(layer.item, /^Layer 1/);
    await tab.press('ArrowRight');
    await tab.evaluate(drawn);
    const inside = await tab.evaluate(active);
    assert.equal(inside.level, layer.level + 1);
    await tab.press('Enter');
    await tab.evaluate(drawn);
    assert.equal(
      await tab.evaluate(() => document.querySelector('attend-overview').session.position.path),
      'layers.0.norm_1',
    );
    const before = await tab.evaluate((p) => document.querySelector('attend-overview').boxOf(p, 0).width, path);
    await tab.press('+');
    await tab.evaluate(drawn);
    const after = await tab.evaluate((p) => document.querySelector('attend-overview').boxOf(p, 0).width, path);
    assert.ok(after > before * 1.2, `${before} to ${after}`);
    await tab.press('0');
    await tab.evaluate(drawn);
    const whole = await tab.evaluate((p) => document.querySelector('attend-overview').boxOf(p, 0).width, path);
    assert.ok(Math.abs(whole - before) < 1);
    await tab.close();
  });

  test('writes of the followed row what the engine says', async () => {
    const tab = await opened();
    const { texts, values, title } = await tab.evaluate(() => {
      const overview = document.querySelector('attend-overview');
      const { session } = overview;
      const { path: tensorPath } = session.position;
      const card = overview.shadowRoot.querySelector('.card');
      const tensor = session.tensor(tensorPath);
      const cols = tensor.shape.at(-1);
      return {
        title: card.querySelector('h3').textContent.trim(),
        texts: [...card.querySelectorAll('.cells span')].map((cell) => Number(cell.textContent.replace('−', '-'))),
        values: [...tensor.data.slice(-cols)],
      };
    });
    assert.ok(title);
    assert.equal(texts.length, values.length);
    for (const [i, text] of texts.entries())
      assert.ok(Math.abs(text - values[i]) <= 0.0051, `${text} for ${values[i]}`);
    await tab.close();
  });
});

describe('the whole model of a stepper', () => {
  let server;
  let browser;

  before(async () => {
    server = await packagePage({ scenes });
    browser = await launchers.chromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  test('opens by a key, leads the stepper to what is clicked, and gives the keyboard back', async () => {
    const tab = await browser.open(`${server.url}?scene=decoder.json&style=height:700px`, {
      width: 1280,
      height: 800,
      lively: true,
    });
    assert.equal(await tab.evaluate(ready), true);
    await tab.evaluate(() =>
      document
        .querySelector('attend-stepper')
        .shadowRoot.querySelector('attend-controls')
        .shadowRoot.querySelector('button.step')
        .focus(),
    );
    await tab.press('w');
    await tab.until(() =>
      Boolean(
        document
          .querySelector('attend-stepper')
          .shadowRoot.querySelector('attend-whole-model')
          .shadowRoot.querySelector('dialog[open] attend-overview')?.session,
      ),
    );
    const box = await tab.evaluate(async (tensorPath) => {
      const whole = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-whole-model');
      const overview = whole.shadowRoot.querySelector('attend-overview');
      await overview.updateComplete;
      await overview.drawn;
      // Where it stands once the whole model fits into the dialog.
      for (let last = '', same = 0; same < 3; ) {
        await new Promise(requestAnimationFrame);
        const now = JSON.stringify(overview.boxOf(tensorPath, 1));
        same = now === last ? same + 1 : 0;
        last = now;
      }
      const { left, top, width, height } = overview.boxOf(tensorPath, 1);
      return { x: left + width / 2, y: top + height / 2 };
    }, path);
    await tab.click(box.x, box.y);
    await tab.until(
      () =>
        !document
          .querySelector('attend-stepper')
          .shadowRoot.querySelector('attend-whole-model')
          .shadowRoot.querySelector('dialog[open]'),
    );
    await tab.evaluate(settled);
    const { cell, focused } = await tab.evaluate(() => ({
      cell: document.querySelector('attend-stepper').selection,
      focused: document.activeElement === document.querySelector('attend-stepper'),
    }));
    assert.equal(cell.path, path);
    assert.equal(cell.index[0], 1, 'the head that was clicked');
    assert.equal(focused, true);
    assert.deepEqual(tab.errors, []);
    await tab.close();
  });
});
