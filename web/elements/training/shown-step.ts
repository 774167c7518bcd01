/** Puts the session of another step into a stepper, so that it shows there what it showed before. */
import { type Carried, carryOver, type Engine, type Session } from '../../engine/index.js';
import type { AttendStepper } from '../stepper/attend-stepper.js';

/**
 * @param session of the step, which is given the place, the level and the reader's changes of the one in the stepper
 * @returns what became of the changes, when it is drawn
 */
export async function showIn(stepper: AttendStepper, engine: Engine, session: Session): Promise<Carried> {
  const before = stepper.session;
  const carried = before && before !== session ? carryOver(before, session) : { kept: [], lost: [] };
  stepper.quiet = true;
  stepper.engine = engine;
  stepper.session = session;
  await stepper.updateComplete;
  stepper.quiet = false;
  return carried;
}
