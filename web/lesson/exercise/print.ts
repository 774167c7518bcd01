/** Prints one exercise alone; the page's own print sheet hides everything around it. */

/** An exercise that shows its key while it is printed. */
interface Printable extends HTMLElement {
  withKey(work: () => void): Promise<void>;
}

export async function printExercise(exercise: Printable, key: boolean): Promise<void> {
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
