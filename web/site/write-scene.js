/** Puts a scene or a file of calculations where a page finds it. */
import { copyFileSync, writeFileSync } from 'node:fs';

/**
 * A file as it is, or a scene written out.
 * @param {import('../lesson/compile/scene-book.js').SceneFile} file @param {string} to
 */
export function writeScene({ from, text }, to) {
  if (text === undefined) copyFileSync(from, to);
  else writeFileSync(to, text);
}
