/**
 * The elements for anybody's page: with this one script, `<attend-stepper scene>`, `<attend-lesson src>` and
 * `<attend-exercise src id>` can be written as HTML. They share one engine.
 */
import '../lesson/index.js';

export * from '../elements/index.js';
export { expandScene, isExpandable, loadEngine } from '../engine/package.js';
export { AttendLesson } from '../lesson/index.js';

const opened = new WeakSet<Element>();

function openLesson(lesson: HTMLElement): void {
  if (opened.has(lesson)) return;
  opened.add(lesson);
  import('./in-page/lesson-in-page.js').then(({ showLesson }) => showLesson(lesson));
}

/** An exercise of a lesson elsewhere is that lesson, with all else left out. */
function openExercise(exercise: HTMLElement): void {
  if (opened.has(exercise)) return;
  opened.add(exercise);
  const lesson = document.createElement('attend-lesson');
  for (const name of ['src', 'theme']) lesson.setAttribute(name, exercise.getAttribute(name) ?? '');
  lesson.setAttribute('only', exercise.id);
  exercise.replaceChildren(lesson);
}

const openExercises = (): void => {
  for (const exercise of document.querySelectorAll<HTMLElement>('attend-exercise[src]')) openExercise(exercise);
};

// A lesson with an address asks for this itself; those that stood on the page before this script could hear are looked for.
document.addEventListener('attend-open', (event) => openLesson(event.composedPath()[0] as HTMLElement));
for (const lesson of document.querySelectorAll<HTMLElement>('attend-lesson[src]')) openLesson(lesson);
openExercises();
if ('MutationObserver' in globalThis)
  new MutationObserver(openExercises).observe(document, { childList: true, subtree: true });
