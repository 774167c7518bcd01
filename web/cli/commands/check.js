/** Every path, tag, scene, number, citation and term of a folder of lessons, through the real engine. */
import { checkLessons } from '../../lesson/check.js';
import { lessonsFolder, openEngine, sharedDir } from '../home.js';

/** @type {import('../attend.js').Command} */
export const check = {
  name: 'check',
  about: 'says what is wrong in a folder of lessons, with file, line and fix',
  takes: ['<lessons>'],
  options: {},
  async run(_, [lessons]) {
    const found = await checkLessons({
      root: process.cwd(),
      engine: await openEngine(),
      lessonsDir: lessonsFolder(lessons),
      sharedDir,
      tell: console.log,
    });
    for (const { file, line, message } of found) console.log(`${file}:${line} ${message}`);
    console.log(found.length === 0 ? 'Every lesson and scene holds.' : `${found.length} found.`);
    return found.length === 0;
  },
};
