/** Tensors and traces as files, and files that are read back. */
import { test } from 'node:test';
import { csvText, npyBytes, readCsv, readNpy, traceText } from '../../dist/package/export.js';
import { loadEngine } from '../../dist/package/index.js';
import { assert } from './assert.js';
import { allTensors, everyScene, random, sameData, scene, size, steps } from './support.js';

const engine = await loadEngine();

const tensor = (shape, data, labels = shape.map((length) => Array.from({ length }, (_, i) => String(i + 1)))) => ({
  path: 'layers.0.attention.scores',
  name: 'scores',
  axes: ['H', 'T', 'S'].slice(-shape.length),
  labels,
  shape,
  data: Float32Array.from(data),
});

const grid = tensor(
  [2, 3],
  [1, 2, 3, 4, 5, 6],
  [
    ['the', 'cat'],
    ['a', 'b', 'c'],
  ],
);

test('a trace holds every tensor, to the bit', () => {
  everyScene(engine, (session) => {
    session.edit(steps(session.program)[0].writes[0], [0, 0], 0.1);
    const trace = JSON.parse(traceText(session, '9.9.9'));
    assert.equal(trace.attend, '9.9.9', 'version');
    assert.deepEqual(trace.scene, session.scene, 'scene');
    assert.deepEqual(trace.program, session.program, 'program');
    assert.equal(trace.edits.length, 1, 'edits');
    const all = allTensors(session);
    assert.deepEqual(Object.keys(trace.tensors), [...all.keys()], 'paths');
    for (const [name, { axes, labels, shape, data }] of all) {
      const written = trace.tensors[name];
      assert.deepEqual({ ...written, data: null }, { axes, labels, shape, data: null }, name);
      const read = Float32Array.from(written.data, (number) => (number === '-inf' ? -Infinity : Number(number)));
      assert.ok(sameData(read, data), `${name}: numbers`);
    }
  });
});

test('CSV has the labels of rows and columns, and heads as blocks', () => {
  assert.equal(csvText(grid), 'T\\S,a,b,c\r\nthe,1,2,3\r\ncat,4,5,6\r\n', 'a matrix');
  const heads = tensor([2, 1, 2], [1, 0.1, -Infinity, -0.25], [['1', '2'], ['the'], ['a', 'b']]);
  assert.equal(csvText(heads), 'H,T\\S,a,b\r\n1,the,1,0.1\r\n2,the,-inf,-0.25\r\n', 'two heads');
  assert.equal(csvText({ ...tensor([2], [1, 2]), axes: ['T'], name: 'mean' }), 'T,mean\r\n1,1\r\n2,2\r\n', 'a vector');
  const thirds = tensor([1, 3], [1 / 3, 0.7, 1e-30], [['1'], ['1', '2', '3']]);
  assert.equal(csvText(thirds).split('\r\n')[1], '1,0.33333334,0.7,1e-30', 'the fewest digits');
  const strange = tensor([1, 3], [1, 2, 3], [['say "hi"'], ['a,b', 'line\nend', '=1+1']]);
  assert.equal(csvText(strange), `T\\S,"a,b","line\nend",'=1+1\r\n"say ""hi""",1,2,3\r\n`, 'strange labels');
});

test('CSV and .npy bring back every tensor, to the bit', () => {
  everyScene(engine, (session) => {
    for (const [path, one] of allTensors(session)) {
      assert.ok(sameData(readCsv(csvText(one), one), one.data), `${path} through CSV`);
      assert.ok(sameData(readNpy(npyBytes(one), one), one.data), `${path} through .npy`);
    }
  });
  const draw = random(5);
  const bits = new Uint32Array(2000).map(() => draw.below(0xff000000));
  const wild = tensor(
    [40, 50],
    new Float32Array(bits.buffer).map((x) => (Number.isFinite(x) ? x : -0)),
  );
  assert.ok(sameData(readCsv(csvText(wild), wild), wild.data), 'any float through CSV');
  assert.ok(sameData(readNpy(npyBytes(wild), wild), wild.data), 'any float through .npy');
  const strange = tensor(
    [2, 2],
    [1, 2, 3, 4],
    [
      ['"', ' a '],
      ['\r\n', ''],
    ],
  );
  assert.ok(sameData(readCsv(csvText(strange), strange), strange.data), 'strange labels');
});

test('what is read back is one edit', () => {
  const session = engine.open(scene());
  const path = 'layers.0.attention.scores';
  const before = session.tensor(path, { ahead: true });
  const doubled = { ...before, data: before.data.map((number) => number * 2) };
  session.edit(path, [0, 0, 0], readNpy(npyBytes(doubled), before));
  assert.ok(sameData(session.tensor(path, { ahead: true }).data, doubled.data), 'the numbers');
  assert.equal(session.edits.length, 1, 'edits');
  session.undo();
  assert.ok(sameData(session.tensor(path, { ahead: true }).data, before.data), 'after undo');
  const hole = before.data.map((number, i) => (i === 5 ? Number.NaN : number));
  const bytes = npyBytes({ ...before, data: hole });
  assert.refused(() => session.edit(path, [0, 0, 0], readNpy(bytes, before)), 'value', [`${path}[0, 1, 2]`, 'NaN']);
  assert.deepEqual(session.edits, [], 'nothing changed');
  session.close();
});

test('CSV without labels, with any line ends and a byte order mark', () => {
  const rows = [1, 2, 3, 4, 5, 6];
  for (const text of [
    '1,2,3\n4,5,6\n',
    '1,2,3\r\n4,5,6',
    '\uFEFF1,2,3\r4,5,6\r',
    '"1"," 2",+3.\n4e0,.5e1,6',
    '\nT\\S,a,b,c\n\nthe,1,2,3\ncat,4,5,6\n\n',
    '1;2;3\r\n4;5;6\r\n',
    '1\t2\t3\n4\t5\t6',
    '[[1. 2. 3.]\n [4. 5. 6.]]',
    '[[1, 2, 3], [4, 5, 6]]',
    '"1,0","2,0","3,0"\n"4,0","5,0","6,0"',
    '1,0;2,0;3,0\n4,0;5,0;6,0',
  ])
    assert.deepEqual([...readCsv(text, grid)], rows, JSON.stringify(text));
});

test('CSV with every minus sign, and with separators among its labels', () => {
  assert.deepEqual(
    [...readCsv('−1,–2,-3\n−inf,-∞,−6e-1', grid)],
    [-1, -2, -3, -Infinity, -Infinity, Math.fround(-0.6)],
  );
  const odd = {
    ...grid,
    labels: [
      [';', 'cat'],
      ['a', ';', 'c'],
    ],
  };
  assert.ok(sameData(readCsv(csvText(odd), odd), odd.data));
});

test('CSV that does not fit is refused with line and column', () => {
  const bad = [
    ['', ['0 rows', 'needs 2']],
    ['\n\n1,2,3\n4,x,6\n', ['Line 4, column 2', '"x"']],
    ['1,2,3\n', ['1 rows', 'needs 2']],
    ['1,2,3\n4,5,6\n7,8,9\n', ['3 rows']],
    ['1,2\n3,4\n', ['Line 1', '2 fields', 'needs 3']],
    ['1,2,3\n4,5,6,7\n', ['Line 2', '4 fields']],
    ['1,2,3\n4,x,6\n', ['Line 2, column 2', '"x"']],
    ['1,2,3\n4,,6\n', ['Line 2, column 2', '""']],
    ['1,2,3\n4,0x10,6\n', ['Line 2, column 2', '"0x10"']],
    ['T\\S,a,b,c\nthe,1,2,3\n', ['1 rows']],
    ['T\\S,a,c,b\nthe,1,2,3\ncat,4,5,6\n', ['Line 1, column 3', '"c"', '"b"']],
    ['T\\S,a,b,c\ncat,4,5,6\nthe,1,2,3\n', ['Line 2, column 1', '"cat"', '"the"']],
    ['T\\S,a,b,c,d\nthe,1,2,3\ncat,4,5,6\n', ['Line 1']],
    ['1,2,3\n4,"5"6,7\n', ['quotation mark']],
    ['1,2,3\n4,"5,6\n', ['quotation mark']],
  ];
  for (const [text, says] of bad) assert.refused(() => readCsv(text, grid), 'value', says, JSON.stringify(text));
});

/** A .npy file from its parts, as anybody could write it. */
function npy(header, data, { version = [1, 0], length = header.length, magic = '\x93NUMPY' } = {}) {
  const wide = version[0] > 1;
  const bytes = new Uint8Array(magic.length + 2 + (wide ? 4 : 2) + header.length + data.length);
  const view = new DataView(bytes.buffer);
  const put = (text, at) => bytes.set(Buffer.from(text, 'latin1'), at);
  put(magic, 0);
  bytes.set(version, magic.length);
  if (wide) view.setUint32(magic.length + 2, length, true);
  else view.setUint16(magic.length + 2, length, true);
  put(header, magic.length + (wide ? 6 : 4));
  bytes.set(data, bytes.length - data.length);
  return bytes;
}

const head = (descr, shape = '(2, 3)', fortran = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;

const numbers = (bytesEach, set) => {
  const view = new DataView(new ArrayBuffer(6 * bytesEach));
  for (let i = 0; i < 6; i += 1) set(view, i * bytesEach, i + 1);
  return new Uint8Array(view.buffer);
};
const f4 = numbers(4, (view, at, x) => view.setFloat32(at, x, true));

test('.npy of every kind of number and order', () => {
  const kinds = [
    ['<f4', f4],
    ['>f4', numbers(4, (view, at, x) => view.setFloat32(at, x))],
    ['<f8', numbers(8, (view, at, x) => view.setFloat64(at, x, true))],
    ['>f8', numbers(8, (view, at, x) => view.setFloat64(at, x))],
    ['<i4', numbers(4, (view, at, x) => view.setInt32(at, x, true))],
    ['>i8', numbers(8, (view, at, x) => view.setBigInt64(at, BigInt(x)))],
    ['<i8', numbers(8, (view, at, x) => view.setBigInt64(at, BigInt(x), true))],
    ['|u1', numbers(1, (view, at, x) => view.setUint8(at, x))],
    [
      '<f2',
      numbers(2, (view, at, x) => view.setUint16(at, [0x3c00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600][x - 1], true)),
    ],
  ];
  for (const [descr, data] of kinds)
    assert.deepEqual([...readNpy(npy(head(descr), data), grid)], [1, 2, 3, 4, 5, 6], descr);
  const yes = Uint8Array.of(1, 0, 1, 0, 0, 1);
  assert.deepEqual([...readNpy(npy(head('|b1'), yes), grid)], [...yes], '|b1');
  assert.deepEqual([...readNpy(npy(head('<f4', '(2, 3)', 'True'), f4), grid)], [1, 3, 5, 2, 4, 6], 'columns first');
  for (const version of [
    [2, 0],
    [3, 0],
  ])
    assert.deepEqual([...readNpy(npy(head('<f4'), f4, { version }), grid)], [1, 2, 3, 4, 5, 6], `version ${version}`);
  const half = (bits) => {
    const data = Uint8Array.of(bits & 255, bits >> 8);
    return readNpy(npy(head('<f2', '(1,)'), data), tensor([1], [0]))[0];
  };
  assert.deepEqual([0x0001, 0x8400, 0x7bff, 0xfc00].map(half), [2 ** -24, -(2 ** -14), 65504, -Infinity], 'halves');
});

test('.npy that does not fit is refused with why', () => {
  const bad = [
    ['empty', new Uint8Array(0), ['not a .npy file']],
    ['text', Buffer.from('1,2,3\n4,5,6\n'), ['not a .npy file']],
    ['zip', npy(head('<f4'), f4, { magic: 'PK\x03\x04xx' }), ['not a .npy file']],
    ['version 4', npy(head('<f4'), f4, { version: [4, 0] }), ['4.0']],
    ['another shape', npy(head('<f4', '(3, 2)'), f4), ['(3, 2)', '(2, 3)']],
    ['a flat array', npy(head('<f4', '(6,)'), f4), ['(6,)']],
    ['objects', npy(head('|O'), f4), ['object', 'code', 'astype']],
    ['text cells', npy(head('<U3'), f4), ['U3']],
    ['complex', npy(head('<c8'), f4), ['c8']],
    ['records', npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3)}\n", f4), ['fields']],
    ['numbers missing', npy(head('<f4'), f4.subarray(0, 20)), ['24 bytes', '20 follow']],
    ['numbers too many', npy(head('<f4'), Uint8Array.of(...f4, 0)), ['24 bytes', '25 follow']],
    ['header too long', npy(head('<f4'), f4, { length: 60000 }), ['60000', 'cut off']],
    ['header of 4 GB', npy(head('<f4'), f4, { version: [2, 0], length: 0xffffffff }), ['4294967295']],
    ['2 GB announced', npy(head('<f4', '(536870912,)'), f4), ['(536870912,)']],
    ['no whole number', npy(head('<f4', '(2, 3.0)'), f4), ['header']],
    ['negative', npy(head('<f4', '(-2, 3)'), f4), ['header']],
    ['beyond any number', npy(head('<f4', '(99999999999999999999, 3)'), f4), ['shape']],
    ['code', npy("__import__('os').system('x')\n", f4), ['header']],
    ['code inside', npy("{'descr': '<f4', 'fortran_order': f(), 'shape': (2, 3)}\n", f4), ['header']],
    ['a key too many', npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'x': 1}\n", f4), ['x']],
    ['a key twice', npy("{'descr': '<f4', 'descr': '|O', 'fortran_order': False, 'shape': (2, 3)}\n", f4), ['header']],
    ['a key missing', npy("{'descr': '<f4', 'shape': (2, 3)}\n", f4), ['fortran_order']],
    ['order is text', npy("{'descr': '<f4', 'fortran_order': 'False', 'shape': (2, 3)}\n", f4), ['fortran_order']],
    ['deep', npy(`{'descr': ${'('.repeat(3000)}`, f4), ['header']],
    ['not closed', npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)\n", f4), ['header']],
    ['more behind', npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} 1\n", f4), ['header']],
  ];
  for (const [name, bytes, says] of bad) assert.refused(() => readNpy(bytes, grid), 'value', says, name);
});

test('no file of ours or cut from ours does harm', () => {
  const bytes = npyBytes(grid);
  for (let length = 0; length < bytes.length; length += 1)
    assert.refused(() => readNpy(bytes.subarray(0, length), grid), 'value', [], `${length} bytes`);
  const draw = random(9);
  for (let n = 0; n < 3000; n += 1) {
    const wild = bytes.slice();
    wild[draw.below(128)] = draw.below(256);
    try {
      assert.equal(readNpy(wild, grid).length, size(grid.shape), 'numbers');
    } catch (error) {
      assert.isRefusal(error, 'value', [], `byte changes ${n}`);
    }
  }
});

test('a .npy of ours is what NumPy writes', () => {
  const text = Buffer.from(npyBytes(grid)).toString('latin1');
  assert.ok(
    text.startsWith("\x93NUMPY\x01\x00\x76\x00{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"),
    text,
  );
  assert.equal(text.length, 128 + 24, 'length');
  assert.equal(text[127], '\n', 'the end of the header');
});
