/** A lesson, or a stepper on a scene, as one HTML file that opens from a disk. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { singleFileLesson, singleFileStepper } from '../../embed/build/single-file.js';
import { lessonsFolder, openEngine, packageDir } from '../home.js';
import { readScene } from '../scene.js';
import { withSite } from '../site.js';
import { Usage } from '../usage.js';

/** @type {import('../attend.js').Command} */
export const singleFile = {
  name: 'single-file',
  about: 'makes one HTML file of a lesson, or of a stepper on a scene',
  takes: ['<lessons or scene.json>'],
  options: {
    lesson: { type: 'string', value: 'NAME', about: 'which lesson of the folder, by the name in its address' },
    at: { type: 'string', value: 'PATH', about: 'where a stepper begins: a path, or path[0,3,4]' },
    'open-edx': { type: 'boolean', about: 'a lesson for an Open edX JS Input: it reports grade and state' },
    out: { type: 'string', value: 'FILE', about: 'where the file goes; otherwise NAME.html' },
  },
  async run({ lesson, at, out, 'open-edx': openEdx }, [given]) {
    if (given.endsWith('.json')) {
      const { text: scene } = await readScene(given, await openEngine());
      // No lesson is needed for it: what pages load lies beside the command.
      write(out ?? 'stepper.html', singleFileStepper({ siteDir: join(packageDir, 'site'), scene, ...(at && { at }) }));
      return true;
    }
    const folder = lessonsFolder(given);
    if (!lesson) throw new Usage('Which lesson? Give --lesson NAME, the name in its address.', singleFile);
    await withSite(folder, (siteDir) => write(out ?? `${lesson}.html`, singleFileLesson({ siteDir, lesson, openEdx })));
    return true;
  },
};

function write(file, html) {
  writeFileSync(file, html);
  console.log(
    `${file}: ${Math.ceil(Buffer.byteLength(html) / 1024)} KB. It opens from a disk and asks nobody for anything.`,
  );
}
