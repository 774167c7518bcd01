/** The package as it would be published: judged by publint and arethetypeswrong, then used as its readers use it. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { publint } from 'publint';
import { launchChromium } from '../../scripts/browsers.js';
import { at } from '../../scripts/root.js';
import { assertShown, packedApp, run, scene, shown } from './packed.js';

let packed;
let browser;
before(async () => {
  packed = packedApp();
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  packed?.remove();
});

test('publint finds nothing', async () => {
  const { messages } = await publint({ pkgDir: packed.installed, strict: true });
  assert.deepEqual(messages, []);
});

test('arethetypeswrong finds nothing for ESM', () => {
  const args = [
    packed.tarball,
    '--profile',
    'esm-only',
    '--format',
    'json',
    '--exclude-entrypoints',
    'engine.wasm',
    'train.wasm',
    'anywidget',
    'schema',
  ];
  const { analysis } = JSON.parse(run(at('node_modules/.bin/attw'), args, at()));
  assert.deepEqual(
    analysis.problems.filter(({ resolutionKind }) => !['node10', 'node16-cjs'].includes(resolutionKind)),
    [],
  );
});

test('the package holds no source maps', () => {
  const files = readdirSync(packed.installed, { recursive: true });
  assert.ok(files.length > 20, `${files.length} files`);
  assert.deepEqual(
    files.filter((file) => file.endsWith('.map')),
    [],
  );
});

test('in node: the engine computes, the export writes, and nothing else is needed', () => {
  writeFileSync(
    join(packed.app, 'use.js'),
    `import { loadEngine } from 'attend';
     const engine = await loadEngine();
     const { weights } = engine.softmax({ masked: [[[0, Math.log(3)]]] });
     console.log(JSON.stringify([...weights.data].map((x) => x.toFixed(2))));`,
  );
  assert.deepEqual(JSON.parse(run('node', ['use.js'], packed.app)), ['0.25', '0.75']);
});

test('types: a TypeScript program that uses the package compiles, one that misuses it does not', () => {
  const source = (call) => `import { loadEngine, type Tensor } from 'attend';
    const engine = await loadEngine();
    const made: Tensor = ${call};
    console.log(made.shape);\n`;
  const compile = (name, call) => {
    writeFileSync(join(packed.app, name), source(call));
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2023,dom',
      '--skipLibCheck',
    ];
    return () => run(at('node_modules/.bin/tsc'), [...options, '--types', '', name], packed.app);
  };
  compile('good.ts', 'engine.scores({ q: [[[1]]], k: [[[2]]] }).scores')();
  const workshop = "document.createElement('attend-workshop') as import('attend/workshop').AttendWorkshop";
  compile('workshop.ts', `(${workshop}).stepper!.session!.tensor('embed')`)();
  assert.throws(compile('none.ts', `(${workshop}).stepper!.nothing`));
  assert.throws(compile('bad.ts', 'engine.scores({ q: [[[1]]] }).scores'));
});

const page = (script) =>
  `<!doctype html><meta charset="utf-8"><title>A course page</title><attend-stepper scene="scene.json" at="layers.0.attention.softmax"></attend-stepper><script type="module" src="${script}"></script>`;

test('in a page without a bundler', async () => {
  writeFileSync(join(packed.app, 'index.html'), page('node_modules/attend/dist/package/attend.js'));
  writeFileSync(join(packed.app, 'scene.json'), scene);
  await assertShown(await shown(browser, packed.app));
});

test('in an app built by Vite', async () => {
  const source = join(packed.app, 'vite');
  mkdirSync(join(source, 'public'), { recursive: true });
  writeFileSync(join(source, 'index.html'), page('/main.js'));
  writeFileSync(join(source, 'main.js'), "import 'attend/elements';\n");
  writeFileSync(join(source, 'public', 'scene.json'), scene);
  const { build } = await import('vite');
  await build({ root: source, logLevel: 'error', configFile: false, base: './' });
  const assets = readdirSync(join(source, 'dist', 'assets'));
  assert.ok(
    assets.some((name) => /^engine.*\.wasm$/.test(name)),
    `the engine is a file of its own: ${assets}`,
  );
  await assertShown(await shown(browser, join(source, 'dist')));
});
