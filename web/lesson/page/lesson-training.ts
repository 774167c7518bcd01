/** Training in a lesson's text: the machine beside it shows the chosen step, in place of the scene as it was written. */
import type { AttendStepper } from '../../elements/stepper/attend-stepper.js';
import type { AttendTraining } from '../../elements/training/attend-training.js';
import type { Engine, Session } from '../../engine/index.js';
import type { LessonMachine } from './lesson-machine.js';
import type { LessonSource } from './lesson-source.js';

/** Makes every training in `root` ready. */
export async function leadTrainings(root: ParentNode, source: LessonSource, machine: LessonMachine): Promise<void> {
  for (const training of root.querySelectorAll<AttendTraining>('attend-training')) {
    const name = training.getAttribute('of') ?? 'main';
    const session = source.sessions.get(name);
    if (!session) continue;
    const shown = () => (machine.scene === name ? (machine.stepper as unknown as AttendStepper) : null);
    training.addEventListener('attend-trained', (event) => {
      const { detail } = event as CustomEvent<{ session: Session; engine: Engine }>;
      exchange(source.sessions, name, detail.session);
    });
    await training.prepare(source.engine, session.given, shown);
  }
}

/** From now on the lesson has another session under this name. */
function exchange(sessions: Map<string, Session>, name: string, session: Session): void {
  const before = sessions.get(name);
  sessions.set(name, session);
  if (before !== session) before?.close();
}
