/**
 * Reads the engine's C++ more strictly than a build does: both compilers with every warning that helps, and clang-tidy with
 * the checks of .clang-tidy. (cppcheck is a part of `npm run lint`.) Takes minutes, so it is no part of the tests.
 *
 *   npm run analyse [-- engine/kernels/products/matmul.cpp ...]
 */
import { availableParallelism } from 'node:os';
import { cmakeBuild } from './cmake.js';
import { ensure } from './ensure.js';
import { headline, line, seconds } from './report.js';
import { at } from './root.js';
import { asCommand, isMain, run, which } from './run.js';
import { filesBelow } from './stamps.js';

const flags = [
  ...['-std=c++20', '-DNDEBUG', '-DATTEND_VERSION="0"', '-DATTEND_BUILD="0"'],
  ...['-I', at('engine'), '-I', at('build/native/generated')],
];
const warnings = ['-Wall', '-Wextra', '-Wconversion', '-Wshadow', '-Werror', '-fsyntax-only'];

const tools = [
  ['g++', (file) => ['g++', [...flags, ...warnings, file]]],
  ['clang++', (file) => ['clang++', [...flags, ...warnings, file]]],
  ['clang-tidy', (file) => ['clang-tidy', ['--quiet', file, '--', ...flags]]],
];

/** Runs a tool over every file, as many at a time as there are cores. @returns {Promise<string[]>} what it says against them */
async function complaints(commandFor, files) {
  const waiting = [...files];
  const found = [];
  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const [command, args] = commandFor(file);
      await run(command, args).catch((error) => found.push(`${file}\n${error.output ?? error.message}`));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found;
}

/** @param {string[]} chosen files, relative to the repository; by default every one of the engine */
export async function analyse(chosen = []) {
  const missing = tools.map(([name]) => name).filter((name) => which(name) === null);
  if (missing.length > 0)
    throw new Error(`Missing: ${missing.join(', ')}. On Debian: sudo apt-get install g++ clang clang-tidy`);
  const files = chosen.length > 0 ? chosen : filesBelow(['engine']).filter((file) => file.endsWith('.cpp'));
  let count = 0;
  for (const [name, commandFor] of tools) {
    const since = performance.now();
    const found = await complaints(
      commandFor,
      files.map((file) => at(file)),
    );
    for (const text of found) console.log(text.trimEnd());
    line(name, found.length > 0 ? `${found.length} of ${files.length} files` : seconds(since));
    count += found.length;
  }
  if (count > 0) throw new Error(`${count} complaints.`);
}

if (isMain(import.meta.url)) {
  await asCommand(async () => {
    await ensure({ tests: true });
    await cmakeBuild('native', 'native');
    headline('Analyse');
    await analyse(process.argv.slice(2));
  });
}
