import { EngineError, type Tensor } from '../types.js';
import type { TrainingCalls } from './training-calls.js';
import type { OptimizerOptions, StartOptions, StepLoss, TrainedScene, TrainingBatch } from './types.js';

/** What the engine tells of a training that it began. */
interface Told {
  tokens: string[];
  vocabulary: string[];
  weights: { path: string; shape: number[] }[];
}

/** So many parts of a step are done at most before the clock is read again. */
const MOST_PARTS = 256;
/** As many as any step has. */
const WHOLE_STEP = 1 << 20;

/**
 * A model in training: made by `engine.train`. Every number follows from the options alone, so pausing changes nothing, and any
 * step that was taken can be asked for again.
 */
export class TrainingRun {
  /** The loss of every step's batch, with the weights before that step. */
  readonly losses: number[] = [];
  /** The loss of the held-out sequences, and after how many steps it was measured. */
  readonly heldOut: StepLoss[] = [];
  /** Steps whose state is kept; those between are run again from the nearest when they are asked for. */
  kept: number[] = [0];
  /** Why no step follows any more, in a sentence; null while nothing is wrong. */
  stopped: string | null = null;
  /** As it was given. */
  readonly optimizer: OptimizerOptions;
  readonly #calls: TrainingCalls;
  readonly #scene: Record<string, unknown>;
  readonly #told: Told;
  #running: { pause: () => void } | null = null;

  /** @param scene as it was given */
  constructor(calls: TrainingCalls, scene: Record<string, unknown>, optimizer: OptimizerOptions) {
    this.optimizer = structuredClone(optimizer);
    this.#calls = calls;
    this.#scene = scene;
    this.#told = JSON.parse(calls.told) as Told;
  }

  /** How many steps were taken. */
  get steps(): number {
    return this.losses.length;
  }

  /** The engine's memory, in bytes: it grows, and never shrinks. */
  get bytes(): number {
    return this.#calls.bytes;
  }

  /** Whether it goes on by itself. */
  get running(): boolean {
    return this.#running !== null;
  }

  /**
   * Takes steps, and returns when they are done: for tests and scripts. In a page use `start`.
   * @returns the newest step and the loss of its batch
   * @throws EngineError `training` where the loss is no number any more, or has run away
   */
  advance(steps = 1): StepLoss {
    if (!Number.isInteger(steps) || steps < 0)
      throw new EngineError('training', `advance takes a whole number of steps, 0 or above, but got ${steps}.`);
    const wanted = this.steps + steps;
    try {
      for (let taken = this.steps; taken < wanted; ) taken = this.#work(WHOLE_STEP);
    } finally {
      this.#collect();
    }
    return this.#newest();
  }

  /**
   * Takes steps in slices of time, with the page's other work between them, until `pause`, `until`, or something is wrong
   * (`stopped` then says what).
   * @returns when it no longer runs
   */
  start({ slice = 8, until = Number.POSITIVE_INFINITY, onSlice }: StartOptions = {}): Promise<void> {
    this.#refuseClosed();
    if (this.#running) this.pause();
    return new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      const end = () => {
        port1.close();
        this.#running = null;
        done();
      };
      this.#running = { pause: end };
      port1.onmessage = () => {
        const before = this.steps;
        const goesOn = this.#slice(slice, until);
        if (!goesOn) end();
        if (!goesOn || this.steps > before) onSlice?.();
        if (goesOn && this.#running?.pause === end) port2.postMessage(null);
      };
      port2.postMessage(null);
    });
  }

  /** Stops after the slice under way. */
  pause(): void {
    this.#running?.pause();
  }

  #parts = 1;

  /** @returns whether there is more to do */
  #slice(milliseconds: number, until: number): boolean {
    const end = performance.now() + milliseconds;
    let { steps } = this;
    try {
      for (let before = performance.now(); before < end && steps < until; ) {
        steps = this.#work(this.#parts);
        const now = performance.now();
        const took = now - before;
        if (took > milliseconds / 8) this.#parts = Math.max(1, this.#parts >> 1);
        else if (took < milliseconds / 32) this.#parts = Math.min(MOST_PARTS, this.#parts << 1);
        before = now;
      }
    } catch (error) {
      this.stopped ??= (error as Error).message;
    }
    this.#collect();
    return steps < until && this.stopped === null;
  }

  #work(parts: number): number {
    this.#refuseClosed();
    try {
      return this.#calls.work(parts);
    } catch (error) {
      this.stopped = (error as Error).message;
      throw error;
    }
  }

  /** Brings the losses up to date. */
  #collect(): void {
    if (this.#calls.closed) return;
    const { ints, floats } = this.#calls.losses(this.losses.length, this.heldOut.length);
    const [count = 0, measured = 0] = ints;
    for (const loss of floats.subarray(0, count)) this.losses.push(loss);
    for (let n = 0; n < measured; n += 1)
      this.heldOut.push({ step: ints[2 + n] as number, loss: floats[count + n] as number });
    this.kept = [...ints.subarray(2 + measured)];
  }

  #newest(): StepLoss {
    return { step: this.steps, loss: this.losses.at(-1) ?? Number.NaN };
  }

  /**
   * The weights after so many steps, by their paths without `weights.`; by default the newest.
   * @throws EngineError `index` for a step that was not taken yet
   */
  weights(step: number = this.steps): Record<string, Tensor> {
    return this.#tensors(step, 'weights');
  }

  /** The gradients of the weights after so many steps, for the batch that the next step learns from. */
  gradients(step: number = this.steps): Record<string, Tensor> {
    return this.#tensors(step, 'gradients');
  }

  #tensors(step: number, which: 'weights' | 'gradients'): Record<string, Tensor> {
    this.#refuseStep(step);
    const numbers = this.#calls.numbers(step, which);
    let first = 0;
    return Object.fromEntries(
      this.#told.weights.map(({ path, shape }) => {
        const size = shape.reduce((product, length) => product * length, 1);
        const data = numbers.slice(first, first + size);
        first += size;
        return [path, { shape: [...shape], data }];
      }),
    );
  }

  /** What the step after so many others learns from; also of steps that are still to come. */
  batch(step: number = this.steps): TrainingBatch {
    this.#refuseStep(step);
    const { tokens, vocabulary } = this.#told;
    const ints = this.#calls.batch(step);
    const batch: TrainingBatch = { sequences: [], targets: [] };
    for (let from = 0; from < ints.length; from += 2 * tokens.length) {
      const places = tokens.map((_, t) => from + 2 * t);
      batch.sequences.push(places.map((place) => vocabulary[ints[place] as number] as string));
      batch.targets.push(places.map((place) => vocabulary[ints[place + 1] as number] ?? null));
    }
    return batch;
  }

  /** The scene with the weights after so many steps; `engine.open(run.sceneAt(step))` opens it. */
  sceneAt(step: number = this.steps): TrainedScene {
    const { tokens, vocabulary } = this.#told;
    const { loss, update, ...scene } = this.#scene;
    const fits = (loss as { targets?: unknown } | undefined)?.targets;
    const kept =
      loss && !(Array.isArray(fits) && fits.length !== tokens.length) ? { loss, ...(update ? { update } : {}) } : {};
    const weights = { tensors: this.weights(step) };
    return { ...scene, ...kept, tokens: [...tokens], vocabulary: [...vocabulary], weights } as TrainedScene;
  }

  #refuseStep(step: number): void {
    this.#refuseClosed();
    if (Number.isInteger(step) && step >= 0 && step < 2 ** 31) return;
    throw new EngineError('index', `A step is a whole number, 0 or above, but got ${step}.`);
  }

  #refuseClosed(): void {
    if (!this.#calls.closed) return;
    throw new EngineError('closed', 'This training was closed. Begin another with engine.train.');
  }

  /** Frees its memory; losses stay. Every later use is an EngineError `closed`. */
  close(): void {
    this.#refuseClosed();
    this.pause();
    this.#calls.close();
  }
}
