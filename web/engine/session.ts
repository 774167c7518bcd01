import { checkedEdit } from './edit.js';
import { flatten, parseScene } from './flatten.js';
import { manifest } from './generated/manifest.js';
import { patched, type ScenePatch } from './patch.js';
import { flatIndex, Program, type Slot } from './program.js';
import { cellAt, readChanges, readEdits, readExplanation, readNotices, readPosition } from './replies.js';
import { LONGEST_LINK, writeState } from './state.js';
import {
  type CellPlace,
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
} from './types.js';
import type { Handle, Reply, Wasm } from './wasm.js';

const WHICH = ['now', 'before', 'difference'] as const;
const MOVES = ['stay', 'step', 'stepInto', 'stepOut', 'stepBack', 'seek'] as const;

/** One run of one scene: a cursor over its cells, every tensor, and where every number came from. */
export class Session {
  /** Runs stop where a step, group or result with one of these paths has just been made. */
  readonly breakpoints: Set<string> = new Set();
  /** The scene as it was given, and what was laid over it. */
  readonly given: object;
  readonly patch: ScenePatch;
  /** What the reader looks at, kept here so that it is saved: the chosen cell, and the head that is followed. */
  selection: CellPlace | null = null;
  head: number | null = null;
  /** Whether a saved state was taken up; where not, what was wrong with it. Null for a session that was just opened. */
  restored: { ok: boolean; message: string } | null = null;
  readonly #wasm: Wasm;
  #handle: Handle;
  /** Whether an option or a token has ever been edited. */
  #renewing = false;
  #program: Program;
  /** Read once between two edits: the engine looks at every number for them, and the cursor does not change them. */
  #notices: Notice[] | null = null;

  constructor(wasm: Wasm, scene: object | string, patch: ScenePatch = {}) {
    this.given = typeof scene === 'string' ? (parseScene(scene) as object) : scene;
    this.patch = patch;
    const { ints, numbers, text } = flatten(patched(this.given, patch));
    const { handle, reply } = wasm.open(ints, numbers, text);
    this.#wasm = wasm;
    this.#handle = handle;
    this.#program = new Program(reply.text);
  }

  #refuseClosed(): void {
    if (this.#handle) return;
    throw new EngineError('closed', 'This session was closed. Open the scene again with engine.open(scene).');
  }

  #ask(call: (wasm: Parameters<Parameters<Wasm['ask']>[0]>[0], handle: Handle) => void): Reply {
    this.#refuseClosed();
    return this.#wasm.ask((engine) => call(engine, this.#handle));
  }

  /** The scene with all defaults filled in, without its weights. */
  get scene(): Scene {
    return this.#program.scene;
  }

  /** The program as a tree of steps. */
  get program(): ProgramNode {
    this.#refuseClosed();
    return this.#program.root;
  }

  #move(how: (typeof MOVES)[number], cells = 0): Position {
    const reply = this.#ask((engine, handle) => engine.attend_move(handle, MOVES.indexOf(how), cells));
    return readPosition(this.#program, reply);
  }

  get position(): Position {
    return this.#move('stay');
  }

  /** The unit that `step` and `stepBack` move by. */
  get level(): Level {
    return this.position.level;
  }
  set level(level: Level) {
    const depth = manifest.levels.indexOf(level);
    if (depth < 0)
      throw new EngineError('option', `"${level}" is no level to step by. Use one of: ${manifest.levels.join(', ')}.`);
    this.#ask((engine, handle) => engine.attend_level(handle, depth));
  }

  /** Makes the next piece at the current level. */
  step(): Position {
    return this.#move('step');
  }
  /** Goes down to smaller pieces and makes the first. */
  stepInto(): Position {
    return this.#move('stepInto');
  }
  /** Finishes the enclosing piece and goes on at its level. */
  stepOut(): Position {
    return this.#move('stepOut');
  }
  /** Takes the newest piece at the current level back. */
  stepBack(): Position {
    return this.#move('stepBack');
  }
  /** Moves so that this many cells are made. */
  seek(cells: number): Position {
    return this.#move('seek', Math.max(0, Math.min(Math.floor(cells) || 0, this.#program.totalCells)));
  }
  reset(): Position {
    return this.seek(0);
  }

  /** How many cells are made once this step, group, tensor or cell is. */
  locate(path: string, index: readonly number[] = []): number {
    this.#refuseClosed();
    return this.#program.end(path, index);
  }

  /** Moves, forwards or back, to where this step, group, tensor or cell has just been made; stops at breakpoints. */
  runTo(path: string, index?: readonly number[]): Position {
    return this.#run(this.locate(path, index));
  }

  runToEnd(): Position {
    return this.#run(this.#program.totalCells);
  }

  #run(target: number): Position {
    const from = this.position.cells;
    const stops = [...this.breakpoints]
      .filter((path) => this.#program.has(path))
      .map((path) => this.locate(path))
      .filter((cells) => cells > from && cells < target);
    return this.seek(Math.min(target, ...stops));
  }

  #named(slot: Slot) {
    const { path, name, axes, labels, shape } = slot;
    return { path, name, axes: [...axes], labels: labels.map((axis) => [...axis]), shape: [...shape] };
  }

  /**
   * A tensor by its path, with axes and labels.
   * @throws EngineError `not_reached` for a result the cursor has not come to, unless `ahead`
   */
  tensor(path: string, { ahead = false } = {}): NamedTensor {
    const number = this.#program.slotNumber(path);
    const slot = this.#program.slots[number] as Slot;
    const { ints, floats } = this.#value(number, WHICH.indexOf('now'));
    const filled = ints[0] ?? 0;
    if (filled === 0 && !ahead) {
      throw new EngineError(
        'not_reached',
        `${slot.path} has not been computed yet. Step there first with runTo("${slot.path}"), or ask with { ahead: true }.`,
        slot.step?.node.stage ?? undefined,
        slot.path,
      );
    }
    if (!ahead) floats.fill(Number.NaN, filled);
    const step = slot.step?.node;
    return { ...this.#named(slot), data: floats, filled, step: step?.path ?? null, stage: step?.stage ?? null };
  }

  /** Axes, labels and shape of a tensor, without its numbers. */
  shapeOf(path: string): Omit<NamedTensor, 'data' | 'filled' | 'step' | 'stage'> {
    this.#refuseClosed();
    return this.#named(this.#program.slot(path));
  }

  /** The sum of every row of a tensor of weights, computed by the engine. */
  rowSums(path: string): Omit<NamedTensor, 'filled' | 'step' | 'stage'> {
    const number = this.#program.slotNumber(path);
    const slot = this.#program.slots[number] as Slot;
    if (!isWeights(slot)) {
      throw new EngineError(
        'path',
        `${slot.path} is not a tensor of weights: its rows need not sum to 1. Ask for the result of a softmax.`,
        undefined,
        slot.path,
      );
    }
    const { floats } = this.#ask((engine, handle) => engine.attend_row_sums(handle, number));
    const { axes, labels, shape, ...rest } = this.#named(slot);
    return { ...rest, axes: axes.slice(0, -1), labels: labels.slice(0, -1), shape: shape.slice(0, -1), data: floats };
  }

  #place(path: string, index: readonly number[]): { slot: number; flat: number } {
    const slot = this.#program.slotNumber(path);
    return { slot, flat: flatIndex(this.#program.slots[slot] as Slot, index) };
  }

  /** Where a number came from: the operation and its operands, and the arithmetic written out. */
  explain(path: string, index: readonly number[]): Explanation {
    const { slot, flat } = this.#place(path, index);
    return readExplanation(
      this.#program,
      { slot, flat },
      this.#ask((engine, handle) => engine.attend_explain(handle, slot, flat)),
    );
  }

  /** The cells that this one goes into: those of which it is a live operand. */
  usedBy(path: string, index: readonly number[]): CellRef[] {
    const { slot, flat } = this.#place(path, index);
    const { ints, floats } = this.#ask((engine, handle) => engine.attend_used_by(handle, slot, flat));
    return Array.from(floats, (value, i) => {
      const { path, index } = cellAt(this.#program, ints[2 * i] as number, ints[2 * i + 1] as number);
      return { path, index, value };
    });
  }

  /** What a reader should know about this run, for instance a fully masked row. */
  get notices(): Notice[] {
    this.#refuseClosed();
    this.#notices ??= readNotices(
      this.#program,
      this.#ask((engine, handle) => engine.attend_notices(handle)),
    );
    return this.#notices.map((notice) => ({ ...notice }));
  }

  /**
   * Changes one number, or (given several) the cells from the index on, row by row, as one edit; everything downstream
   * is computed anew. An option of a step is a path too, with index [].
   * @returns how many results were computed
   * @throws EngineError `value` if it may not stand there
   */
  edit(path: string, index: readonly number[], value: number | ArrayLike<number>): number {
    this.#refuseClosed();
    const values = typeof value === 'object' && value !== null ? value : [value];
    const place = checkedEdit(this.#program, path, index, values);
    const { ints } = this.#wasm.edit(this.#handle, place, Float64Array.from(values));
    if (place.slot < 0 || this.#program.slots[place.slot]?.accepts === 'ids') this.#renewing = true;
    this.#renew();
    return ints[0] as number;
  }

  /** Takes one edit of the list away and leaves the others. */
  removeEdit(number: number): void {
    const count = this.edits.length;
    if (!Number.isInteger(number) || number < 0 || number >= count) {
      throw new EngineError('index', `There is no edit ${number}. There are ${count}, counted from 0.`);
    }
    this.#ask((engine, handle) => engine.attend_remove(handle, number));
    this.#renew();
  }

  /** After an edit. The program tells which options are in force and which words stand there; only their edits change it. */
  #renew(): void {
    this.#notices = null;
    if (!this.#renewing) return;
    this.#program = new Program(this.#ask((engine, handle) => engine.attend_program(handle)).text, (program) => ({
      tokens: this.#wordsOf(program, 'ids'),
      memory: this.#wordsOf(program, 'memory_ids'),
    }));
  }

  /** The words that ids mean now; undefined where there are none. */
  #wordsOf(program: Program, path: string): string[] | undefined {
    if (!program.has(path)) return undefined;
    const ids = this.#value(program.slotNumber(path), WHICH.indexOf('now')).floats;
    return [...ids].map((id) => program.scene.vocabulary?.[id] ?? '');
  }

  /** Takes the newest edit back; false if there is none. */
  undo(): boolean {
    const { ints } = this.#ask((engine, handle) => engine.attend_undo(handle));
    this.#renew();
    return ints[0] === 1;
  }

  redo(): boolean {
    const { ints } = this.#ask((engine, handle) => engine.attend_redo(handle));
    this.#renew();
    return ints[0] === 1;
  }

  get edits(): Edit[] {
    return readEdits(
      this.#program,
      this.#ask((engine, handle) => engine.attend_edits(handle)),
    );
  }

  /** A tensor as it is in the unedited run, whole. */
  before(path: string): NamedTensor {
    return this.#other(path, WHICH.indexOf('before'));
  }

  /** How far a tensor is from the unedited run, cell by cell: now minus before; 0 where both are minus infinity. */
  difference(path: string): NamedTensor {
    return this.#other(path, WHICH.indexOf('difference'));
  }

  #other(path: string, which: number): NamedTensor {
    const { floats } = this.#value(this.#program.slotNumber(path), which);
    return { ...this.tensor(path, { ahead: true }), data: floats };
  }

  #value(slot: number, which: number): Reply {
    return this.#ask((engine, handle) => engine.attend_value(handle, slot, which));
  }

  /** Tensors that differ from the unedited run, each with the cell that changed most. */
  changes(): Change[] {
    return readChanges(
      this.#program,
      this.#ask((engine, handle) => engine.attend_changes(handle)),
      (slot, which) => this.#value(slot, WHICH.indexOf(which)).floats,
    );
  }

  /**
   * Everything about this session as text: what was laid over the scene, edits, cursor, level, selection, breakpoints.
   * `engine.restore(scene, text)` brings it back.
   * @param options `long`: more than the 2,000 characters of a link are wanted, for a file
   * @throws EngineError `state` where a link cannot hold it
   */
  save({ long = false } = {}): string {
    const text = writeState(this);
    if (long || text.length <= LONGEST_LINK) return text;
    throw new EngineError(
      'state',
      `These changes need ${text.length} characters, and a link holds ${LONGEST_LINK}. Save them as a file instead: save({ long: true }).`,
    );
  }

  /** Frees the session's memory. Every later use is an EngineError `closed`. */
  close(): void {
    this.#ask((engine, handle) => engine.attend_close(handle));
    this.#handle = 0;
  }
}

/** Whether a stage says that this result of it holds weights. */
function isWeights({ step, name }: Slot): boolean {
  const stage = manifest.stages.find(({ id }) => id === step?.node.stage);
  return stage?.writes.some((result) => result.name === name && result.role === 'weights') ?? false;
}
