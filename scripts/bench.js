/**
 * Runs the measurements of tests/bench one after another; each prints its own figures. A run of all of them puts those that
 * stand beside the peers into docs/performance.md, with date, machine and command.
 *
 *   npm run bench [-- name]
 *
 * The peers, 214 MB of them, are installed here and by nothing else, into build/bench.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { build } from './build.js';
import { ensure } from './ensure.js';
import { headline, seconds } from './report.js';
import { at } from './root.js';
import { asCommand, run } from './run.js';
import { filesBelow } from './stamps.js';

const document = 'docs/performance.md';
const peers = 'build/bench';
const parts = 'build/bench/parts';

async function installPeers() {
  const lock = readFileSync(at('tests/bench/peers/package-lock.json'));
  const installed = at(peers, 'package-lock.json');
  if (existsSync(at(peers, 'node_modules')) && existsSync(installed) && lock.equals(readFileSync(installed))) return;
  headline('Peers');
  mkdirSync(at(peers), { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(at('tests/bench/peers', file), at(peers, file));
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', at(peers)]);
}

/** How busy the machine is, of all its cores: 1 where each has one thing to do. */
const load = () => (loadavg()[0] / cpus().length).toFixed(2);

/** Puts what was measured between `<!-- name -->` and `<!-- end -->`. */
function renew(text, name, measured) {
  const begin = `<!-- ${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf('<!-- end -->', from);
  if (from < 0 || to < 0)
    throw new Error(`${document} has no place for what "${name}" measures: ${begin} to <!-- end -->.`);
  return `${text.slice(0, from + begin.length)}\n${measured}\n${text.slice(to)}`;
}

/** @param {string} before the load when it began */
function write(before) {
  let text = readFileSync(at(document), 'utf8');
  const processor = cpus()[0]?.model.trim() ?? 'an unknown processor';
  const day = new Date().toISOString().slice(0, 10);
  const where = `Measured on ${day} by \`npm run bench\`: ${processor}, ${cpus().length} cores, node ${process.versions.node}, V8 ${process.versions.v8}; one thread each, processor time. Load of the machine by core: ${before} at the beginning, ${load()} at the end, this run among it.`;
  text = renew(text, 'where', where);
  for (const file of readdirSync(at(parts))) {
    text = renew(text, file.replace('.md', ''), readFileSync(at(parts, file), 'utf8'));
  }
  writeFileSync(at(document), text);
  console.log(`  Written to ${document}.`);
}

await asCommand(async () => {
  const [only] = process.argv.slice(2);
  const all = filesBelow(['tests/bench']).filter((file) => file.endsWith('.bench.js'));
  const chosen = all.filter((file) => !only || file.includes(only));
  if (chosen.length === 0) throw new Error(`No such measurement: ${only}. There are: ${all.join(', ')}.`);
  await ensure();
  await build();
  await installPeers();
  rmSync(at(parts), { recursive: true, force: true });
  const before = load();
  const since = performance.now();
  const failed = [];
  for (const [i, file] of chosen.entries()) {
    headline(`${file}, ${i + 1} of ${chosen.length}, after ${seconds(since)}; load ${load()}`);
    await run(process.execPath, [at(file)], { show: true }).catch(({ message }) => failed.push(message));
  }
  if (!only) write(before);
  if (failed.length > 0) throw new Error(`What was measured before stays for these:\n${failed.join('\n')}`);
});
