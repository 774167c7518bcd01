/** Steps that run only when something they are made of has changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { line, seconds } from './report.js';
import { at } from './root.js';

/** All files below the given files and folders (relative to the repository), sorted; absent ones are left out. */
export function filesBelow(paths) {
  const found = [];
  const visit = (path) => {
    const stats = statSync(at(path), { throwIfNoEntry: false });
    if (stats?.isFile()) found.push(path);
    if (!stats?.isDirectory()) return;
    for (const name of readdirSync(at(path))) {
      if (name !== 'node_modules' && !name.startsWith('.')) visit(join(path, name));
    }
  };
  paths.forEach(visit);
  return found.sort();
}

function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const file of filesBelow(paths))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(at(file)))
      .update('\0');
  return hash.digest('hex');
}

/**
 * Runs `work` unless it ran before with the same content of `inputs` and its `outputs` are all there.
 * @param {string} name
 * @param {{ inputs: string[], outputs: string[] }} files relative to the repository; folders count with all they hold
 * @param {() => Promise<unknown>} work
 */
export async function step(name, { inputs, outputs }, work) {
  const since = performance.now();
  const stamp = at('build/stamps', `${name.replaceAll(/\W+/g, '-')}.txt`);
  const print = fingerprint(inputs);
  const known = existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
  if (known && outputs.every((path) => existsSync(at(path)))) return line(name, 'up to date');
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
  line(name, seconds(since));
}
