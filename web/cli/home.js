/** What lies beside the command: the engine, what pages load, and what our lessons share. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Usage } from './usage.js';

/** The folder of the package's built files; the command is one of them. */
export const packageDir = fileURLToPath(new URL('.', import.meta.url));

/** Glossary, bibliography and scenes that every course may use. */
export const sharedDir = join(packageDir, 'site', 'shared');

/** @returns {Promise<object>} the engine, loaded */
export async function openEngine() {
  const { loadEngine } = await import(new URL('./index.js', import.meta.url).href);
  return loadEngine(readFileSync(join(packageDir, 'engine.wasm')));
}

export const version = () => JSON.parse(readFileSync(join(packageDir, 'site', 'version.json'), 'utf8')).version;

/** A folder of lessons, or a message that says what a folder of lessons is. */
export function lessonsFolder(given) {
  const folder = resolve(given);
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new Usage(`There is no folder ${given}. Give the folder that holds the lessons, one folder NN-name for each.`);
}
