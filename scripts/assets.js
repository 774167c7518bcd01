/** What every page of a site loads: scripts, styles, the engine, the texts of the code panel. Part of the package. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundlePackaged, bundleWidget } from '../web/embed/build/packaged.js';
import { stageTexts } from '../web/site/stage-texts.js';
import { bundle } from './bundle.js';

/** @param {{ root: string, packageDir: string }} options the folder gets site/assets; it holds index.js and the engines */
export async function buildAssets({ root, packageDir }) {
  const site = join(root, 'web', 'site');
  const assets = join(packageDir, 'site', 'assets');
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  const entryPoints = {
    page: join(site, 'scripts', 'site-page.ts'),
    front: join(site, 'scripts', 'front-page.ts'),
    map: join(site, 'scripts', 'map-page.ts'),
    lesson: join(site, 'scripts', 'lesson-page.ts'),
    play: join(site, 'scripts', 'play-page.ts'),
    export: join(root, 'web', 'elements', 'takeaway', 'export.ts'),
    site: join(site, 'styles', 'site.css'),
    pages: join(site, 'styles', 'pages.css'),
    search: join(site, 'search', 'search.css'),
    attend: join(root, 'web', 'embed', 'attend.ts'),
    'attend-overview': join(root, 'web', 'elements', 'overview', 'index.ts'),
    'attend-training': join(root, 'web', 'elements', 'training', 'index.ts'),
    'attend-workshop': join(root, 'web', 'elements', 'workshop', 'index.ts'),
    host: join(root, 'web', 'embed', 'frame', 'host.ts'),
    'embed-stepper': join(root, 'web', 'embed', 'frame', 'embed-stepper.ts'),
    'embed-lesson': join(root, 'web', 'embed', 'frame', 'embed-lesson.ts'),
    embed: join(site, 'styles', 'embed.css'),
    'embed-text': join(site, 'styles', 'embed-text.css'),
  };
  await bundle({ root, outdir: assets, entryPoints });
  for (const name of ['engine.wasm', 'engine-forward.wasm', 'train.wasm'])
    copyFileSync(join(packageDir, name), join(assets, name));
  for (const name of ['theme.js', 'embed-first.js', 'icon.svg']) copyFileSync(join(site, name), join(assets, name));
  const { loadEngine } = await import(pathToFileURL(join(packageDir, 'index.js')).href);
  const engine = await loadEngine(readFileSync(join(packageDir, 'engine.wasm')));
  writeFileSync(join(assets, 'stage-texts.json'), JSON.stringify(await stageTexts({ engine, root })));
  await bundlePackaged({ root, assets });
  await bundleWidget({ root, assets, outdir: packageDir });
}
