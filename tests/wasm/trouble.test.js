/** When things go wrong: the engine traps, memory is short, states are too long. What a reader did must not be lost by it. */
import { after, before, test } from 'node:test';
import { loadEngine } from '../../dist/package/index.js';
import { assert } from './assert.js';
import { allTensors, sameData, scene } from './support.js';

const instantiate = WebAssembly.instantiate;
/** The names of engine functions that trap when they are called next. */
const trapping = new Set();
let memory;
let withoutMemory = false;

/** An engine like any other, but that its functions can be made to trap. */
before(() => {
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    const instance = made.instance ?? made;
    memory = instance.exports.memory;
    const exports = Object.fromEntries(
      Object.entries(instance.exports).map(([name, value]) => [
        name,
        typeof value !== 'function'
          ? value
          : (...args) => {
              if (withoutMemory && name === 'attend_alloc') return 0;
              if (trapping.delete(name)) throw new WebAssembly.RuntimeError('memory access out of bounds');
              return value(...args);
            },
      ]),
    );
    return made.instance ? { module: made.module, instance: { exports } } : { exports };
  };
});
after(() => {
  WebAssembly.instantiate = instantiate;
});

const causal = scene({ kind: 'block', mask: { kind: 'causal' } });
const temperature = 'layers.0.attention.scale.temperature';

/** Calls of an engine and of a session in it, by the function that each crosses with. */
const calls = (engine, session) => ({
  attend_call: () => engine.residual({ x: [[1]], y: [[2]] }),
  attend_open: () => engine.open(causal),
  attend_alloc: () => engine.open(causal),
  attend_edit: () => session.edit('embed', [0, 0], 1),
  attend_undo: () => session.undo(),
  attend_value: () => session.tensor('embed', { ahead: true }),
  attend_explain: () => session.explain('embed', [0, 0]),
  attend_move: () => session.step(),
  attend_notices: () => session.notices,
});

test('a trap anywhere is told in words, and every later call says how to go on', async () => {
  for (const name of Object.keys(calls())) {
    const engine = await loadEngine();
    const all = calls(engine, engine.open(causal));
    assert.equal(engine.stopped, false, `${name}: before`);
    trapping.add(name);
    assert.refused(all[name], 'stopped', ['memory access out of bounds', 'engine.restart()'], name);
    assert.equal(engine.stopped, true, `${name}: after`);
    for (const [later, call] of Object.entries(all)) assert.refused(call, 'stopped', [], `${later} after ${name}`);
    await engine.restart();
    assert.equal(engine.stopped, false, `${name}: started again`);
    assert.deepEqual([...engine.residual({ x: [[1]], y: [[2]] }).sum.data], [3], `${name}: works again`);
  }
});

test('what was edited outlives the engine, but not the edit that stopped it', async () => {
  const engine = await loadEngine();
  const session = engine.open(causal, { tokens: ['a', 'dog'] });
  session.edit('embed', [0, 0], 2);
  session.edit('embed', [0, 1], 0.1);
  session.edit(temperature, [], 0.3);
  session.undo();
  session.level = 'row';
  session.runTo('layers.0.attention.softmax');
  session.selection = { path: 'embed', index: [0, 1] };
  const expected = { edits: session.edits, position: session.position, tensors: allTensors(session) };
  trapping.add('attend_edit');
  assert.refused(() => session.edit('embed', [1, 0], 9), 'stopped');
  assert.deepEqual(session.edits, expected.edits, 'edits while the engine is stopped');
  await engine.restart();
  assert.refused(() => session.step(), 'stopped', ['engine.restore']);
  const back = engine.restore(session.given, session.save({ long: true }));
  assert.deepEqual(back.restored, { ok: true, message: '' }, 'restored');
  assert.deepEqual(back.edits, expected.edits, 'edits');
  assert.deepEqual(back.position, expected.position, 'position');
  assert.deepEqual(back.selection, session.selection, 'selection');
  assert.deepEqual(back.scene.tokens, ['a', 'dog'], 'tokens');
  for (const [path, { data }] of allTensors(back))
    assert.ok(sameData(data, expected.tensors.get(path).data), `${path} to the bit`);
  session.close();
  assert.refused(() => session.save(), 'closed');
  back.step();
});

test('where no memory can be had, the bytes are told, and the engine goes on', async () => {
  const engine = await loadEngine();
  const x = { shape: [1, 4], data: new Float32Array(4) };
  const real = engine.residual({ x, y: x });
  withoutMemory = true;
  assert.refused(() => engine.residual({ x, y: x }), 'memory', ['bytes']);
  withoutMemory = false;
  assert.deepEqual(engine.residual({ x, y: x }), real, 'afterwards');
});

test('results that no memory holds are refused with their sizes, and the engine goes on', async () => {
  const engine = await loadEngine();
  const ones = (...shape) => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b)).fill(1) });
  const wide = () => engine.scores({ q: ones(1, 65536, 1), k: ones(1, 65537, 1) });
  const error = assert.refused(wide, 'memory', ['(1, 65536, 65537)', '17180 MB', '512 MB']);
  assert.deepEqual([error.stage, error.tensor], ['scores', 'scores'], 'stage and tensor');
  assert.refused(() => engine.linear({ x: ones(65536, 1), w: ones(1, 65536) }), 'memory', ['(65536, 65536)']);
  assert.refused(() => engine.weightedSum({ weights: ones(1, 20000, 1), v: ones(1, 1, 20000) }), 'memory', [
    '(1, 20000, 20000)',
  ]);
  assert.deepEqual([...engine.scores({ q: [[[1, 2]]], k: [[[3, 4]]] }).scores.data], [11], 'afterwards');
  engine.open(causal).close();
});

test('a scene that is too large is refused before any weight is drawn', async () => {
  const engine = await loadEngine();
  const before = memory.buffer.byteLength;
  const large = scene({ kind: 'decoder', layers: 100, width: 8192, heads: 1, unembed: true });
  assert.refused(() => engine.open(large), 'scene', ['MB at once', 'fewer tokens']);
  assert.refused(() => engine.runner(large), 'scene', ['MB, and a runner draws at most', 'fewer layers']);
  assert.equal(memory.buffer.byteLength, before, 'bytes of memory');
});

test('a state that is too long is refused with its length, and is not written either', async () => {
  const engine = await loadEngine();
  const restored = engine.restore(causal, 'v1.x.x.'.padEnd(2 ** 20 + 1, 'a'));
  assert.equal(restored.restored.ok, false, 'restored');
  for (const part of ['1048577', '1048576'])
    assert.ok(restored.restored.message.includes(part), restored.restored.message);
  const session = engine.open(scene({ width: 64 }, { tokens: Array.from({ length: 64 }, (_, i) => `w${i}`) }));
  const row = new Float32Array(64 * 64).map((_, i) => Math.sin(i));
  for (let n = 0; n < 22; n += 1) session.edit('embed', [0, 0], row);
  assert.refused(() => session.save({ long: true }), 'state', ['22 edits']);
  session.undo();
});

test('options: what edit takes, restore takes to the bit; what no float keeps is refused', async () => {
  const engine = await loadEngine();
  const eps = 'layers.0.norm_1.eps';
  const factor = 'layers.0.attention.scale.factor';
  const session = engine.open(causal);
  const wrong = [
    [temperature, [], 1e-60, 'value', ['float']],
    [temperature, [], 1e300, 'value', ['float']],
    [factor, [], 1e300, 'value', ['float']],
    [factor, [], -1e-60, 'value', ['float']],
    [eps, [], 1e-60, 'value', ['float']],
    [temperature, [0], 2, 'index', ['[0]', '[]']],
    [temperature, [0, 0], 2, 'index', ['[0, 0]']],
    [temperature, [], [1, 2], 'value', ['2 were given']],
    [temperature, [], [], 'value', ['0 were given']],
    [temperature, [], '2', 'value', ['number']],
    ['layers.0.feed_forward.activation', [], 4, 'value', ['relu']],
    ['layers.0.attention.split_heads.heads', [], 4, 'value', ["scene's model"]],
  ];
  for (const [path, index, value, code, says] of wrong)
    assert.refused(() => session.edit(path, index, value), code, says, `${path} = ${value}`);
  for (const position of ['sinusoidal', 'learned'])
    for (const kind of [0, 1])
      assert.refused(() => engine.open(scene({ position })).edit('position.kind', [], kind), 'value', [
        "scene's model",
      ]);
  assert.deepEqual(session.edits, [], 'edits');
  const taken = [
    [temperature, 1 / 3],
    [temperature, 0.3],
    [temperature, 1.4e-45],
    [temperature, 3.4028234663852886e38],
    [factor, -0],
    [factor, -1.23456789012345],
    [eps, 0],
    [eps, 1e-44],
    ['layers.0.feed_forward.activation', 3],
  ];
  for (const [path, value] of taken) {
    session.edit(path, [], value);
    const back = engine.restore(causal, session.save({ long: true }));
    assert.deepEqual(back.restored, { ok: true, message: '' }, `${path} = ${value}`);
    assert.deepEqual(back.edits, session.edits, `${path} = ${value}: edits`);
    assert.deepEqual(back.program, session.program, `${path} = ${value}: program`);
    const after = allTensors(back);
    for (const [tensor, { data }] of allTensors(session))
      assert.ok(sameData(data, after.get(tensor).data), `${path} = ${value}: ${tensor}`);
    back.close();
  }
});

test('a patch of what no patch may touch is refused when it is made, not when it comes back', async () => {
  const engine = await loadEngine();
  assert.refused(() => engine.open(causal, { title: 'mine' }), 'scene', ['title', 'tokens']);
});

test('what was set from outside and is no place is left out of a state, so that it comes back', async () => {
  const engine = await loadEngine();
  const session = engine.open(causal);
  for (const head of [1.5, -1, '0', Number.NaN]) {
    session.head = head;
    session.selection = { path: 'embed', index: [99, 0] };
    session.breakpoints.add('nowhere');
    assert.equal(engine.restore(causal, session.save()).restored.ok, true, `head ${head}`);
  }
});

test('twenty thousand edits come back, and can be taken away', async () => {
  const engine = await loadEngine();
  const session = engine.open(causal);
  for (let n = 0; n < 20000; n += 1) session.edit('embed', [n % 3, n % 4], n % 7);
  const back = engine.restore(causal, session.save({ long: true }));
  assert.deepEqual(back.restored, { ok: true, message: '' }, 'restored');
  assert.deepEqual(back.edits, session.edits, 'edits');
  back.removeEdits(session.edits.map((_, number) => number).filter((number) => number % 2));
  assert.equal(back.edits.length, 10000, 'half of them');
  back.removeEdits(back.edits.map((_, number) => number));
  assert.deepEqual(back.changes(), [], 'changes');
  const fresh = allTensors(engine.open(causal));
  for (const [path, { data }] of allTensors(back)) assert.ok(sameData(data, fresh.get(path).data), path);
});
