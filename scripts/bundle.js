/** How scripts are bundled, for package and site alike: one graph of chunks, texts and style sheets made small. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, transform } from 'esbuild';

/** A sheet with everything that it imports. */
const wholeCss = async (path) =>
  (await build({ entryPoints: [path], bundle: true, minify: true, write: false })).outputFiles[0].text.trim();

const smallCss = async (text) => (await transform(text, { loader: 'css', minify: true, charset: 'utf8' })).code.trim();

/** Style sheets that stand whole in a script: css`…` with nothing filled in. */
const SHEET = /(?<![\w.])css`([^`$\\]*)`/g;

/** Messages lose their comments; sheets that scripts take in as text, and those written in scripts, their spaces. */
const smallTexts = {
  name: 'small-texts',
  setup(esbuild) {
    esbuild.onResolve({ filter: /\.css$/ }, ({ importer, path, resolveDir }) =>
      importer.endsWith('.ts') ? { path: join(resolveDir, path), namespace: 'css-text' } : undefined,
    );
    esbuild.onLoad({ filter: /.*/, namespace: 'css-text' }, async ({ path }) =>
      existsSync(path) ? { contents: await wholeCss(path), loader: 'text', watchFiles: [path] } : undefined,
    );
    esbuild.onLoad({ filter: /\.ftl$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(/^#.*\n/gm, ''),
      loader: 'text',
    }));
    esbuild.onLoad({ filter: /[/\\]web[/\\].*\.ts$/ }, async ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const sheets = [...text.matchAll(SHEET)];
      const small = await Promise.all(sheets.map(([, sheet]) => smallCss(sheet)));
      let at = 0;
      return {
        // In a template a backslash begins an escape; `\\203a` would empty the whole sheet.
        contents: text.replaceAll(SHEET, () => `css\`${small[at++].replaceAll('\\', '\\\\')}\``),
        loader: 'ts',
        resolveDir: dirname(path),
      };
    });
  },
};

/**
 * Bundles scripts for browsers and node.
 * @param {{ root: string, outdir: string, entryPoints: Record<string, string>, splitting?: boolean, plugins?: object[], write?: boolean }} options
 *   entry points by the name of their file; without `splitting` each gets everything it may ever load, in one file
 */
export function bundle({ root, outdir, entryPoints, splitting = true, plugins = [], ...others }) {
  return build({
    absWorkingDir: root,
    outdir,
    entryPoints,
    splitting,
    bundle: true,
    chunkNames: 'part-[hash]',
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [smallTexts, ...plugins],
    ...others,
  });
}
