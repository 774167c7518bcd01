/** The cases of the boundary in node. tests/browser/wasm.test.js runs the same ones in browsers. */
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { assert, cases, loadWithMemory } from './cases.js';

const root = new URL('../../', import.meta.url);
const read = async (path) => JSON.parse(await readFile(new URL(path, root), 'utf8'));
const { engine, memory } = await loadWithMemory(loadEngine);

for (const { name, run } of cases) test(name, () => run(engine, assert, { read, memory }));
