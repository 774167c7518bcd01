/** What engine/runner/runner_api.h declares, as typed calls. */
import type { FlatScene, Handle, Held, Reply, Streams, Wasm } from '../boundary/wasm.js';

interface RunnerExports {
  attend_runner_open(...scene: Streams): number;
  attend_runner_close(runner: Handle): void;
  attend_runner_forward(runner: Handle, words: number, tokens: number, memory: number): number;
}

/** One runner in the memory of train.wasm. */
export class RunnerCalls {
  /** What the engine tells of it, as JSON. */
  readonly told: string;
  readonly #wasm: Wasm;
  readonly #start: number;
  readonly #tensors: Held[];
  #handle: Handle;

  constructor(wasm: Wasm, scene: FlatScene) {
    const { handle, reply, held } = wasm.openWith(scene, (exports, ...streams) =>
      (exports as unknown as RunnerExports).attend_runner_open(...streams),
    );
    this.#wasm = wasm;
    this.#start = wasm.starts;
    this.#handle = handle;
    this.#tensors = held;
    this.told = reply.text;
  }

  /** Whether nothing can be asked any more. */
  get closed(): boolean {
    return this.#handle === 0 || this.#start !== this.#wasm.starts || this.#wasm.stopped;
  }

  /** Runs words forwards: first those of the tokens, then those of the memory. */
  forward(words: Uint32Array, tokens: number): Reply {
    return this.#wasm.withBlocks([words], (at = 0) =>
      this.#wasm.ask((exports) =>
        (exports as unknown as RunnerExports).attend_runner_forward(this.#handle, at, tokens, words.length - tokens),
      ),
    );
  }

  close(): void {
    const handle = this.#handle;
    this.#handle = 0;
    this.#wasm.run((exports) => (exports as unknown as RunnerExports).attend_runner_close(handle));
    this.#wasm.release(this.#tensors);
  }
}
