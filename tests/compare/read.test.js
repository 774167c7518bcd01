/** What people hand in: prints of three libraries, .npy, .npz, safetensors, CSV, JSON; whole, cut off, or wrong. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { zipSync } from 'fflate';
import { npyBytes } from '../../dist/package/export.js';
import { readFile } from '../../web/compare/read/read-file.js';
import { readPrints } from '../../web/compare/read/read-prints.js';

const scratch = mkdtempSync(join(tmpdir(), 'attend-read-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
const file = (name, content) => {
  writeFileSync(join(scratch, name), content);
  return join(scratch, name);
};

test('what NumPy, PyTorch and JAX print is read with names, shapes and printed digits', () => {
  const text = `q: tensor([[ 1.0000, -2.5000],
        [ 0.1250,  3.0000]], dtype=torch.float64)
scores = array([[[1., 2.],
        [3., -inf]]], dtype=float32)
attn
[[1.5e-01 8.5e-01]]
print out Array([1, nan, 3], dtype=float32)
`;
  const [q, scores, attn, out] = readPrints(text);
  assert.deepEqual([q.name, q.shape, [...q.data]], ['q', [2, 2], [1, -2.5, 0.125, 3]]);
  assert.ok(Math.abs(q.step - 1e-4) < 1e-12);
  assert.deepEqual([scores.name, scores.shape, [...scores.data]], ['scores', [1, 2, 2], [1, 2, 3, -Infinity]]);
  assert.deepEqual([attn.name, attn.shape, [...attn.data]], ['attn', [1, 2], [0.15, 0.85]]);
  assert.ok(Math.abs(attn.step - 0.01) < 1e-12);
  assert.deepEqual([out.name, [...out.data]], ['out', [1, Number.NaN, 3]]);
});

test('prints that are cut off, shortened or uneven are refused with the way to mend them', () => {
  for (const [text, reason] of [
    ['scores: [[1, 2], [3', /"scores" ends before its brackets close/],
    ['scores: [[1, 2, ..., 9]]', /printed in part only.*set_printoptions/],
    ['scores: [[1, 2], [3]]', /rows of 2 and of 1: a part is missing/],
    ['scores: [[1, x]]', /holds "x", which is no number/],
  ])
    assert.throws(() => readPrints(text), reason);
});

const safetensors = (header, data) => {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
};

test('files of every kind give the same numbers', async () => {
  const shape = [2, 2];
  const numbers = [1, -2.5, 0.125, 3];
  const npy = npyBytes({ shape, data: Float32Array.from(numbers) });
  const halves = Buffer.from(Uint16Array.from([0x3c00, 0xc100, 0x3000, 0x4200]).buffer);
  const brain = Buffer.from(Uint16Array.from([0x3f80, 0xc020, 0x3e00, 0x4040]).buffer);
  const one = (dtype, data) => safetensors({ scores: { dtype, shape, data_offsets: [0, data.length] } }, data);
  for (const [name, content] of [
    ['scores.npy', npy],
    ['all.npz', zipSync({ 'scores.npy': npy })],
    ['f32.safetensors', one('F32', Buffer.from(Float32Array.from(numbers).buffer))],
    ['f64.safetensors', one('F64', Buffer.from(Float64Array.from(numbers).buffer))],
    ['f16.safetensors', one('F16', halves)],
    ['bf16.safetensors', one('BF16', brain)],
    ['scores.csv', 'a,b\n1,-2.5\n0.125,3\n'],
    ['trace.json', JSON.stringify({ tensors: { scores: { shape, data: numbers } } })],
    [
      'nested.json',
      JSON.stringify({
        scores: [
          [1, -2.5],
          [0.125, 3],
        ],
      }),
    ],
    ['scores.txt', '[[1, -2.5], [0.125, 3]]'],
  ]) {
    const [got, ...more] = await readFile(file(name, content));
    assert.deepEqual([got.name, [...got.shape], [...got.data], more.length], ['scores', shape, numbers, 0], name);
  }
});

test('half a file, another dtype and a wrong header are told by file, tensor and mend', async () => {
  const data = Buffer.from(Float32Array.from([1, 2, 3, 4]).buffer);
  const header = { w: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] } };
  const whole = safetensors(header, data);
  for (const [name, content, reason] of [
    [
      'cut.safetensors',
      whole.subarray(0, whole.length - 4),
      /cut\.safetensors: the file ends within "w": it was cut off/,
    ],
    ['head.safetensors', whole.subarray(0, 20), /half of one/],
    ['none.safetensors', Buffer.from('abc'), /no safetensors file/],
    [
      'int.safetensors',
      safetensors({ w: { ...header.w, dtype: 'I8' } }, data),
      /"w" has the dtype I8\. Save it as float32/,
    ],
    [
      'size.safetensors',
      safetensors({ w: { ...header.w, shape: [2, 3] } }, data),
      /should have 24 bytes for its shape \(2, 3\)/,
    ],
    ['bad.npy', Buffer.from('no'), /bad\.npy: This is not a \.npy file/],
    ['bad.csv', '1,2\n3,x\n', /"x" in row 2 is no number/],
    ['odd.csv', '1,2\n3\n', /row 2 has 1 numbers, the first has 2/],
    ['empty.txt', 'nothing here', /no numbers in brackets\. Print tensors with their names/],
  ])
    await assert.rejects(readFile(file(name, content)), reason, name);
});

test('how far a number may be off follows from how it is printed', () => {
  const step = (text) => readPrints(text)[0].step;
  assert.equal(step('a: [[0., 1.]]'), 0, 'whole numbers are not rounded');
  assert.ok(Math.abs(step('a: [[0.333, 1.]]') - 1e-3) < 1e-12, 'zeros behind are left out');
  const [fine, coarse] = step('a: [[1.2500e-01, -1.0000e+09]]');
  assert.ok(Math.abs(fine - 1e-5) < 1e-12 && coarse === 1e5, 'each says it for itself');
});

test('tables and JSON as Python writes them; what is no shape, no list and no number is told', async () => {
  const [saved] = await readFile(file('saved.csv', '1.250000000000000000e-01,-inf\n3.0e+00,4.0e+00\n'));
  assert.deepEqual(
    [saved.shape, [...saved.data]],
    [
      [2, 2],
      [0.125, -Infinity, 3, 4],
    ],
  );
  assert.ok(Math.max(...saved.step) <= 0.1);
  const [spaced] = await readFile(file('spaced.csv', '1.5 2.5\n3.5 4.5\n'));
  assert.deepEqual(
    [spaced.shape, [...spaced.data]],
    [
      [2, 2],
      [1.5, 2.5, 3.5, 4.5],
    ],
  );
  const [masked] = await readFile(file('masked.json', '{"masked": [[1.0, -Infinity], [NaN, 2.0]]}'));
  assert.deepEqual([...masked.data], [1, -Infinity, Number.NaN, 2]);
  for (const [name, text, reason] of [
    ['ragged.json', '{"scores": [[1, 2], [3]]}', /"scores" has rows of 2 and of 1/],
    ['short.json', '{"scores": {"shape": [3], "data": [1]}}', /"scores" has 1 numbers, but its shape \(3\) has 3/],
    ['words.json', '{"scores": ["hello"]}', /"scores" holds "hello", which is no number/],
    ['null.json', 'null', /no tensors by name/],
    ['empty.csv', '', /is no number|no rows of numbers/],
  ])
    await assert.rejects(readFile(file(name, text)), reason, name);
  const both = readPrints('x.shape = torch.Size([3, 4])\nscores: [[1.5, 2.5]]');
  assert.deepEqual(
    both.map(({ name }) => name),
    ['scores'],
  );
});
