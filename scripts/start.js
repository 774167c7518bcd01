/**
 * From nothing to the site in the browser: installs what is missing, builds what changed, serves dist/site.
 *
 *   npm start [-- --watch] [-- --port 4173]
 *
 * With --watch every saved change is built at once; reload the page to see it.
 */
import { watch } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from './build.js';
import { ensure } from './ensure.js';
import { headline } from './report.js';
import { at } from './root.js';
import { asCommand, run } from './run.js';
import { serve } from './serve.js';

const watched = ['engine', 'web', 'lessons'];
const calmMilliseconds = 150;

async function main() {
  const { values } = parseArgs({
    options: { watch: { type: 'boolean', default: false }, port: { type: 'string', default: '4173' } },
  });
  await ensure();
  await build();
  const { url } = await serve({ root: at('dist/site'), port: portOf(values.port) });
  headline(`Attend is at ${url}`);
  console.log(values.watch ? '  Rebuilding on every change. Ctrl+C stops it.' : '  Ctrl+C stops it.');
  if (values.watch) rebuildOnChange();
}

function portOf(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Error(`--port wants a whole number from 0 to 65535, but got "${text}".`);
}

/** Builds in a process of its own, so that changed generators are loaded afresh. */
function rebuildOnChange() {
  let timer;
  let building = false;
  const rebuild = async () => {
    building = true;
    await run(process.execPath, [at('scripts/build.js')], { show: true }).catch(() => {});
    building = false;
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (building ? wait() : rebuild()), calmMilliseconds);
  };
  for (const folder of watched) {
    watch(at(folder), { recursive: true }, (_, name) => {
      if (!name?.includes('generated')) wait();
    });
  }
}

await asCommand(main);
