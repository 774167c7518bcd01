/** The dialog of taking away in three browser engines: what it writes, what it reads, and links. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { csvText, npyBytes, numpyScript, torchScript, traceText } from '../../dist/package/export.js';
import { loadEngine } from '../../dist/package/index.js';
import { serve } from '../../scripts/serve.js';
import { launchers } from './browsers.js';
import { focusPath, ready, settled, showPredictions } from './screen.js';
import {
  buttonAt,
  catchFiles,
  caughtFile,
  choose,
  chooseTensor,
  goto,
  opening,
  press,
  readDialog,
  readSession,
  shellOf,
} from './take-away-dialog.js';

const scene = readFileSync(new URL('../../lessons/07-hacker/hacker.json', import.meta.url), 'utf8');
const path = 'layers.0.attention.scores';
const cell = [0, 2, 1];

const zeros = (count) => Array(count).fill(0);

/** A .npy file, byte by byte, with a header that says anything. */
function rawNpy(descr, shape, data, length) {
  const header = Buffer.from(`{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`);
  const long = length ?? header.length;
  const start = [0x93, ...Buffer.from('NUMPY'), 2, 0, ...[0, 8, 16, 24].map((shift) => (long >>> shift) & 255)];
  return [...start, ...header, ...data];
}

for (const [name, launch] of Object.entries(launchers)) {
  describe(name, () => {
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
      assert.deepEqual(tab.errors, []);
      await tab.close();
    }

    /** What is our own script alone, and no engine's business, is tried in one. */
    const once = name === 'chromium' ? test : () => {};

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
        assert.deepEqual((await tab.evaluate(readDialog)).done, [`${file} has been saved.`]);
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

    once('a tensor is read back as one change; what does not fit is refused in place', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await openDialog();
      const tensor = session.tensor(path, { ahead: true });
      const doubled = { ...tensor, data: tensor.data.map((number) => 2 * number) };
      const hole = { ...tensor, data: tensor.data.map((number, i) => (i === 7 ? Number.NaN : number)) };
      const turned = { ...tensor, shape: [5, 5, 1] };
      const refused = [
        ['turned.npy', npyBytes(turned), '(5, 5, 1)'],
        ['hole.npy', npyBytes(hole), '[0, 1, 2]'],
        ['text.npy', Buffer.from('hello'), 'not a .npy file'],
        ['short.csv', Buffer.from('1,2\n'), 'needs 5'],
        ['large.npy', new Uint8Array(400_000), 'not read'],
        ['object.npy', rawNpy('|O', '(1, 5, 5)', zeros(200)), 'object'],
        ['lying.npy', rawNpy('<f4', '(1, 5, 5)', zeros(96)), 'promises 100 bytes of numbers, but 96 follow'],
        ['header.npy', rawNpy('<f4', '(1, 5, 5)', zeros(100), 0xffffffff), '4294967295'],
        ['huge.npy', rawNpy('<f4', '(536870912,)', zeros(100)), '(536870912,)'],
      ];
      for (const [file, bytes, says] of refused) {
        await tab.evaluate(choose, 'tensor', file, [...bytes]);
        const { bad, sections } = await tab.evaluate(readDialog);
        assert.ok(sections.tensor.includes(says) && bad.length === 1, `${file}: ${bad}`);
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

    once('what was said of one thing is not left standing beside the next', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await openDialog();
      const said = async () => (await tab.evaluate(readDialog)).sections;
      const none = { link: '', tensor: '', run: '', picture: '' };
      await tab.evaluate(choose, 'tensor', 'text.npy', [...Buffer.from('hello')]);
      await tab.evaluate(choose, 'state', 'text.txt', [...Buffer.from('hello')]);
      const both = await said();
      assert.match(both.tensor, /not a \.npy file/);
      assert.match(both.link, /not a saved state/);
      await tab.evaluate(chooseTensor, 'layers.0.attention.scale');
      assert.deepEqual(await said(), { ...none, link: both.link }, 'another tensor');
      await tab.evaluate(press, 'CSV');
      await tab.evaluate(chooseTensor, path);
      assert.deepEqual(await said(), { ...none, link: both.link }, 'and another');
      await tab.evaluate(choose, 'tensor', 'text.npy', [...Buffer.from('hello')]);
      await tab.evaluate(choose, 'tensor', 'new.npy', [...npyBytes(session.tensor(path, { ahead: true }))]);
      const mended = await said();
      assert.match(mended.tensor, /were replaced by those in new\.npy/);
      await tab.evaluate(choose, 'state', 'state.txt', [...Buffer.from(session.save({ long: true }))]);
      assert.deepEqual(await said(), { ...none, link: 'The file is open, with its changes.' });
      await close(tab);
    });

    once('changes that fit into no link have one again when they are fewer', async (context) => {
      if (!browser) return context.skip(`${name} is not installed`);
      const tab = await open();
      await tab.evaluate(() => {
        const { session } = document.querySelector('attend-stepper');
        for (const one of ['project.q', 'project.k', 'project.v', 'scores', 'scale', 'softmax']) {
          const { path, shape, data } = session.tensor(`layers.0.attention.${one}`, { ahead: true });
          const numbers = data.map((_, i) => (i + 1) / 7);
          session.edit(path, shape.fill(0), numbers);
        }
      });
      await tab.click(...(await tab.evaluate(buttonAt)));
      await tab.evaluate(opening);
      const full = await tab.evaluate(readDialog);
      assert.equal(full.link, null);
      assert.match(full.sections.link, /are too many for a link/);
      await tab.evaluate(choose, 'state', 'state.txt', [...Buffer.from(session.save({ long: true }))]);
      const { link, sections } = await tab.evaluate(readDialog);
      assert.match(link, /#s=v1\./);
      assert.equal(sections.link, 'The file is open, with its changes.');
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
      const broken = [
        [hash.slice(0, -4), 'cut off'],
        [hash.replace('v1.', 'v7.'), 'v7'],
        [`${hash.slice(0, -4)}AAAA`, 'changed on its way'],
      ];
      for (const [text, says] of name === 'chromium' ? broken : broken.slice(0, 1)) {
        const other = await open(text);
        const { notice } = await other.evaluate(readDialog);
        assert.ok(notice?.includes(says) && notice.includes('original state, without edits'), `${says}: ${notice}`);
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
