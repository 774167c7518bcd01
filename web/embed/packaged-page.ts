/**
 * The script of a lesson that travels: in a single file, in a SCORM or cmi5 package, in Open edX. Everything it needs is in
 * the page. `data-gradebook` on `<html>` names the standard; without it, nothing is reported.
 */
import engineBytes from 'attend:engine.wasm';
import stageTexts from 'attend:stage-texts.json';
import type { Answer } from '../lesson/record.js';
import { carry, filesOfPage } from './carried.js';
import { Cmi5 } from './cmi5.js';
import type { Gradebook, Opened } from './gradebook.js';
import { offerJsInput } from './js-input.js';
import { type Lesson, LessonReport, restore } from './lesson-report.js';
import { Reporter } from './reporter.js';
import { savingNote } from './saving-note.js';
import { Scorm12 } from './scorm12.js';
import { Scorm2004 } from './scorm2004.js';
import { isNewer, openSpare } from './spare.js';
import { resume } from './suspended.js';

const GRADEBOOKS: Record<string, (window: Window) => Gradebook> = {
  scorm12: (window) => new Scorm12(window),
  scorm2004: (window) => new Scorm2004(window),
  cmi5: (window) => new Cmi5(window),
};

/** Defines the elements, which begin at once; so what brings them to a place has to be in the page's address before. */
const begin = () => import('../site/lesson-page.js');

/** The machine takes up a state from the address, the lesson a section. */
function place(machine: string, section: string): void {
  if (location.hash) return;
  const hash = machine ? `#s=${machine}` : section && `#${section}`;
  if (hash) history.replaceState(null, '', hash);
}

async function withGradebook(lesson: Lesson, standard: string): Promise<void> {
  const gradebook = GRADEBOOKS[standard]!(window);
  let opened: Opened | null = null;
  let reason = '';
  try {
    opened = await gradebook.open();
  } catch (error) {
    reason = (error as Error).message;
  }
  if (!opened) {
    await begin();
    savingNote(null).show(reason ? 'refused' : 'none', reason);
    return;
  }
  const spare = openSpare(standard, lesson.getAttribute('lesson') ?? '', opened.learner);
  const kept = spare.read();
  const newer = kept !== null && isNewer(kept, opened.suspend);
  const text = newer ? kept.report.suspend : opened.suspend;
  place(resume(text)?.machine ?? '', opened.location);
  await begin();
  const report = new LessonReport(lesson, gradebook.room, restore(lesson, text));
  const { leave } = opened;
  const note = savingNote(leave ? () => goBack(leave) : null);
  const reporter = new Reporter({
    gradebook,
    spare,
    onSaving: (saving) => note.show(saving),
    known: opened.suspend !== '',
  });
  listen(lesson, report, reporter);
  if (opened.mode !== 'normal') note.show('looking');
  reporter.note(report.report(), newer ? kept.tries : []);
  reporter.flush();
}

function listen(lesson: Lesson, report: LessonReport, reporter: Reporter): void {
  lesson.addEventListener('attend-answer', (event) => {
    const tried = report.tried((event as CustomEvent<Answer>).detail);
    // The lesson's own record is brought up to date by the same event.
    queueMicrotask(() => reporter.note(report.report(), [tried]));
  });
  const note = () => reporter.note(report.report());
  for (const type of ['attend-progress', 'attend-step', 'attend-change']) lesson.addEventListener(type, note);
  addEventListener('online', () => reporter.flush());
  document.addEventListener('visibilitychange', () => document.hidden && reporter.flush());
  addEventListener('pagehide', () => reporter.close(report.report()));
  // A page that comes back out of the browser's memory has ended its session; a new one begins it anew.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}

/** Leaving the page ends the session by itself. */
function goBack(address: string): void {
  location.assign(address);
}

async function main(): Promise<void> {
  carry({ ...filesOfPage(), 'engine.wasm': engineBytes, 'stage-texts.json': stageTexts });
  const lesson = document.querySelector<Lesson>('attend-lesson');
  const standard = document.documentElement.dataset.gradebook ?? '';
  if (lesson && Object.hasOwn(GRADEBOOKS, standard)) await withGradebook(lesson, standard);
  else {
    await begin();
    if (lesson && standard === 'jsinput') offerJsInput(lesson);
  }
}

main();
