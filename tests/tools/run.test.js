import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CommandError, run, which } from '../../scripts/run.js';

const node = process.execPath;

test('output comes back, and line by line while it runs', async () => {
  const lines = [];
  const output = await run(node, ['-e', 'console.log("one\\ntwo")'], { onLine: (text) => lines.push(text) });
  assert.equal(output, 'one\ntwo\n');
  assert.deepEqual(lines, ['one', 'two']);
});

test('a command that fails says so with its code and output', async () => {
  const failing = run(node, ['-e', 'console.error("why"); process.exit(3)']);
  await assert.rejects(
    failing,
    (error) => error instanceof CommandError && error.code === 3 && /why/.test(error.output),
  );
});

test('a command that is not there is named', async () => {
  await assert.rejects(run('no-such-command', []), /no-such-command cannot be started/);
  assert.equal(which('no-such-command'), null);
});

test('a command past its limit is ended with what it started', async () => {
  // The inner process holds the same output open: the command counts as ended only when both are gone.
  const start = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
    setInterval(() => {}, 1000);`;
  const begun = performance.now();
  await assert.rejects(run(node, ['-e', start], { limit: 1500 }), (error) => error.code === 'SIGTERM');
  assert.ok(performance.now() - begun < 10_000);
});
