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
/** A run lasts at least so many frames, some four seconds: sooner, and nobody sees how a head comes to be. */
const FRAMES = 240;

/** The next frame; in a page that is not seen, which has none, the next turn. */
const nextFrame = (): Promise<void> =>
  new Promise((done) => (document.hidden ? setTimeout(done) : requestAnimationFrame(() => done())));

/** How many steps a frame takes at most. */
const paceOf = (steps: number): number =>
  matchMedia('(prefers-reduced-motion: reduce)').matches ? steps : Math.ceil(steps / FRAMES);

export class Trainer {
  readonly engine: Engine;
  run: TrainingRun | null = null;
  before: Before | null = null;
  /** The step that is looked at; null for the newest. */
  chosen: number | null = null;
  /** How many steps there are to be before it pauses by itself. */
  until = 0;
  /** What was started and goes on by itself, from frame to frame; null at rest. */
  #going: object | null = null;
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
    this.#going = null;
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
    return this.#going !== null;
  }

  /** The step that is shown. */
  get shown(): number {
    return this.chosen ?? this.steps;
  }

  /** Runs until so many steps were taken, or it is paused: some of them in each frame, in slices. */
  async start(steps: number, onSlice: () => void): Promise<void> {
    this.chosen = null;
    if (this.steps >= this.until) this.until = this.steps + steps;
    const run = this.run!;
    const pace = paceOf(this.until - run.steps);
    const going = {};
    this.#going = going;
    // What the reader sees of the last slice says already that the run rests.
    const afterSlice = () => {
      if (this.#going === going && (run.stopped || run.steps >= this.until)) this.#going = null;
      onSlice();
    };
    while (this.#going === going) {
      await run.start({ slice: SLICE, until: Math.min(this.until, run.steps + pace), onSlice: afterSlice });
      if (this.#going === going) await nextFrame();
    }
  }

  pause(): void {
    this.#going = null;
    this.run?.pause();
  }

  /** One step; where the loss has run away, `run.stopped` says so. */
  one(): void {
    this.pause();
    this.chosen = null;
    try {
      this.run!.advance();
    } catch (error) {
      if (!this.run!.stopped) throw error;
    }
    this.until = Math.max(this.until, this.steps);
  }

  look(step: number): void {
    this.pause();
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
    this.#going = null;
    this.run?.close();
    this.run = null;
  }
}
