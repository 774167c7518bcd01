/**
 * Builds what changed: engine.wasm, the package in dist/package and the site in dist/site.
 *
 *   node scripts/build.js
 */
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cmakeBuild } from './cmake.js';
import { elementsManifest } from './elements.js';
import { ensure } from './ensure.js';
import { generate } from './generate.js';
import { headline } from './report.js';
import { at, root } from './root.js';
import { asCommand, isMain, run } from './run.js';
import { step } from './stamps.js';

const shared = ['scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.package.json'];

/** The scripts of the package, by the name of their file; `exports` of package.json and tsconfig.package.json name them too. */
const entries = {
  index: 'web/engine/index.ts',
  attend: 'web/embed/attend.ts',
  'attend-workshop': 'web/elements/workshop.ts',
  host: 'web/embed/host.ts',
  export: 'web/elements/export.ts',
};

/** What has to be in the tree before a build can start. */
const parts = [
  ['CMakeLists.txt', 'the engine'],
  ['web/engine/index.ts', 'the engine in TypeScript'],
  ['web/elements/index.ts', 'the elements'],
  ['web/site/build.js', 'the site generator'],
];

export async function build() {
  headline('Build');
  const missing = parts.filter(([path]) => !existsSync(at(path)));
  if (missing.length > 0) {
    throw new Error(`Not in this tree: ${missing.map(([path, name]) => `${path} (${name})`).join(', ')}.`);
  }
  await cmakeBuild('wasm', 'engine.wasm');
  await step(
    'manifest',
    {
      inputs: ['scripts/generate.js', 'build/wasm/describe.wasm'],
      outputs: ['web/engine/generated/manifest.ts', 'web/engine/generated/stages.ts'],
    },
    generate,
  );
  await step(
    'package: scripts',
    {
      inputs: [
        ...shared,
        'build/wasm/engine.wasm',
        'web/engine',
        'web/elements',
        'web/lesson',
        'web/embed',
        'web/styles',
      ],
      outputs: [...Object.keys(entries).map((name) => `${name}.js`), 'engine.wasm'].map(
        (name) => `dist/package/${name}`,
      ),
    },
    bundlePackage,
  );
  await step(
    'package: types',
    {
      inputs: [...shared, 'web/engine', 'web/elements', 'web/lesson', 'web/embed'],
      outputs: Object.keys(entries).map((name) => `dist/package/${name}.d.ts`),
    },
    declare,
  );
  await step(
    'package: site',
    {
      inputs: [...shared, 'build/wasm/engine.wasm', 'web', 'engine/stages'],
      outputs: ['dist/package/site/assets/lesson.js', 'dist/package/stage-texts.json'],
    },
    siteAssets,
  );
  await step(
    'package: command',
    {
      inputs: [...shared, 'web/cli', 'web/lesson', 'web/site', 'web/engine', 'web/embed', 'lessons/_shared'],
      outputs: ['dist/package/cli.js', 'dist/package/site/version.json'],
    },
    command,
  );
  await step(
    'site',
    {
      inputs: [...shared, 'build/wasm/engine.wasm', 'web', 'lessons', 'engine', 'docs'],
      outputs: ['dist/site/index.html'],
    },
    site,
  );
}

/** One graph: whoever imports two of these gets one engine. What is loaded late lies in parts of its own. */
async function bundlePackage() {
  const { bundle } = await import('./bundle.js');
  rmSync(at('dist/package'), { recursive: true, force: true });
  mkdirSync(at('dist/package'), { recursive: true });
  copyFileSync(at('build/wasm/engine.wasm'), at('dist/package/engine.wasm'));
  await bundle({ root, outdir: 'dist/package', entryPoints: entries, sourcemap: true, legalComments: 'linked' });
  writeFileSync(at('dist/package/custom-elements.json'), JSON.stringify(elementsManifest(), null, 2));
}

async function declare() {
  rmSync(at('dist/package/types'), { recursive: true, force: true });
  await run(at('node_modules/.bin/tsc'), ['-p', at('tsconfig.package.json')]);
  for (const [name, from] of Object.entries(entries)) {
    const types = from.replace('web/', './types/').replace(/\.ts$/, '.js');
    writeFileSync(at(`dist/package/${name}.d.ts`), `export * from '${types}';\n`);
  }
}

async function siteAssets() {
  const { buildAssets } = await import('./assets.js');
  await buildAssets({ root, packageDir: at('dist/package') });
  // The package's stepper looks for the texts of its code panel beside itself.
  copyFileSync(at('dist/package/site/assets/stage-texts.json'), at('dist/package/stage-texts.json'));
}

async function command() {
  const { buildCli } = await import('./cli.js');
  await buildCli({ root, packageDir: at('dist/package') });
}

async function site() {
  const { buildSite } = await import('../web/site/build.js');
  await buildSite({ root, packageDir: at('dist/package'), outDir: at('dist/site'), log: console.log });
}

if (isMain(import.meta.url)) {
  await asCommand(async () => {
    await ensure();
    await build();
  });
}
