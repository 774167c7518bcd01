/** The boundary of engine.wasm as typed calls; the only file that sees pointers. engine/boundary/c_api.h is the other side. */
import { EngineError, type EngineErrorCode, type Tensor } from '../types.js';

/** Bytes of tensors that a session keeps at once; what has to give way is made again when it is asked for. */
export const BUDGET: number = 512 * 1024 * 1024;

/** An open session, or a runner, of the engine; 0 is none. */
export type Handle = number;

/** Where an answer lies in the engine's memory; 0 is none. */
type ReplyAt = number;

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  attend_alloc(bytes: number): number;
  attend_free(block: number): void;
  attend_release(reply: ReplyAt): void;
  attend_build(): ReplyAt;
  attend_call(...call: [ints: number, count: number, options: number, optionCount: number]): ReplyAt;
  attend_run(begun: ReplyAt): ReplyAt;
  attend_tensor(shape: number, rank: number, flat: number): number;
  attend_tensor_numbers(tensor: number): number;
  attend_tensor_wrong(tensor: number): number;
  attend_tensor_free(tensor: number): void;
  attend_open(...scene: [...Streams, budget: number]): ReplyAt;
  attend_close(session: Handle): void;
  attend_program(session: Handle): ReplyAt;
  attend_move(session: Handle, how: number, cells: number): ReplyAt;
  attend_level(session: Handle, level: number): ReplyAt;
  attend_value(session: Handle, slot: number, which: number): ReplyAt;
  attend_row_sums(session: Handle, slot: number): ReplyAt;
  attend_explain(session: Handle, slot: number, flat: number): ReplyAt;
  attend_used_by(session: Handle, slot: number, flat: number): ReplyAt;
  attend_nudge(session: Handle, slot: number, flat: number, by: number): ReplyAt;
  attend_notices(session: Handle, step: number): ReplyAt;
  attend_edit(
    ...edit: [
      ...[session: Handle, slot: number, flat: number, step: number, option: number],
      ...[values: number, count: number],
    ]
  ): ReplyAt;
  attend_remove(session: Handle, edits: number, count: number): ReplyAt;
  attend_undo(session: Handle): ReplyAt;
  attend_redo(session: Handle): ReplyAt;
  attend_changes(session: Handle): ReplyAt;
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

/** Numbers that cross as they are; without a shape they take the one that the model gives them. */
export interface FlatTensor {
  name: string;
  shape: number[] | null;
  data: Float32Array;
}

/** A scene as the boundary takes it. */
export interface FlatScene {
  ints: Int32Array;
  numbers: Float64Array;
  text: Uint8Array;
  tensors: FlatTensor[];
}

/** The engine's copy of an array, and how many sessions use it. */
export interface Held {
  at: number;
  data: Float32Array;
  users: number;
  start: number;
}

/** A scene's streams and their lengths, in the engine's memory. */
export type Streams = [
  ...[ints: number, count: number, numbers: number, count: number, text: number, size: number],
  ...[tensors: number, count: number],
];

/** What was opened, and the tensors it reads. */
export interface Opened {
  handle: Handle;
  reply: Reply;
  held: Held[];
}

/** The places of what was opened, and of the parts of a call, among the words of a reply. */
const SESSION = 7;
const RUNNER = 8;
const PARTS_AT = 10;
/** Bytes of a word, of a float and of a pointer. */
const WORD = 4;

type Block = Int32Array | Uint32Array | Float32Array | Float64Array | Uint8Array;

const decoder = new TextDecoder();

const RESTART =
  'has to be started again: await engine.restart(). Edits are kept: session.save() still works, and engine.restore() brings them back.';

export class Wasm {
  #wasm: Exports;
  readonly #start: () => Promise<WebAssembly.Exports>;
  /** How it ended, in the words of the browser; null while it runs. */
  #stopped: string | null = null;
  #starting: Promise<WebAssembly.Exports> | null = null;
  /** Counts the starts: a session of an earlier one is gone with the memory it lived in. */
  starts = 1;

  readonly #mend: string;

  /**
   * @param start makes the engine afresh, with memory of its own
   * @param mend what to do after it stopped, in words
   */
  constructor(exports: WebAssembly.Exports, start: () => Promise<WebAssembly.Exports>, mend = RESTART) {
    this.#wasm = exports as unknown as Exports;
    this.#start = start;
    this.#mend = mend;
    this.#wasm._initialize();
  }

  /** Whether the engine trapped, so that nothing in its memory can be trusted any more. */
  get stopped(): boolean {
    return this.#stopped !== null;
  }

  /** Begins again with empty memory, where the engine stopped; however often it is asked for meanwhile, once. */
  async restart(): Promise<void> {
    if (!this.stopped) return;
    this.#starting ??= this.#start();
    const exports = await this.#starting;
    if (!this.stopped) return;
    this.#wasm = exports as unknown as Exports;
    this.#wasm._initialize();
    this.#starting = null;
    this.#stopped = null;
    this.starts += 1;
  }

  /** Asks a session, and copies its answer. Throws EngineError where it refuses. */
  ask(question: (wasm: Exports) => ReplyAt): Reply {
    return this.#run(() => this.#read(question(this.#wasm)));
  }

  /** The same for what is answered in a reply of its own, which is given back. */
  #call(call: () => ReplyAt): Reply & { opened: Handle } {
    return this.#run(() => {
      const at = call();
      try {
        return { ...this.#read(at), opened: this.#word(at, SESSION) || this.#word(at, RUNNER) };
      } finally {
        this.#wasm.attend_release(at);
      }
    });
  }

  /** Which build of the descriptors the engine is of. */
  build(): { build: string; whole: boolean } {
    const { text, ints } = this.#call(() => this.#wasm.attend_build());
    return { build: text, whole: ints[0] === 1 };
  }

  /** Opens a scene given as streams (engine/scene/flat.hpp). */
  open(scene: FlatScene, budget: number): Opened {
    return this.openWith(scene, (wasm, ...streams) => wasm.attend_open(...streams, budget));
  }

  /** Opens what answers in a reply of its own. */
  openWith(scene: FlatScene, open: (wasm: Exports, ...streams: Streams) => ReplyAt): Opened {
    const { opened: reply, held } = this.handOver(scene, (wasm, streams) => this.#call(() => open(wasm, ...streams)));
    return { handle: reply.opened, reply, held };
  }

  /** Hands streams over for the time of one call, which opens what reads their tensors. */
  handOver<T>(scene: FlatScene, open: (wasm: Exports, streams: Streams) => T): { opened: T; held: Held[] } {
    const { ints, numbers, text, tensors } = scene;
    const held: Held[] = [];
    try {
      for (const tensor of tensors) held.push(this.#hold(tensor));
      const places = Uint32Array.from(held, ({ at }) => at);
      const opened = this.withBlocks([ints, numbers, text, places], (i = 0, n = 0, t = 0, p = 0) =>
        this.run((wasm) => open(wasm, [i, ints.length, n, numbers.length, t, text.length, p, places.length])),
      );
      return { opened, held };
    } catch (error) {
      this.release(held);
      throw error;
    }
  }

  /** Tensors by their arrays, for the sessions that share them. */
  #tensors = new WeakMap<Float32Array, Held>();

  /** The engine's copy of an array, made once for all sessions that are given it. */
  #hold({ name, shape, data }: FlatTensor): Held {
    const known = this.#tensors.get(data);
    const held = known?.start === this.starts ? known : this.#copyIn(name, shape, data);
    this.#tensors.set(data, held);
    held.users += 1;
    return held;
  }

  #copyIn(name: string, shape: number[] | null, data: Float32Array): Held {
    const lengths = Int32Array.from(shape ?? [data.length]);
    const at = this.withBlocks([lengths], (place = 0) =>
      this.#run(() => this.#wasm.attend_tensor(place, lengths.length, shape ? 0 : 1)),
    );
    if (at === 0) throw noMemory(data.byteLength);
    const wrong = this.#run(() => {
      const place = this.#wasm.attend_tensor_numbers(at);
      new Float32Array(this.#wasm.memory.buffer, place, data.length).set(data);
      return this.#wasm.attend_tensor_wrong(at);
    });
    if (wrong < 0) return { at, data, users: 0, start: this.starts };
    this.#wasm.attend_tensor_free(at);
    throw new EngineError(
      'scene',
      `In the scene, "${name}" must hold finite numbers only, but number ${wrong} of it is ${data[wrong]}.`,
      undefined,
      name,
    );
  }

  /** Gives tensors back that a session was opened with; the last of those that share one frees it. */
  release(held: Held[]): void {
    for (const one of held) {
      one.users -= 1;
      if (one.users > 0 || one.start !== this.starts || this.stopped) continue;
      this.#tensors.delete(one.data);
      this.#run(() => this.#wasm.attend_tensor_free(one.at));
    }
  }

  close(session: Handle, held: Held[]): void {
    this.#run(() => this.#wasm.attend_close(session));
    this.release(held);
  }

  /** Changes a run of cells, or (slot -1) an option of a step. */
  edit(session: Handle, { slot, flat, step, option }: EditPlace, values: Float64Array): Reply {
    return this.withBlocks([values], (at = 0) =>
      this.ask((wasm) => wasm.attend_edit(session, slot, flat, step, option, at, values.length)),
    );
  }

  /** Takes edits away, by their places in the list. */
  remove(session: Handle, edits: Uint32Array): Reply {
    return this.withBlocks([edits], (at = 0) => this.ask((wasm) => wasm.attend_remove(session, at, edits.length)));
  }

  /**
   * Runs a stage on its own. Numbers are copied once, straight to where the engine reads them, and once from where it made
   * them.
   * @param inputs the numbers of each input that `ints` describes
   * @returns a notice, and for every result its shape and numbers
   */
  call(ints: Int32Array, inputs: Float32Array[], options: Float64Array): { text: string; results: Tensor[] } {
    return this.withBlocks([ints, options], (i = 0, o = 0) =>
      this.#run(() => {
        const at = this.#wasm.attend_call(i, ints.length, o, options.length);
        try {
          this.#read(at);
          const parts = this.#word(at, PARTS_AT);
          inputs.forEach((data, n) => {
            this.#memory.floats.set(data, this.#word(parts, n) / WORD);
          });
          const { text, ints: shapes } = this.#read(this.#wasm.attend_run(at));
          return { text, results: this.#results(at, shapes) };
        } finally {
          this.#wasm.attend_release(at);
        }
      }),
    );
  }

  /** Copies the results of a call out, into one block of memory; `shapes` has the rank and the lengths of each. */
  #results(at: ReplyAt, ranksAndLengths: Int32Array): Tensor[] {
    const shapes: number[][] = [];
    for (let next = 0; next < ranksAndLengths.length; next += 1 + (ranksAndLengths[next] as number))
      shapes.push([...ranksAndLengths.subarray(next + 1, next + 1 + (ranksAndLengths[next] as number))]);
    const sizes = shapes.map((shape) => shape.reduce((product, length) => product * length, 1));
    const block = new Float32Array(sizes.reduce((sum, size) => sum + size, 0));
    const parts = this.#word(at, PARTS_AT);
    let offset = 0;
    return shapes.map((shape, n) => {
      const from = this.#word(parts, n) / WORD;
      const size = sizes[n] as number;
      const data = block.subarray(offset, offset + size);
      data.set(this.#memory.floats.subarray(from, from + size));
      offset += size;
      return { shape, data };
    });
  }

  /** Copies arrays in for the time of one call. */
  withBlocks<T>(blocks: Block[], call: (...places: number[]) => T): T {
    const places = this.#run(() => blocks.map((block) => this.#wasm.attend_alloc(block.byteLength)));
    try {
      if (places.includes(0)) throw noMemory(blocks.reduce((sum, block) => sum + block.byteLength, 0));
      blocks.forEach((block, i) => {
        const bytes = new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
        new Uint8Array(this.#wasm.memory.buffer).set(bytes, places[i]);
      });
      return call(...places);
    } finally {
      if (!this.stopped)
        this.#run(() => {
          for (const place of places) this.#wasm.attend_free(place);
        });
    }
  }

  /** Makes a call whose result is no answer. */
  run<T>(call: (wasm: Exports) => T): T {
    return this.#run(() => call(this.#wasm));
  }

  /** A trap ends the engine: its memory may be in pieces, so nothing more is asked of it until it is started again. */
  #run<T>(call: () => T): T {
    if (this.#stopped === null) {
      try {
        return call();
      } catch (cause) {
        if (cause instanceof EngineError) throw cause;
        this.#stopped = (cause as Error).message;
      }
    }
    throw new EngineError('stopped', `The engine stopped (${this.#stopped}) and ${this.#mend}`);
  }

  #views = { floats: new Float32Array(0), words: new Uint32Array(0) };

  /** The engine's memory. Views of one that has grown are empty, so they are made anew then. */
  get #memory(): { floats: Float32Array; words: Uint32Array } {
    const { buffer } = this.#wasm.memory;
    if (this.#views.words.buffer !== buffer)
      this.#views = { floats: new Float32Array(buffer), words: new Uint32Array(buffer) };
    return this.#views;
  }

  /** One word of a struct or an array in the engine's memory. Throws for an address that is not in it. */
  #word(at: number, place: number): number {
    const found = this.#memory.words[at / WORD + place];
    if (found === undefined) throw new RangeError(`${at} is no address in the engine's memory`);
    return found;
  }

  /** Copies an AttendReply of c_api.h out. */
  #read(at: ReplyAt): Reply {
    const word = (place: number) => this.#word(at, place);
    const { buffer } = this.#wasm.memory;
    const text = word(1) === 0 ? '' : decoder.decode(new Uint8Array(buffer, word(2), word(1)).slice());
    if (word(0) !== 0) throw refusal(text);
    return {
      text,
      ints: word(3) === 0 ? new Int32Array(0) : new Int32Array(buffer, word(4), word(3)).slice(),
      floats: word(5) === 0 ? new Float32Array(0) : new Float32Array(buffer, word(6), word(5)).slice(),
    };
  }
}

const noMemory = (bytes: number) =>
  new EngineError(
    'memory',
    `There is no memory left for these ${bytes.toLocaleString('en')} bytes. Close sessions you no longer need, or use smaller sizes.`,
  );

function refusal(text: string): EngineError {
  const [code, stage, tensor, ...message] = text.split('\n');
  return new EngineError(code as EngineErrorCode, message.join('\n'), stage, tensor);
}
