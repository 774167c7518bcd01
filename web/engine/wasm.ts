/** The boundary of engine.wasm as typed calls; the only file that sees pointers. engine/c_api.h is the other side. */
import { EngineError, type EngineErrorCode } from './types.js';

/** An open session of the engine; 0 is none. */
export type Handle = number;

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  attend_alloc(bytes: number): number;
  attend_free(block: number): void;
  attend_text(): number;
  attend_text_size(): number;
  attend_ints(): number;
  attend_int_count(): number;
  attend_floats(): number;
  attend_float_count(): number;
  attend_build(): void;
  attend_call(ints: number, floats: number, options: number): number;
  attend_open(ints: number, numbers: number, text: number): Handle;
  attend_close(session: Handle): void;
  attend_program(session: Handle): void;
  attend_move(session: Handle, how: number, cells: number): void;
  attend_level(session: Handle, level: number): void;
  attend_value(session: Handle, slot: number, which: number): void;
  attend_row_sums(session: Handle, slot: number): void;
  attend_explain(session: Handle, slot: number, flat: number): void;
  attend_used_by(session: Handle, slot: number, flat: number): void;
  attend_notices(session: Handle): void;
  attend_edit(
    session: Handle,
    slot: number,
    flat: number,
    step: number,
    option: number,
    values: number,
    count: number,
  ): void;
  attend_remove(session: Handle, edit: number): void;
  attend_undo(session: Handle): void;
  attend_redo(session: Handle): void;
  attend_edits(session: Handle): void;
  attend_changes(session: Handle): void;
}

/** What a call answered, copied out of the engine's memory. */
export interface Reply {
  text: string;
  ints: Int32Array;
  floats: Float32Array;
}

/** A cell of a slot, or (slot -1) an option of a step. */
export interface EditPlace {
  slot: number;
  flat: number;
  step: number;
  option: number;
}

type Block = Int32Array | Float32Array | Float64Array | Uint8Array;

const decoder = new TextDecoder();

export class Wasm {
  readonly #wasm: Exports;

  constructor(exports: WebAssembly.Exports) {
    this.#wasm = exports as unknown as Exports;
    this.#wasm._initialize();
  }

  /** Runs one call and copies its reply: views are made after it, because memory that grows empties the old ones. */
  ask(call: (wasm: Exports) => void): Reply {
    this.#run(() => call(this.#wasm));
    return this.#reply();
  }

  /** Opens a scene given as three streams (engine/scene/flat.hpp). */
  open(ints: Int32Array, numbers: Float64Array, text: Uint8Array): { handle: Handle; reply: Reply } {
    const handle = this.#withBlocks([ints, numbers, text], (i = 0, n = 0, t = 0) => this.#wasm.attend_open(i, n, t));
    const reply = this.#reply();
    if (handle === 0) throw refusal(reply.text);
    return { handle, reply };
  }

  /** Changes a run of cells, or (slot -1) an option of a step. */
  edit(session: Handle, { slot, flat, step, option }: EditPlace, values: Float64Array): Reply {
    this.#withBlocks([values], (at = 0) =>
      this.#wasm.attend_edit(session, slot, flat, step, option, at, values.length),
    );
    return this.#reply();
  }

  call(ints: Int32Array, floats: Float32Array, options: Float64Array): Reply {
    const status = this.#withBlocks([ints, floats, options], (i = 0, f = 0, o = 0) => this.#wasm.attend_call(i, f, o));
    const reply = this.#reply();
    if (status !== 0) throw refusal(reply.text);
    return reply;
  }

  /** Copies arrays in for the time of one call. */
  #withBlocks<T>(blocks: Block[], call: (...places: number[]) => T): T {
    const places = blocks.map((block) => this.#wasm.attend_alloc(block.byteLength));
    if (places.includes(0)) {
      throw new EngineError('internal', 'There is not enough memory for this. Use a smaller scene.');
    }
    blocks.forEach((block, i) => {
      const bytes = new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
      new Uint8Array(this.#wasm.memory.buffer).set(bytes, places[i]);
    });
    const answer = this.#run(() => call(...places));
    for (const place of places) this.#wasm.attend_free(place);
    return answer;
  }

  /** A trap ends the engine: say so instead of passing on a bare RuntimeError. */
  #run<T>(call: () => T): T {
    try {
      return call();
    } catch (cause) {
      if (cause instanceof EngineError) throw cause;
      throw new EngineError(
        'internal',
        `The engine stopped (${(cause as Error).message}). Reload the page; if it stays, use a smaller scene.`,
      );
    }
  }

  #text(size: number): string {
    if (size === 0) return '';
    return decoder.decode(new Uint8Array(this.#wasm.memory.buffer, this.#wasm.attend_text(), size).slice());
  }

  #reply(): Reply {
    const { memory, ...wasm } = this.#wasm;
    return {
      text: this.#text(wasm.attend_text_size()),
      ints: new Int32Array(memory.buffer, wasm.attend_ints(), wasm.attend_int_count()).slice(),
      floats: new Float32Array(memory.buffer, wasm.attend_floats(), wasm.attend_float_count()).slice(),
    };
  }
}

function refusal(text: string): EngineError {
  const [code, stage, tensor, ...message] = text.split('\n');
  return new EngineError(code as EngineErrorCode, message.join('\n'), stage, tensor);
}
