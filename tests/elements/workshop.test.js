/** The workshop's controls come from the table of keys; their words stand in a file of messages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { at } from '../../scripts/root.js';
import { loadTs } from '../../web/lesson/compile/load-ts.js';

const { modelKeys } = await loadTs('web/engine/scene/scene-keys.ts');
const messages = readFileSync(at('web/elements/messages/workshop-en.ftl'), 'utf8');

/** What the control of a key says, by the names of messages. */
function* wordsOf(key, within = '') {
  const name = within + key.name;
  if (key.type === 'group') for (const inner of key.keys) yield* wordsOf(inner, `${name}-`);
  if (!key.offered) return;
  yield `model-${name}`;
  if (key.type === 'choice') for (const choice of key.choices) yield `${key.name}-${choice}`;
  if (key.type === 'positive' && key.default === null) yield `model-${name}-whether`;
  if (key.always_one?.length > 0) yield `model-${name}-one`;
}

test('every key that the workshop offers has its words', () => {
  const needed = modelKeys.flatMap((key) => [...wordsOf(key)]);
  assert.ok(needed.length > 30, `${needed.length} messages`);
  assert.deepEqual(
    needed.filter((id) => !new RegExp(`^${id} =`, 'm').test(messages)),
    [],
  );
});
