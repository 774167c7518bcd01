/** The stepper that an overview belongs to: it shows what that one shows, and leads it. */
import type { Engine, Session } from '../../engine/index.js';
import type { Cell } from '../matrix/matrix-view.js';

/** What an overview needs of a stepper. */
export interface Stepper extends HTMLElement {
  engine: Engine | null;
  session: Session | null;
  readonly selection: Cell | null;
  goto(path: string, index?: number[]): void;
  select(cell: Cell): void;
}

const EVENTS = ['attend-session', 'attend-step', 'attend-select', 'attend-change', 'attend-restore'];

export class StepperLink {
  stepper: Stepper | null = null;
  private readonly taken: (stepper: Stepper, moved: boolean) => void;

  /** @param taken is called with the stepper when it shows something else; `moved`: its program was */
  constructor(taken: (stepper: Stepper, moved: boolean) => void) {
    this.taken = taken;
  }

  follow(stepper: Stepper | null): void {
    for (const type of EVENTS) this.stepper?.removeEventListener(type, this.onEvent);
    this.stepper = stepper;
    for (const type of EVENTS) stepper?.addEventListener(type, this.onEvent);
    if (stepper) this.taken(stepper, false);
  }

  private readonly onEvent = ({ type }: Event): void => {
    // The stepper itself comes first: what it shows is told once it is drawn.
    requestAnimationFrame(() => this.stepper && this.taken(this.stepper, type === 'attend-step'));
  };
}
