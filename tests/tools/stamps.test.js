import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { at } from '../../scripts/root.js';
import { filesBelow, step } from '../../scripts/stamps.js';

const folder = 'build/test/stamps';
const name = 'a step of a test';
let runs;

const work = async () => {
  runs += 1;
  writeFileSync(at(folder, 'out.txt'), 'made');
};
const tryStep = () => step(name, { inputs: [`${folder}/in`], outputs: [`${folder}/out.txt`] }, work);

beforeEach(() => {
  runs = 0;
  mock.method(console, 'log', () => {});
  mkdirSync(at(folder, 'in'), { recursive: true });
  writeFileSync(at(folder, 'in/a.txt'), 'one');
});

afterEach(() => {
  mock.restoreAll();
  rmSync(at(folder), { recursive: true, force: true });
  rmSync(at('build/stamps/a-step-of-a-test.txt'), { force: true });
});

test('a step runs once for the same input', async () => {
  await tryStep();
  await tryStep();
  assert.equal(runs, 1);
});

test('a changed, added or removed input makes it run again', async () => {
  await tryStep();
  writeFileSync(at(folder, 'in/a.txt'), 'two');
  await tryStep();
  assert.equal(runs, 2);
  writeFileSync(at(folder, 'in/b.txt'), 'new');
  await tryStep();
  assert.equal(runs, 3);
  rmSync(at(folder, 'in/b.txt'));
  await tryStep();
  assert.equal(runs, 4);
});

test('a missing output makes it run again', async () => {
  await tryStep();
  rmSync(at(folder, 'out.txt'));
  await tryStep();
  assert.equal(runs, 2);
});

test('a step that fails is tried again', async () => {
  const failing = step(name, { inputs: [`${folder}/in`], outputs: [] }, async () => {
    throw new Error('broken');
  });
  await assert.rejects(failing, /broken/);
  assert.equal(existsSync(at('build/stamps/a-step-of-a-test.txt')), false);
  await tryStep();
  assert.equal(runs, 1);
});

test('filesBelow is sorted and skips what is not there', () => {
  writeFileSync(at(folder, 'in/b.txt'), '');
  assert.deepEqual(filesBelow([`${folder}/in`, 'no/such/folder']), [`${folder}/in/a.txt`, `${folder}/in/b.txt`]);
});
