/**
 * The script of a lesson that travels: in a single file, in a SCORM or cmi5 package, in Open edX. Everything it needs is in
 * the page. `data-gradebook` on `<html>` names the standard; without it, nothing is reported.
 */
import engineBytes from 'attend:engine.wasm';
import stageTexts from 'attend:stage-texts.json';
import { Cmi5 } from '../cmi5/cmi5.js';
import { offerJsInput } from '../open-edx/js-input.js';
import { Scorm12 } from '../scorm/scorm12.js';
import { Scorm2004 } from '../scorm/scorm2004.js';
import { carry, filesOfPage } from './carried.js';
import { CourseVisit } from './course-visit.js';
import type { Gradebook, Opened } from './gradebook.js';
import type { Lesson } from './lesson-report.js';
import { type InVain, lookOnce, lookUntilThere } from './opening.js';
import { type SavingNote, savingNote } from './saving-note.js';

const GRADEBOOKS: Record<string, (window: Window) => Gradebook> = {
  scorm12: (window) => new Scorm12(window),
  scorm2004: (window) => new Scorm2004(window),
  cmi5: (window) => new Cmi5(window),
};

/** Defines the elements, which begin at once. */
const begin = () => import('../../site/scripts/lesson-page.js');

/** Milliseconds in which a player may still offer its interface before a note says that there is none. */
const PATIENCE = 3000;

async function withGradebook(lesson: Lesson, standard: string): Promise<void> {
  const gradebook = GRADEBOOKS[standard]!(window);
  const first = await lookOnce(gradebook);
  await begin();
  const visit = new CourseVisit(lesson, standard, gradebook);
  const note = savingNote();
  const opened = 'reason' in first ? await waitFor(gradebook, first, note) : first;
  if (!opened) return;
  const { leave } = opened;
  if (leave) note.offerLeave(() => goBack(leave));
  await visit.begin(opened, note);
}

/** Says why nothing is reported, for as long as that is so. */
async function waitFor(gradebook: Gradebook, { reason, final }: InVain, note: SavingNote): Promise<Opened | null> {
  const tell = (why: string) => note.show(why ? 'refused' : 'none', why);
  if (reason) tell(reason);
  if (final) return null;
  const since = performance.now();
  return lookUntilThere(gradebook, (why) => (why || performance.now() - since > PATIENCE) && tell(why));
}

/** Leaving the page ends the session by itself. */
function goBack(address: string): void {
  location.assign(address);
}

async function main(): Promise<void> {
  carry({
    ...filesOfPage(),
    'engine.wasm': engineBytes,
    'engine-forward.wasm': engineBytes,
    'stage-texts.json': stageTexts,
  });
  const lesson = document.querySelector<Lesson>('attend-lesson');
  const standard = document.documentElement.dataset.gradebook ?? '';
  if (lesson && Object.hasOwn(GRADEBOOKS, standard)) await withGradebook(lesson, standard);
  else {
    await begin();
    if (lesson && standard === 'jsinput') offerJsInput(lesson);
  }
}

main();
