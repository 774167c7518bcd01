/** The script of a lesson page: the elements, the progress in the header and in the browser, the notes on terms. */
import '../../elements/index.js';
import type { AttendStepper } from '../../elements/stepper/attend-stepper.js';
import { attachShare } from '../../embed/share/attend-share.js';
import '../../lesson/index.js';
import './site-page.js';
import type { AttendLesson } from '../../lesson/index.js';
import type { LessonRecord } from '../../lesson/record/record.js';
import { LessonPlace } from './lesson-place.js';
import { keepRecord, readProgress, recordAt } from './progress.js';
import { makeSidewaysReachable } from './sideways.js';
import { showTermNotes } from './term-notes.js';
import { say } from './words.js';

document.addEventListener('attend-section', (event) => {
  const { number, total, id } = (event as CustomEvent<{ number: number; total: number; id: string }>).detail;
  const bar = document.querySelector<HTMLProgressElement>('.lesson-progress progress');
  const text = document.querySelector('.lesson-at');
  if (bar) bar.value = number;
  if (text) {
    const word = document.createElement('span');
    word.className = 'word';
    word.textContent = 'Section ';
    text.replaceChildren(word, `${number} of ${total}`);
  }
  for (const link of document.querySelectorAll('.contents ol a')) {
    if (link.getAttribute('href') === `#${id}`) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
});

document.addEventListener('attend-complete', () => {
  const place = document.querySelector('.lesson-done');
  if (place) place.textContent = say('lesson-finished');
});

/** Takes up what this browser kept, and keeps what comes. */
function remember(lesson: AttendLesson): void {
  const kept = readProgress().records.get(lesson.getAttribute('lesson') ?? '');
  try {
    if (kept) lesson.restoreRecord(kept);
  } catch {
    // Kept by another version of the lesson: it is read as if for the first time.
  }
  lesson.addEventListener('attend-progress', (event) => {
    keepRecord((event as CustomEvent<{ record: LessonRecord }>).detail.record);
  });
  // What is answered in another tab of the lesson counts here, too.
  addEventListener('storage', ({ key, newValue }) => {
    const record = recordAt(key ?? '', newValue);
    if (record?.lesson === lesson.getAttribute('lesson')) lesson.mergeRecord(record);
  });
  void new LessonPlace(lesson).begin();
}

/** A button among the stepper's tools. */
function offerShare(lesson: AttendLesson): void {
  lesson.addEventListener('attend-ready', (event) => {
    const stepper = event.target as AttendStepper;
    if (stepper.localName !== 'attend-stepper') return;
    const name = lesson.getAttribute('lesson')!;
    const title = document.querySelector('h1')?.textContent ?? '';
    attachShare(stepper, () => ({ title, lesson: name, stepper: `${name}/${lesson.scene}` }));
  });
}

const lesson = document.querySelector<AttendLesson>('attend-lesson');
// In a learning platform the record belongs to the learner who signed in, not to the browser.
if (lesson && !document.documentElement.dataset.gradebook) remember(lesson);

// A packaged lesson has no site to share from.
if (lesson && !('packaged' in document.documentElement.dataset)) offerShare(lesson);
showTermNotes(document.body);
makeSidewaysReachable(document);
