/**
 * Everything that proves Attend, one suite after another; a failing one does not keep the rest from running.
 *
 *   npm test [-- --only wasm,lint]
 */
import { parseArgs } from 'node:util';
import { build } from './build.js';
import { check } from './check.js';
import { ensure } from './ensure.js';
import { lint } from './lint.js';
import { headline, seconds } from './report.js';
import { asCommand } from './run.js';
import { sizes } from './sizes.js';
import { nativeSuite, nodeSuite } from './suites.js';

/** Name, what it is, how it runs; each gives `{ passed, failed, skipped? }`. */
const suites = [
  ['lint', 'Form: clang-format, Biome, tsc, html-validate', lint],
  ['native', 'Engine in C++', () => nativeSuite('native')],
  ['native-asan', 'Engine in C++ under address and undefined-behaviour sanitizers', () => nativeSuite('native-asan')],
  ['wasm', 'engine.wasm in node', () => nodeSuite('tests/wasm')],
  ['reference', 'Fixtures against PyTorch', () => nodeSuite('tests/reference')],
  ['lessons', 'Lessons', () => nodeSuite('tests/lessons')],
  ['tools', 'Tools of this repository', () => nodeSuite('tests/tools')],
  ['embed', 'In other sites: packages, messages, notebooks', () => nodeSuite('tests/embed', { screen: true })],
  ['check', 'Every lesson and scene through the engine', check],
  ['sizes', 'Download sizes', sizes],
  ['browser', 'Chromium, Firefox and WebKit', () => nodeSuite('tests/browser', { screen: true })],
];

function chosenSuites() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (values.only === undefined) return suites;
  const names = values.only.split(',');
  const unknown = names.filter((name) => !suites.some(([known]) => known === name));
  if (unknown.length === 0) return suites.filter(([name]) => names.includes(name));
  throw new Error(`No suite is called ${unknown.join(', ')}. There are: ${suites.map(([name]) => name).join(', ')}.`);
}

async function runSuite([name, title, work]) {
  const since = performance.now();
  headline(`${name}: ${title}`);
  let counts;
  try {
    counts = await work();
  } catch (error) {
    console.log(`${error.output ?? ''}\n${error.message}`.trim());
    counts = { passed: 0, failed: 1 };
  }
  return { name, skipped: 0, ...counts, time: seconds(since) };
}

function summary(results) {
  headline('Summary');
  const row = (...cells) =>
    console.log(
      `  ${cells[0].padEnd(14)}${cells
        .slice(1)
        .map((cell) => String(cell).padStart(10))
        .join('')}`,
    );
  row('suite', 'passed', 'failed', 'skipped', 'time');
  for (const { name, passed, failed, skipped, time } of results) row(name, passed, failed, skipped, time);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0;
}

await asCommand(async () => {
  const chosen = chosenSuites();
  await ensure({ tests: true });
  await build();
  const results = [];
  for (const suite of chosen) results.push(await runSuite(suite));
  if (!summary(results)) process.exitCode = 1;
});
