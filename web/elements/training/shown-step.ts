/** Puts the session of another step into a stepper, so that it shows there what it showed before. */
import type { Engine, Session } from '../../engine/index.js';
import type { AttendStepper } from '../stepper/attend-stepper.js';

/** Brings a session to where another of the same program is: its place, its level, what is looked at. */
function bringTo(session: Session, { position, level, selection, head, breakpoints }: Session): void {
  session.level = level;
  session.seek(position.cells);
  session.selection = selection;
  session.head = head;
  for (const path of breakpoints) session.breakpoints.add(path);
}

/**
 * @param session of the same program as the one in the stepper, if there is one
 * @returns when it is drawn
 */
export async function showIn(stepper: AttendStepper, engine: Engine, session: Session): Promise<void> {
  if (stepper.session) bringTo(session, stepper.session);
  stepper.quiet = true;
  stepper.engine = engine;
  stepper.session = session;
  await stepper.updateComplete;
  stepper.quiet = false;
}
