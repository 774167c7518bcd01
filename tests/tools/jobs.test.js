import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { jobsOf, runJobs } from '../../scripts/jobs.js';
import { at } from '../../scripts/root.js';

const folder = 'build/test-of-jobs';
after(() => rmSync(at(folder), { recursive: true, force: true }));

/** Runs one test file with this content. */
async function resultOf(name, text) {
  const file = at(folder, name, 'some.test.js');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `import { describe, test } from 'node:test';\n${text}`);
  const [job] = jobsOf({ name, files: join(folder, name) });
  return job.run();
}

test('tests of a file are counted, suites of tests are not', async () => {
  const { output, ...counts } = await resultOf(
    'mixed',
    `test('works', () => {});
    describe('a suite', () => {
      test('works too', () => {});
      test('fails', () => { throw new Error('so it is'); });
      test('is left out', (context) => context.skip());
    });`,
  );
  assert.deepEqual(counts, { passed: 2, failed: 1, skipped: 1 });
  assert.match(output, /so it is/);
});

test('what passed before a file broke down counts, and that it broke down', async () => {
  const { output, ...counts } = await resultOf(
    'broken',
    `import { statSync } from 'node:fs';
    test('works', () => {});
    test('breaks down', async () => {
      const tally = process.execArgv.at(-1).split('=')[1];
      while (statSync(tally).size === 0) await new Promise(setImmediate);
      process.kill(process.pid, 'SIGKILL');
    });`,
  );
  assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 0 });
  assert.match(output, /ended with code SIGKILL/);
});

test('a server that a failed test leaves open does not keep its file from ending', async () => {
  const { output, ...counts } = await resultOf(
    'open',
    `import { createServer } from 'node:http';
    import { after } from 'node:test';
    after(() => new Promise(setImmediate));
    test('fails', () => { createServer().listen(0); throw new Error('so it is'); });`,
  );
  assert.deepEqual(counts, { passed: 0, failed: 1, skipped: 0 });
});

test('a file that cannot be loaded is one failure', async () => {
  const { output, ...counts } = await resultOf('absent', `import './nowhere.js';`);
  assert.deepEqual(counts, { passed: 0, failed: 1, skipped: 0 });
  assert.match(output, /nowhere/);
});

test('jobs begin in their order; a slow one keeps no other waiting', async () => {
  let finish;
  const begun = [];
  const job = (name, run) => ({
    job: {
      name,
      run: () => {
        begun.push(name);
        return run();
      },
    },
  });
  const slow = new Promise((done) => {
    finish = () => done({ passed: 1 });
  });
  const quick = async () => ({ passed: 1 });
  const done = [];
  await runJobs(
    [job('slow', () => slow), job('a', quick), job('b', quick)],
    (entry) => {
      done.push(entry.job.name);
      if (done.length === 2) finish();
    },
    2,
  );
  assert.deepEqual(begun, ['slow', 'a', 'b']);
  assert.deepEqual(done, ['a', 'b', 'slow']);
});
