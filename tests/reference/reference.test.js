/**
 * The fixtures themselves: well formed, complete, and equal to what PyTorch makes now.
 * That the engine meets them is tested in tests/engine (native) and tests/wasm.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadEngine } from '../../dist/package/index.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const script = join(here, 'make_reference.py');
const stageFile = 'stages.json';
const programFiles = ['programs.json', 'programs_masks.json', 'programs_cross.json', 'programs_switches.json'];

const { stages } = await loadEngine();
/** What each stage writes, in order. */
const results = Object.fromEntries(stages.map(({ id, writes }) => [id, writes.map(({ name }) => name)]));

const read = (file) => JSON.parse(readFileSync(join(here, file), 'utf8'));

/** The first interpreter that can import torch, or undefined. Debian's package serves /usr/bin/python3 alone. */
function pythonWithTorch() {
  const able = (python) => spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0;
  return ['/usr/bin/python3', 'python3'].find(able);
}

const python = pythonWithTorch();
const noTorch =
  'PyTorch is not installed: the fixtures were checked for form only, not made again and compared. ' +
  'On Debian: apt-get install python3-torch.';

function check(folder) {
  return spawnSync(python, [script, '--check', '--folder', folder], { encoding: 'utf8' });
}

/** Asserts that a tensor has as much data as its shape says, and only numbers or "-inf". */
function assertTensor(tensor, where) {
  const size = tensor.shape.reduce((product, axis) => product * axis, 1);
  assert.ok(tensor.shape.every(Number.isInteger) && size > 0, `${where}: shape [${tensor.shape}]`);
  assert.equal(tensor.data.length, size, `${where}: shape [${tensor.shape}] against ${tensor.data.length} numbers`);
  const odd = tensor.data.findIndex((x) => x !== '-inf' && !Number.isFinite(x));
  assert.equal(odd, -1, `${where}[${odd}] is ${tensor.data[odd]}; expected a number or "-inf"`);
}

function assertHeader(file, content, cases) {
  assert.match(content.made_by, /make_reference\.py.*PyTorch \d/, `${file}: made_by names the command and versions`);
  assert.deepEqual(content.tolerance, { relative: 1e-5, absolute: 1e-6 }, `${file}: tolerance`);
  assert.ok(cases.length > 0, `${file} has no case`);
  const names = cases.map((c) => c.name);
  assert.equal(new Set(names).size, names.length, `${file}: two cases have one name`);
}

function nestedShape(value) {
  return Array.isArray(value) ? [value.length, ...nestedShape(value[0])] : [];
}

test('stages.json covers every stage, with every result it writes', () => {
  const content = read(stageFile);
  assertHeader(stageFile, content, content.cases);
  const covered = new Set(content.cases.map((c) => c.stage));
  assert.deepEqual([...covered].sort(), Object.keys(results).sort());
  for (const c of content.cases) {
    assert.deepEqual(Object.keys(c.outputs), results[c.stage], c.name);
    for (const [name, tensor] of Object.entries({ ...c.inputs, ...c.outputs }))
      assertTensor(tensor, `${c.name}, ${name}`);
  }
});

test('inputs of stages.json are float32 numbers, so that rounding them is no part of the error', () => {
  for (const c of read(stageFile).cases) {
    for (const [name, { data }] of Object.entries(c.inputs)) {
      const odd = data.find((x) => x !== '-inf' && Math.fround(x) !== x);
      assert.equal(odd, undefined, `${c.name}, ${name}`);
    }
  }
});

for (const file of programFiles) {
  test(`${file} has whole scenes and the tensors to expect of them`, () => {
    const content = read(file);
    assertHeader(file, content, content.programs);
    for (const { name, scene, tensors, from_torch: fromTorch, mask } of content.programs) {
      const length = scene.tokens.length;
      if (mask) assert.deepEqual(mask.shape, [length, length], `${name}: mask`);
      for (const [path, tensor] of Object.entries(tensors)) assertTensor(tensor, `${name}, ${path}`);
      assert.ok(fromTorch.length > 0, `${name}: nothing comes from torch.nn`);
      for (const path of fromTorch) assert.ok(path in tensors, `${name}: ${path} is in from_torch alone`);
      for (const [path, rows] of Object.entries(scene.weights.tensors)) {
        const size = nestedShape(rows).reduce((product, axis) => product * axis, 1);
        assert.equal(
          rows.flat(Infinity).filter(Number.isFinite).length,
          size,
          `${name}, weights.${path}: rows of one length`,
        );
      }
    }
  });
}

test('PyTorch makes the committed fixtures again, to 1e-12', (t) => {
  if (!python) {
    t.diagnostic(noTorch);
    t.skip(noTorch);
    return;
  }
  const { status, stdout, stderr } = check(here);
  assert.equal(status, 0, stderr || stdout);
});

test('the check finds a single number that moved, and names case and tensor', (t) => {
  if (!python) {
    t.diagnostic(noTorch);
    t.skip(noTorch);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'attend-reference-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const file of [stageFile, ...programFiles]) {
    const content = read(file);
    if (file === stageFile) content.cases.find((c) => c.stage === 'softmax').outputs.weights.data[1] += 1e-9;
    writeFileSync(join(folder, file), JSON.stringify(content));
  }
  const { status, stderr } = check(folder);
  assert.equal(status, 1, stderr);
  assert.match(stderr, /stages\.json, cases, softmax: H=2 T=3 S=4, outputs, weights, data\[1\]: committed/);
});
