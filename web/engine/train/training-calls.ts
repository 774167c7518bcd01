/** What engine/train/train_api.h declares, as typed calls. */
import type { FlatScene, Handle, Reply, Wasm } from '../boundary/wasm.js';

interface TrainExports {
  attend_train_open(...training: number[]): Handle;
  attend_train_opened(training: Handle): number;
  attend_train_close(training: Handle): void;
  attend_train_work(training: Handle, parts: number): number;
  attend_train_losses(training: Handle, first: number, measured: number): number;
  attend_train_weights(training: Handle, step: number, which: number): number;
  attend_train_batch(training: Handle, step: number): number;
}

/** One training in the engine's memory. */
export class TrainingCalls {
  /** What the engine tells of it, as JSON. */
  readonly told: string;
  readonly #wasm: Wasm;
  readonly #start: number;
  #handle: Handle;

  /** Begins a training; its tensors are read while it begins, and not again. */
  constructor(wasm: Wasm, training: FlatScene, budget: number) {
    this.#wasm = wasm;
    this.#start = wasm.starts;
    const { opened, held } = wasm.handOver(training, (exports, streams) =>
      (exports as unknown as TrainExports).attend_train_open(...streams, budget),
    );
    this.#handle = opened;
    wasm.release(held);
    try {
      this.told = this.#ask((exports) => exports.attend_train_opened(opened)).text;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Whether nothing can be asked any more. */
  get closed(): boolean {
    return this.#handle === 0 || this.#start !== this.#wasm.starts || this.#wasm.stopped;
  }

  /** Of the engine's memory, which grows and never shrinks. */
  get bytes(): number {
    return this.#wasm.run(({ memory }) => memory.buffer.byteLength);
  }

  #ask(question: (exports: TrainExports) => number): Reply {
    return this.#wasm.ask((exports) => question(exports as unknown as TrainExports));
  }

  /** Does small parts of steps, at most until one is done; returns how many steps were taken. */
  work(parts: number): number {
    return this.#ask((exports) => exports.attend_train_work(this.#handle, parts)).ints[0] as number;
  }

  losses(first: number, measured: number): Reply {
    return this.#ask((exports) => exports.attend_train_losses(this.#handle, first, measured));
  }

  /** The weights after a step, or the gradients that the next one goes down: all numbers, one tensor after the other. */
  numbers(step: number, which: 'weights' | 'gradients'): Float32Array {
    const place = which === 'weights' ? 0 : 1;
    return this.#ask((exports) => exports.attend_train_weights(this.#handle, step, place)).floats;
  }

  /** A word and a target, or -1, for each place of each sequence. */
  batch(step: number): Int32Array {
    return this.#ask((exports) => exports.attend_train_batch(this.#handle, step)).ints;
  }

  close(): void {
    const handle = this.#handle;
    this.#handle = 0;
    this.#wasm.run((exports) => (exports as unknown as TrainExports).attend_train_close(handle));
  }
}
