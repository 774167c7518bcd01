/** Every test suite there is. */
import { check } from './check.js';
import { lint } from './lint.js';
import { nativeTests } from './native-tests.js';
import { sizes } from './sizes.js';

/**
 * A suite is either a folder, of which every `*.test.js` is run, or work of our own.
 * @typedef {object} Suite
 * @property {string} name for `npm test -- --only`
 * @property {string} title
 * @property {string} [files] folder, relative to the repository
 * @property {() => Promise<{ passed: number, failed: number, skipped?: number }>} [work] prints as it goes
 */

/**
 * Begun in this order, as many jobs side by side as there are cores: what takes longest comes first.
 * @type {Suite[]}
 */
export const suites = [
  {
    name: 'native',
    title: 'Engine in C++ under address and undefined-behaviour sanitizers',
    work: () => nativeTests('native-asan'),
  },
  { name: 'browser', title: 'Chromium, Firefox and WebKit', files: 'tests/browser' },
  { name: 'sizes', title: 'Download sizes', work: sizes },
  { name: 'embed', title: 'In other sites: packages, messages, notebooks', files: 'tests/embed' },
  { name: 'elements', title: 'Parts of the elements that need no browser', files: 'tests/elements' },
  { name: 'reference', title: 'Fixtures against PyTorch', files: 'tests/reference' },
  { name: 'lessons', title: 'Lessons', files: 'tests/lessons' },
  { name: 'questions', title: 'Questions, their keys and their forms', files: 'tests/questions' },
  { name: 'compare', title: 'Check my numbers: planted mistakes, files of every kind', files: 'tests/compare' },
  { name: 'tools', title: 'Tools of this repository', files: 'tests/tools' },
  { name: 'wasm', title: 'engine.wasm in node', files: 'tests/wasm' },
  { name: 'check', title: 'Every lesson and scene through the engine', work: check },
  { name: 'lint', title: 'Form: clang-format, Biome, tsc, html-validate', work: lint },
];

/** @param {string} [only] names, parted by commas */
export function chosenSuites(only) {
  if (only === undefined) return suites;
  const names = only.split(',');
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length === 0) return suites.filter(({ name }) => names.includes(name));
  throw new Error(`No suite is called ${unknown.join(', ')}. There are: ${suites.map(({ name }) => name).join(', ')}.`);
}
