/** The build uses a few modules of the live page, so that both write the same; esbuild makes them readable for node. */
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('./shared.ts', import.meta.url));
let loaded;

/** @returns {Promise<typeof import('./shared.ts')>} */
export function shared() {
  loaded ??= load();
  return loaded;
}

const load = () => loadTs(entry);

/**
 * A module of the live page, bundled and imported.
 * @param {string} file where it lies
 */
export async function loadTs(file) {
  // Not before it is wanted: what installs the packages imports this, too.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['node:*'],
    loader: { '.ftl': 'text' },
    logLevel: 'silent',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
