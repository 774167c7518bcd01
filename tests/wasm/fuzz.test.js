/**
 * The JavaScript side of the boundary, with what nobody means to give it: texts that are nearly scenes, scenes with odd things
 * in them, states that were changed, pointers to nowhere. It takes them or refuses them in words; nothing else is thrown, and
 * the engine goes on. tests/fuzz does the same to the C++ side.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { readCsv } from '../../dist/package/export.js';
import { loadEngine } from '../../dist/package/index.js';
import { at } from '../../scripts/root.js';
import { assert } from './assert.js';
import { allTensors, encoder, encoderDecoder, random, sameData, scene } from './support.js';

const causal = scene({ kind: 'block', mask: { kind: 'causal' } });
const scenes = [scene(), encoder, encoderDecoder, causal];
const corpus = at('tests/fuzz/corpus/scene');
const found = readdirSync(corpus).map((file) => readFileSync(at(corpus, file), 'utf8'));
const few = { budget: 2 ** 20 };

/** Runs `act`, which may throw an EngineError of one of these codes and nothing else; whether it did not. */
function taken(act, codes, name) {
  try {
    act();
    return true;
  } catch (error) {
    if (error.name !== 'EngineError' || !codes.includes(error.code) || !error.message)
      throw new Error(`${name}: expected an EngineError (${codes}), got ${error.stack ?? error}`);
    return false;
  }
}

/** A text with a few pieces taken out, doubled, swapped for a piece of another, or signs replaced. */
function changed(draw, text, others) {
  let result = text;
  for (let n = 1 + draw.below(2); n > 0; n -= 1) {
    const from = draw.below(result.length + 1);
    const to = from + draw.below(12);
    const other = draw.pick(others);
    const piece = draw.below(other.length + 1);
    const instead = draw.pick([
      '',
      result.slice(from, to).repeat(2),
      other.slice(piece, piece + draw.below(20)),
      draw.pick(['"', '{', ']', ',', '1e999', '-0', '\u0000', '\ud800', '\ufeff', 'null', '[[[', '"__proto__":1,']),
    ]);
    result = result.slice(0, from) + instead + result.slice(to);
  }
  return result;
}

test('texts that are nearly scenes are opened or refused, and so are those that a fuzzer found', async () => {
  const engine = Object.assign(await loadEngine(), few);
  const draw = random(1);
  const texts = scenes.map((what) => JSON.stringify(what));
  let opened = 0;
  const open = (text) => {
    if (taken(() => engine.open(text).close(), ['scene', 'memory'], text)) opened += 1;
  };
  for (const text of found) open(text);
  for (let n = 0; n < 3000; n += 1) open(changed(draw, draw.pick(texts), texts));
  assert.ok(opened > 100, `${opened} were opened`);
  engine.open(scenes[0]).close();
});

/** What may stand in an object, and has no business in a scene. */
const odd = [
  ...[undefined, null, true, '', '\u0000', 'a', 0, -1, 0.5, 1e9, 1e300, -1e-300, Number.NaN, Infinity, 2 ** 53],
  ...[1n, Symbol('a'), () => 1, new Date(0), new Map([[1, 2]]), /a/, new ArrayBuffer(4), [], {}, [[]], [[1], [1, 2]]],
  ...[new Float32Array(0), new Float32Array(16), Float32Array.of(Number.NaN), new Float64Array(4), new Uint8Array(3)],
  { shape: [2, 2], data: new Float32Array(4) },
  { shape: [2], data: new Float32Array(4) },
  { shape: [-1], data: new Float32Array(1) },
  { shape: 'a', data: new Float32Array(1) },
  Array.from({ length: 40 }).reduce((inner) => [inner], 1),
];

/** A copy of a value, in which something is replaced or added at one place. */
function replaced(draw, value, depth = 0) {
  if (typeof value !== 'object' || value === null || depth > 4 || draw.below(6) === 0) return draw.pick(odd);
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const keys = [...Object.keys(copy), ...(draw.below(8) === 0 ? ['tensors', 'x'] : [])];
  if (keys.length === 0) return draw.pick(odd);
  const key = draw.pick(keys);
  copy[key] = replaced(draw, copy[key], depth + 1);
  return copy;
}

test('scenes with odd things in them are opened or refused, by a session and by a runner', async () => {
  const engine = Object.assign(await loadEngine(), few);
  const draw = random(2);
  let opened = 0;
  for (let n = 0; n < 3000; n += 1) {
    const what = replaced(draw, draw.pick(scenes));
    const act = () => (n % 4 ? engine.open(what) : engine.runner(what)).close();
    if (taken(act, ['scene', 'memory', 'stage'], `number ${n}`)) opened += 1;
  }
  assert.ok(opened > 100, `${opened} were opened`);
  engine.open(scenes[0]).close();
});

/** A state that holds this instead, and says rightly how long it is and what its sum is. */
function sealed(inner) {
  const json = JSON.stringify(inner, (_, part) => (typeof part === 'bigint' ? 1 : part)) ?? 'null';
  const payload = Buffer.from(json).toString('base64url');
  let sum = 0x811c9dc5;
  for (const letter of payload) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193);
  return `v1.${payload.length.toString(36)}.${(sum >>> 0).toString(36)}.${payload}`;
}

test('states that were changed are taken up whole, or not at all and said to be wrong', async () => {
  const engine = await loadEngine();
  const session = engine.open(causal, { tokens: ['a', 'dog'] });
  session.edit('embed', [0, 0], 2);
  session.edit('layers.0.attention.scale.temperature', [], 0.3);
  const draw = random(3);
  const text = session.save({ long: true });
  const payload = JSON.parse(Buffer.from(text.split('.').at(-1), 'base64url').toString());
  const plain = allTensors(engine.open(causal));
  let takenUp = 0;
  for (let n = 0; n < 1000; n += 1) {
    const state = n % 2 ? changed(draw, text, [text]) : sealed(replaced(draw, payload));
    const back = engine.restore(causal, state);
    if (back.restored.ok) takenUp += 1;
    if (!back.restored.ok) {
      assert.ok(back.restored.message.length > 10, `number ${n} says what was wrong`);
      assert.deepEqual(back.edits, [], `number ${n}: edits`);
      assert.ok(sameData(back.tensor('embed', { ahead: true }).data, plain.get('embed').data), `number ${n}: numbers`);
    }
    back.close();
  }
  assert.ok(takenUp > 10 && takenUp < 500, `${takenUp} were taken up`);
});

test('rows that are nearly a table are read or refused', async () => {
  const engine = await loadEngine();
  const draw = random(4);
  const target = engine.open(scene()).tensor('embed', { ahead: true });
  const texts = ['1,2,3,4\n5,6,7,8\n9,1,2,3\n', '"1";"2";"3";"4"\r\n', '[[1, 2, 3, 4],\n [5, 6, 7, -inf]]', '1\t2\t\t'];
  for (let n = 0; n < 3000; n += 1) {
    const text = changed(draw, draw.pick(texts), texts);
    taken(() => readCsv(text, target), ['value', 'shape', 'index', 'scene'], JSON.stringify(text));
  }
});

const { instantiate, Instance } = WebAssembly;
/** Changes the arguments of the next call of the engine; null while nothing is done to them. */
let spoil = null;
let memory;

/** The same exports, with what `spoil` makes of the arguments of a call. */
function spoiled(exports) {
  const call = (value) =>
    typeof value !== 'function' ? value : (...args) => value(...(args.length > 0 && spoil ? spoil(args) : args));
  return Object.fromEntries(Object.entries(exports).map(([name, it]) => [name, call(it)]));
}

before(() => {
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    const instance = made.instance ?? made;
    memory = instance.exports.memory;
    const exports = spoiled(instance.exports);
    return made.instance ? { module: made.module, instance: { exports } } : { exports };
  };
  // What trains and runs without steps is started so.
  WebAssembly.Instance = function spoiledInstance(...given) {
    return { exports: spoiled(new Instance(...given).exports) };
  };
});
after(() => {
  Object.assign(WebAssembly, { instantiate, Instance });
});

/** Anything that a page asks of an engine and a session. */
const questions = [
  (engine) => engine.residual({ x: [[1]], y: [[2]] }),
  (engine) => engine.open(causal).close(),
  (_, session) => session.step(),
  (_, session) => session.tensor('embed', { ahead: true }),
  (_, session) => session.explain('layers.0.attention.softmax', [0, 1, 0]),
  (_, session) => session.usedBy('embed', [0, 0]),
  (_, session) => session.edit('embed', [1, 1], 0.5),
  (_, session) => session.changes(),
  (_, session) => session.notices,
  (_, session) => session.rowSums('layers.0.attention.softmax'),
  (_, session) => session.undo(),
  (_, session) => session.redo(),
  (_, session) => session.removeEdits([0]),
];

test('a pointer to nowhere, in any call, really traps; what was done comes back in an engine that starts again', async () => {
  const draw = random(5);
  const engine = await loadEngine();
  let traps = 0;
  for (let n = 0; n < 300; n += 1) {
    const session = engine.open(causal);
    session.edit('embed', [0, 0], draw.number());
    session.edit('layers.0.norm_1.rstd', [1], draw.number());
    session.runTo('layers.0.attention.scores');
    const expected = { edits: session.edits, tensors: allTensors(session) };
    let calls = draw.below(4);
    spoil = (args) => {
      calls -= 1;
      if (calls >= 0) return args;
      spoil = null;
      const nowhere = memory.buffer.byteLength + 4 * draw.below(1000);
      return args.with(draw.below(args.length), nowhere);
    };
    const question = draw.pick(questions);
    const codes = ['stopped', 'index', 'value', 'input', 'option', 'scene', 'memory', 'shape', 'stage'];
    taken(() => question(engine, session), codes, `number ${n}, ${question}`);
    spoil = null;
    if (!engine.stopped) continue;
    traps += 1;
    assert.refused(() => engine.open(causal), 'stopped', ['engine.restart()'], `number ${n}`);
    const { edits } = session;
    const text = session.save({ long: true });
    await engine.restart();
    const back = engine.restore(session.given, text);
    assert.deepEqual(back.restored, { ok: true, message: '' }, `number ${n}: restored`);
    assert.deepEqual(back.edits, edits, `number ${n}: edits`);
    if (edits.length !== expected.edits.length) continue;
    for (const [path, { data }] of allTensors(back))
      assert.ok(sameData(data, expected.tensors.get(path).data), `number ${n}: ${path}`);
  }
  assert.ok(traps > 40, `${traps} trapped`);
});

test('a runner that traps stops nothing else, and the next one runs', async () => {
  const engine = await loadEngine();
  const session = engine.open(causal);
  const runner = engine.runner(causal);
  const expected = runner.forward().data.slice();
  const nowhere = 2 ** 31;
  spoil = (args) => (args.length === 4 ? args.with(1, nowhere) : args);
  assert.refused(() => runner.forward(), 'stopped', ['engine.runner(scene)', 'Open sessions go on']);
  spoil = null;
  assert.refused(() => runner.forward(), 'closed', ['engine.runner(scene)'], 'its memory is gone');
  assert.ok(sameData(engine.runner(causal).forward().data, expected));
  assert.equal(engine.stopped, false);
  assert.ok(session.tensor('embed', { ahead: true }).data.length > 0);
  session.close();
});
