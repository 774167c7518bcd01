import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { advice } from '../../scripts/ensure.js';
import { buildNeeds, testNeeds } from '../../scripts/needs.js';
import { at } from '../../scripts/root.js';
import { filesBelow } from '../../scripts/stamps.js';
import { importsOf, packagesOf, reached } from './imports.js';

let bin;

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'attend-ensure-'));
  mkdirSync(join(bin, 'include/xtensor'), { recursive: true });
  writeFileSync(join(bin, 'include/xtensor/xtensor.hpp'), '');
});

afterEach(() => rmSync(bin, { recursive: true }));

function command(name, script) {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** A machine that has the xtensor headers, and on PATH only the commands made here. */
function runEnsure() {
  const result = spawnSync(process.execPath, [at('scripts/ensure.js')], {
    env: { PATH: bin, BIN: bin, CMAKE_PREFIX_PATH: bin },
    encoding: 'utf8',
  });
  return {
    ...result,
    log: existsSync(join(bin, 'log')) ? readFileSync(join(bin, 'log'), 'utf8').trim().split('\n') : [],
  };
}

/** An apt whose install puts the build tools on PATH. */
function pretendApt({ candidate }) {
  symlinkSync('/usr/bin/env', join(bin, 'env'));
  command('sudo', 'shift; exec "$@"');
  command('true', 'exit 0');
  command('apt-cache', `shift; for name in "$@"; do echo "$name:"; echo "  Candidate: ${candidate}"; done`);
  command(
    'apt-get',
    `echo "$*" >> "$BIN/log"
     case "$*" in
       *install*) for name in cmake ninja emcmake; do printf '#!/bin/sh\\n' > "$BIN/$name"; /bin/chmod +x "$BIN/$name"; done;;
     esac`,
  );
}

test('without apt it names what to install on each system and fails', () => {
  const { status, stderr } = runEnsure();
  assert.equal(status, 1);
  assert.match(stderr, /Missing: CMake, Ninja, Emscripten/);
  assert.match(stderr, /there is no apt here/);
  assert.match(stderr, /Nothing was changed/);
  assert.match(stderr, /apt-get install --no-install-recommends cmake ninja-build emscripten/);
  assert.match(stderr, /dnf install cmake ninja-build emscripten/);
  assert.match(stderr, /brew install cmake ninja emscripten/);
});

test('tools that did not come from packages count', () => {
  for (const name of ['cmake', 'ninja', 'emcmake']) command(name, 'exit 0');
  const { status, stderr } = runEnsure();
  assert.equal(status, 0, stderr);
});

test('apt installs only what is missing, without asking for new lists when it knows the packages', () => {
  pretendApt({ candidate: '1.0' });
  const { status, stderr, log } = runEnsure();
  assert.equal(status, 0, stderr);
  assert.equal(log.length, 1);
  assert.match(log[0], /install -y --no-install-recommends .*cmake ninja-build emscripten$/);
});

test('apt asks for its lists first when a package is unknown', () => {
  pretendApt({ candidate: '(none)' });
  const { status, stderr, log } = runEnsure();
  assert.equal(status, 0, stderr);
  assert.deepEqual(
    log.map((text) => /update|install/.exec(text)[0]),
    ['update', 'install'],
  );
});

test('an apt that fails is told, with its output', () => {
  pretendApt({ candidate: '1.0' });
  command('apt-get', 'echo "E: the disk is full" >&2; exit 100');
  const { status, stderr } = runEnsure();
  assert.equal(status, 1);
  assert.match(stderr, /the disk is full/);
  assert.match(stderr, /ended with code 100/);
});

test('every need has a name on every system, unless it is optional', () => {
  for (const need of [...buildNeeds, ...testNeeds]) {
    assert.ok(need.name && need.apt.length > 0 && need.dnf, need.name);
    assert.ok(need.brew || need.optional, need.name);
  }
  assert.match(advice(testNeeds), /libwebkit2gtk-4\.1-0/);
});

test('npm start and npm test import nothing that they have yet to install', () => {
  const read = (file) => readFileSync(at(file), 'utf8');
  const files = filesBelow(['scripts', 'web', 'tests']).filter((file) => /\.[jt]s$/.test(file));
  const all = reached(['scripts/start.js', 'scripts/test.js'], importsOf(files, read));
  assert.ok(all.includes('scripts/build.js') && all.length > 20, `${all.length} files`);
  assert.deepEqual(
    all.flatMap((file) => packagesOf(read(file)).map((name) => `${file}: ${name}`)),
    [],
  );
});
