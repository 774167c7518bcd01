/** The dialog of taking away in three browser engines: what it writes, what it reads, and links. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { csvText, npyBytes, numpyScript, torchScript, traceText } from '../../dist/package/export.js';
import { loadEngine } from '../../dist/package/index.js';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';
import { focusPath, ready, settled, showPredictions } from './screen.js';

const scene = readFileSync(new URL('../../lessons/07-hacker/hacker.json', import.meta.url), 'utf8');
const path = 'layers.0.attention.scores';
const cell = [0, 2, 1];

/** Keeps what the page gives to save instead of saving it. Runs in the page. */
function catchFiles() {
  globalThis.caught = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    globalThis.newest = blob;
    return make.call(URL, blob);
  };
  HTMLAnchorElement.prototype.click = function click() {
    globalThis.caught.push({ name: this.download, blob: globalThis.newest });
  };
}

/** Moves to a cell. Runs in the page. */
const goto = (to, index) => document.querySelector('attend-stepper').goto(to, index);

const shellOf = () => document.querySelector('attend-stepper').shadowRoot.querySelector('attend-take-away').shadowRoot;

/** What the dialog says. Runs in the page. */
function readDialog() {
  const shell = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-take-away').shadowRoot;
  const root = shell.querySelector('attend-take-away-dialog').shadowRoot ?? shell;
  const text = (selector) =>
    [...root.querySelectorAll(selector)].map((each) => each.textContent.trim()).filter(Boolean);
  return {
    open: root.querySelector('dialog')?.open ?? false,
    done: text('.done'),
    bad: text('.bad'),
    notice: shell.querySelector('.notice p')?.textContent.trim() ?? null,
    link: root.querySelector('#link')?.value ?? null,
    tensor: root.querySelector('select')?.value ?? null,
  };
}

/** Waits until the dialog, which is loaded now, is open. Runs in the page. */
async function opening() {
  const shell = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-take-away').shadowRoot;
  for (let tries = 0; tries < 200; tries += 1) {
    if (shell.querySelector('attend-take-away-dialog').shadowRoot?.querySelector('dialog').open) return;
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** Presses a button of the dialog and waits for its answer. Runs in the page. */
async function press(label) {
  const root = document
    .querySelector('attend-stepper')
    .shadowRoot.querySelector('attend-take-away')
    .shadowRoot.querySelector('attend-take-away-dialog').shadowRoot;
  const button = [...root.querySelectorAll('button')].find((each) => each.textContent.trim() === label);
  button.click();
  for (let tries = 0; tries < 200; tries += 1) {
    await new Promise((done) => setTimeout(done, 25));
    const told = [...root.querySelectorAll('.done, .bad')].map((each) => each.textContent.trim());
    if (told.some(Boolean) && !told.includes('One moment.')) return;
  }
}

/** The newest file that was caught: its name, type and bytes. Runs in the page. */
async function caughtFile() {
  const { name, blob } = globalThis.caught.at(-1);
  return { name, type: blob.type, bytes: [...new Uint8Array(await blob.arrayBuffer())] };
}

/** Chooses a file in the field with this id. Runs in the page. */
async function choose(id, name, bytes) {
  const root = document
    .querySelector('attend-stepper')
    .shadowRoot.querySelector('attend-take-away')
    .shadowRoot.querySelector('attend-take-away-dialog').shadowRoot;
  const field = root.querySelector(`#${id}`);
  const list = new DataTransfer();
  list.items.add(new File([Uint8Array.from(bytes)], name));
  field.files = list.files;
  field.dispatchEvent(new Event('change'));
  await new Promise((done) => setTimeout(done, 400));
}

/** What the page's session is like. Runs in the page. */
function readSession(of) {
  const { session, selection } = document.querySelector('attend-stepper');
  const { edits, position, restored } = session;
  const { data } = session.tensor(of, { ahead: true });
  return { edits, cells: position.cells, selection, restored, data: [...data] };
}

/** Where a thing stands in the window. Runs in the page. */
function buttonAt() {
  const root = document.querySelector('attend-stepper').shadowRoot.querySelector('attend-take-away').shadowRoot;
  const box = root.querySelector('button.open').getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

for (const [name, launch] of Object.entries(launchers)) {
  describe(name, { timeout: 170_000 }, () => {
    let server;
    let browser;
    let engine;
    let session;
    let opened = 0;

    before(async () => {
      engine = await loadEngine();
      session = engine.open(scene);
      server = await serve({ root: 'dist/site', port: 0 });
      browser = await launch();
    });

    after(async () => {
      await browser?.close();
      await server.close();
    });

    /** A new page each time, also where the browser has one window. */
    async function open(hash = '') {
      opened += 1;
      const tab = await browser.open(`${server.url}lessons/hacker/?page=${opened}${hash}`, {
        width: 1280,
        height: 860,
      });
      assert.equal(await tab.evaluate(ready), true);
      // A link brings the machine to its place; an answer would move it from there.
      if (!hash) await tab.evaluate(showPredictions);
      await tab.evaluate(settled);
      return tab;
    }

    /** The dialog, open by the mouse, at a cell of the scores. */
    async function openDialog() {
      const tab = await open();
      await tab.evaluate(catchFiles);
      await tab.evaluate(goto, path, cell);
      await tab.evaluate(settled);
      await tab.click(...(await tab.evaluate(buttonAt)));
      await tab.evaluate(opening);
      assert.equal((await tab.evaluate(readDialog)).open, true, 'the dialog is open');
      return tab;
    }

    async function close(tab) {
      // Not an error: the browser says that an observer is told of a change of size in the next frame.
      const errors = tab.errors.filter((text) => !text.startsWith('ResizeObserver loop completed'));
      assert.deepEqual(errors, []);
      await tab.close();
    }

    test('what is written is what the engine has', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await openDialog();
      const before = await tab.requests();
      assert.equal(
        before.some((url) => url.endsWith('export.js')),
        false,
        'nothing was loaded before it was needed',
      );
      assert.equal((await tab.evaluate(readDialog)).tensor, path, 'the chosen tensor');
      const tensor = session.tensor(path, { ahead: true });
      session.seek(session.locate(path));
      session.selection = { path, index: cell };
      session.head = 0;
      const texts = {
        CSV: ['hacker-layers-0-attention-scores.csv', csvText(tensor)],
        'NumPy .npy': ['hacker-layers-0-attention-scores.npy', Buffer.from(npyBytes(tensor)).toString('latin1')],
        'Trace as JSON': ['hacker-trace.json', traceText(session, engine.version)],
        'NumPy script': ['hacker-numpy.py', numpyScript(engine, session)],
        'PyTorch script': ['hacker-pytorch.py', torchScript(engine, session)],
      };
      for (const [label, [file, expected]] of Object.entries(texts)) {
        await tab.evaluate(press, label);
        const got = await tab.evaluate(caughtFile);
        assert.equal(got.name, file);
        const encoding = label === 'NumPy .npy' ? 'latin1' : 'utf8';
        assert.equal(Buffer.from(got.bytes).toString(encoding), expected, label);
        assert.deepEqual((await tab.evaluate(readDialog)).done, [`${file} is saved.`]);
      }
      await close(tab);
    });

    test('the picture as SVG and PNG', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await openDialog();
      await tab.evaluate(press, 'SVG');
      const svg = Buffer.from((await tab.evaluate(caughtFile)).bytes).toString();
      const value = session.tensor(path, { ahead: true }).data[2 * 5 + 1].toFixed(2).replace('-', '−');
      assert.ok(svg.includes(`font-weight="700">${value}</text>`), `${value} stands out in ${svg.slice(0, 300)}`);
      for (const word of ['Raw scores', 'Queries', 'firewall', 'T×S 5×5']) assert.ok(svg.includes(word), word);
      assert.doesNotMatch(svg, /var\(|oklab|color-mix|NaN|undefined/);
      assert.ok(new Set(svg.match(/fill="#[0-9a-f]{6}"/g)).size > 10, 'many colours');
      await tab.evaluate(press, 'PNG');
      const { name: file, bytes } = await tab.evaluate(caughtFile);
      assert.equal(file, 'hacker-picture.png');
      const png = Buffer.from(bytes);
      assert.equal(png.subarray(1, 4).toString(), 'PNG');
      const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg);
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2 * width, 2 * height], 'twice the size');
      await close(tab);
    });

    test('a tensor is read back as one change; what does not fit is refused in place', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await openDialog();
      const tensor = session.tensor(path, { ahead: true });
      const doubled = { ...tensor, data: tensor.data.map((number) => 2 * number) };
      const hole = { ...tensor, data: tensor.data.map((number, i) => (i === 7 ? Number.NaN : number)) };
      const turned = { ...tensor, shape: [5, 5, 1] };
      const refused = [
        ['turned.npy', npyBytes(turned), '(5, 5, 1)'],
        ['hole.npy', npyBytes(hole), '[0, 1, 2]'],
        ['text.npy', Buffer.from('hello'), 'no .npy file'],
        ['short.csv', Buffer.from('1,2\n'), 'needs 5'],
        ['large.npy', new Uint8Array(400_000), 'not read'],
      ];
      for (const [file, bytes, says] of refused) {
        await tab.evaluate(choose, 'tensor', file, [...bytes]);
        const { bad } = await tab.evaluate(readDialog);
        assert.ok(bad[0]?.includes(says), `${file}: ${bad}`);
        assert.deepEqual((await tab.evaluate(readSession, path)).edits, [], file);
      }
      for (const [file, bytes] of [
        ['new.npy', npyBytes(doubled)],
        ['new.csv', Buffer.from(csvText(tensor))],
      ]) {
        await tab.evaluate(choose, 'tensor', file, [...bytes]);
        assert.deepEqual((await tab.evaluate(readDialog)).bad, [], file);
      }
      const { edits, data } = await tab.evaluate(readSession, path);
      assert.equal(edits.length, 2, 'one change a file');
      assert.deepEqual(data, [...tensor.data], 'the numbers of the last file');
      await close(tab);
    });

    test('a link opens where it was made; a broken one opens the scene as it is, and says why', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await openDialog();
      const tensor = session.tensor(path, { ahead: true });
      await tab.evaluate(choose, 'tensor', 'new.npy', [
        ...npyBytes({ ...tensor, data: tensor.data.map((x) => x / 2) }),
      ]);
      const { link } = await tab.evaluate(readDialog);
      const made = await tab.evaluate(readSession, path);
      await close(tab);
      const hash = new URL(link).hash;
      const there = await open(hash);
      await there.evaluate(settled);
      assert.deepEqual(await there.evaluate(readSession, path), { ...made, restored: { ok: true, message: '' } });
      assert.equal((await there.evaluate(readDialog)).notice, null);
      await close(there);
      for (const [broken, says] of [
        [hash.slice(0, -4), 'cut off'],
        [hash.replace('v1.', 'v7.'), 'v7'],
        [`${hash.slice(0, -4)}AAAA`, 'changed on its way'],
      ]) {
        const other = await open(broken);
        const { notice } = await other.evaluate(readDialog);
        assert.ok(notice?.includes(says) && notice.includes('unedited'), `${says}: ${notice}`);
        assert.deepEqual((await other.evaluate(readSession, path)).edits, []);
        await close(other);
      }
    });

    test('by keyboard: Enter opens, Escape closes and returns to the button; no key moves the program', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await open();
      await tab.evaluate(goto, path, cell);
      await tab.evaluate(`() => (${shellOf})().querySelector('button.open').focus()`);
      const { cells } = await tab.evaluate(readSession, path);
      await tab.press('Enter');
      await tab.evaluate(opening);
      assert.equal((await tab.evaluate(readDialog)).open, true, 'open');
      for (const key of ['Tab', 'Tab', 'Tab', 'ArrowLeft', 'n', 'b']) await tab.press(key);
      assert.ok((await tab.evaluate(focusPath)).includes('attend-take-away'), 'the keyboard stays inside');
      await tab.press('Escape');
      await tab.evaluate(settled);
      assert.equal((await tab.evaluate(readDialog)).open, false, 'closed');
      assert.ok((await tab.evaluate(focusPath)).includes('attend-take-away'), 'back at the button');
      assert.equal((await tab.evaluate(readSession, path)).cells, cells, 'the program stands where it stood');
      await close(tab);
    });
  });
}
