/** What a lesson page loads after the machine stands, and only where the lesson has it: exercises, charts, counts. */
import type { AttendOverview } from '../../elements/overview/attend-overview.js';
import { later } from '../../elements/shared/lazy-elements.js';
import type { Lab } from '../exercise/lab.js';
import type { NumberBook } from '../figures/numbers.js';
import type { LessonMachine } from './lesson-machine.js';
import type { LessonSource } from './lesson-source.js';

/** @returns what the exercises share, to be closed in the end; null where there are none */
export async function loadRest(
  root: ParentNode,
  source: LessonSource,
  book: NumberBook,
  machine: LessonMachine,
): Promise<Lab | null> {
  const [lab, tools, ...others] = await Promise.allSettled([
    openExercises(root, source),
    openTools(root, book),
    openOverviews(root, machine),
    openTrainings(root, source, machine),
  ]);
  if (tools.status === 'rejected') throw tools.reason;
  for (const other of others) if (other.status === 'rejected') throw other.reason;
  if (lab.status === 'rejected') throw lab.reason;
  return lab.value;
}

/** Scenes are taken as they were written: edits of the machine change no exercise. */
async function openExercises(root: ParentNode, source: LessonSource): Promise<Lab | null> {
  if (!root.querySelector('attend-exercise')) return null;
  const { startExercises } = await import('../exercise/index.js');
  const { engine, sessions, calculations } = source;
  const scenes = new Map([...sessions].map(([name, { given }]) => [name, given]));
  return startExercises(root, { engine, scenes, calculations });
}

/** The whole model in the text shows what the machine beside it shows, and leads it. */
async function openOverviews(root: ParentNode, { stepper }: LessonMachine): Promise<void> {
  const overviews = root.querySelectorAll<AttendOverview>('attend-overview');
  if (overviews.length === 0) return;
  await later('attend-overview');
  for (const overview of overviews) overview.follow(stepper);
}

/** What is trained in the text is shown by the machine beside it. */
async function openTrainings(root: ParentNode, source: LessonSource, machine: LessonMachine): Promise<void> {
  if (!root.querySelector('attend-training')) return;
  await later('attend-training');
  const { leadTrainings } = await import('./lesson-training.js');
  await leadTrainings(root, source, machine);
}

async function openTools(root: ParentNode, book: NumberBook): Promise<void> {
  if (!root.querySelector('attend-plot, attend-calculator')) return;
  const { giveNumbers } = await import('../figures/figure-elements.js');
  giveNumbers(root, book);
}
