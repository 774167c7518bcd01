/** SCORM 2004, 3rd and 4th edition: `API_1484_11`, completion and success apart, progress, scaled score. */
import { duration } from '../course-system/durations.js';
import type { Opened, Report, Tried } from '../course-system/gradebook.js';
import { interaction2004 } from '../course-system/interaction.js';
import { rawOf, scaledOf } from '../course-system/scores.js';
import { Scorm, type Values } from './scorm.js';
import { type Names, ScormRuntime } from './scorm-runtime.js';

const names: Names = {
  api: 'API_1484_11',
  start: 'Initialize',
  end: 'Terminate',
  get: 'GetValue',
  set: 'SetValue',
  commit: 'Commit',
  error: 'GetLastError',
  unknown: [401, 402, 404],
  unfit: [201, 406, 407, 408],
  unstarted: [122, 132, 142],
  started: [103],
  always: 'cmi.completion_status',
};

const LONGEST_LOCATION = 1000;

export class Scorm2004 extends Scorm {
  readonly room = 64_000;
  protected readonly readable = [
    'cmi.location',
    'cmi.suspend_data',
    'cmi.score.scaled',
    'cmi.score.raw',
    'cmi.score.min',
    'cmi.score.max',
    'cmi.progress_measure',
    'cmi.completion_status',
    'cmi.success_status',
  ];
  #completed = false;
  #success = 'unknown';
  /** Least scaled score to pass; null where the system gives none. */
  #passing: number | null = null;

  constructor(window: Window) {
    super(new ScormRuntime(names, window));
  }

  protected remembered(runtime: ScormRuntime): Opened {
    this.#completed = runtime.get('cmi.completion_status') === 'completed';
    this.#success = runtime.get('cmi.success_status') || 'unknown';
    const passing = runtime.get('cmi.scaled_passing_score');
    this.#passing = passing === '' || Number.isNaN(Number(passing)) ? null : Number(passing);
    const mode = runtime.get('cmi.mode');
    return {
      location: runtime.get('cmi.location'),
      suspend: runtime.get('cmi.suspend_data'),
      mode: mode === 'browse' || mode === 'review' ? mode : 'normal',
      learner: runtime.get('cmi.learner_id'),
      leave: null,
    };
  }

  /** Passed as soon as the score is reached, for it never falls; failed only when all is done. What was passed stays so. */
  #successOf({ score, complete }: Report): string {
    if (this.#passing === null || score === null || this.#success === 'passed') return this.#success;
    if (scaledOf(score) >= this.#passing) return 'passed';
    return complete ? 'failed' : this.#success;
  }

  protected values(report: Report): Values {
    const { location, suspend, score, progress, complete, seconds } = report;
    const graded: Values =
      score === null
        ? []
        : [
            ['cmi.score.scaled', String(scaledOf(score))],
            ['cmi.score.raw', String(rawOf(score))],
            ['cmi.score.min', '0'],
            ['cmi.score.max', '100'],
          ];
    return [
      ...(location ? [['cmi.location', location.slice(0, LONGEST_LOCATION)] as [string, string]] : []),
      ['cmi.suspend_data', suspend],
      ...graded,
      ['cmi.progress_measure', String(Number(progress.toFixed(4)))],
      ['cmi.completion_status', complete || this.#completed ? 'completed' : 'incomplete'],
      ['cmi.success_status', this.#successOf(report)],
      ['cmi.exit', 'suspend'],
      ['cmi.session_time', duration(seconds)],
    ];
  }

  protected interaction(tried: Tried, n: number): Values {
    return interaction2004(tried, n);
  }
}
