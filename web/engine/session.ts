/** Long because it is one class: everything that is asked of a running scene. */

import { cellAt, readChanges, readExplanation, readNotices, readNudge, readPosition } from './boundary/replies.js';
import { BUDGET, type Handle, type Held, type Reply, type Wasm } from './boundary/wasm.js';
import { checkedEdit } from './editing/edit.js';
import { EditLog } from './editing/edit-log.js';
import { LONGEST_LINK, writeState } from './editing/state.js';
import { manifest } from './generated/manifest.js';
import { generatedTokens, pickOf } from './generated-tokens.js';
import { checkWeights, flatIndex, type Given, Program, type Slot } from './program.js';
import { flatten, parseScene } from './reading/flatten.js';
import { patched, type ScenePatch } from './scene/patch.js';
import {
  type CellPlace,
  type CellRef,
  type Change,
  type Edit,
  EngineError,
  type Explanation,
  type GeneratedToken,
  type Level,
  type NamedTensor,
  type Notice,
  type Nudge,
  type Position,
  type ProgramNode,
  type Scene,
} from './types.js';

const WHICH = ['now', 'before', 'difference'] as const;
const MOVES = ['stay', 'step', 'stepInto', 'stepOut', 'stepBack', 'seek'] as const;

/** One run of one scene: a cursor over its cells, every tensor, and where every number came from. */
export class Session {
  /** Runs stop where a step, group or result with one of these paths has just been made. */
  readonly breakpoints: Set<string> = new Set();
  /** The scene as it was given, what was laid over it, and the two together. */
  readonly given: object;
  readonly patch: ScenePatch;
  readonly #full: Given;
  /** What the reader looks at, kept here so that it is saved: the chosen cell, and the head that is followed. */
  selection: CellPlace | null = null;
  head: number | null = null;
  /** Whether a saved state was taken up; where not, what was wrong with it. Null for a session that was just opened. */
  restored: { ok: boolean; message: string } | null = null;
  readonly #wasm: Wasm;
  readonly #start: number;
  #handle: Handle;
  readonly #tensors: Held[];
  readonly #edits = new EditLog();
  /** The engine's newest answer on where the cursor is. */
  #cursor: Reply;
  /** Whether an option or a token has ever been edited, and whether one was since the program was read. */
  #renewing = false;
  #stale = false;
  #known: Program;
  /** Up to which step they were read; the cursor does not change them, an edit may. */
  readonly #notices = new Map<number, Notice[]>();

  constructor(wasm: Wasm, scene: object | string, patch: ScenePatch = {}, budget: number = BUDGET) {
    this.given = typeof scene === 'string' ? (parseScene(scene) as object) : scene;
    this.patch = patch;
    this.#full = patched(this.given, patch) as Given;
    const { handle, reply, held } = wasm.open(flatten(this.#full), budget);
    this.#wasm = wasm;
    this.#start = wasm.starts;
    this.#handle = handle;
    this.#tensors = held;
    this.#known = new Program(reply.text, this.#full, this.#wordOfGenerated);
    this.#cursor = this.#ask((engine) => engine.attend_move(handle, MOVES.indexOf('stay'), 0));
  }

  #refuseClosed(): void {
    if (this.#handle) return;
    throw new EngineError('closed', 'This session was closed. Open the scene again with engine.open(scene).');
  }

  /** Whether the engine still holds this session: it loses all of them when it stops. */
  get #held(): boolean {
    return !this.#wasm.stopped && this.#wasm.starts === this.#start;
  }

  /** The program, read anew where an edit changed what it says. */
  get #program(): Program {
    if (this.#stale && this.#handle && this.#held) {
      this.#stale = false;
      const { text } = this.#ask((engine, handle) => engine.attend_program(handle));
      this.#known = new Program(text, this.#full, this.#wordOfGenerated, (program) => ({
        tokens: this.#wordsOf(program, program.scene.generate ? 'prefill.ids' : 'ids'),
        memory: this.#wordsOf(program, 'memory_ids'),
      }));
    }
    return this.#known;
  }

  /** The handle, for one question. Throws EngineError where the session is no more. */
  #open(): Handle {
    this.#refuseClosed();
    if (this.#wasm.starts === this.#start) return this.#handle;
    throw new EngineError(
      'stopped',
      'This session ended when the engine stopped. Bring it back: engine.restore(session.given, session.save({ long: true })).',
    );
  }

  #ask(call: (wasm: Parameters<Parameters<Wasm['ask']>[0]>[0], handle: Handle) => number): Reply {
    const handle = this.#open();
    return this.#wasm.ask((engine) => call(engine, handle));
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
    this.#cursor = this.#ask((engine, handle) => engine.attend_move(handle, MOVES.indexOf(how), cells));
    return this.position;
  }

  get position(): Position {
    this.#refuseClosed();
    return readPosition(this.#program, this.#cursor);
  }

  /** The unit that `step` and `stepBack` move by. */
  get level(): Level {
    return this.position.level;
  }
  set level(level: Level) {
    const depth = manifest.levels.indexOf(level);
    if (depth < 0)
      throw new EngineError('option', `"${level}" is not a step level. Use one of: ${manifest.levels.join(', ')}.`);
    this.#ask((engine, handle) => engine.attend_level(handle, depth));
    this.#move('stay');
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
    const step = slot.step?.node.path ?? null;
    return { ...this.#named(slot), data: floats, filled, step, stage: this.#program.stageOf(slot) };
  }

  /** Axes, labels and shape of a tensor, without its numbers. */
  shapeOf(path: string): Omit<NamedTensor, 'data' | 'filled' | 'step' | 'stage'> {
    this.#refuseClosed();
    return this.#named(this.#program.slot(path));
  }

  /** The sum of every row of a tensor of weights, computed by the engine. */
  rowSums(path: string): Omit<NamedTensor, 'filled' | 'step' | 'stage'> {
    const slot = checkWeights(this.#program.slot(path));
    const { floats } = this.#ask((engine, handle) => engine.attend_row_sums(handle, this.#program.slotNumber(path)));
    const { axes, labels, shape, ...rest } = this.#named(slot);
    return { ...rest, axes: axes.slice(0, -1), labels: labels.slice(0, -1), shape: shape.slice(0, -1), data: floats };
  }

  #place(path: string, index: readonly number[]): { slot: number; flat: number } {
    return { slot: this.#program.slotNumber(path), flat: flatIndex(this.#program.slot(path), index) };
  }

  /** Where a number came from: the operation and its operands, and the arithmetic written out. */
  explain(path: string, index: readonly number[]): Explanation {
    const { slot, flat } = this.#place(path, index);
    const reply = this.#ask((engine, handle) => engine.attend_explain(handle, slot, flat));
    return readExplanation(this.#program, { slot, flat }, reply);
  }

  /**
   * A number's gradient beside the slope between two more runs, the number moved by `by` down and up.
   * @throws EngineError `input` without a loss, `value` for a number that cannot be moved so far
   */
  nudge(path: string, index: readonly number[], by: number = Number.NaN): Nudge {
    const { slot, flat } = this.#place(path, index);
    return readNudge(this.#ask((engine, handle) => engine.attend_nudge(handle, slot, flat, by)));
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

  /** What a reader should know about this run, for instance a fully masked row. Computes the whole of it. */
  get notices(): Notice[] {
    return this.#noticesTo(this.#program.steps.length - 1);
  }

  /** The same about one step. Computes the program as far as that. */
  noticesOf(path: string): Notice[] {
    const step = this.#program.step(path);
    if (!step) throw new EngineError('path', `This program has no step called "${path}".`, undefined, path);
    return this.#noticesTo(step.number).filter((notice) => step.node.writes.includes(notice.path));
  }

  #noticesTo(step: number): Notice[] {
    this.#refuseClosed();
    let notices = this.#notices.get(step);
    if (!notices) {
      notices = readNotices(
        this.#program,
        this.#ask((engine, handle) => engine.attend_notices(handle, step)),
      );
      this.#notices.set(step, notices);
    }
    return notices.map((notice) => ({ ...notice }));
  }

  /**
   * Changes one number, or (given several) the cells from the index on, row by row, as one edit; everything downstream
   * is computed anew when it is asked for. An option of a step is a path too, with index [].
   * @returns how many results lie downstream
   * @throws EngineError `value` if it may not stand there
   */
  edit(path: string, index: readonly number[], value: number | ArrayLike<number>): number {
    const given = typeof value === 'object' && value !== null ? value : [value];
    this.#refuseClosed();
    const { place, values } = checkedEdit(this.#program, path, index, given);
    const { ints } = this.#wasm.edit(this.#open(), place, values);
    this.#edits.add(this.#known, place, values);
    const { slots, scene } = this.#known;
    if (place.slot < 0 || slots[place.slot]?.accepts === 'ids' || scene.generate) this.#renewing = true;
    this.#renew();
    return ints[0] as number;
  }

  /** Takes one edit of the list away and leaves the others. */
  removeEdit(number: number): void {
    this.removeEdits([number]);
  }

  /** Takes several edits of the list away and leaves the others; what was undone cannot be redone after it. */
  removeEdits(numbers: readonly number[]): void {
    this.#edits.check(numbers);
    const gone = new Set(numbers);
    this.#wasm.remove(this.#open(), Uint32Array.from(gone));
    this.#edits.remove(gone);
    this.#renew();
  }

  /** After an edit. The program tells which options are in force and which words stand there; only their edits change it. */
  #renew(): void {
    this.#notices.clear();
    this.#stale = this.#renewing;
  }

  /** The words that ids mean now; undefined where there are none. */
  #wordsOf(program: Program, path: string): string[] | undefined {
    if (!program.has(path)) return undefined;
    const ids = this.#value(program.slotNumber(path), WHICH.indexOf('now')).floats;
    return [...ids].map((id) => program.scene.vocabulary?.[id] ?? '');
  }

  /** Every token that the scene generates, in order; none where it has no `generate`. Runs the program as far as needed. */
  get generated(): GeneratedToken[] {
    return generatedTokens(this.#program.scene, this.#generatedId, (path) => this.tensor(path, { ahead: true }));
  }

  readonly #generatedId = (number: number): number =>
    this.#value(this.#known.slotNumber(pickOf(number)), WHICH.indexOf('now')).floats[0] as number;

  readonly #wordOfGenerated = (number: number): string =>
    this.#known.scene.vocabulary?.[this.#generatedId(number)] ?? '';

  /** Takes the newest edit back; false if there is none. */
  undo(): boolean {
    return this.#turn('undo');
  }

  redo(): boolean {
    return this.#turn('redo');
  }

  #turn(way: 'undo' | 'redo'): boolean {
    const { ints } = this.#ask((engine, handle) => engine[`attend_${way}`](handle));
    if (ints[0] !== 1) return false;
    this.#edits[way]();
    this.#renew();
    return true;
  }

  get edits(): Edit[] {
    this.#refuseClosed();
    return this.#edits.list();
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
      `These changes need ${text.length} characters, but a link holds at most ${LONGEST_LINK}. Save them as a file instead: save({ long: true }).`,
    );
  }

  /** Frees the session's memory. Every later use is an EngineError `closed`. */
  close(): void {
    this.#refuseClosed();
    if (this.#held) this.#wasm.close(this.#handle, this.#tensors);
    this.#handle = 0;
  }
}
