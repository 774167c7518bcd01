/** Brings the exercises of a lesson to life; their part of the page is loaded only where there are any. */
import type { Lab } from './exercise/lab.js';
import type { LessonSource } from './lesson-source.js';

/** The lab they share, or null where the lesson has none. Scenes are taken as written: edits of the machine change no exercise. */
export async function openExercises(root: ParentNode, source: LessonSource): Promise<Lab | null> {
  if (!root.querySelector('attend-exercise')) return null;
  const { startExercises } = await import('./exercise/index.js');
  const { engine, sessions, calculations } = source;
  const scenes = new Map([...sessions].map(([name, { given }]) => [name, given]));
  return startExercises(root, { engine, scenes, calculations });
}
