/** A scene's file as commands read it: written out, whatever it was written by. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { writtenScene } from '../lesson/compile/written-scene.js';
import { sharedDir } from './home.js';
import { Usage } from './usage.js';

/**
 * @param {string} file @param {object} engine
 * @returns {Promise<{ text: string, notes: string[] }>} JSON of numbers alone, and what was made of what
 */
export function readScene(file, engine) {
  if (!existsSync(file)) throw new Usage(`There is no file ${file}.`);
  return writtenScene({ engine, text: readFileSync(file, 'utf8'), from: resolve(file), sharedDir });
}
