/** Lessons and steppers as one file: opened from disk in three browser engines, asking nobody for anything. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadBuiltEngine } from '../../scripts/generate.js';
import { at } from '../../scripts/root.js';
import { singleFileLesson, singleFileStepper } from '../../web/embed/build/single-file.js';
import { launchers } from '../browser/browsers.js';
import { fixtureSite } from './fixture.js';

const size = { width: 1280, height: 900 };
const scene = readFileSync(at('tests/embed/course/01-small/small.json'), 'utf8');

let folder;
let site;
const fileOf = (name, html) => {
  writeFileSync(join(folder, name), html);
  return pathToFileURL(join(folder, name)).href;
};

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attend-file-'));
  site = await fixtureSite();
});
after(() => {
  rmSync(folder, { recursive: true });
  site?.remove();
});

for (const [name, launch] of Object.entries(launchers)) {
  describe(`one file in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch();
    });
    after(() => browser?.close());

    test('a lesson opens from disk, computes, and asks for nothing', async (context) => {
      if (!browser) return context.skip(`${name} or its driver is not installed`);
      const address = fileOf('lesson.html', singleFileLesson({ siteDir: site.siteDir, lesson: 'small' }));
      const tab = await browser.open(address, size);
      await tab.until(() => document.querySelector('attend-lesson')?.hasAttribute('running'));
      await tab.evaluate(() => document.querySelectorAll('#sum button.choice')[1].click());
      await tab.evaluate(() => document.querySelector('attend-step#weights').click());
      await tab.evaluate(() => document.querySelectorAll('#larger button.choice')[0].click());
      const seen = await tab.evaluate(() => ({
        path: document.querySelector('attend-stepper').session.position.path,
        verdict: document.querySelectorAll('#sum button.choice')[1].dataset.verdict,
        asked: performance.getEntriesByType('resource').map((entry) => entry.name),
        links: [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')),
      }));
      assert.equal(seen.verdict, 'right');
      assert.ok(seen.path.startsWith('layers.0.attention'), seen.path);
      assert.deepEqual(
        seen.asked.filter((each) => !each.startsWith('data:')),
        [],
      );
      const astray = seen.links.filter((link) => !/^(#|https:)/.test(link));
      assert.deepEqual(astray, [], 'links that lead out of the file');
      assert.deepEqual(
        (await tab.requests()).filter((each) => !/^(data:|file:.*lesson\.html$)/.test(each)),
        [],
      );
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test('a lesson trains from disk, and asks for nothing', async (context) => {
      if (!browser) return context.skip(`${name} or its driver is not installed`);
      const html = singleFileLesson({ siteDir: at('dist/site'), lesson: 'one-training-step' });
      const tab = await browser.open(fileOf('training.html', html), size);
      await tab.until(() => document.querySelector('attend-training')?.trainer?.run);
      const losses = await tab.evaluate(async () => {
        const training = document.querySelector('attend-training');
        training.trainer.until = 20;
        await training.start();
        return training.trainer.run.losses;
      });
      const run = (await loadBuiltEngine()).train({
        scene: JSON.parse(readFileSync(at('lessons/20-one-training-step/copy.json'), 'utf8')),
        ...{ data: { task: 'copy', seed: 1 }, optimizer: { kind: 'sgd', rate: 0.5 }, batch: 16, seed: 1 },
      });
      run.advance(20);
      assert.deepEqual(losses, run.losses);
      run.close();
      assert.deepEqual(
        (await tab.requests()).filter((each) => !/^(data:|file:.*training\.html$)/.test(each)),
        [],
      );
      // Firefox lays out what it has read so far of a long file, and complains of a formula that is not over yet.
      const half = /^Invalid markup: Incorrect number of children/;
      assert.deepEqual(
        tab.errors.filter((each) => !half.test(each)),
        [],
      );
      await tab.close();
    });

    test('a stepper opens from disk where it was told to', async (context) => {
      if (!browser) return context.skip(`${name} or its driver is not installed`);
      const html = singleFileStepper({ siteDir: site.siteDir, scene, at: 'layers.0.attention.softmax[0,1,0]' });
      const tab = await browser.open(fileOf('stepper.html', html), size);
      await tab.until(() => document.querySelector('attend-stepper')?.selection);
      const seen = await tab.evaluate(() => {
        const { session, selection } = document.querySelector('attend-stepper');
        return { path: session.position.path, index: selection.index };
      });
      assert.deepEqual(seen, { path: 'layers.0.attention.softmax', index: [0, 1, 0] });
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });
  });
}

test('the policy of a file allows its own scripts by their hashes, and no connection', () => {
  const html = singleFileLesson({ siteDir: site.siteDir, lesson: 'small' });
  const [, policy] = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/);
  assert.match(policy, /connect-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|script-src[^;]*'self'/);
  assert.equal(policy.match(/script-src ([^;]*)/)[1].match(/'sha256-/g).length, 2);
});

test('scripts and markup in a scene or in files of a lesson stay data', () => {
  const nasty = JSON.stringify({ ...JSON.parse(scene), title: '</script><script>alert(1)</script>' });
  const html = singleFileStepper({ siteDir: site.siteDir, scene: nasty });
  const block = /<script\b[^>]*>[\s\S]*?<\/script>/g;
  assert.equal(html.match(block).length, 3, 'theme, data and the program');
  assert.doesNotMatch(html.replace(block, ''), /<script/);
  assert.throws(
    () => singleFileLesson({ siteDir: site.siteDir, lesson: '../small' }),
    /No lesson is called "..\/small"/,
  );
});
