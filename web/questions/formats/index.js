/** What questions can be written as, by the name that the command takes. */
import { autograder } from './autograder.js';
import { gift } from './gift.js';
import { moodleXml } from './moodle.js';
import { qti12 } from './qti12.js';
import { qti21 } from './qti21.js';
import { sheet } from './sheet.js';
import { text2qti } from './text2qti.js';

/**
 * @typedef {object} Format
 * @property {string} about @property {string} file the usual name of the file
 * @property {(questions: import('../variants.js').Question[], options: { title: string, seed: string, engine: object }) => string | Uint8Array} write
 */

/** @type {Record<string, Format>} */
export const FORMATS = {
  moodle: { about: 'Moodle XML, a category for each kind', file: 'questions.xml', write: moodleXml },
  qti21: { about: 'QTI 2.1, a content package', file: 'questions-qti21.zip', write: qti21 },
  qti12: { about: 'QTI 1.2 for Canvas', file: 'questions-qti12.zip', write: qti12 },
  gift: { about: 'GIFT', file: 'questions.gift', write: gift },
  text2qti: { about: "text2qti's Markdown", file: 'questions.md', write: text2qti },
  sheet: {
    about: 'a page to print',
    file: 'questions.html',
    write: (questions, { title }) => sheet(questions, { title, withKey: false }),
  },
  key: {
    about: 'the same page with the key',
    file: 'questions-key.html',
    write: (questions, { title }) => sheet(questions, { title, withKey: true }),
  },
  autograder: {
    about: 'Python to hand out, and hidden tests',
    file: 'autograder.zip',
    write: (_, { engine, seed }) => autograder(engine, seed),
  },
  json: {
    about: 'everything that is known of the questions',
    file: 'questions.json',
    write: (questions) => `${JSON.stringify(questions, null, 1)}\n`,
  },
};
