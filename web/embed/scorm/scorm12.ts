/** SCORM 1.2, run-time environment: `API`, `LMS…` functions, one status for completion and success. */
import { timespan } from '../course-system/durations.js';
import type { Opened, Report, Tried } from '../course-system/gradebook.js';
import { interaction12 } from '../course-system/interaction.js';
import { rawOf } from '../course-system/scores.js';
import { Scorm, type Values } from './scorm.js';
import { type Names, ScormRuntime } from './scorm-runtime.js';

const names: Names = {
  api: 'API',
  start: 'LMSInitialize',
  end: 'LMSFinish',
  get: 'LMSGetValue',
  set: 'LMSSetValue',
  commit: 'LMSCommit',
  error: 'LMSGetLastError',
  unknown: [202, 203, 401, 402, 403, 404],
  unfit: [201, 405],
  unstarted: [301],
  // The standard has no error of its own for that.
  started: [],
  always: 'cmi.core.lesson_status',
};

const LONGEST_LOCATION = 255;
const FINISHED = ['completed', 'passed'];

export class Scorm12 extends Scorm {
  readonly room = 4096;
  protected readonly readable = [
    'cmi.core.lesson_location',
    'cmi.suspend_data',
    'cmi.core.score.raw',
    'cmi.core.score.min',
    'cmi.core.score.max',
    'cmi.core.lesson_status',
  ];
  #before = '';
  /** Least score of 0 to 100 to pass; null where the system gives none. */
  #mastery: number | null = null;

  constructor(window: Window) {
    super(new ScormRuntime(names, window));
  }

  protected remembered(runtime: ScormRuntime): Opened {
    this.#before = runtime.get('cmi.core.lesson_status');
    const mastery = runtime.get('cmi.student_data.mastery_score');
    this.#mastery = mastery === '' || Number.isNaN(Number(mastery)) ? null : Number(mastery);
    const mode = runtime.get('cmi.core.lesson_mode');
    return {
      location: runtime.get('cmi.core.lesson_location'),
      suspend: runtime.get('cmi.suspend_data'),
      mode: mode === 'browse' || mode === 'review' ? mode : 'normal',
      learner: runtime.get('cmi.core.student_id'),
      leave: null,
    };
  }

  /** What was finished in an earlier session stays so. */
  #status({ complete, score }: Report): string {
    const judged = this.#mastery !== null && score !== null;
    const reached = judged ? (rawOf(score) >= this.#mastery! ? 'passed' : 'failed') : 'completed';
    const status = complete ? reached : 'incomplete';
    return FINISHED.includes(this.#before) && !FINISHED.includes(status) ? this.#before : status;
  }

  protected values(report: Report): Values {
    const { location, suspend, score, seconds } = report;
    const graded: Values =
      score === null
        ? []
        : [
            ['cmi.core.score.raw', String(rawOf(score))],
            ['cmi.core.score.min', '0'],
            ['cmi.core.score.max', '100'],
          ];
    return [
      ['cmi.core.lesson_location', location.slice(0, LONGEST_LOCATION)],
      ['cmi.suspend_data', suspend],
      ...graded,
      ['cmi.core.lesson_status', this.#status(report)],
      // Without it, some systems forget suspend_data when the session ends.
      ['cmi.core.exit', 'suspend'],
      ['cmi.core.session_time', timespan(seconds)],
    ];
  }

  protected interaction(tried: Tried, n: number): Values {
    return interaction12(tried, n);
  }
}
