/** A stepper in a slide of reveal.js, which scales what it shows: the pointer still meets the cell it points at. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { ready, settled } from '../browser/screen.js';
import { folderServer, helpful, hostServer } from './hosts.js';

const path = 'layers.0.attention.scores';

const deck = (slide, base) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Slides</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="${base}reveal/reveal.css">
<script type="module" src="${base}assets/attend.js"></script></head>
<body><div class="reveal"><div class="slides"><section>${slide}</section></div></div>
<script type="module">
import Reveal from '${base}reveal/reveal.esm.js';
await new Reveal({ width: 960, height: 700, margin: 0, center: false, transition: 'none' }).initialize();
</script></body></html>`;

/** Where a cell is, in the window it is in; and how that window is scaled. Runs in the page. */
function cellAt(row, column) {
  const picture = document.querySelector('attend-stepper').renderRoot.querySelector('attend-picture').renderRoot;
  const result = [...picture.querySelectorAll('attend-matrix')].at(-1).renderRoot;
  const cell =
    result.querySelector(`td[data-at="${row},${column}"]`) ??
    result.querySelectorAll('tbody tr')[row].querySelectorAll('td[data-at]')[column];
  const box = cell.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2, width: box.width };
}

/** The picture stands, and nothing more is to be drawn in it. */
async function drawn(frame) {
  await frame.waitForFunction(() => document.querySelector('attend-stepper')?.renderRoot);
  assert.equal(await frame.evaluate(ready), true);
  await frame.evaluate(settled);
}

const chosen = () => document.querySelector('attend-stepper').selection;

describe('slides of reveal.js', () => {
  let browser;
  let attend;

  before(async () => {
    browser = await launchChromium();
    attend = await folderServer({
      folders: { '': 'dist/site', reveal: 'node_modules/reveal.js/dist' },
      headers: helpful,
    });
  });
  after(async () => {
    await browser.close();
    await attend.close();
  });

  async function slides(slide, size) {
    const host = await hostServer({ '/': { body: deck(slide, attend.url) } });
    const page = await browser.newPage({ viewport: size });
    await page.goto(host.url);
    const close = async () => {
      await page.close();
      await host.close();
    };
    return { page, close };
  }

  for (const size of [
    { width: 1440, height: 1050 },
    { width: 640, height: 480 },
  ]) {
    test(`in a frame, at ${size.width} px`, async () => {
      const src = `${attend.url}embed/sentence/?step=${path}&chrome=none`;
      const { page, close } = await slides(
        `<iframe src="${src}" width="960" height="700" style="max-height:none;margin:0"></iframe>`,
        size,
      );
      const inner = await (await page.waitForSelector('iframe')).contentFrame();
      await drawn(inner);
      const cell = await inner.evaluate(`(${cellAt})(2, 1)`);
      const frame = await page.evaluate(() => {
        const box = document.querySelector('iframe').getBoundingClientRect();
        return { left: box.left, top: box.top, scale: box.width / document.querySelector('iframe').offsetWidth };
      });
      assert.ok(Math.abs(frame.scale - 1) > 0.2, `the slide is scaled by ${frame.scale}`);
      await page.mouse.click(frame.left + cell.x * frame.scale, frame.top + cell.y * frame.scale);
      assert.deepEqual(await inner.evaluate(chosen), { path, index: [0, 2, 1] });
      await close();
    });

    test(`as an element, at ${size.width} px, table and canvas`, async () => {
      for (const scene of ['sentence', 'large']) {
        const element = `<attend-stepper scene="${attend.url}embed/${scene}/scene.json" at="${scene === 'large' ? 'layers.0.feed_forward' : path}" chrome="none" style="height:700px;text-align:left"></attend-stepper>`;
        const { page, close } = await slides(element, size);
        await drawn(page);
        if (scene === 'sentence') {
          const cell = await page.evaluate(`(${cellAt})(2, 1)`);
          await page.mouse.click(cell.x, cell.y);
          assert.deepEqual(await page.evaluate(chosen), { path, index: [0, 2, 1] });
        } else {
          const from = await page.evaluate(canvasCell);
          await page.mouse.click(from.x, from.y);
          assert.deepEqual(await page.evaluate(chosen), from.cell);
        }
        await close();
      }
    });
  }
});

/** The middle of cell 3, 5 of the result's canvas: the first cell and the size of cells are where labels say. Runs in the page. */
function canvasCell() {
  const picture = document.querySelector('attend-stepper').renderRoot.querySelector('attend-picture').renderRoot;
  const fields = [...picture.querySelectorAll('attend-matrix')].map((each) =>
    each.renderRoot.querySelector('attend-field'),
  );
  const { view, renderRoot } = fields.findLast(Boolean);
  const box = renderRoot.querySelector('canvas').getBoundingClientRect();
  const [rows, columns] = [view.rows.length, view.cols.length];
  const [row, column] = [3, 5];
  const { path } = view.tensor;
  return {
    cell: { path, index: view.index(row, column) },
    x: box.left + ((column + 0.5) / columns) * box.width,
    y: box.top + ((row + 0.5) / rows) * box.height,
  };
}
