/** From one session to another of a changed scene: edits, cursor, breakpoints and choices, with what is lost told. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { carryOver, loadEngine, rebuildScene } from '../../dist/package/index.js';
import { steps, withSession } from './support.js';

const engine = await loadEngine();
const hacker = JSON.parse(readFileSync(new URL('../../lessons/07-hacker/hacker.json', import.meta.url), 'utf8'));

test('what was done to a stack alone goes into the decoder of an encoder-decoder, and back', () => {
  const both = rebuildScene(engine, hacker, { model: { kind: 'encoder-decoder' } }).scene;
  const did = (session, under) => {
    session.edit(`${under}layers.0.attention.softmax`, [0, 3, 1], 0.5);
    session.edit(`weights.${under}layers.0.attention.wq`, [1, 2], 4);
    session.edit(`${under}layers.0.attention.scale.temperature`, [], 2);
    session.edit('ids', [0], 3);
    session.breakpoints.add(`${under}layers.0.attention.softmax`);
    session.selection = { path: `${under}layers.0.attention.scores`, index: [0, 1, 1] };
    session.runTo(`${under}layers.0.attention.softmax`, [0, 2, 2]);
  };
  for (const [from, fromUnder, to, toUnder] of [
    [hacker, '', both, 'decoder.'],
    [both, 'decoder.', hacker, ''],
  ]) {
    withSession(engine, from, (before) => {
      did(before, fromUnder);
      withSession(engine, to, (after) => {
        const { kept, lost } = carryOver(before, after);
        assert.deepEqual(lost, []);
        assert.deepEqual(
          kept.map(({ path }) => path),
          [
            `${toUnder}layers.0.attention.softmax`,
            `weights.${toUnder}layers.0.attention.wq`,
            `${toUnder}layers.0.attention.scale.temperature`,
            'ids',
          ],
        );
        assert.equal(after.tensor(`${toUnder}layers.0.attention.softmax`, { ahead: true }).data[16], 0.5);
        assert.equal(after.selection.path, `${toUnder}layers.0.attention.scores`);
        assert.equal(after.position.tensor, before.position.tensor.replace(fromUnder, toUnder));
        assert.deepEqual(after.position.index, before.position.index);
        assert.ok(after.breakpoints.has(`${toUnder}layers.0.attention.softmax`));
      });
    });
  }
});

const withBoth = (one, two, act) => withSession(engine, one, (from) => withSession(engine, two, (to) => act(from, to)));

test('edits that still have their place are made again, the others are told', () => {
  const { scene: own } = rebuildScene(engine, hacker, { tokens: ['The', 'hacker', 'breached', 'a', 'door'] });
  withBoth(hacker, own, (from, to) => {
    from.edit('weights.layers.0.attention.wq', [1, 2], 9);
    from.edit('embed', [1, 0], 5);
    from.edit('embed', [3, 0], 6);
    from.edit('layers.0.attention.scale.temperature', [], 2);
    const { kept, lost } = carryOver(from, to);
    assert.deepEqual(
      kept.map(({ path }) => path),
      ['weights.layers.0.attention.wq', 'embed', 'layers.0.attention.scale.temperature'],
    );
    assert.deepEqual(
      lost.map(({ edit, why }) => [edit.path, edit.index, why]),
      [['embed', [3, 0], 'other']],
    );
    assert.deepEqual(
      to.edits,
      from.edits.filter(({ index }) => index[0] !== 3),
    );
  });
});

test('an edit of what is gone, or of what the change itself sets, is not made again', () => {
  const masked = { ...hacker, model: { ...hacker.model, mask: { kind: 'causal' } } };
  const { scene: other } = rebuildScene(engine, masked, { model: { mask: { kind: 'none' }, temperature: 3 } });
  withBoth(masked, other, (from, to) => {
    from.edit('masks.causal', [0, 1], 1);
    from.edit('layers.0.attention.scale.temperature', [], 2);
    const { kept, lost } = carryOver(from, to);
    assert.deepEqual([kept.length, lost.map(({ why }) => why)], [0, ['gone', 'other']]);
    assert.equal(to.scene.model.temperature, 3);
  });
});

test('an edit beyond the end of a shorter sentence is gone', () => {
  withBoth(hacker, rebuildScene(engine, hacker, { tokens: ['The', 'hacker'] }).scene, (from, to) => {
    from.edit('embed', [4, 1], 2);
    assert.deepEqual(
      carryOver(from, to).lost.map(({ why }) => why),
      ['gone'],
    );
  });
});

test('several cells edited at once are kept where all of them have their place', () => {
  const longer = rebuildScene(engine, hacker, { tokens: [...hacker.tokens, '!'] }).scene;
  withBoth(hacker, longer, (from, to) => {
    from.edit('embed', [0, 0], [1, 2, 3, 4, 5]);
    from.edit('layers.0.attention.scores', [0, 0, 3], [1, 2, 3]);
    const { kept, lost } = carryOver(from, to);
    assert.deepEqual(
      [kept, lost].map(([one]) => (one.edit ?? one).path),
      ['embed', 'layers.0.attention.scores'],
    );
    assert.deepEqual([...to.tensor('embed', { ahead: true }).data.slice(0, 5)], [1, 2, 3, 4, 5]);
  });
  const other = rebuildScene(engine, hacker, { tokens: ['The', 'guard', 'breached'] }).scene;
  withBoth(hacker, other, (from, to) => {
    from.edit('embed', [0, 0], [1, 2, 3, 4, 5]);
    assert.equal(carryOver(from, to).lost[0].why, 'other', 'the fifth belongs to another word');
  });
});

test('a token changed by its number is kept only where the number is the same word', () => {
  const { scene: own } = rebuildScene(engine, hacker, { tokens: ['The', 'hacker', 'sleeps'] });
  withBoth(hacker, own, (from, to) => {
    from.edit('ids', [1], 4);
    assert.equal(carryOver(from, to).kept.length, 1);
  });
  const [first, second] = [
    ['x', 'y'],
    ['x', 'z'],
  ].map((tokens) => rebuildScene(engine, hacker, { tokens }).scene);
  withBoth(first, second, (from, to) => {
    from.edit('ids', [0], 6);
    assert.deepEqual(
      carryOver(from, to).lost.map(({ why }) => why),
      ['other'],
      'y is z there',
    );
  });
});

test('the cursor stays at its step, or stands at the nearest earlier one', () => {
  const causal = { ...hacker, model: { ...hacker.model, mask: { kind: 'causal' } } };
  for (const step of withSession(engine, causal, (session) => steps(session.program).map(({ path }) => path))) {
    withBoth(causal, rebuildScene(engine, causal, { tokens: ['a', 'b'] }).scene, (from, to) => {
      from.runTo(step);
      carryOver(from, to);
      assert.equal(to.position.path, step);
    });
  }
  withBoth(causal, hacker, (from, to) => {
    from.breakpoints.add('layers.0.attention.mask').add('layers.0.attention.softmax');
    from.runTo('layers.0.attention.mask');
    from.level = 'cell';
    carryOver(from, to);
    assert.equal(to.position.tensor, 'layers.0.attention.scale');
    assert.equal(to.level, 'cell');
    assert.deepEqual([...to.breakpoints], ['layers.0.attention.softmax']);
  });
});

test('in the middle of a step the cursor keeps its cell', () => {
  withBoth(hacker, rebuildScene(engine, hacker, { tokens: ['a', 'b', 'c', 'd', 'e', 'f'] }).scene, (from, to) => {
    from.level = 'cell';
    from.seek(from.locate('layers.0.attention.scores', [0, 2, 3]));
    carryOver(from, to);
    assert.deepEqual([to.position.tensor, to.position.index], ['layers.0.attention.scores', [0, 2, 3]]);
  });
});
