/** What every page of a site loads: scripts, styles, the engine, the texts of the code panel. Part of the package. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundlePackaged, bundleWidget } from '../web/embed/build/packaged.js';
import { stageTexts } from '../web/site/stage-texts.js';
import { bundle } from './bundle.js';

/** @param {{ root: string, packageDir: string }} options the folder gets site/assets; it holds index.js and engine.wasm */
export async function buildAssets({ root, packageDir }) {
  const site = join(root, 'web', 'site');
  const assets = join(packageDir, 'site', 'assets');
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  const entryPoints = {
    page: join(site, 'site-page.ts'),
    front: join(site, 'front-page.ts'),
    map: join(site, 'map-page.ts'),
    lesson: join(site, 'lesson-page.ts'),
    play: join(site, 'play-page.ts'),
    export: join(root, 'web', 'elements', 'export.ts'),
    site: join(site, 'site.css'),
    pages: join(site, 'pages.css'),
    search: join(site, 'search.css'),
    attend: join(root, 'web', 'embed', 'attend.ts'),
    'attend-workshop': join(root, 'web', 'elements', 'workshop.ts'),
    host: join(root, 'web', 'embed', 'host.ts'),
    'embed-stepper': join(root, 'web', 'embed', 'embed-stepper.ts'),
    'embed-lesson': join(root, 'web', 'embed', 'embed-lesson.ts'),
    embed: join(site, 'embed.css'),
    'embed-text': join(site, 'embed-text.css'),
  };
  await bundle({ root, outdir: assets, entryPoints });
  copyFileSync(join(packageDir, 'engine.wasm'), join(assets, 'engine.wasm'));
  for (const name of ['theme.js', 'embed-first.js', 'icon.svg']) copyFileSync(join(site, name), join(assets, name));
  const { loadEngine } = await import(pathToFileURL(join(packageDir, 'index.js')).href);
  const engine = await loadEngine(readFileSync(join(packageDir, 'engine.wasm')));
  writeFileSync(join(assets, 'stage-texts.json'), JSON.stringify(stageTexts({ engine, root })));
  await bundlePackaged({ root, assets });
  await bundleWidget({ root, assets, outdir: packageDir });
}
