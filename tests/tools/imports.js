/** Who imports whom, and the circles in it. What is asked for late, by `import()`, does not count. */
import { dirname, join, normalize } from 'node:path';

const IMPORT = /^(?:import|export)\s(?:[^;'"]*?\sfrom\s+)?'(\.[^']+)'/gm;

/**
 * @param {string[]} files with their place in the tree
 * @param {(file: string) => string} read
 * @returns {Map<string, string[]>} what each file imports of these files
 */
export function importsOf(files, read) {
  const known = new Set(files);
  const found = (file) =>
    [...read(file).matchAll(IMPORT)]
      .map(([, path]) => normalize(join(dirname(file), path)))
      .map((path) => [path, path.replace(/\.js$/, '.ts')].find((name) => known.has(name)))
      .filter(Boolean);
  return new Map(files.map((file) => [file, found(file)]));
}

/**
 * @param {string[]} first
 * @param {Map<string, string[]>} imports
 * @returns {string[]} these files, and all that they import by way of others
 */
export function reached(first, imports) {
  const found = new Set(first);
  for (const file of found) for (const next of imports.get(file) ?? []) found.add(next);
  return [...found];
}

/** @returns {string[]} the packages that a file imports by name */
export const packagesOf = (text) =>
  [...text.matchAll(/^(?:import|export)\s(?:[^;'"]*?\sfrom\s+)?'([^.'][^']*)'/gm)]
    .map(([, name]) => name)
    .filter((name) => !name.startsWith('node:'));

/** @returns {string[]} each circle once, as `a > b > a` */
export function circles(imports) {
  const found = new Set();
  const done = new Set();
  const walk = (file, way) => {
    const at = way.indexOf(file);
    if (at >= 0) return found.add([...way.slice(at), file].join(' > '));
    if (done.has(file)) return;
    for (const next of imports.get(file) ?? []) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) walk(file, []);
  return [...found];
}
