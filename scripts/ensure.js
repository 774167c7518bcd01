/**
 * Sees to it that a task has what it needs: tools through apt (as root or with sudo), then the npm packages.
 * Where apt cannot do it, says what to install and stops before anything is changed.
 * Runs before node_modules exists, so it uses only what node brings along.
 *
 *   node scripts/ensure.js [--tests]
 */

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { buildNeeds, fuzzNeeds, testNeeds } from './needs.js';
import { line, progress, seconds } from './report.js';
import { at } from './root.js';
import { asCommand, isMain, run, which } from './run.js';

const leastNode = 20;

/** @param {{ tests?: boolean, fuzz?: boolean }} options `tests`: also what tests need; `fuzz`: and what fuzzing needs */
export async function ensure({ tests = false, fuzz = false } = {}) {
  checkNode();
  await ensureTools([...buildNeeds, ...(tests || fuzz ? testNeeds : []), ...(fuzz ? fuzzNeeds : [])]);
  await ensurePackages();
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= leastNode) return;
  throw new Error(`Attend needs Node.js ${leastNode} or later; this is ${process.versions.node}. Install a newer one.`);
}

async function ensureTools(needs) {
  const missing = needs.filter((need) => !need.present());
  if (missing.length === 0) return;
  const elevate = which('apt-get') ? rights() : null;
  if (elevate) {
    await installWithApt(missing, elevate);
    const still = missing.filter((need) => !need.present());
    if (still.length > 0) throw new Error(`Installed through apt, but still not found: ${names(still)}.`);
    return;
  }
  const required = missing.filter((need) => !need.optional);
  if (required.length > 0) throw new Error(advice(missing));
  console.log(`Not here, so the tests that need it are skipped: ${names(missing)}.`);
}

/** The command prefix that may install: none as root, sudo where it works without asking or someone can answer. */
function rights() {
  if (process.getuid?.() === 0) return [];
  const sudo = which('sudo');
  if (!sudo) return null;
  if (spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore' }).status === 0) return [sudo, '-n'];
  return process.stdin.isTTY ? [sudo] : null;
}

const names = (needs) => needs.map((need) => need.name).join(', ');

/** What to install by hand, in the words of each system. */
export function advice(missing) {
  const list = (key) =>
    missing
      .flatMap((need) => need[key])
      .filter(Boolean)
      .join(' ');
  const why = which('apt-get') ? 'there are no rights to install it (neither root nor sudo)' : 'there is no apt here';
  return [
    `Missing: ${names(missing)}; ${why}. Nothing was changed. Install it, then run the same command again:`,
    `  Debian  sudo apt-get install --no-install-recommends ${list('apt')}`,
    `  Fedora  sudo dnf install ${list('dnf')}`,
    `  macOS   brew install ${list('brew')}`,
    '  Any other way of installing will do too, as long as the commands are on PATH.',
  ].join('\n');
}

async function installWithApt(missing, elevate) {
  const packages = [...new Set(missing.flatMap((need) => need.apt))];
  console.log(`Installing through apt, for ${names(missing)}:\n  ${packages.join(' ')}`);
  const aptGet = (args, onLine) => {
    const [command, ...rest] = [...elevate, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
    return run(command, rest, { onLine });
  };
  const update = () => timed('apt package lists', (onLine) => aptGet(['update'], onLine));
  const install = () =>
    timed('apt packages', (onLine) =>
      aptGet(['install', '-y', '--no-install-recommends', '-o', 'APT::Status-Fd=1', ...packages], onLine),
    );
  const known = await haveCandidates(packages);
  if (!known) await update();
  try {
    await install();
  } catch (error) {
    // Lists older than the archive name files that are gone from it.
    if (!known) throw error;
    await update();
    await install();
  }
}

/** True when apt's lists offer every package. */
async function haveCandidates(packages) {
  const policy = await run('apt-cache', ['policy', ...packages], { env: { LC_ALL: 'C' } });
  const offered = policy.split('\n').filter((text) => /^ {2}Candidate: (?!\(none\))/.test(text));
  return offered.length === packages.length;
}

async function timed(name, work) {
  const since = performance.now();
  const shown = progress(name);
  await work((text) => {
    const status = /^(dl|pm)status:[^:]*:([\d.]+):(.*)$/.exec(text);
    if (status) shown.update(`${status[1] === 'dl' ? 'download' : 'install'} ${Math.round(status[2])} % ${status[3]}`);
  });
  shown.done();
  line(name, seconds(since));
}

/** `npm ci`, when node_modules is missing or older than the lock file. */
async function ensurePackages() {
  const installed = at('node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(at('package-lock.json')).mtimeMs) return;
  const since = performance.now();
  console.log('Installing the npm packages of package-lock.json');
  await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], { show: true });
  line('npm packages', seconds(since));
}

if (isMain(import.meta.url)) await asCommand(() => ensure({ tests: process.argv.includes('--tests') }));
