/**
 * JS Input of Open edX: three functions that give and take text. In a frame of the same origin Open edX calls
 * `AttendJSInput.getGrade` and the others itself; with `sop="false"` it sends messages, see js-channel.ts.
 */
import { type LessonRecord, scoreOf } from '../../lesson/record/record.js';
import { type Lesson, LessonReport } from '../course-system/lesson-report.js';
import { resume } from '../course-system/suspended.js';
import { offerByChannel } from './js-channel.js';

/** State goes into a form field of the course system, which has room enough. */
const ROOM = 64_000;

export interface JsInput {
  /** What the author's grader reads: see docs/course-systems.md. */
  getGrade(): string;
  getState(): string;
  setState(text: string): void;
}

/** Open edX unescapes what it is given, so per cent signs and other alphabets are written as JSON escapes. */
const plain = (value: object): string =>
  JSON.stringify(value).replace(
    /[%\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const answersOf = ({ answers }: LessonRecord): object =>
  Object.fromEntries(
    Object.values(answers).map(({ id, kind, right, score, tries, given }) => [
      id,
      { kind, right, score, tries, given },
    ]),
  );

/** Offers the functions to the page around. */
export function offerJsInput(lesson: Lesson): JsInput {
  const report = new LessonReport(lesson, ROOM);
  const functions: JsInput = {
    getGrade() {
      const { progress, complete } = report.report();
      const record = lesson.record!;
      const score = scoreOf(record, lesson.plan!);
      return plain({ version: 1, lesson: record.lesson, score, progress, complete, answers: answersOf(record) });
    },
    getState: () => report.report().suspend,
    setState(text) {
      const state = resume(String(text));
      // A text that is none, and the record of another lesson, change nothing.
      if (state) lesson.comeBack(state.record, state.machine).catch(() => {});
    },
  };
  Object.assign(globalThis, { AttendJSInput: functions });
  offerByChannel({
    getGrade: () => functions.getGrade(),
    getState: () => functions.getState(),
    setState: (text) => {
      functions.setState(String(text));
      return '';
    },
  });
  return functions;
}
