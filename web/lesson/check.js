/** The check of lessons: every path, tag, scene, number, citation and term, against the real engine. */
import { readCourse } from './compile/course.js';

/**
 * @param {{ root: string, engine: object, lessonsDir?: string, sharedDir?: string, shape?: boolean }} options `engine` is what
 *   `loadEngine()` gives; with `shape`, every lesson must also have all that a lesson of the course has
 * @returns {Promise<{ file: string, line: number, rule: string, message: string }[]>} what is wrong, with how to mend it; empty when all is well
 */
export async function checkLessons({ shape = false, ...options }) {
  const { problems, lessons } = await readCourse(options);
  const all = shape ? [...problems, ...lessons.flatMap((lesson) => lesson.shape)] : problems;
  return all.map(({ file, line, rule, message, mend }) => ({
    file,
    line,
    rule,
    message: `${message} Mend: ${mend}`,
  }));
}
