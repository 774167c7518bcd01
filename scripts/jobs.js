/** Jobs of the test suites: a test file of node or a piece of work of our own, each in a process of its own. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { at } from './root.js';
import { run } from './run.js';
import { filesBelow } from './stamps.js';

/** No test over and nothing printed for this long: it hangs. Slow is no fault; the slowest test takes a fraction of it. */
const silence = 10 * 60 * 1000;

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {object} Job
 * @property {string} name
 * @property {() => Promise<Counts & { output: string }>} run never rejects
 */

/**
 * @param {import('./suites.js').Suite} suite
 * @returns {Job[]}
 */
export function jobsOf({ name, files, work }) {
  if (work) return [{ name, run: () => ownWork(name) }];
  const found = filesBelow([files]).filter((file) => file.endsWith('.test.js'));
  if (found.length === 0) throw new Error(`${files} holds no *.test.js.`);
  return found.map((file) => ({ name: file, run: () => testFile(file) }));
}

/** The `work` of a suite. */
async function ownWork(name) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  const { output, trouble } = await finished(process.execPath, [at('scripts/work.js'), name], {
    onMessage: (told) => Object.assign(counts, told),
  });
  if (trouble) counts = { ...counts, failed: Math.max(1, counts.failed) };
  return { ...counts, output: output + trouble };
}

/** A test file. What was over before it hung or broke down counts. */
async function testFile(file) {
  const tally = at('build/test', `${file.replaceAll('/', '-')}.tally`);
  mkdirSync(at('build/test'), { recursive: true });
  rmSync(tally, { force: true });
  const { output, trouble } = await finished(process.execPath, [
    `--import=${at('scripts/release-servers.js')}`,
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${at('scripts/tally-reporter.js')}`, `--test-reporter-destination=${tally}`],
    file,
  ]);
  const tests = existsSync(tally) ? readFileSync(tally, 'utf8').trimEnd().split('\n') : [];
  const count = (result) => tests.filter((text) => text === `"${result}"`).length;
  const failed = count('failed');
  const counts = { passed: count('passed'), failed: trouble ? Math.max(1, failed) : failed, skipped: count('skipped') };
  return { ...counts, output: withoutSums(output) + (failed > 0 ? '' : trouble) };
}

/** The closing lines of a file's report; the summary counts all files. */
const withoutSums = (output) =>
  output.replace(/^ℹ (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) .*\n/gm, '');

async function finished(command, args, options = {}) {
  try {
    return { output: await run(command, args, { ...options, silence, env: environment() }), trouble: '' };
  } catch (error) {
    return { output: error.output ?? '', trouble: `${error.message}\n` };
  }
}

/** As root, WebKitGTK's own sandbox cannot start. A file reports for itself, also where a test began it. */
function environment() {
  const webkit = process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {};
  return { ...webkit, NODE_TEST_CONTEXT: undefined };
}

/**
 * Runs jobs in their order, some of them side by side.
 * @template {{ job: Job }} Entry
 * @param {Entry[]} entries
 * @param {(entry: Entry, result: Counts & { output: string, milliseconds: number }) => void} onDone
 * @param {number} together how many at once; as many as the machine has cores, unless said otherwise
 */
export async function runJobs(entries, onDone, together = availableParallelism()) {
  const left = [...entries];
  const work = async () => {
    for (let entry = left.shift(); entry; entry = left.shift()) {
      const since = performance.now();
      const result = await entry.job.run();
      onDone(entry, { ...result, milliseconds: performance.now() - since });
    }
  };
  await Promise.all(Array.from({ length: together }, work));
}
