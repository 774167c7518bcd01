/** Absolute path of the repository, and paths inside it. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** @param {...string} parts relative to the repository */
export const at = (...parts) => resolve(root, ...parts);
