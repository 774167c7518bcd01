/** The package as it would be published, packed by npm and unpacked into an app of its own. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at } from '../../scripts/root.js';
import { serve } from '../../scripts/serve.js';

/** The scene of the pages of these tests. */
export const scene = readFileSync(at('lessons/07-hacker/hacker.json'), 'utf8');

/** Runs a command. @returns {string} what it says */
export const run = (command, args, cwd) => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' });

/**
 * @param {readonly string[]} [beside] packages of this repository that the app has, too
 * @returns {{ app: string, installed: string, tarball: string, remove: () => void }} folders of the app and of the package in it
 */
export function packedApp(beside = []) {
  const scratch = mkdtempSync(join(tmpdir(), 'attend-package-'));
  const app = join(scratch, 'app');
  const installed = join(app, 'node_modules', 'attend');
  const told = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], at());
  const tarball = join(scratch, JSON.parse(told)[0].filename);
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'], scratch);
  mkdirSync(join(app, 'node_modules', '@types'));
  // What npm would install with it.
  for (const name of ['lit', 'lit-element', 'lit-html', '@lit', ...beside])
    symlinkSync(at('node_modules', name), join(app, 'node_modules', name));
  writeFileSync(join(app, 'package.json'), '{"type":"module","private":true}');
  return { app, installed, tarball, remove: () => rmSync(scratch, { recursive: true, force: true }) };
}

/** What the stepper of a page shows, once it is ready, and what the page asked of others. */
export async function shown(browser, root, path = '') {
  const server = await serve({ root });
  const tab = await browser.newPage();
  try {
    const asked = [];
    tab.on('request', (request) => asked.push(request.url()));
    await tab.addInitScript(() => {
      globalThis.attendReady = new Promise((done) => addEventListener('attend-ready', done, { once: true }));
    });
    await tab.goto(server.url + path);
    await tab.evaluate(() => globalThis.attendReady.then(() => true));
    const weight = await tab.evaluate(() => {
      const { session } = document.querySelector('attend-stepper');
      return [session.position.path, session.tensor('layers.0.attention.softmax').data[0]];
    });
    return { weight, foreign: asked.filter((url) => !url.startsWith(server.url) && !/^(data|blob):/.test(url)) };
  } finally {
    await tab.close();
    await server.close();
  }
}

/** Holds what `shown` gives against the engine in node. */
export async function assertShown(found) {
  const { loadEngine } = await import('../../dist/package/index.js');
  const session = (await loadEngine()).open(scene);
  const path = 'layers.0.attention.softmax';
  assert.deepEqual(found, { weight: [path, session.tensor(path, { ahead: true }).data[0]], foreign: [] });
}
