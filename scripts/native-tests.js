/**
 * The Catch2 tests of the engine, through ctest. As a command, in a build without sanitizers; with `double` of an engine that
 * computes in double, whose gradients have to agree with PyTorch's within 1e-10:
 *
 *   npm run native [-- double]
 */
import { cmakeBuild } from './cmake.js';
import { at } from './root.js';
import { asCommand, isMain, run } from './run.js';

/**
 * Builds and runs the Catch2 tests.
 * @param {'native' | 'native-double' | 'native-asan'} flavour
 * @returns {Promise<{ passed: number, failed: number }>} counted in Catch2's test cases
 */
export async function nativeTests(flavour) {
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

if (isMain(import.meta.url)) {
  await asCommand(async () => {
    const [reals] = process.argv.slice(2);
    if (reals && reals !== 'double')
      throw new Error(`"${reals}" is not known: npm run native, or npm run native -- double.`);
    const { passed, failed } = await nativeTests(reals ? 'native-double' : 'native');
    console.log(`${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  });
}
