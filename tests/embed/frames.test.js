/** An embed in the frames of unhelpful hosts, in three browser engines: it works, or says why it does not. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launchers } from '../browser/browsers.js';
import { folderServer, helpful, hostPage, hostServer, listenScript, message } from './hosts.js';

const page = 'embed/sentence/';
const noWasm = "default-src 'self'; script-src 'self'; style-src 'self'";
const strictHost = "default-src 'none'; frame-src *; script-src 'self'; style-src 'unsafe-inline'";

/** Name, how the site serves, how the host frames it, and what comes of it. */
const matrixOf = (name) => [
  { name: 'plain, on another site', site: {}, works: true },
  {
    name: 'sandbox="allow-scripts": no origin, no storage',
    site: { headers: helpful },
    frame: 'sandbox="allow-scripts"',
    works: true,
  },
  {
    name: 'sandbox="allow-scripts", from a server that allows nobody',
    site: {},
    frame: 'sandbox="allow-scripts"',
    works: false,
    says: /Access-Control-Allow-Origin/,
  },
  {
    name: 'a host with a strict policy of its own',
    site: {},
    host: { 'Content-Security-Policy': strictHost },
    works: true,
  },
  {
    name: 'a server whose policy forbids wasm',
    site: { headers: { 'Content-Security-Policy': noWasm } },
    // WebKit lets wasm run wherever scripts may.
    works: name === 'webkit',
    says: /engine could not be started/,
  },
  {
    name: 'a host with COEP require-corp',
    site: { headers: helpful },
    host: { 'Cross-Origin-Embedder-Policy': 'require-corp' },
    works: true,
  },
  { name: 'wasm with a wrong type', site: { mime: { '.wasm': 'text/plain' } }, works: true },
  {
    name: 'wasm without a type, sandboxed',
    site: { headers: helpful, mime: { '.wasm': 'application/octet-stream' } },
    frame: 'sandbox="allow-scripts"',
    works: true,
  },
];

/** As a build for this address does it. */
function nameOrigin(file, address) {
  const named = readFileSync(file, 'utf8').replaceAll("'self'", `'self' ${new URL(address).origin}`);
  writeFileSync(file, named);
}

for (const [name, launch] of Object.entries(launchers)) {
  describe(`frames in ${name}`, () => {
    let browser;
    const servers = [];
    const folder = mkdtempSync(join(tmpdir(), 'attend-'));

    before(async () => {
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      for (const server of servers) await server.close();
      rmSync(folder, { recursive: true });
    });

    for (const row of matrixOf(name)) {
      test(row.name, async (context) => {
        if (!browser) return context.skip(`${name} is not installed`);
        const attend = await folderServer({ folders: { '': folder }, ...row.site });
        cpSync('dist/site', folder, { recursive: true });
        nameOrigin(join(folder, page, 'index.html'), attend.url);
        const body = hostPage({ src: attend.url + page, attributes: row.frame });
        const host = await hostServer({ '/': { body, headers: row.host }, '/listen.js': listenScript });
        servers.push(attend, host);
        const tab = await browser.open(host.url, { width: 1000, height: 700 });
        const told = await tab.until(message, row.works ? 'ready' : 'error');
        if (row.works) {
          assert.deepEqual(told, {
            source: 'attend',
            version: 1,
            type: 'ready',
            kind: 'stepper',
            name: 'sentence',
            title: told?.title,
          });
          // WebKit's driver gives null for what is not there.
          assert.equal((await tab.evaluate(message, 'error')) ?? null, null, 'nothing went wrong');
        } else {
          assert.match(told?.message ?? 'nothing was said', row.says);
          assert.equal(told.code, 'load');
        }
        await tab.close();
      });
    }
  });
}
