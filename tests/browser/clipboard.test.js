/** Numbers go out of a matrix and into fields as spreadsheets and programs know them; real keys, in Chromium. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';
import { packagePage } from './package-page.js';
import { ready, settled } from './screen.js';

const scene = JSON.parse(readFileSync(new URL('../../lessons/07-hacker/hacker.json', import.meta.url), 'utf8'));
const path = 'layers.0.attention.mask';
const masked = { ...scene, model: { ...scene.model, mask: { kind: 'causal' } } };

let browser;
let page;
let site;
let session;

before(async () => {
  const engine = await loadEngine();
  session = engine.open(masked);
  page = await packagePage({ scenes: { masked } });
  site = await serve({ root: 'dist/site', port: 0 });
  browser = await launchers.chromium();
});

after(async () => {
  session?.close();
  await browser?.close();
  await page?.close();
  await site?.close();
});

/** What a paste would put into a text field. */
async function pasted(tab) {
  await tab.evaluate(() => {
    const field = document.body.appendChild(document.createElement('textarea'));
    field.id = 'pasted';
    field.focus();
  });
  await tab.press('Control+v');
  return tab.evaluate(() => {
    const field = document.getElementById('pasted');
    const { value } = field;
    field.remove();
    return value;
  });
}

/** Puts the keyboard into the matrix of the result; with `select`, from one cell of a row to another. Runs in the page. */
function enter(wanted, select) {
  const picture = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-picture').shadowRoot;
  const matrix = [...picture.querySelectorAll('attend-matrix')].find(({ view }) => view.tensor.path === wanted);
  const cell = (at) => matrix.shadowRoot.querySelector(`[data-at="${at}"]`);
  const selection = matrix.shadowRoot.getSelection();
  if (select) selection.setBaseAndExtent(cell(select[0]).firstChild, 0, cell(select[1]).firstChild, 1);
  else {
    selection.removeAllRanges();
    matrix.shadowRoot.querySelector('[tabindex="0"]').focus();
  }
  return { rows: matrix.view.rows.length, cols: matrix.view.cols.length };
}

test('a matrix is copied whole, one row a line, with tabs, all digits and ASCII signs', async () => {
  const tab = await browser.open(`${page.url}?scene=masked.json&at=${path}`, { width: 1280, height: 900 });
  await tab.evaluate(ready);
  await tab.evaluate(settled);
  const { rows, cols } = await tab.evaluate(enter, path, null);
  await tab.press('Control+c');
  const text = await pasted(tab);
  const lines = text.split('\n').map((line) => line.split('\t'));
  assert.deepEqual([lines.length, lines[0].length], [rows, cols], text);
  assert.match(text, /^[\d.e\-\t\ninf]+$/, 'only what spreadsheets and Python read');
  const read = lines.flat().map((field) => (field === '-inf' ? -Infinity : Number(field)));
  const { data } = session.tensor(path, { ahead: true });
  assert.deepEqual(read.map(Math.fround), [...data.subarray(0, rows * cols)], 'to the bit');
  assert.ok(read.includes(-Infinity) && read.some((value) => value < 0 && Number.isFinite(value)));

  await tab.evaluate(enter, path, ['1,0', '1,1']);
  await tab.press('Control+c');
  const part = await pasted(tab);
  assert.equal(part, lines[1].slice(0, 2).join('\t'), 'a selection is copied as it is');
  await tab.close();
});

/** The fields of the worksheet, with the row and column in which each stands. Runs in the page. */
function fieldsOf(id) {
  const field = document.getElementById(id).shadowRoot.querySelector('.field');
  return [...field.shadowRoot.querySelectorAll('input')].map(({ value, dataset }) => ({ ...dataset, value }));
}

/** Pastes a text into one of the fields of an exercise, as the browser would. Runs in the page. */
function pasteInto(id, copied, place) {
  const field = document.getElementById(id).shadowRoot.querySelector('.field');
  const input = field.shadowRoot.querySelectorAll('input')[place];
  input.focus();
  input.select();
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', copied);
  const event = { clipboardData, bubbles: true, composed: true, cancelable: true };
  return input.dispatchEvent(new ClipboardEvent('paste', event)) || field.updateComplete;
}

test('a row pasted into the worksheet fills the row', async () => {
  const tab = await browser.open(`${site.url}lessons/by-hand/index.html#whole-layer`, { width: 1280, height: 900 });
  await tab.until(
    () => document.getElementById('whole-layer')?.lab && document.querySelector('attend-lesson[running]'),
  );
  const paste = async (text, at) => {
    await tab.evaluate(pasteInto, 'whole-layer', text, at);
    const all = await tab.evaluate(fieldsOf, 'whole-layer');
    const { sheet, place } = all[at];
    assert.ok(place);
    return all.filter((one) => one.sheet === sheet).map(({ value }) => value);
  };
  assert.deepEqual(await paste('0.25\t-1.5', 0), ['0.25', '-1.5', '', ''], 'from a matrix or a spreadsheet');
  assert.deepEqual(await paste('0,5;−0,25\n1;2', 0), ['0,5', '−0,25', '1', '2'], 'of another country, two rows');
  assert.deepEqual(
    await paste('[0.1, 0.2]', 3),
    ['0,5', '−0,25', '0.1', '0.2'],
    'as Python prints it, from any field of the row',
  );
  assert.deepEqual(await paste('see 3 4', 2), ['0,5', '−0,25', '3', '4'], 'with the name of the row');
  const refusal = () =>
    tab.evaluate(() => {
      const field = document.getElementById('whole-layer').shadowRoot.querySelector('.field');
      return field.shadowRoot.querySelector('.refusal').textContent;
    });
  assert.equal(await refusal(), '');
  await paste('1 2 3 4 5', 0);
  assert.match(await refusal(), /3 of the pasted numbers have no place/);
  await tab.close();
});

test('a row pasted into the matrix of an exercise fills its row, and no other', async () => {
  const tab = await browser.open(`${site.url}lessons/scores/index.html#find-yourself`, { width: 1280, height: 900 });
  const rows = () =>
    tab.evaluate(() => {
      const field = document.getElementById('find-yourself').shadowRoot.querySelector('.field');
      const [table] = field.shadowRoot.querySelectorAll('table');
      return [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll('input')].map(({ value }) => value));
    });
  await tab.until(() =>
    document.getElementById('find-yourself')?.shadowRoot?.querySelector('.field')?.shadowRoot?.querySelector('input'),
  );
  const [first, ...others] = await rows();
  const typed = first.map((_, column) => String(column + 0.25));
  await tab.evaluate(pasteInto, 'find-yourself', typed.join('\t'), 1);
  assert.deepEqual(await rows(), [typed, ...others]);
  await tab.close();
});
