/**
 * From nothing to the site in the browser: installs what is missing, builds what changed, serves dist/site.
 *
 *   npm start [-- --port 4173] [-- --still]
 *
 * Every saved change is built at once, and open pages follow it; what is wrong in a lesson is told here and in a bar on the
 * page, beside what can be shown of it all the same.
 * With --still nothing is watched.
 */
import { watch } from 'node:fs';
import { parseArgs } from 'node:util';
import { build, FaultyLessons } from './build.js';
import { ensure } from './ensure.js';
import { liveReload } from './live.js';
import { headline } from './report.js';
import { at } from './root.js';
import { asCommand, run } from './run.js';
import { serve } from './serve.js';

const watched = ['engine', 'web', 'lessons'];
const calmMilliseconds = 150;

async function main() {
  const { values } = parseArgs({
    options: { still: { type: 'boolean', default: false }, port: { type: 'string', default: '4173' } },
  });
  await ensure();
  const live = values.still ? null : liveReload();
  await build({ preview: live !== null }).catch((error) => {
    if (!(error instanceof FaultyLessons)) throw error;
    console.error(error.message);
    live.changed(error.message);
  });
  const { url } = await serve({ root: at('dist/site'), port: portOf(values.port), live });
  headline(`Attend is at ${url}`);
  console.log(live ? '  Follows every change. Ctrl+C stops it.' : '  Ctrl+C stops it.');
  if (live) rebuildOnChange(live);
}

function portOf(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Error(`--port wants a whole number from 0 to 65535, but got "${text}".`);
}

/** Builds in a process of its own, so that changed generators are loaded afresh. */
function rebuildOnChange(live) {
  let timer;
  let building = false;
  const rebuild = async () => {
    building = true;
    try {
      await run(process.execPath, [at('scripts/build.js'), '--preview'], { onLine: console.log });
      live.changed();
    } catch (error) {
      const told = error.output ?? error.message;
      console.error(told);
      if (error.code === FaultyLessons.exitCode) live.changed(told.slice(told.indexOf('The lessons have')).trim());
      else live.problem(told);
    }
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
