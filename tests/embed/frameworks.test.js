/**
 * The packed package in the tools of others: imported on a server without a document, rendered there and in a browser by React
 * and Vue, built by Vite and by webpack (what Next builds with), and known to TypeScript.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../scripts/browsers.js';
import { at } from '../../scripts/root.js';
import { assertShown, packedApp, run, scene, shown } from './packed.js';

const { exports } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const scripts = Object.entries(exports).filter(([, target]) => String(target.default ?? target).endsWith('.js'));
const place = 'layers.0.attention.softmax';
const tag = `<attend-stepper scene="scene.json" at="${place}"></attend-stepper>`;

let packed;
let browser;
before(async () => {
  packed = packedApp(['react', 'react-dom', 'scheduler', 'vue', '@vue', '@types/react', 'csstype']);
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  packed?.remove();
});

/** Writes the files of an app. @returns its folder */
function appWith(name, files) {
  const folder = join(packed.app, name);
  mkdirSync(join(folder, 'public'), { recursive: true });
  writeFileSync(join(folder, 'public', 'scene.json'), scene);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

for (const [path] of scripts) {
  const name = path.replace('.', 'attend');
  test(`on a server, importing ${name} does nothing and leaves nothing`, () => {
    writeFileSync(
      join(packed.app, 'import.js'),
      `await import('${name}');
       console.log([typeof HTMLElement, typeof document, typeof customElements].join());`,
    );
    assert.equal(run('node', ['import.js'], packed.app).trim(), 'undefined,undefined,undefined');
  });
}

/** Each framework: what it renders on a server, and how it goes on in the browser. */
const frameworks = {
  React: {
    app: `import 'attend/react';
      import { createElement } from 'react';
      export const app = () => createElement('attend-stepper', { scene: 'scene.json', at: '${place}' });`,
    server: `import { renderToString } from 'react-dom/server';
      import { app } from './app.js';
      console.log(renderToString(app()));`,
    client: `import { hydrateRoot } from 'react-dom/client';
      import { app } from './app.js';
      hydrateRoot(document.querySelector('#app'), app());`,
  },
  Vue: {
    app: `import 'attend/vue';
      import { createSSRApp, h } from 'vue';
      export const app = () => createSSRApp({ render: () => h('attend-stepper', { scene: 'scene.json', at: '${place}' }) });`,
    server: `import { renderToString } from 'vue/server-renderer';
      import { app } from './app.js';
      console.log(await renderToString(app()));`,
    client: `import { app } from './app.js';
      app().mount('#app');`,
  },
};

for (const [name, { app, server, client }] of Object.entries(frameworks))
  test(`${name}: Vite builds it for a server, which renders the tag, and for the browser, which runs it`, async () => {
    const folder = appWith(name.toLowerCase(), { 'app.js': app, 'server.js': server, 'client.js': client });
    const { build } = await import('vite');
    const common = { root: folder, logLevel: 'error', configFile: false, base: './', publicDir: false };
    // All in one file, as VitePress and Nuxt bundle what they render with.
    await build({ ...common, ssr: { noExternal: true }, build: { ssr: 'server.js', outDir: 'server' } });
    const rendered = run('node', ['server/server.js'], folder).trim();
    assert.equal(rendered, tag);
    writeFileSync(
      join(folder, 'index.html'),
      `<!doctype html><meta charset="utf-8"><title>App</title><div id="app">${rendered}</div><script type="module" src="client.js"></script>`,
    );
    await build({ ...common, publicDir: 'public', build: { outDir: 'client' } });
    await assertShown(await shown(browser, join(folder, 'client')));
  });

/** Runs webpack. @returns what it says against the build */
async function webpackBuild(folder, config) {
  const webpack = createRequire(import.meta.url)('webpack');
  const stats = await new Promise((done, fail) => {
    webpack({ mode: 'production', performance: false, context: folder, ...config }, (error, made) =>
      error ? fail(error) : done(made),
    );
  });
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  return [...errors, ...warnings].map(({ message }) => message);
}

test('webpack builds it for the browser and for a server without a word, and takes the engine along', async () => {
  const folder = appWith('webpack', { 'main.js': "import 'attend/elements';\n" });
  const output = (name) => ({ path: join(folder, name), publicPath: 'auto', clean: true });
  assert.deepEqual(await webpackBuild(folder, { entry: './main.js', output: output('public/app') }), []);
  assert.ok(readdirSync(join(folder, 'public', 'app')).some((name) => name.endsWith('.wasm')));
  writeFileSync(
    join(folder, 'public', 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>App</title>${tag}<script src="app/main.js"></script>`,
  );
  await assertShown(await shown(browser, join(folder, 'public')));
  const common = { filename: 'main.cjs', chunkFilename: '[id].cjs', publicPath: '/' };
  const server = { entry: './main.js', target: 'node', output: { ...output('server'), ...common } };
  assert.deepEqual(await webpackBuild(folder, server), []);
  run('node', [join(folder, 'server', 'main.cjs')], folder);
});

/** Compiles a program. Throws what the compiler says against it. */
function compile(file, text) {
  writeFileSync(join(packed.app, file), text);
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'esnext', '--moduleResolution', 'bundler'];
  const others = ['--target', 'es2022', '--lib', 'es2023,dom,dom.iterable', '--jsx', 'preserve', '--types', ''];
  try {
    run(at('node_modules/.bin/tsc'), [...options, ...others, file], packed.app);
  } catch (error) {
    throw new Error(error.stdout);
  }
}

test('TypeScript knows the tags and what the events carry', () => {
  const program = (line) => `import 'attend/elements';
    const stepper = document.querySelector('attend-stepper')!;
    const workshop = document.createElement('attend-workshop');
    const lesson = document.querySelector('attend-lesson')!;
    ${line}\n`;
  compile(
    'tags.ts',
    program(`const text: string = stepper.getState();
      workshop.stepper!.goto('embed');
      lesson.addEventListener('attend-answer', ({ detail }) => void (detail.score satisfies number));
      document.addEventListener('attend-step', ({ detail }) => void (detail.position.path satisfies string));
      console.log(text);`),
  );
  const { modules } = JSON.parse(
    readFileSync(join(packed.installed, 'dist', 'package', 'custom-elements.json'), 'utf8'),
  );
  const tags = modules.flatMap(({ declarations }) => declarations.map(({ tagName }) => tagName));
  assert.ok(tags.length >= 5);
  compile('all.ts', program(tags.map((each) => `void (0 as unknown as HTMLElementTagNameMap['${each}']);`).join('\n')));
  assert.throws(() => compile('wrong.ts', program('stepper.nothing();')), /nothing/);
  assert.throws(
    () => compile('wrong.ts', program("stepper.addEventListener('attend-step', ({ detail }) => detail.nothing);")),
    /nothing/,
  );
});

test('JSX and templates know the tags and their attributes', () => {
  const jsx = (line) => `import 'attend/react';\nexport const page = ${line};\n`;
  compile(
    'page.tsx',
    jsx(`<attend-stepper scene="a.json" at="embed" className="wide" onattend-step={({ detail }) => {
      detail.position.cells satisfies number;
    }} />`),
  );
  assert.throws(() => compile('wrong.tsx', jsx('<attend-stepper theme="pink" />')), /pink/);
  assert.throws(() => compile('wrong.tsx', jsx('<attend-nothing />')), /attend-nothing/);
  const vue = (line) => `import 'attend/vue';
    import type { GlobalComponents } from 'vue';
    const props: InstanceType<GlobalComponents['attend-lesson']>['$props'] = ${line};
    console.log(props);\n`;
  compile('lesson.ts', vue("{ src: '/lessons/hacker/', class: 'wide' }"));
  assert.throws(() => compile('wrong.ts', vue('{ src: 7 }')), /number/);
});
