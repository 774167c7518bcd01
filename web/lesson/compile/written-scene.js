/** Scenes that are written by pattern or extend others, written out: pages get numbers alone. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shared } from './load-ts.js';

const SHARED = '../_shared/';

/** Where a file lies that a lesson or scene names; what every course may use stands in for what the course does not have itself. */
export function placeOf(folder, sharedDir, place) {
  const own = join(folder, place);
  if (existsSync(own)) return own;
  const shared = sharedDir && place.startsWith(SHARED) ? join(sharedDir, place.slice(SHARED.length)) : '';
  return shared && existsSync(shared) ? shared : null;
}

/**
 * @param {{ engine: object, text: string, from: string, sharedDir?: string }} scene its text, and the file that it is from
 * @returns {Promise<{ text: string, notes: string[] }>} JSON that the engine reads, and what was made of what; the text as
 *   it was where there is nothing to write out, or where it is no JSON, which the engine then says
 * @throws {Error} of the engine, code `scene`, where something in it cannot be written out
 */
export async function writtenScene({ engine, text, from, sharedDir }) {
  const { expandScene, isExpandable, readJson } = await shared();
  const parsed = (content) => readJson(content.replace(/^\uFEFF/, ''));
  let given;
  try {
    given = parsed(text);
  } catch {
    return { text, notes: [] };
  }
  if (!isExpandable(given)) return { text, notes: [] };
  const read = (name) => {
    const file = placeOf(dirname(from), sharedDir, name);
    if (file === null) throw new Error(`The scene extends ${name}, but there is no such file beside it.`);
    return parsed(readFileSync(file, 'utf8'));
  };
  const { scene, notes } = expandScene(engine, given, { read });
  return { text: JSON.stringify(scene), notes };
}
