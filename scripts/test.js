/**
 * Everything that proves Attend: the suites of `suites.js`. A failing one does not keep the rest from running.
 *
 *   npm test [-- --only wasm,lint]
 */
import { parseArgs } from 'node:util';
import { shareChromium } from './browsers.js';
import { build } from './build.js';
import { ensure } from './ensure.js';
import { jobsOf, runJobs } from './jobs.js';
import { headline, progress } from './report.js';
import { asCommand } from './run.js';
import { openScreen } from './screen.js';
import { chosenSuites } from './suites.js';

const lastLines = 40;
const nothing = { passed: 0, failed: 0, skipped: 0, milliseconds: 0 };

/** Runs all jobs of all suites, and prints what each suite said in one piece, once its last job is over. */
async function runSuites(suites) {
  const results = suites.map((suite) => ({ suite, jobs: jobsOf(suite), told: [], failures: [], ...nothing }));
  const all = results.flatMap((result) => result.jobs.map((job) => ({ job, result })));
  const shown = progress('tests');
  let done = 0;
  await runJobs(all, ({ job, result }, { output, ...counts }) => {
    result.told.push(`  ${job.name}: ${seconds(counts)}`, output.trimEnd());
    if (counts.failed > 0) result.failures.push({ name: job.name, text: failuresIn(output) });
    for (const [name, count] of Object.entries(counts)) result[name] += count;
    done += 1;
    if (result.told.length === 2 * result.jobs.length) {
      shown.done();
      headline(`${result.suite.name}: ${result.suite.title}`);
      console.log(result.told.filter(Boolean).join('\n'));
    }
    shown.update(`${done} of ${all.length} files and programs are done`);
  });
  shown.done();
  return results;
}

/** What a job's report says of its failures: node's list of them at the end, or of another program the last lines. */
function failuresIn(output) {
  const [, list] = output.split('✖ failing tests:');
  return (list ?? output.split('\n').slice(-lastLines).join('\n')).trim();
}

/** Said again at the end, since a log of many thousand lines is often kept only from there. */
function repeatFailures(results) {
  const failures = results.flatMap((result) => result.failures);
  if (failures.length > 0) headline('What failed');
  for (const { name, text } of failures) console.log(`  ${name}\n${text}\n`);
}

const seconds = ({ milliseconds }) => `${(milliseconds / 1000).toFixed(1)} s`;

function summary(results) {
  headline('Summary: tests, and the time of all jobs of a suite together');
  const row = (first, ...cells) =>
    console.log(`  ${first.padEnd(14)}${cells.map((cell) => String(cell).padStart(10)).join('')}`);
  row('suite', 'passed', 'failed', 'skipped', 'time');
  for (const { suite, passed, failed, skipped, ...rest } of results) {
    row(suite.name, passed, failed, skipped, seconds(rest));
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0;
}

await asCommand(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const suites = chosenSuites(values.only);
  await ensure({ tests: true });
  await build();
  const closeScreen = await openScreen();
  const closeChromium = suites.some(({ files }) => files) ? await shareChromium() : () => {};
  const results = await runSuites(suites);
  await closeChromium();
  closeScreen();
  repeatFailures(results);
  if (!summary(results)) process.exitCode = 1;
});
