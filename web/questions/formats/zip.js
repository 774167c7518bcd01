/** The same files always give the same bytes. */
import { strToU8, zipSync } from 'fflate';

const DAY = new Date(2026, 0, 1);

/** @param {Record<string, string>} files by path @returns {Uint8Array} */
export const zipped = (files) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, [strToU8(text), { mtime: DAY }]])));
