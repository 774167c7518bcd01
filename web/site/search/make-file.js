/** The build makes the file of the search with the code that the page reads it with. */
import { fileURLToPath } from 'node:url';
import { loadTs } from '../../lesson/compile/load-ts.js';

const textIndex = fileURLToPath(new URL('./text-index.ts', import.meta.url));

/**
 * @param {import('./text-index.ts').Doc[]} docs
 * @returns {Promise<import('./text-index.ts').SearchFile>}
 */
export const searchFile = async (docs) => (await loadTs(textIndex)).searchFile(docs);
