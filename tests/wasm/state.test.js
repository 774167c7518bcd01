/** A session as text, and back. */
import { test } from 'node:test';
import { EngineError, loadEngine, stateInHash } from '../../dist/package/index.js';
import { assert } from './assert.js';
import { allTensors, indexOf, random, sameData, scene, tensorPaths } from './support.js';

const engine = await loadEngine();

const options = {
  kind: ['attention', 'block', 'encoder', 'decoder', 'encoder-decoder'],
  norm: ['none', 'pre', 'post'],
  norm_kind: ['layer', 'rms'],
  position: ['none', 'sinusoidal', 'learned'],
  mask: [{ kind: 'none' }, { kind: 'causal' }, { kind: 'window', size: 1 }, { kind: 'exclude-self' }],
};

/** A scene whose model is drawn. */
function drawScene(draw) {
  const model = Object.fromEntries(Object.entries(options).map(([key, list]) => [key, draw.pick(list)]));
  if (model.kind === 'attention') model.norm = 'none';
  model.layers = ['attention', 'block'].includes(model.kind) ? 1 : 1 + draw.below(2);
  model.feed_forward = { width: 3 };
  const memory = model.kind === 'encoder-decoder' ? { memory: ['le', 'chat'] } : {};
  return scene(model, { ...memory, weights: { seed: draw.below(99) } });
}

const unedited = (path) => path.endsWith('ids') || path.startsWith('masks.');

/** Changes a few cells, runs of cells and options, of inputs and results alike. */
function drawEdits(session, draw, many) {
  const { given, written } = tensorPaths(session);
  const paths = [...given, ...written].filter((path) => !unedited(path));
  for (let n = 0; n < many; n += 1) {
    const path = draw.pick(paths);
    const { shape, data } = session.tensor(path, { ahead: true });
    const flat = draw.below(data.length);
    const run = 1 + draw.below(Math.min(4, data.length - flat));
    const values = Array.from({ length: run }, () => draw.pick([draw.number(), draw.number() / 7, -0]));
    session.edit(path, indexOf(shape, flat), values);
  }
  const masked = given.find((path) => path.startsWith('masks.'));
  if (masked) session.edit(masked, [0, 0], draw.below(2));
  const scale = written.find((path) => path.endsWith('.scale'));
  session.edit(`${scale}.temperature`, [], draw.pick([0.3, 2, 0.7]));
}

function differing(one, other) {
  const before = allTensors(one);
  const after = allTensors(other);
  assert.deepEqual([...before.keys()], [...after.keys()], 'tensors');
  return [...before.keys()].filter((path) => !sameData(before.get(path).data, after.get(path).data));
}

test('a link is read as mail and chat write it', () => {
  const text = 'v1.3.abc.WyJ4Il0-_';
  for (const hash of ['#s=', '#s%3D', '#s%3d', '#s%253D', '#S='])
    for (const end of ['', '.', ').', ' ', '%20', '%2E', '>'])
      assert.equal(stateInHash(`${hash}${text}${end}`), text, `${hash}…${end}`);
  for (const none of ['', '#', '#softmax', '#section', '#s']) assert.equal(stateInHash(none), null, none);
});

test('save and restore are identities on random programs and edits', () => {
  const draw = random(41);
  for (let n = 0; n < 40; n += 1) {
    const what = drawScene(draw);
    const session = engine.open(what);
    drawEdits(session, draw, draw.below(6));
    session.level = draw.pick(['layer', 'stage', 'result', 'head', 'row', 'cell']);
    session.seek(draw.below(session.position.totalCells + 1));
    const { written } = tensorPaths(session);
    const path = draw.pick(written);
    session.selection = draw.pick([null, { path, index: session.tensor(path, { ahead: true }).shape.map(() => 0) }]);
    session.head = draw.pick([null, 0, 1]);
    session.breakpoints.add(draw.pick(written));

    const back = engine.restore(n % 2 ? what : JSON.stringify(what), session.save({ long: true }));
    assert.deepEqual(back.restored, { ok: true, message: '' }, 'restored');
    assert.deepEqual(differing(session, back), [], 'tensors');
    for (const part of ['edits', 'position', 'selection', 'head', 'patch', 'scene', 'program', 'notices'])
      assert.deepEqual(back[part], session[part], part);
    assert.deepEqual([...back.breakpoints], [...session.breakpoints], 'breakpoints');
    assert.equal(back.save({ long: true }), session.save({ long: true }), 'saved again');
    for (const _ of session.edits) assert.equal(back.undo(), true, 'undo');
    assert.deepEqual(back.changes(), [], 'all edits taken back');
    session.close();
    back.close();
  }
});

const causal = scene({ mask: { kind: 'causal' } });

function saved() {
  const session = engine.open(causal);
  session.runTo('layers.0.attention.softmax');
  session.edit('layers.0.attention.scale', [0, 1, 2], 1.5);
  session.edit('masks.causal', [0, 2], 1);
  const text = session.save();
  session.close();
  return text;
}

/** The scene opens as it is, and the notice says why. */
function opensUnedited(text, says, what = causal) {
  const session = engine.restore(what, text);
  assert.equal(session.restored.ok, false, `restored from ${text.slice(0, 40)}`);
  assert.ok(session.restored.message.includes(says), `"${says}" in: ${session.restored.message}`);
  assert.deepEqual(session.edits, [], 'edits');
  assert.equal(session.position.cells, 0, 'cells');
  assert.deepEqual(session.patch, {}, 'patch');
  session.close();
}

/** The text that anybody could make whose list is `parts`. */
function forged(parts) {
  const payload = Buffer.from(JSON.stringify(parts)).toString('base64url');
  let hash = 0x811c9dc5;
  for (const letter of payload) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return `v1.${payload.length.toString(36)}.${(hash >>> 0).toString(36)}.${payload}`;
}

const listOf = (text) => JSON.parse(Buffer.from(text.split('.')[3], 'base64url').toString());

test('a text that was cut off anywhere is told apart', () => {
  const text = saved();
  for (let length = 4; length < text.length; length += 1) opensUnedited(text.slice(0, length), 'cut off');
});

test('a text of which any letter was changed is told apart', () => {
  const text = saved();
  for (let at = 0; at < text.length; at += 1) {
    const session = engine.restore(causal, text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1));
    assert.equal(session.restored.ok, false, `letter ${at}`);
    assert.deepEqual(session.edits, [], `letter ${at}: edits`);
    session.close();
  }
  opensUnedited(`${text}x`, 'changed on its way');
  opensUnedited(`${text}.x`, 'changed on its way');
});

test('a text of another version, another scene, or none is told apart', () => {
  const text = saved();
  opensUnedited(text.replace('v1.', 'v2.'), 'v2');
  opensUnedited('', 'not a saved state');
  opensUnedited('hello', 'not a saved state');
  opensUnedited(text, 'a different scene', scene({ mask: { kind: 'causal' } }, { weights: { seed: 8 } }));
  opensUnedited(text, 'a different scene', scene({ mask: { kind: 'causal' }, width: 6 }));
});

test('a text that fits its sum but not the program is refused whole', () => {
  const good = listOf(saved());
  const change = (at, value) => forged(good.map((part, i) => (i === at ? value : part)));
  const edit = (...parts) => change(4, [parts]);
  assert.equal(engine.restore(causal, forged(good)).restored.ok, true, 'the forger forges well');
  opensUnedited(edit('no.such.path', [0], 1), 'no.such.path');
  opensUnedited(edit('embed', [9, 9], 1), '[9, 9]');
  opensUnedited(edit('embed', [0, 0], '-inf', 'nan'), 'embed');
  opensUnedited(edit('embed', [0, 0], 'much'), 'changed on its way');
  opensUnedited(edit('embed', 'all', 1), 'changed on its way');
  opensUnedited(edit(3, [0, 0], 1), 'changed on its way');
  opensUnedited(edit('layers.0.attention.scale.temperature', [], 0), 'temperature');
  opensUnedited(change(4, [...good[4], ['masks.causal', [0, 0], 7]]), 'masks.causal');
  opensUnedited(change(2, 1e9), 'points to cell');
  opensUnedited(change(2, -1), 'changed on its way');
  opensUnedited(change(3, 'atom'), 'atom');
  opensUnedited(change(5, ['embed', [99, 0]]), '[99, 0]');
  opensUnedited(change(5, 'embed'), 'changed on its way');
  opensUnedited(change(7, ['nowhere']), 'nowhere');
  opensUnedited(change(1, { model: { width: 'wide' } }), 'width');
  opensUnedited(change(1, { title: 'mine' }), 'changed on its way');
  opensUnedited(change(1, null), 'changed on its way');
  opensUnedited(forged(good.slice(0, 5)), 'changed on its way');
  opensUnedited(forged('text'), 'changed on its way');
  opensUnedited(forged({ 8: 1 }), 'changed on its way');
});

test('a bad scene is an error of the scene, whatever the text', () => {
  for (const text of [saved(), '', 'v9.'])
    assert.refused(() => engine.restore('{', text), 'scene', ['JSON'], `text "${text.slice(0, 5)}"`);
  assert.refused(() => engine.restore({ ...causal, tokens: [] }, ''), 'scene', ['tokens']);
});

test('only what is computed tells scenes apart', () => {
  const { weights, tokens, model, ...rest } = causal;
  const turned = Object.fromEntries(Object.entries(model).reverse());
  const what = { tokens, title: 'Another title', model: turned, ...rest, weights, made_by: 'hand' };
  const session = engine.restore(what, saved());
  assert.deepEqual(session.restored, { ok: true, message: '' }, 'restored');
  session.close();
});

test('another sentence and another model come back with the link', () => {
  const patch = {
    tokens: ['a', 'dog', 'sat', 'down'],
    model: { heads: 1, mask: { kind: 'none' } },
    weights: { seed: 3 },
  };
  const session = engine.open(causal, patch);
  assert.deepEqual(session.scene.tokens, patch.tokens, 'tokens');
  session.edit('layers.0.attention.scores', [0, 3, 3], 2);
  const back = engine.restore(causal, session.save());
  assert.deepEqual(back.restored, { ok: true, message: '' }, 'restored');
  assert.deepEqual(back.scene, session.scene, 'scene');
  assert.deepEqual(back.patch, patch, 'patch');
  assert.deepEqual(differing(session, back), [], 'tensors');
  assert.deepEqual(causal, scene({ mask: { kind: 'causal' } }), 'the scene itself stays as it was');
});

test('a patch replaces, adds and takes away, and refuses what no scene has', () => {
  const written = { ...causal, weights: { seed: 7, tensors: { 'layers.0.attention.bq': [1, 1, 1, 1] } } };
  const session = engine.open(written, { weights: { tensors: null } });
  const plain = engine.open(causal);
  assert.deepEqual(differing(session, plain), [], 'tensors taken away');
  assert.refused(() => engine.open(causal, JSON.parse('{"model":{"__proto__":{"width":2}}}')), 'scene', ['__proto__']);
  assert.refused(() => engine.open(causal, { model: { depth: 2 } }), 'scene', ['depth']);
});

test('a link holds 2,000 characters, a file any number', () => {
  const session = engine.open(causal);
  for (let n = 0; n < 400; n += 1) session.edit('embed', [n % 3, n % 4], n / 3);
  const error = assert.refused(() => session.save(), 'state', ['2000', 'file']);
  assert.ok(error instanceof EngineError, 'an EngineError');
  const text = session.save({ long: true });
  assert.ok(text.length > 2000, `${text.length} characters`);
  assert.deepEqual(engine.restore(causal, text).edits, session.edits, 'edits');
  session.close();
  assert.refused(() => session.save(), 'closed');
});

test('a link holds eighty changed cells', () => {
  const session = engine.open(causal);
  for (let n = 0; n < 80; n += 1) session.edit('layers.0.attention.softmax', [n % 2, n % 3, 0], n / 100);
  assert.ok(session.save().length <= 2000, `${session.save().length} characters`);
  session.close();
});
