/** What a lesson page loads after the machine stands, and only where the lesson has it: exercises, charts, counts. */
import type { Lab } from './exercise/lab.js';
import type { LessonSource } from './lesson-source.js';
import type { NumberBook } from './numbers.js';

/** @returns what the exercises share, to be closed in the end; null where there are none */
export async function loadRest(root: ParentNode, source: LessonSource, book: NumberBook): Promise<Lab | null> {
  const [lab, tools] = await Promise.allSettled([openExercises(root, source), openTools(root, book)]);
  if (tools.status === 'rejected') throw tools.reason;
  if (lab.status === 'rejected') throw lab.reason;
  return lab.value;
}

/** Scenes are taken as they were written: edits of the machine change no exercise. */
async function openExercises(root: ParentNode, source: LessonSource): Promise<Lab | null> {
  if (!root.querySelector('attend-exercise')) return null;
  const { startExercises } = await import('./exercise/index.js');
  const { engine, sessions, calculations } = source;
  const scenes = new Map([...sessions].map(([name, { given }]) => [name, given]));
  return startExercises(root, { engine, scenes, calculations });
}

async function openTools(root: ParentNode, book: NumberBook): Promise<void> {
  if (!root.querySelector('attend-plot, attend-calculator')) return;
  const { giveNumbers } = await import('./tools.js');
  giveNumbers(root, book);
}
