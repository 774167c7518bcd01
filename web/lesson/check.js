/** The check of lessons: every path, tag, scene, number, citation and term, against the real engine. */
import { readCourse } from './compile/course.js';

/**
 * @param {{ root: string, engine: object, lessonsDir?: string, sharedDir?: string }} options `engine` is what `loadEngine()` gives
 * @returns {Promise<{ file: string, line: number, rule: string, message: string }[]>} what is wrong, with how to mend it; empty when all is well
 */
export async function checkLessons(options) {
  const { problems } = await readCourse(options);
  return problems.map(({ file, line, rule, message, mend }) => ({
    file,
    line,
    rule,
    message: `${message} Mend: ${mend}`,
  }));
}
