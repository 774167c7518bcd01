/** Loading the engine in node: where it may come from, and what is said when it does not. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { EngineError, loadEngine } from '../../dist/package/index.js';
import { fixtureText } from './seeded.js';

const file = new URL('../../dist/package/engine.wasm', import.meta.url);
const bytes = await readFile(file);

/** Answers /engine.wasm with the engine under a type that says nothing, and all else with 404. */
const server = createServer((request, response) => {
  const found = request.url === '/engine.wasm';
  response.writeHead(found ? 200 : 404, { 'Content-Type': 'application/octet-stream' }).end(found ? bytes : 'no');
});
await new Promise((done) => {
  server.listen(0, 'localhost', done);
});
const address = `http://localhost:${server.address().port}`;
after(() => server.close());

async function works(source) {
  const engine = await loadEngine(source);
  assert.deepEqual([...engine.residual({ x: [[1]], y: [[2]] }).sum.data], [3]);
}

async function refused(source, ...says) {
  await assert.rejects(loadEngine(source), (error) => {
    assert.ok(error instanceof EngineError, String(error.stack));
    assert.equal(error.code, 'load');
    for (const part of [...says, 'engine.wasm', 'reload'])
      assert.ok(error.message.includes(part), `${part}: ${error.message}`);
    return true;
  });
}

test('the engine comes from beside the module', () => works());
test('the engine comes from a file', () => works(file));
test('the engine comes from bytes', async () => {
  await works(bytes);
  await works(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
});
test('the engine comes from an address, whatever type the server says', async () => {
  await works(`${address}/engine.wasm`);
  await works(new URL(`${address}/engine.wasm`));
});
test('the engine comes from a response', async () => works(await fetch(`${address}/engine.wasm`)));

test('a file that is not there', () => refused(pathToFileURL(join(tmpdir(), 'nowhere', 'engine.wasm')), 'nowhere'));
test('an address that is not there', () => refused(`${address}/nothing.wasm`, '404'));
test('a response that failed', async () => refused(await fetch(`${address}/nothing.wasm`), '404'));
test('a server that is not there', () => refused('http://localhost:1/engine.wasm', 'localhost:1'));
test('bytes that are no engine', async () => {
  await refused(new TextEncoder().encode('<!doctype html>'));
  await refused(bytes.subarray(0, bytes.length / 2));
  await refused(new Uint8Array(0));
});
test('a module of another program', () => refused(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
test('a file that is no engine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'attend-'));
  try {
    await writeFile(join(folder, 'engine.wasm'), 'not wasm');
    await refused(pathToFileURL(join(folder, 'engine.wasm')));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('two engines share nothing', async () => {
  const [one, two] = await Promise.all([loadEngine(), loadEngine()]);
  const scene = { version: 1, tokens: ['a'], model: { kind: 'attention' }, weights: { seed: 1 } };
  const session = one.open(scene);
  session.step();
  assert.equal(two.open(scene).position.cells, 0);
  session.close();
});

test('the fixture of seeded weights is what its generator makes', async () => {
  assert.equal(await readFile(new URL('../engine/seeded.json', import.meta.url), 'utf8'), fixtureText());
});

test('the lighter engine says that it has no gradients, and where they are; a runner is made beside it', async () => {
  const { href } = new URL('../../dist/package/engine-forward.wasm', import.meta.url);
  const engine = await loadEngine(href);
  assert.equal(engine.whole, false);
  assert.equal((await loadEngine(bytes)).whole, true);
  const scene = { version: 1, tokens: ['a', 'b'], model: { kind: 'attention', width: 2 }, weights: { seed: 1 } };
  engine.open(scene).close();
  assert.throws(
    () => engine.open({ ...scene, loss: { kind: 'cell', path: 'embed', index: [0, 0] } }),
    (error) => error.code === 'scene' && /"loss" asks for gradients.*Load engine\.wasm/.test(error.message),
  );
  for (const model of [
    { position: 'rotary' },
    { position: 'alibi' },
    { heads: 2, kv_heads: 1 },
    { sinks: true },
    { tile: 1 },
    { unembed: true, tie_unembed: true },
    { kind: 'block', feed_forward: { activation: 'swiglu' } },
    { kind: 'block', feed_forward: { experts: 2 } },
  ])
    assert.throws(
      () => engine.open({ ...scene, model: { ...scene.model, ...model } }),
      (error) => error.code === 'whole' && /needs the stage.*Load engine\.wasm/.test(error.message),
      JSON.stringify(model),
    );
  await engine.loadTraining();
  const runner = engine.runner(scene);
  assert.deepEqual(runner.forward().shape, [2, 2]);
  runner.close();
});
