import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** What a script does that never ends by itself. */
const forEver = `require('node:net').createServer().listen(0);`;

/** With a clock of its own: `tick` alone moves it. */
const clocked = (what, work) =>
  test(what, async ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout'] });
    await work((milliseconds) => mock.timers.tick(milliseconds));
  });

clocked('a command that says nothing any more is ended with what it started', async (tick) => {
  // The inner process holds the same output open: the command counts as ended only when both are gone.
  const inner = `console.log('inner'); ${forEver}`;
  const start = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: 'inherit' });
    ${forEver}`;
  const running = run(node, ['-e', start], { silence: 1000, onLine: () => tick(1001) });
  await assert.rejects(running, ({ hung, code, output }) => hung && code === 'SIGTERM' && output === 'inner\n');
});

clocked('a command that does not stop when it is asked to is made to', async (tick) => {
  const stubborn = `process.on('SIGTERM', () => console.log('no')); console.log('up'); ${forEver}`;
  const running = run(node, ['-e', stubborn], {
    silence: 1000,
    onLine: (text) => tick(text === 'up' ? 1001 : 10_001),
  });
  await assert.rejects(running, ({ hung, code, output }) => hung && code === 'SIGKILL' && output === 'up\nno\n');
});

clocked('a command that is slow, but goes on, is not ended', async (tick) => {
  const folder = mkdtempSync(join(tmpdir(), 'attend-run-'));
  // Each line is said after the one before it was heard.
  const slow = `const { existsSync } = require('node:fs');
    for (const line of [1, 2, 3]) { console.log(line); while (!existsSync(process.argv[1] + '/' + line)); }`;
  const hear = (text) => {
    tick(900);
    writeFileSync(join(folder, text), '');
  };
  const output = await run(node, ['-e', slow, folder], { silence: 1000, onLine: hear });
  assert.equal(output, '1\n2\n3\n');
  rmSync(folder, { recursive: true });
});
