/**
 * Builds what changed: engine.wasm, the package in dist/package and the site in dist/site.
 *
 *   node scripts/build.js
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cmakeBuild } from './cmake.js';
import { elementsManifest } from './elements.js';
import { ensure } from './ensure.js';
import { generate, generated } from './generate.js';
import { headline } from './report.js';
import { at, root } from './root.js';
import { asCommand, isMain, run } from './run.js';
import { SCENES_DOC, withSceneTables } from './scenes-doc.js';
import { step } from './stamps.js';

const shared = ['scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.package.json'];

/** The scripts of the package, by the name of their file; `exports` of package.json and tsconfig.package.json name them too. */
const entries = {
  index: 'web/engine/package.ts',
  attend: 'web/embed/attend.ts',
  'attend-workshop': 'web/elements/workshop/index.ts',
  'attend-overview': 'web/elements/overview/index.ts',
  'attend-training': 'web/elements/training/index.ts',
  react: 'web/embed/frameworks/react.ts',
  vue: 'web/embed/frameworks/vue.ts',
  host: 'web/embed/frame/host.ts',
  export: 'web/elements/takeaway/export.ts',
};

/** The whole engine, the one that pages load until a scene has a loss, and what trains. */
const engines = ['engine.wasm', 'engine-forward.wasm', 'train.wasm'];

/** Those that bring elements: with them TypeScript learns the tags and the events. */
const BRINGING = ['attend', 'attend-workshop', 'attend-overview', 'attend-training', 'react', 'vue'];

/** What has to be in the tree before a build can start. */
const parts = [
  ['CMakeLists.txt', 'the engine'],
  ['web/engine/index.ts', 'the engine in TypeScript'],
  ['web/elements/index.ts', 'the elements'],
  ['web/site/build.js', 'the site generator'],
];

/** The site was made, and some of its lessons are faulty: what is wrong is the message. Only in previews. */
export class FaultyLessons extends Error {
  static exitCode = 3;
  exitCode = FaultyLessons.exitCode;
}

/**
 * @param {{ preview?: boolean }} options with `preview`, the site is made of what can be shown
 * @throws {FaultyLessons} where it was
 */
export async function build({ preview = false } = {}) {
  headline('Build');
  const missing = parts.filter(([path]) => !existsSync(at(path)));
  if (missing.length > 0) {
    throw new Error(`Not in this tree: ${missing.map(([path, name]) => `${path} (${name})`).join(', ')}.`);
  }
  await cmakeBuild('wasm', 'engine.wasm');
  await step(
    'manifest',
    {
      inputs: [
        ...['scripts/generate.js', 'scripts/generate-model.js', 'scripts/generate-patterns.js'],
        ...['web/engine/writing/forms.ts', 'web/engine/patterns', 'build/wasm/describe.wasm'],
      ],
      outputs: generated,
    },
    generate,
  );
  await step(
    'package: scripts',
    {
      inputs: [
        ...shared,
        ...engines.map((name) => `build/wasm/${name}`),
        'web/engine',
        'web/elements',
        'web/lesson',
        'web/embed',
        'web/styles',
      ],
      outputs: [...Object.keys(entries).map((name) => `${name}.js`), ...engines].map((name) => `dist/package/${name}`),
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
      inputs: [...shared, ...engines.map((name) => `build/wasm/${name}`), 'web', 'engine/stages'],
      outputs: ['dist/package/site/assets/lesson.js', 'dist/package/stage-texts.json'],
    },
    siteAssets,
  );
  await step(
    'docs of scenes',
    {
      inputs: ['scripts/scenes-doc.js', 'build/wasm/engine.wasm', 'web/engine', 'lessons/_shared/scene.schema.json'],
      outputs: [SCENES_DOC],
    },
    async () => writeFileSync(at(SCENES_DOC), await withSceneTables(readFileSync(at(SCENES_DOC), 'utf8'))),
  );
  await step(
    'package: command',
    {
      inputs: [
        ...[...shared, 'web/cli', 'web/lesson', 'web/questions', 'web/compare', 'web/site', 'web/engine', 'web/embed'],
        'lessons/_shared',
        SCENES_DOC,
      ],
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
    () => site(preview),
  );
}

/** One graph: whoever imports two of these gets one engine. What is loaded late lies in parts of its own. */
async function bundlePackage() {
  const { bundle } = await import('./bundle.js');
  rmSync(at('dist/package'), { recursive: true, force: true });
  mkdirSync(at('dist/package'), { recursive: true });
  for (const name of engines) copyFileSync(at('build/wasm', name), at('dist/package', name));
  const inject = [at('web/elements/shared/without-document.ts')];
  await bundle({ root, outdir: 'dist/package', entryPoints: entries, inject, legalComments: 'linked' });
  writeFileSync(at('dist/package/custom-elements.json'), JSON.stringify(elementsManifest(), null, 2));
}

async function declare() {
  rmSync(at('dist/package/types'), { recursive: true, force: true });
  await run(at('node_modules/.bin/tsc'), ['-p', at('tsconfig.package.json')]);
  for (const [name, from] of Object.entries(entries)) {
    const types = from.replace('web/', './types/').replace(/\.ts$/, '.js');
    const elements = BRINGING.includes(name) ? "import './types/embed/frameworks/element-types.js';\n" : '';
    writeFileSync(at(`dist/package/${name}.d.ts`), `${elements}export * from '${types}';\n`);
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

async function site(preview) {
  const { buildSite } = await import('../web/site/build.js');
  const places = { root, packageDir: at('dist/package'), outDir: at('dist/site') };
  const wrong = await buildSite({ ...places, preview, log: console.log });
  if (wrong) throw new FaultyLessons(wrong);
}

if (isMain(import.meta.url)) {
  await asCommand(async () => {
    await ensure();
    await build({ preview: process.argv.includes('--preview') });
  });
}
