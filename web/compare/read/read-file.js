/** Somebody's numbers from a file on disk. */
import { readFileSync } from 'node:fs';
import { shared } from '../../lesson/compile/load-ts.js';
import { readTensors } from './read-tensors.js';

/**
 * @param {string} file
 * @returns {Promise<import('./read-tensors.js').Given[]>}
 * @throws {Error} that names the file, what is wrong with it, and how to mend it
 */
export async function readFile(file) {
  const { readAnyNpy } = await shared();
  return readTensors(file, readFileSync(file), readAnyNpy);
}
