/** A folder of lessons as a site on this machine, made again at every change. */
import { mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liveReload } from '../../../scripts/live.js';
import { serve as serveFolder } from '../../../scripts/serve.js';
import { lessonsFolder } from '../home.js';
import { Usage } from '../usage.js';
import { makeSite } from './build.js';

const calmMilliseconds = 150;

/** @type {import('../attend.js').Command} */
export const serve = {
  name: 'serve',
  about: 'serves a folder of lessons on this machine, and follows changes',
  takes: ['<lessons>'],
  options: { port: { type: 'string', default: '4173', value: 'N', about: 'the port; 0 takes any free one' } },
  async run({ port }, [lessons]) {
    const number = Number(port);
    if (!Number.isInteger(number) || number < 0 || number > 65535) {
      throw new Usage(`--port wants a whole number from 0 to 65535, but got "${port}".`, serve);
    }
    const folder = lessonsFolder(lessons);
    const out = mkdtempSync(join(tmpdir(), 'attend-'));
    process.once('exit', () => rmSync(out, { recursive: true, force: true }));
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
    const make = async () => {
      const wrong = await makeSite(folder, join(out, 'site'), console.log, { preview: true });
      if (wrong) console.error(wrong);
      return wrong;
    };
    const live = liveReload();
    live.changed(await make());
    const { url } = await serveFolder({ root: join(out, 'site'), port: number, live });
    console.log(`${lessons} is at ${url} (Ctrl+C stops it).`);
    follow(folder, live, make);
    return new Promise(() => {});
  },
};

/** What is wrong in the lessons is told beside what can be shown; where nothing can, the last site stays. */
function follow(folder, live, make) {
  let timer;
  let making = Promise.resolve();
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      making = making
        .then(make)
        .then(live.changed)
        .catch((error) => {
          console.error(error.message);
          live.problem(error.message);
        });
    }, calmMilliseconds);
  });
}
