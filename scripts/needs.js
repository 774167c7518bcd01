/**
 * What Attend needs from the machine: how to tell that it is there, and what it is called in Debian, Fedora and Homebrew.
 * Commands and headers are looked for, not packages, so that emsdk, Homebrew or a build from source count too.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromiumPath, firefoxPath, webkitPaths } from './browsers.js';
import { which } from './run.js';

const prefixes = () => [
  ...(process.env.CMAKE_PREFIX_PATH ?? '').split(delimiter).filter(Boolean),
  '/usr',
  '/usr/local',
  '/opt/homebrew',
];

const anyCommand =
  (...names) =>
  () =>
    names.some((name) => which(name) !== null);
const anyHeader =
  (...names) =>
  () =>
    prefixes().some((prefix) => names.some((name) => existsSync(join(prefix, 'include', name))));

/** True when Debian's or any other python3 on PATH can import the module. */
const pythonModule = (name) => () => {
  const python = pythonPath();
  if (!python) return false;
  try {
    execFileSync(python, ['-c', `import importlib.util, sys; sys.exit(importlib.util.find_spec("${name}") is None)`]);
    return true;
  } catch {
    return false;
  }
};

/** The system's python3 before others on PATH, since Debian's packages serve only that one. */
export function pythonPath() {
  return ['/usr/bin/python3', which('python3')].find((path) => path && existsSync(path)) ?? null;
}

/**
 * @typedef {object} Need
 * @property {string} name what people call it
 * @property {() => boolean} present
 * @property {string[]} apt
 * @property {string} dnf
 * @property {string} brew
 * @property {boolean} [optional] tests that need it are skipped where it cannot be had
 */

/** @type {Need[]} */
export const buildNeeds = [
  { name: 'CMake', present: anyCommand('cmake'), apt: ['cmake'], dnf: 'cmake', brew: 'cmake' },
  { name: 'Ninja', present: anyCommand('ninja'), apt: ['ninja-build'], dnf: 'ninja-build', brew: 'ninja' },
  { name: 'Emscripten', present: anyCommand('emcmake'), apt: ['emscripten'], dnf: 'emscripten', brew: 'emscripten' },
  {
    name: 'xtensor headers',
    present: anyHeader('xtensor/xtensor.hpp', 'xtensor/containers/xtensor.hpp'),
    apt: ['libxtensor-dev'],
    dnf: 'xtensor-devel',
    brew: 'xtensor',
  },
];

/** @type {Need[]} */
export const testNeeds = [
  {
    name: 'a C++ compiler',
    present: anyCommand('c++', 'g++', 'clang++'),
    apt: ['g++'],
    dnf: 'gcc-c++ libasan libubsan',
    brew: 'llvm',
  },
  {
    name: 'Catch2 headers',
    present: anyHeader('catch2/catch.hpp', 'catch2/catch_all.hpp'),
    apt: ['catch2'],
    dnf: 'catch-devel',
    brew: 'catch2',
  },
  {
    name: 'headers of JSON for Modern C++',
    present: anyHeader('nlohmann/json.hpp'),
    apt: ['nlohmann-json3-dev'],
    dnf: 'json-devel',
    brew: 'nlohmann-json',
  },
  {
    name: 'clang-format',
    present: anyCommand('clang-format'),
    apt: ['clang-format'],
    dnf: 'clang-tools-extra',
    brew: 'clang-format',
  },
  {
    name: 'cppcheck',
    present: anyCommand('cppcheck'),
    apt: ['cppcheck'],
    dnf: 'cppcheck',
    brew: 'cppcheck',
    optional: true,
  },
  {
    name: 'Chromium',
    present: () => chromiumPath() !== null,
    apt: ['chromium-headless-shell'],
    dnf: 'chromium-headless',
    brew: 'chromium',
  },
  { name: 'Firefox', present: () => firefoxPath() !== null, apt: ['firefox-esr'], dnf: 'firefox', brew: 'firefox' },
  {
    name: 'WebKitGTK and its driver',
    present: () => webkitPaths() !== null,
    apt: ['webkit2gtk-driver', 'libwebkit2gtk-4.1-0'],
    dnf: '/usr/bin/WebKitWebDriver webkit2gtk4.1',
    brew: '',
    optional: true,
  },
  {
    name: 'a virtual screen',
    present: anyCommand('xvfb-run'),
    apt: ['xvfb', 'xauth'],
    dnf: 'xorg-x11-server-Xvfb xauth',
    brew: '',
    optional: true,
  },
  {
    name: 'PyTorch and NumPy',
    present: () => pythonModule('torch')() && pythonModule('numpy')(),
    apt: ['python3-torch', 'python3-numpy'],
    dnf: 'python3-torch python3-numpy',
    brew: 'pytorch numpy',
    optional: true,
  },
];

/** For `npm run fuzz` alone, beside what a build and the tests need. @type {Need[]} */
export const fuzzNeeds = [
  {
    name: 'clang with libFuzzer',
    present: anyCommand('clang++'),
    apt: ['clang'],
    dnf: 'clang compiler-rt',
    brew: 'llvm',
  },
];
