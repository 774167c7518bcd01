/** Questions about a scene, a different set for each student, in the form that a course system imports. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shared } from '../../lesson/compile/load-ts.js';
import { placeOf } from '../../lesson/compile/written-scene.js';
import { FORMATS } from '../../questions/formats/index.js';
import { subjectOf } from '../../questions/subject.js';
import { KINDS, variants } from '../../questions/variants.js';
import { openEngine, sharedDir } from '../home.js';
import { readScene } from '../scene.js';
import { Usage } from '../usage.js';

const MOST = 10000;
const kindNames = KINDS.map(({ name }) => name);
const formatNames = Object.keys(FORMATS);

/** @type {import('../attend.js').Command} */
export const questions = {
  name: 'questions',
  about: 'makes questions with keys for Moodle, Canvas and paper',
  takes: ['<lesson or scene.json>'],
  options: {
    format: {
      type: 'string',
      default: 'moodle',
      value: 'NAME',
      about: formatNames.map((name) => `${name} (${FORMATS[name].about})`).join(', '),
    },
    count: { type: 'string', default: '10', value: 'N', about: 'how many variants of each kind' },
    kinds: { type: 'string', value: 'A,B', about: `which kinds: ${kindNames.join(', ')}; otherwise all` },
    seed: { type: 'string', default: '1', value: 'TEXT', about: 'the same seed gives the same questions' },
    out: { type: 'string', value: 'FILE', about: 'where they go; otherwise a file named by the format' },
  },
  async run({ format, count, kinds, seed, out }, [given]) {
    if (!formatNames.includes(format))
      throw new Usage(`--format is "${format}". It is one of ${formatNames.join(', ')}.`, questions);
    const wanted = chosenKinds(kinds);
    const number = Number(count);
    if (!Number.isInteger(number) || number < 1 || number > MOST)
      throw new Usage(`--count is "${count}". Give a whole number from 1 to ${MOST}.`, questions);
    const engine = await openEngine();
    const { costOf } = await shared();
    const subject = subjectOf(engine, costOf, (await readScene(sceneOf(given), engine)).text);
    const made = variants(subject, { kinds: wanted, count: number, seed });
    const { file, write } = FORMATS[format];
    writeFileSync(out ?? file, write(made, { title: subject.title, seed, engine }));
    const few = wanted.filter((name) => made.filter(({ kind }) => kind === name).length < number);
    console.log(`${out ?? file}: ${made.length} questions of ${wanted.length} kinds.`);
    if (few.length > 0) console.log(`There are fewer than ${number} different questions of: ${few.join(', ')}.`);
    return true;
  },
};

function chosenKinds(kinds) {
  if (kinds === undefined) return kindNames;
  const chosen = kinds.split(',').map((name) => name.trim());
  const unknown = chosen.find((name) => !kindNames.includes(name));
  if (unknown !== undefined)
    throw new Usage(`--kinds has "${unknown}". The kinds are ${kindNames.join(', ')}.`, questions);
  return chosen;
}

/** The scene itself, or the first one of a lesson. */
function sceneOf(given) {
  if (!existsSync(given)) throw new Usage(`There is no file or folder ${given}.`);
  if (!statSync(given).isDirectory()) return given;
  const lesson = join(given, 'lesson.md');
  const [, place] = existsSync(lesson) ? (readFileSync(lesson, 'utf8').match(/^scene:\s*(\S+)/m) ?? []) : [];
  if (!place)
    throw new Usage(
      `${given} is not the folder of a lesson: it has no lesson.md that names a scene. Give NN-name/ or a scene.json.`,
    );
  const file = placeOf(given, sharedDir, place);
  if (file === null) throw new Usage(`The lesson ${given} names the scene ${place}, but there is no such file.`);
  return file;
}
