import { describeCell } from './describe.js';
import type { Ask } from './load.js';
import {
  type CellRef,
  type Change,
  type Edit,
  EngineError,
  type Explanation,
  type Level,
  type NamedTensor,
  type Notice,
  type Position,
  type ProgramNode,
  type Scene,
  type Term,
} from './types.js';

type RawNode = Partial<ProgramNode> & Pick<ProgramNode, 'path' | 'stage' | 'title' | 'level'> & { children: RawNode[] };

/** Fills in what the engine leaves out on groups. */
function programNode(raw: RawNode): ProgramNode {
  const { reads = [], writes = [], inputs = {}, outputs = {}, options = {} } = raw;
  return { ...raw, reads, writes, inputs, outputs, options, children: raw.children.map(programNode) };
}

/** One run of one scene: a cursor over its cells, every tensor, and where every number came from. */
export class Session {
  /** The scene with all defaults filled in, without its weights. */
  readonly scene: Scene;
  /** Runs stop where a step or result with one of these paths has just been made. */
  readonly breakpoints: Set<string> = new Set();
  #ask: Ask | null;
  readonly #id: number;
  #program: ProgramNode | null = null;

  constructor(ask: Ask, scene: string) {
    const { json } = ask({ do: 'open', scene });
    this.#ask = ask;
    this.#id = json.session;
    this.scene = json.scene;
  }

  #send(verb: string, request: object = {}, data?: Float32Array) {
    if (!this.#ask) throw new EngineError('closed', 'This session was closed. Open the scene again with engine.open(scene).');
    return this.#ask({ do: verb, session: this.#id, ...request }, data);
  }

  /** The program as a tree of steps. */
  get program(): ProgramNode {
    this.#program ??= programNode(this.#send('program').json);
    return this.#program;
  }

  get position(): Position {
    return this.#send('move', { how: 'stay' }).json;
  }

  /** The unit that `step` and `stepBack` move by. */
  get level(): Level {
    return this.position.level;
  }
  set level(level: Level) {
    this.#send('level', { level });
  }

  /** Makes the next piece at the current level. */
  step = (): Position => this.#send('move', { how: 'step' }).json;
  /** Goes down to smaller pieces and makes the first. */
  stepInto = (): Position => this.#send('move', { how: 'stepInto' }).json;
  /** Finishes the enclosing piece and goes on at its level. */
  stepOut = (): Position => this.#send('move', { how: 'stepOut' }).json;
  /** Takes the newest piece at the current level back. */
  stepBack = (): Position => this.#send('move', { how: 'stepBack' }).json;
  /** Moves so that this many cells are made. */
  seek = (cells: number): Position => this.#send('move', { how: 'seek', cells }).json;
  reset = (): Position => this.seek(0);

  /** How many cells are made once this step, group, tensor or cell is. */
  locate(path: string, index: readonly number[] = []): number {
    return this.#send('locate', { path, index }).json;
  }

  /** Moves, forwards or back, to where this step, group, tensor or cell has just been made; stops at breakpoints. */
  runTo(path: string, index?: readonly number[]): Position {
    return this.#run(this.locate(path, index));
  }

  runToEnd(): Position {
    return this.#run(this.position.totalCells);
  }

  #run(target: number): Position {
    const from = this.position.cells;
    const stops = [...this.breakpoints].map((path) => this.locate(path)).filter((cells) => cells > from && cells < target);
    return this.seek(Math.min(target, ...stops));
  }

  /**
   * A tensor by its path, with axes and labels.
   * @throws EngineError `not_reached` for a result the cursor has not come to, unless `ahead`
   */
  tensor(path: string, { ahead = false } = {}): NamedTensor {
    const { json, data } = this.#send('tensor', { path, ahead });
    if (!ahead) data.fill(Number.NaN, json.filled);
    return { ...json, data };
  }

  /** The sum of every row of a tensor of weights, computed by the engine. */
  rowSums(path: string): Omit<NamedTensor, 'filled' | 'step' | 'stage'> {
    const { json, data } = this.#send('rowSums', { path });
    return { ...json, data };
  }

  /** Where a number came from: the operation and its operands, and the arithmetic written out. */
  explain(path: string, index: readonly number[]): Explanation {
    const { json, data } = this.#send('explain', { path, index });
    const operands: Term[] = json.operands.map((term: Omit<Term, 'value'>, i: number) => ({ ...term, value: data[i + 1] }));
    const raw = { ...json, value: data[0], operands, terms: operands.filter((term) => term.live) };
    return { ...raw, ...describeCell(raw) };
  }

  /** The cells that this one goes into: those of which it is a live operand. */
  usedBy(path: string, index: readonly number[]): CellRef[] {
    const { json, data } = this.#send('usedBy', { path, index });
    return json.map((cell: Omit<CellRef, 'value'>, i: number) => ({ ...cell, value: data[i] }));
  }

  /** What a reader should know about this run, for instance a fully masked row. */
  get notices(): Notice[] {
    return this.#send('notices').json;
  }

  /** Changes one number; everything downstream is computed anew. Throws EngineError `value` if it may not stand there. */
  edit(path: string, index: readonly number[], value: number): void {
    this.#send('edit', { path, index }, Float32Array.of(value));
    this.#program = null;
  }

  /** Takes the newest edit back; false if there is none. */
  undo(): boolean {
    this.#program = null;
    return this.#send('undo').json;
  }

  redo(): boolean {
    this.#program = null;
    return this.#send('redo').json;
  }

  get edits(): Edit[] {
    const { json, data } = this.#send('edits');
    return json.map((edit: Omit<Edit, 'value'>, i: number) => ({ ...edit, value: data[i] }));
  }

  /** Tensors that differ from the unedited run. */
  changes(): Change[] {
    const { json, data } = this.#send('changes');
    let offset = 0;
    return json.map(({ path, shape }: { path: string; shape: number[] }) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const before = { shape, data: data.slice(offset, offset + size) };
      const after = { shape, data: data.slice(offset + size, offset + 2 * size) };
      offset += 2 * size;
      return { path, before, after };
    });
  }

  /** Frees the session's memory. Every later use is an EngineError `closed`. */
  close(): void {
    this.#send('close');
    this.#ask = null;
  }
}
