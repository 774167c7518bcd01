/** A session written as the file of a scene, and opened again: every number is the same, to the bit. */

import strict from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sceneText } from '../../dist/package/export.js';
import { loadEngine } from '../../dist/package/index.js';
import { assert } from './assert.js';
import { allTensors, everyScene, sameData, scene, steps } from './support.js';

const engine = await loadEngine();

/** Opens what was written, and compares every tensor. */
function sameAgain(session, title = '') {
  const again = engine.open(sceneText(session));
  for (const [path, { data }] of allTensors(session)) {
    assert.ok(sameData(again.tensor(path, { ahead: true }).data, data), `${title} ${path}`);
  }
  assert.deepEqual(again.edits, session.edits, 'edits');
  assert.deepEqual(again.scene, session.scene, 'scene');
  again.close();
}

test('every kind of scene, with an edit', () => {
  everyScene(engine, (session) => {
    session.edit(steps(session.program)[0].writes[0], [0, 0], 0.1);
    sameAgain(session, session.scene.id);
  });
});

const given = (model, more) => scene(model, more);

test('words and a model laid over it, a weight, a mask cell, minus infinity and a temperature changed by hand', () => {
  const session = engine.open(given({ mask: { kind: 'causal' }, heads: 2 }), { tokens: ['a', 'b', 'a'] });
  session.edit('weights.layers.0.attention.wq', [0, 0], [1 / 3, -0]);
  session.edit('masks.causal', [0, 2], 1);
  session.edit('layers.0.attention.scores', [1, 2, 0], Number.NEGATIVE_INFINITY);
  session.edit('layers.0.attention.scale.temperature', [], 0.7);
  sameAgain(session);
  session.close();
});

test('weights that were given as arrays, as a trained model has them', () => {
  const table = Float32Array.from({ length: 12 }, (_, at) => Math.fround(Math.sin(at)));
  const weights = { seed: 3, tensors: { 'embed.table': table } };
  const session = engine.open({
    ...given({ kind: 'attention', heads: 1, width: 4 }),
    tokens: ['x', 'y', 'z'],
    weights,
  });
  sameAgain(session);
  session.close();
});

test('an edit that has no place is refused, with what is wrong', () => {
  const refusal = (edits) => {
    try {
      engine.open({ ...given({ kind: 'attention' }), edits });
    } catch (error) {
      assert.equal(error.code, 'scene', error.message);
      return error.message;
    }
    throw new Error('it opened');
  };
  strict.match(refusal({}), /"edits" must be a list/);
  strict.match(refusal([{ index: [0], values: [1] }]), /edits\[0\] has no "path"/);
  strict.match(refusal([{ path: 'embed', values: [1] }]), /has no "index".*cell of embed/);
  strict.match(refusal([{ path: 'embed', index: [0, 0], values: ['much'] }]), /needs "values".*\["much"\]/);
  strict.match(refusal([{ path: 'nowhere', index: [0], values: [1] }]), /edits\[0\] does not fit\. .*nowhere/);
  strict.match(refusal([{ path: 'embed', index: [99, 0], values: [1] }]), /edits\[0\] does not fit/);
  strict.throws(() =>
    engine.runner({ ...given({ kind: 'attention' }), edits: [{ path: 'embed', index: [0, 0], values: [1] }] }),
  );
});

test('the command opens it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attend-scene-'));
  const session = engine.open(given({ kind: 'attention' }));
  session.edit('layers.0.attention.scores', [0, 1, 0], 2.5);
  const file = join(folder, 'scene.json');
  writeFileSync(file, sceneText(session));
  session.close();
  const told = execFileSync(process.execPath, ['dist/package/cli.js', 'expand', file], { encoding: 'utf8' });
  assert.deepEqual(JSON.parse(told).edits, [{ path: 'layers.0.attention.scores', index: [0, 1, 0], values: [2.5] }]);
  rmSync(folder, { recursive: true });
});
