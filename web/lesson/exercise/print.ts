/** Prints one exercise alone; the page's own print sheet hides everything around it. */
import type { AttendExercise } from './attend-exercise.js';

export async function printExercise(exercise: AttendExercise, key: boolean): Promise<void> {
  const work = () => {
    exercise.toggleAttribute('printing', true);
    document.documentElement.toggleAttribute('data-print-one', true);
    window.print();
    exercise.toggleAttribute('printing', false);
    document.documentElement.toggleAttribute('data-print-one', false);
  };
  if (key) await exercise.withKey(work);
  else work();
}
