/** "Check my numbers" on the playground, in Chromium: a planted mistake is named, cells are the engine's and the reader's own. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { npyBytes } from '../../dist/package/export.js';
import { loadEngine } from '../../dist/package/index.js';
import { chromiumSite } from './chromium-site.js';
import { fixed } from './expected.js';
import { ready, settled } from './screen.js';

const engine = await loadEngine();
const AT = 'layers.0.attention';

/** As PyTorch prints a tensor of numbers with four digits. */
function printed(name, { shape, data }) {
  const text = (x) => (x === Number.NEGATIVE_INFINITY ? '-inf' : x.toFixed(4));
  const nested = (axis, from, size) =>
    axis === shape.length
      ? text(data[from])
      : `[${Array.from({ length: shape[axis] }, (_, i) => nested(axis + 1, from + (i * size) / shape[axis], size / shape[axis])).join(', ')}]`;
  return `${name}: tensor(${nested(0, 0, data.length)})`;
}

/** Opens the dialog by keyboard from its button. Runs in the page. */
async function openDialog() {
  const button = document.querySelector('.play-compare');
  button.focus();
  button.click();
  const dialog = () => document.querySelector('attend-compare')?.shadowRoot?.querySelector('dialog');
  while (!dialog()?.open) await new Promise(requestAnimationFrame);
  return document.querySelector('attend-compare').shadowRoot.activeElement?.id;
}

/** What the dialog says. Runs in the page. */
async function answer() {
  const element = document.querySelector('attend-compare');
  await element.updateComplete;
  const root = element.shadowRoot;
  const text = (node) => node?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  return {
    said: text(root.querySelector('.found')),
    refusal: text(root.querySelector('.refusal')),
    mistakes: [...root.querySelectorAll('.mistakes li')].map(text),
    given: [...root.querySelectorAll('.given li')].map(text),
    tables: [...root.querySelectorAll('table')].map((table) => ({
      title: text(table.caption),
      cells: [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll('td')].map(text)),
    })),
  };
}

/** Pastes a text in place of what stands there, and compares. Runs in the page. */
function compareText(text) {
  const root = document.querySelector('attend-compare').shadowRoot;
  root.querySelector('textarea').value = text;
  root.querySelector('button.main').click();
}

/** Gives a file to a field of the dialog, and waits until it was read. Runs in the page. */
async function giveFile(field, name, bytes) {
  const root = document.querySelector('attend-compare').shadowRoot;
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], name));
  const input = root.querySelector(`#${field}`);
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
  while (!root.querySelector('.given') && !root.querySelector('.refusal')) await new Promise(requestAnimationFrame);
}

const sceneOf = (tab) => tab.evaluate(() => document.querySelector('attend-stepper').session.save({ long: true }));

describe('check my numbers', () => {
  const site = chromiumSite();

  /** The playground at a scene of two heads, and the same program in node. */
  async function opened() {
    const tab = await site.open('play/?scene=decoder', { width: 1280, height: 900 });
    assert.equal(await tab.evaluate(ready), true);
    const scene = await tab.evaluate(() => document.querySelector('attend-stepper').session.given);
    assert.equal(await tab.evaluate(openDialog), 'text', 'the text has the focus');
    return { tab, scene };
  }

  test('a softmax over the wrong axis is named, and both matrices are shown as they are', async () => {
    const { tab, scene } = await opened();
    const session = engine.open(scene);
    const paths = [];
    const walk = (node) => (node.stage === 'softmax' ? paths.push(node.path) : node.children.forEach(walk));
    walk(session.program);
    const masked = session.tensor(`${AT}.mask`, { ahead: true });
    const [heads, rows, columns] = masked.shape;
    const data = new Float32Array(masked.data.length);
    for (let h = 0; h < heads; h += 1)
      for (let s = 0; s < columns; s += 1) {
        const at = (t) => (h * rows + t) * columns + s;
        const powers = Array.from({ length: rows }, (_, t) => Math.exp(masked.data[at(t)]));
        const total = powers.reduce((sum, x) => sum + x, 0);
        powers.forEach((x, t) => {
          data[at(t)] = x / total;
        });
      }
    const yours = { shape: masked.shape, data };
    await tab.evaluate(compareText, printed(paths[0], yours));
    const { said, mistakes, tables } = await tab.evaluate(answer);
    assert.match(said, /differ from the scene’s/);
    assert.equal(mistakes.length, 1);
    assert.match(mistakes[0], /^softmax over the queries/i);
    const ours = session.tensor(paths[0], { ahead: true });
    const [left, right] = tables;
    assert.match(left.title, /^Yours: /);
    assert.match(right.title, /^The scene’s: /);
    const head = (tensor) =>
      Array.from({ length: heads }, (_, h) =>
        Array.from({ length: rows }, (__, t) =>
          Array.from({ length: columns }, (___, s) => fixed(tensor.data[(h * rows + t) * columns + s], 2)),
        ),
      );
    const shown = head(ours).findIndex((cells) => JSON.stringify(cells) === JSON.stringify(right.cells));
    assert.ok(shown >= 0, 'the cells are those of a head of the engine');
    const mine = head({ data: Float32Array.from(data, (x) => Number(x.toFixed(4))) })[shown];
    assert.deepEqual(left.cells, mine);
    session.close();
    await tab.evaluate(() =>
      [...document.querySelector('attend-compare').shadowRoot.querySelectorAll('.found button')].at(-1).click(),
    );
    await tab.evaluate(settled);
    const chosen = await tab.evaluate(() => document.querySelector('attend-stepper').selection);
    assert.equal(chosen.path, paths[0]);
    assert.equal(chosen.index[0], shown);
    assert.deepEqual(tab.errors, []);
    await tab.close();
  });

  test('right numbers agree, from a file and as they were printed; what is no number is refused where it was pasted', async () => {
    const { tab, scene } = await opened();
    const session = engine.open(scene);
    const scores = session.tensor(`${AT}.scores`, { ahead: true });
    session.close();
    await tab.evaluate(giveFile, 'files', `${AT}.scores.npy`, [...npyBytes(scores)]);
    await tab.evaluate(compareText, '');
    assert.match((await tab.evaluate(answer)).said, /Your numbers are those of the scene/);
    await tab.evaluate(compareText, printed('q', { shape: [1, 2], data: [1, 2] }));
    assert.match((await tab.evaluate(answer)).refusal, /"q" has the shape \(1, 2\); expected is that of/);
    await tab.evaluate(compareText, 'scores: [[1, x]]');
    assert.match((await tab.evaluate(answer)).refusal, /"scores" holds "x", which is no number\. .*\.$/);
    await tab.evaluate(compareText, '[[1, 2]]');
    assert.match((await tab.evaluate(answer)).refusal, /has no name/);
    const text = await tab.evaluate(
      () => document.querySelector('attend-compare').shadowRoot.querySelector('textarea').value,
    );
    assert.equal(text, '[[1, 2]]', 'what was typed stays');
    assert.deepEqual(tab.errors, []);
    await tab.close();
  });

  test('a reader’s own weights are laid over the scene, and run in the machine', async () => {
    const { tab, scene } = await opened();
    const session = engine.open(scene);
    const path = `${AT}.wq`;
    const { shape, data } = session.tensor(`weights.${path}`);
    const wq = { shape, data: data.map((x) => x + 0.25) };
    session.close();
    const own = engine.open({
      ...scene,
      weights: { ...scene.weights, tensors: { ...scene.weights?.tensors, [path]: wq } },
    });
    const q = own.tensor(`${AT}.project.q`, { ahead: true });
    own.close();
    await tab.evaluate(compareText, printed(`${AT}.project.q`, q));
    assert.match((await tab.evaluate(answer)).said, /differ from the scene’s/);
    await tab.evaluate(giveFile, 'weights', `${path}.npy`, [...npyBytes(wq)]);
    await tab.evaluate(compareText, printed(`${AT}.project.q`, q));
    assert.match((await tab.evaluate(answer)).said, /Your numbers are those of the scene/);
    await tab.evaluate(
      compareText,
      printed(`${AT}.project.q`, { ...q, data: q.data.map((x, i) => (i === 1 ? x + 1 : x)) }),
    );
    assert.match((await tab.evaluate(answer)).said, /None of the \d+ mistakes/);
    const before = await sceneOf(tab);
    await tab.evaluate(() =>
      [...document.querySelector('attend-compare').shadowRoot.querySelectorAll('.found .row button')].at(-1).click(),
    );
    await tab.until(() => document.querySelector('attend-stepper').selection?.path.endsWith('project.q'));
    assert.notEqual(await sceneOf(tab), before);
    const shown = await tab.evaluate(
      (at) => [...document.querySelector('attend-stepper').session.tensor(at).data],
      `weights.${path}`,
    );
    assert.deepEqual(shown, [...wq.data]);
    await tab.evaluate(settled);
    const line = () => document.querySelector('.play-kept').textContent;
    assert.match(await tab.evaluate(line), /kept in this browser/, 'the weights are not lost with the page');
    assert.match(await tab.evaluate(() => document.querySelector('.scenes option').textContent), /Your file: /);
    assert.deepEqual(tab.errors, []);
    await tab.close();
  });
});
