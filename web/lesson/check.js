/** The check of lessons: every path, tag, scene, number, citation and term, against the real engine. */
import { relative } from 'node:path';
import { readCourse } from './compile/course.js';

/**
 * @param {{ root: string, engine: object, lessonsDir?: string, sharedDir?: string, shape?: boolean, tell?: (line: string) => void }} options `engine` is what
 *   `loadEngine()` gives; with `shape`, every lesson must also have all that a lesson of the course has; `tell` gets what patterns and wishes of scenes became
 * @returns {Promise<{ file: string, line: number, rule: string, message: string }[]>} what is wrong, with how to mend it; empty when all is well
 */
export async function checkLessons({ shape = false, tell = () => {}, ...options }) {
  const { problems, advice, lessons } = await readCourse(options);
  for (const { files } of lessons)
    for (const { from, notes = [] } of files)
      for (const note of notes) tell(`${relative(options.root, from).replaceAll('\\', '/')}: ${note}`);
  const all = [...problems, ...advice, ...(shape ? lessons.flatMap((lesson) => lesson.shape) : [])];
  return all.map(({ file, line, rule, message, mend }) => ({
    file,
    line,
    rule,
    message: `${message} Mend: ${mend}`,
  }));
}
