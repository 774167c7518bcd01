/** The package as it would be published: judged by publint and arethetypeswrong, then used as its readers use it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { publint } from 'publint';
import { launchChromium } from '../../scripts/browsers.js';
import { at } from '../../scripts/root.js';
import { serve } from '../../scripts/serve.js';

const scratch = mkdtempSync(join(tmpdir(), 'attend-package-'));
const app = join(scratch, 'app');
const installed = join(app, 'node_modules', 'attend');
let tarball = '';

const run = (command, args, cwd = app) => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' });

before(() => {
  const told = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], at());
  tarball = join(scratch, JSON.parse(told)[0].filename);
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  // What npm would install with it.
  for (const name of ['lit', 'lit-element', 'lit-html', '@lit']) {
    symlinkSync(at('node_modules', name), join(app, 'node_modules', name));
  }
  writeFileSync(join(app, 'package.json'), '{"type":"module","private":true}');
});

after(() => rmSync(scratch, { recursive: true, force: true }));

test('publint finds nothing', async () => {
  const { messages } = await publint({ pkgDir: installed, strict: true });
  assert.deepEqual(messages, []);
});

test('arethetypeswrong finds nothing for ESM', () => {
  const args = [
    tarball,
    '--profile',
    'esm-only',
    '--format',
    'json',
    '--exclude-entrypoints',
    'engine.wasm',
    'anywidget',
    'schema',
  ];
  const { analysis } = JSON.parse(run(at('node_modules/.bin/attw'), args, at()));
  assert.deepEqual(
    analysis.problems.filter(({ resolutionKind }) => !['node10', 'node16-cjs'].includes(resolutionKind)),
    [],
  );
});

test('in node: the engine computes, the export writes, and nothing else is needed', () => {
  writeFileSync(
    join(app, 'use.js'),
    `import { loadEngine } from 'attend';
     const engine = await loadEngine();
     const { weights } = engine.softmax({ masked: [[[0, Math.log(3)]]] });
     console.log(JSON.stringify([...weights.data].map((x) => x.toFixed(2))));`,
  );
  assert.deepEqual(JSON.parse(run('node', ['use.js'])), ['0.25', '0.75']);
});

test('types: a TypeScript program that uses the package compiles, one that misuses it does not', () => {
  const source = (call) => `import { loadEngine, type Tensor } from 'attend';
    const engine = await loadEngine();
    const made: Tensor = ${call};
    console.log(made.shape);\n`;
  const compile = (name, call) => {
    writeFileSync(join(app, name), source(call));
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
    return () => run(at('node_modules/.bin/tsc'), [...options, '--types', '', name]);
  };
  compile('good.ts', 'engine.scores({ q: [[[1]]], k: [[[2]]] }).scores')();
  const workshop = "document.createElement('attend-workshop') as import('attend/workshop').AttendWorkshop";
  compile('workshop.ts', `(${workshop}).stepper!.session!.tensor('embed')`)();
  assert.throws(compile('none.ts', `(${workshop}).stepper!.nothing`));
  assert.throws(compile('bad.ts', 'engine.scores({ q: [[[1]]] }).scores'));
});

const page = (script) =>
  `<!doctype html><meta charset="utf-8"><title>A course page</title><attend-stepper scene="scene.json" at="layers.0.attention.softmax"></attend-stepper><script type="module" src="${script}"></script>`;

/** What the page's stepper shows, once it is ready, and what the page asked for. */
async function shown(root, path = '') {
  const server = await serve({ root });
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    const asked = [];
    tab.on('request', (request) => asked.push(request.url()));
    await tab.addInitScript(() => {
      globalThis.attendReady = new Promise((done) => addEventListener('attend-ready', done, { once: true }));
    });
    await tab.goto(server.url + path);
    await tab.evaluate(() => globalThis.attendReady.then(() => true));
    const weight = await tab.evaluate(() => {
      const { session } = document.querySelector('attend-stepper');
      return [session.position.path, session.tensor('layers.0.attention.softmax').data[0]];
    });
    return { weight, foreign: asked.filter((url) => !url.startsWith(server.url) && !/^(data|blob):/.test(url)) };
  } finally {
    await browser.close();
    await server.close();
  }
}

const scene = readFileSync(at('lessons/07-hacker/hacker.json'), 'utf8');

async function expected() {
  const { loadEngine } = await import('../../dist/package/index.js');
  const session = (await loadEngine()).open(scene);
  return ['layers.0.attention.softmax', session.tensor('layers.0.attention.softmax', { ahead: true }).data[0]];
}

test('in a page without a bundler', async () => {
  writeFileSync(join(app, 'index.html'), page('node_modules/attend/dist/package/attend.js'));
  writeFileSync(join(app, 'scene.json'), scene);
  assert.deepEqual(await shown(app), { weight: await expected(), foreign: [] });
});

test('in an app built by Vite', async () => {
  const source = join(app, 'vite');
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
  assert.deepEqual(await shown(join(source, 'dist')), { weight: await expected(), foreign: [] });
});
