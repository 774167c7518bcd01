/**
 * Checks form: clang-format, cppcheck where it is installed, Biome, the TypeScript compiler, html-validate on the built pages.
 *
 *   npm run lint
 */
import { build } from './build.js';
import { ensure } from './ensure.js';
import { headline, line, seconds } from './report.js';
import { at } from './root.js';
import { asCommand, isMain, run, which } from './run.js';
import { filesBelow } from './stamps.js';

const mostLines = 60;
const bin = (name) => at('node_modules/.bin', name);

/** C++ sources of the project, relative to the repository. */
export const cppFiles = () => filesBelow(['engine', 'tests']).filter((file) => /\.(cpp|hpp|h)$/.test(file));

/** Where cppcheck is wrong: `AttendReply{}` does set every member; the places of a cell are numbers. */
const cppcheck = [
  ...['--enable=warning,performance,portability', '--inline-suppr', '--std=c++17', '--language=c++', '--quiet'],
  ...['--error-exitcode=1', '--suppress=uninitDerivedMemberVar', '--suppress=passedByValue:engine/tensor.hpp'],
  ...['-I', at('engine')],
];

const checks = [
  ['clang-format', () => run('clang-format', ['--dry-run', '-Werror', ...cppFiles()])],
  ...(which('cppcheck') ? [['cppcheck', () => run('cppcheck', [...cppcheck, 'engine'])]] : []),
  ['biome', () => run(bin('biome'), ['check', '--error-on-warnings', '--max-diagnostics=50', '.'])],
  ['tsc', () => run(bin('tsc'), ['-p', at('tsconfig.json')])],
  ['html-validate', () => run(bin('html-validate'), ['--max-warnings=0', 'dist/site/**/*.html'])],
];

/** Enough to see what is wrong; the rest is mostly more of it. */
function beginning(output) {
  const lines = output.trimEnd().split('\n');
  const rest = lines.length - mostLines;
  return [...lines.slice(0, mostLines), ...(rest > 0 ? [`... and ${rest} lines more`] : [])].join('\n');
}

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function lint() {
  let failed = 0;
  for (const [name, check] of checks) {
    const since = performance.now();
    try {
      await check();
      line(name, seconds(since));
    } catch (error) {
      failed += 1;
      console.log(beginning(error.output ?? error.message));
      line(name, 'FAILED (`npm run format` mends layout)');
    }
  }
  return { passed: checks.length - failed, failed };
}

if (isMain(import.meta.url)) {
  await asCommand(async () => {
    await ensure({ tests: true });
    await build();
    headline('Lint');
    const { failed } = await lint();
    if (failed > 0) throw new Error(`${failed} of ${checks.length} checks failed.`);
  });
}
