/**
 * Makes questions about the scenes of the lessons, and computes every key a second time with NumPy.
 *
 *   npm run questions -- 2000
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { build } from './build.js';
import { ensure } from './ensure.js';
import { loadBuiltEngine } from './generate.js';
import { headline } from './report.js';
import { at } from './root.js';
import { asCommand, isMain } from './run.js';

/** The first scene of every lesson, as text. */
export function lessonScenes() {
  return readdirSync(at('lessons'))
    .filter((name) => /^\d/.test(name))
    .map((name) => {
      const [, file] = readFileSync(at('lessons', name, 'lesson.md'), 'utf8').match(/^scene:\s*(\S+)/m);
      return readFileSync(at('lessons', name, file), 'utf8');
    });
}

/** The first interpreter that can import NumPy, or undefined. Debian's package serves /usr/bin/python3 alone. */
export const pythonWithNumpy = () =>
  ['/usr/bin/python3', 'python3'].find(
    (one) => spawnSync(one, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0,
  );

/**
 * @param {number} wanted how many, of all kinds, over all scenes
 * @param {string} seed
 * @returns {Promise<object[]>} questions
 */
export async function someQuestions(wanted, seed) {
  const { shared } = await import('../web/lesson/compile/load-ts.js');
  const { subjectOf } = await import('../web/questions/subject.js');
  const { KINDS, variants } = await import('../web/questions/variants.js');
  const { costOf } = await shared();
  const engine = await loadBuiltEngine();
  const scenes = lessonScenes();
  const made = [];
  // An order of steps comes out in few ways, so some more are made and the rest is left.
  for (let round = 0; made.length < wanted; round += 1)
    for (const [i, text] of scenes.entries()) {
      const each = Math.ceil(wanted / scenes.length / KINDS.length);
      const own = variants(subjectOf(engine, costOf, text), { count: each, seed: `${seed}-${round}-${i}` });
      made.push(...own.map((question) => ({ ...question, id: `${question.id}-${i}` })));
    }
  return made.slice(0, wanted);
}

/** @returns {{ status: number, differences: string, figures: string }} what NumPy says of the questions */
export function secondOpinion(python, questions) {
  const { status, stdout, stderr } = spawnSync(python, [at('tests/questions/second_opinion.py')], {
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { status, differences: stdout.trim(), figures: stderr.trim() };
}

if (isMain(import.meta.url)) {
  await asCommand(async () => {
    await ensure();
    await build();
    headline('Questions');
    const wanted = Number(process.argv[2] ?? 2000);
    const python = pythonWithNumpy();
    if (!python) throw new Error('NumPy is not installed. On Debian: apt-get install python3-numpy.');
    const { status, differences, figures } = secondOpinion(python, await someQuestions(wanted, 'check'));
    console.log(`  ${figures}`);
    if (status !== 0) throw new Error(differences);
  });
}
