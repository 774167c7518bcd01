/** Bundles the scripts that carry the engine: of lessons that travel, and of notebooks. Only the build of this repository calls it; packages are made from its file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../../scripts/bundle.js';

/**
 * Writes `packaged.js`: a classic script without imports, with the engine and the texts of the code panel in it.
 * @param {{ root: string, assets: string }} options `assets` holds engine.wasm and stage-texts.json already
 */
export async function bundlePackaged({ root, assets }) {
  await bundle({
    root,
    outdir: assets,
    entryPoints: { packaged: join(root, 'web', 'embed', 'course-system', 'packaged-page.ts') },
    splitting: false,
    format: 'iife',
    // The script may stand within a page: what would end it there is written otherwise.
    supported: { 'inline-script': true },
    // A classic script has no address of its own; what it loads, it carries, under the address of the page.
    define: { 'import.meta.url': 'document.baseURI' },
    plugins: [filesWithin(assets)],
  });
}

/**
 * Writes `anywidget.js`: one module for notebooks, with the same two within.
 * @param {{ root: string, assets: string, outdir: string }} options
 */
export async function bundleWidget({ root, assets, outdir }) {
  await bundle({
    root,
    outdir,
    entryPoints: { anywidget: join(root, 'web', 'embed', 'notebook', 'anywidget.ts') },
    splitting: false,
    inject: [join(root, 'web', 'elements', 'shared', 'without-document.ts')],
    // A notebook gives it no address that others could be resolved against, and it needs none.
    define: { 'import.meta.url': JSON.stringify('file:///') },
    plugins: [filesWithin(assets)],
  });
}

/** `attend:NAME` is the content of a file: text, or bytes of a .wasm. */
const filesWithin = (folder) => ({
  name: 'attend-files',
  setup(build) {
    build.onResolve({ filter: /^attend:/ }, ({ path }) => ({
      path: join(folder, path.slice('attend:'.length)),
      namespace: 'attend-file',
    }));
    build.onLoad({ filter: /.*/, namespace: 'attend-file' }, ({ path }) => ({
      contents: readFileSync(path),
      loader: path.endsWith('.wasm') ? 'binary' : 'text',
    }));
  },
});
