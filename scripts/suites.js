/** The two kinds of test suites: Catch2 through ctest, and the test runner of node. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { cmakeBuild } from './cmake.js';
import { at } from './root.js';
import { run, which } from './run.js';
import { filesBelow } from './stamps.js';

/** A suite that takes longer than this hangs. */
const limit = 10 * 60 * 1000;

const number = (text, pattern) => Number(pattern.exec(text)?.[1] ?? 0);

/**
 * Builds and runs the Catch2 tests.
 * @param {'native' | 'native-asan'} flavour
 * @returns {Promise<{ passed: number, failed: number }>} counted in Catch2's test cases
 */
export async function nativeSuite(flavour) {
  const folder = await cmakeBuild(flavour, flavour);
  let worked = true;
  const output = await run('ctest', ['--test-dir', at(folder), '--verbose', '--no-tests=error'], {
    env: { UBSAN_OPTIONS: 'print_stacktrace=1', ASAN_OPTIONS: 'detect_leaks=1' },
  }).catch((error) => {
    worked = false;
    return error.output ?? error.message;
  });
  const { passed, failed } = catchCounts(output);
  const told = output.trimEnd().split('\n');
  console.log((worked ? told.filter((text) => text.includes('test cases')) : told).join('\n'));
  return { passed, failed: worked ? failed : Math.max(1, failed) };
}

/**
 * Reads the closing lines of Catch2, version 2 or 3, wherever they stand in the output.
 * @returns {{ passed: number, failed: number }}
 */
export function catchCounts(output) {
  const sum = (pattern) => [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
  const allPassed = sum(/All tests passed \(.* in (\d+) test cases?\)/g);
  return {
    passed: allPassed + sum(/test cases:\s*\d+ \|.*?(\d+) passed/g),
    failed: sum(/test cases:\s*\d+ \|.*?(\d+) failed/g),
  };
}

/**
 * Runs every `*.test.js` below a folder, one file after another.
 * @param {string} folder relative to the repository
 * @param {{ screen?: boolean }} options `screen`: some of them open windows
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function nodeSuite(folder, { screen = false } = {}) {
  const files = filesBelow([folder]).filter((file) => file.endsWith('.test.js'));
  if (files.length === 0) throw new Error(`${folder} holds no *.test.js.`);
  mkdirSync(at('build/test'), { recursive: true });
  const counts = at('build/test', `${folder.replaceAll('/', '-')}.tap`);
  rmSync(counts, { force: true });
  const command = [
    ...(screen ? virtualScreen() : []),
    process.execPath,
    ...['--test', '--test-concurrency=1'],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=tap', `--test-reporter-destination=${counts}`],
    ...files,
  ];
  let worked = true;
  await run(command[0], command.slice(1), { show: true, env: browserEnvironment(), limit }).catch(() => {
    worked = false;
  });
  const tap = existsSync(counts) ? readFileSync(counts, 'utf8') : '';
  const count = (name) => number(tap, new RegExp(`^# ${name} (\\d+)$`, 'm'));
  const failed = count('fail') + count('cancelled');
  return {
    passed: count('pass'),
    failed: worked ? failed : Math.max(1, failed),
    skipped: count('skipped') + count('todo'),
  };
}

/** WebKit has no headless mode; without a screen it gets a virtual one. */
function virtualScreen() {
  const xvfb = process.env.DISPLAY ? null : which('xvfb-run');
  return xvfb ? [xvfb, '--auto-servernum', '--server-args=-screen 0 1600x1200x24'] : [];
}

/** As root, WebKitGTK's own sandbox cannot start. */
function browserEnvironment() {
  return process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {};
}
