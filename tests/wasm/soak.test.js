import { test } from 'node:test';
import { assert } from './assert.js';
import { soak } from './soak.js';

test('memory stays as it is over steps, edits and undos (npm run soak goes on longer)', async () => {
  const { early, late } = await soak(3000);
  assert.equal(late, early, 'bytes of memory');
});
