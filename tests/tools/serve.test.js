import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../scripts/serve.js';

let folder;
let server;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attend-serve-'));
  mkdirSync(join(folder, 'site/lessons'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site/index.html'), '<!doctype html><title>home</title>');
  writeFileSync(join(folder, 'site/lessons/index.html'), '<!doctype html><title>lessons</title>');
  writeFileSync(join(folder, 'site/a b.json'), '{}');
  writeFileSync(join(folder, 'site/engine.wasm'), new Uint8Array([0, 97, 115, 109]));
  for (const name of ['part-2BEI7CAE.js', 'part.js']) writeFileSync(join(folder, 'site', name), 'export {};');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'site/link.txt'));
  server = await serve({ root: join(folder, 'site') });
});

after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A request whose path is sent as written; `fetch` would tidy it first. */
function raw(path, { method = 'GET', headers = {} } = {}) {
  return new Promise((done, fail) => {
    const sent = request({ host: 'localhost', port: server.port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.on('error', fail).end();
  });
}

test('folders answer with their index page', async () => {
  const home = await raw('/');
  assert.equal(home.status, 200);
  assert.match(home.body, /home/);
  assert.equal(home.headers['content-type'], 'text/html; charset=utf-8');
  assert.match(home.headers['content-security-policy'], /script-src 'self' 'wasm-unsafe-eval'/);
  assert.match((await raw('/lessons/?step=2')).body, /lessons/);
});

test('a folder without its slash is sent on, with its query', async () => {
  const { status, headers } = await raw('/lessons?step=2');
  assert.equal(status, 308);
  assert.equal(new URL(headers.location, `${server.url}lessons`).href, `${server.url}lessons/?step=2`);
});

test('wasm and escaped names have the right type', async () => {
  assert.equal((await raw('/engine.wasm')).headers['content-type'], 'application/wasm');
  assert.equal((await raw('/a%20b.json')).headers['content-type'], 'application/json; charset=utf-8');
});

test('an unchanged file is not sent again', async () => {
  const { headers } = await raw('/engine.wasm');
  assert.equal(headers['cache-control'], 'no-cache');
  const again = await raw('/engine.wasm', { headers: { 'If-None-Match': headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.body, '');
});

test('a part of a bundle, named after what it holds, is kept without asking again', async () => {
  assert.match((await raw('/part-2BEI7CAE.js')).headers['cache-control'], /immutable/);
  assert.equal((await raw('/part.js')).headers['cache-control'], 'no-cache');
});

test('HEAD tells the size and sends nothing; other methods are refused', async () => {
  const head = await raw('/engine.wasm', { method: 'HEAD' });
  assert.equal(head.headers['content-length'], '4');
  assert.equal(head.body, '');
  assert.equal((await raw('/', { method: 'POST' })).status, 405);
});

for (const path of [
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/lessons/../../secret.txt',
  '/link.txt',
]) {
  test(`nothing outside the folder is served: ${path}`, async () => {
    const { status, body } = await raw(path);
    assert.equal(status, 404);
    assert.doesNotMatch(body, /^secret/);
  });
}

test('addresses that are not well formed are refused', async () => {
  assert.equal((await raw('/%')).status, 400);
  assert.equal((await raw('/a%00b')).status, 400);
  assert.equal((await raw('/none.html')).status, 404);
});

test('a port in use moves to the next', async () => {
  const first = createServer();
  await new Promise((done) => first.listen(0, 'localhost', done));
  const { port } = first.address();
  const second = await serve({ root: join(folder, 'site'), port });
  assert.ok(second.port > port && second.port < port + 20);
  assert.equal((await fetch(second.url)).status, 200);
  await second.close();
  await new Promise((done) => first.close(done));
});
