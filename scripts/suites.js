/** The two kinds of test suites: Catch2 through ctest, and the test runner of node. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cmakeBuild } from './cmake.js';
import { at } from './root.js';
import { run, which } from './run.js';
import { filesBelow } from './stamps.js';

const number = (text, pattern) => Number(pattern.exec(text)?.[1] ?? 0);

/**
 * Builds and runs the Catch2 tests.
 * @param {'native' | 'native-asan'} flavour
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function nativeSuite(flavour) {
  const folder = await cmakeBuild(flavour, flavour);
  let output;
  let worked = true;
  try {
    output = await run('ctest', ['--test-dir', at(folder), '--output-on-failure', '--no-tests=error', '-j', '2'], {
      env: { UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1', ASAN_OPTIONS: 'detect_leaks=1' },
    });
  } catch (error) {
    output = error.output ?? error.message;
    worked = false;
  }
  const total = number(output, /tests failed out of (\d+)/);
  const failed = worked ? 0 : Math.max(1, number(output, /(\d+) tests failed out of/));
  const told = output.trimEnd().split('\n');
  console.log((worked ? told.slice(-4) : told).join('\n'));
  return { passed: Math.max(0, total - failed), failed };
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
  const command = [
    ...(screen ? virtualScreen() : []),
    process.execPath,
    ...['--test', '--test-concurrency=1'],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=tap', `--test-reporter-destination=${counts}`],
    ...files,
  ];
  let worked = true;
  await run(command[0], command.slice(1), { show: true, env: browserEnvironment() }).catch(() => {
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
