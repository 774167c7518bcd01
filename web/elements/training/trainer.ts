/** One training after the other: it runs, is looked back at, and gives way to the next, of which it stays the dotted line. */
import type { Engine, Session } from '../../engine/index.js';
import type { TrainingRun } from '../../engine/train/run.js';
import type { StepLoss, TrainingOptions } from '../../engine/train/types.js';

/** A run that gave way to another. */
export interface Before {
  name: string;
  /** Its held-out loss, which is smooth enough to be compared. */
  heldOut: readonly StepLoss[];
}

/** Milliseconds of training between which the page does its other work. */
const SLICE = 8;

export class Trainer {
  readonly engine: Engine;
  run: TrainingRun | null = null;
  before: Before | null = null;
  /** The step that is looked at; null for the newest. */
  chosen: number | null = null;
  /** How many steps there are to be before it pauses by itself. */
  until = 0;
  #name = '';

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /**
   * Begins a run in place of the one before, of which the held-out losses stay.
   * @throws EngineError that says what does not fit; the run before then goes on
   */
  begin(options: TrainingOptions, steps: number, name: string): void {
    const next = this.engine.train(options);
    if (this.run?.steps) this.before = { name: this.#name, heldOut: this.run.heldOut };
    this.run?.close();
    this.run = next;
    this.until = steps;
    this.chosen = null;
    this.#name = name;
  }

  get steps(): number {
    return this.run?.steps ?? 0;
  }

  get running(): boolean {
    return this.run?.running ?? false;
  }

  /** The step that is shown. */
  get shown(): number {
    return this.chosen ?? this.steps;
  }

  /** Runs in slices until so many steps were taken, or it is paused. */
  start(steps: number, onSlice: () => void): Promise<void> {
    this.chosen = null;
    if (this.steps >= this.until) this.until = this.steps + steps;
    return this.run!.start({ slice: SLICE, until: this.until, onSlice });
  }

  /** One step; where the loss has run away, `run.stopped` says so. */
  one(): void {
    this.run!.pause();
    this.chosen = null;
    try {
      this.run!.advance();
    } catch (error) {
      if (!this.run!.stopped) throw error;
    }
    this.until = Math.max(this.until, this.steps);
  }

  look(step: number): void {
    this.run!.pause();
    this.chosen = step >= this.steps ? null : Math.max(0, step);
  }

  /** Opens the scene with the weights of the shown step. */
  open(): Session {
    return this.openAt(this.shown);
  }

  openAt(step: number): Session {
    return this.engine.open(this.run!.sceneAt(step));
  }

  /** The loss of the batch that a step begins with; NaN where that step is still to come. */
  lossAt(step: number): number {
    return this.run?.losses[step] ?? Number.NaN;
  }

  /** The held-out loss that was measured last before, or at, a step. */
  heldOutAt(step: number): { step: number; loss: number } | null {
    return this.run?.heldOut.findLast((measured) => measured.step <= step) ?? null;
  }

  close(): void {
    this.run?.close();
    this.run = null;
  }
}
