/**
 * What the reader looks at: the step on the screen, the result in focus, the chosen cell, and the way back.
 * The session's cursor says how far the program is; a reading may look at any step without moving it.
 */

import {
  EngineError,
  type Explanation,
  type NamedTensor,
  type ProgramNode,
  type Session,
  type StageInfo,
} from '../../engine/index.js';
import { leavesOf } from '../../engine/leaves.js';
import { offsetOf } from '../../engine/row-major.js';
import { Edits } from '../editing/edits.js';
import type { Cell } from '../matrix/matrix-view.js';
import type { FigureSource } from '../picture/figure.js';

/** The group of keys and values that a head reads. */
const groupOf = (head: number, heads: number, groups: number): number => Math.floor((head * groups) / heads);

/** Levels at which the newest cell, rather than the followed one, is the one to look at. */
const BY_CELL = new Set(['row', 'cell']);
const INSIDE = new Set(['result', 'head', 'row', 'cell']);

export class Reading {
  readonly session: Session;
  readonly stages: ReadonlyMap<string, StageInfo>;
  /** Every step in order; new after an edit of a step's options. */
  leaves: readonly ProgramNode[];
  readonly edits: Edits;
  /** All heads side by side instead of one. */
  allHeads = false;
  /** The step on the screen; null before the first. */
  step: ProgramNode | null = null;
  result = '';
  cell: Cell | null = null;
  /** Cells that were left by following an operand, oldest first. */
  trail: Cell[] = [];
  /** The followed index on every axis: kept from step to step, so that one head, one query, one key stay in view. */
  private readonly followed: Record<string, number> = { T: Number.MAX_SAFE_INTEGER };
  /** The result last looked at, by stage. */
  private readonly lastResult = new Map<string, string>();
  /** Tensors at the present cursor, read once. */
  private readonly read = new Map<string, NamedTensor>();
  /** Where cells came from, asked once. */
  private readonly told = new Map<string, Explanation>();

  constructor(session: Session, stages: readonly StageInfo[]) {
    this.session = session;
    this.stages = new Map(stages.map((info) => [info.id, info]));
    this.leaves = leavesOf(session.program);
    this.edits = new Edits(session);
    const { selection, head, restored } = session;
    if (head !== null) this.followed.H = head;
    this.allHeads = restored?.ok === true && head === null && this.mostHeads > 1;
    this.arrive();
    if (selection && this.here) this.look(selection);
  }

  /** Looks at the same place again, after an edit changed numbers or the program's options. */
  refresh(): void {
    const path = this.step?.path;
    this.leaves = leavesOf(this.session.program);
    this.step = this.leaves.find((leaf) => leaf.path === path) ?? this.leaves[0] ?? null;
    this.forget();
    this.edits.refresh();
  }

  /** How many heads any step of the program has. */
  private get mostHeads(): number {
    const { heads, feed_forward: feed } = this.session.scene.model;
    return Math.max(heads, feed?.experts ?? 1);
  }

  /** The step that the program stands at; null before the first. */
  get here(): ProgramNode | null {
    const { tensor } = this.session.position;
    return tensor === null ? null : this.writerOf(tensor);
  }

  get info(): StageInfo | null {
    return this.step ? this.infoOf(this.step) : null;
  }

  /** What is known of a step: its stage's descriptor; of a step that goes back, what it says of itself. */
  infoOf({ gradient, stage }: ProgramNode): StageInfo {
    return gradient ?? this.stages.get(stage ?? '')!;
  }

  /** True while another step is shown than the one the program stands at. */
  get away(): boolean {
    return this.step !== (this.here ?? this.leaves[0] ?? null);
  }

  /** Index on axes that are not on the screen. */
  get at(): Record<string, number> {
    const heads = this.countOf('H');
    const H = this.follows('H', heads);
    return { H, G: groupOf(H, heads, this.groups), E: this.follows('E', this.countOf('E')) };
  }

  /** Along what the step on the screen is looked at slice by slice: heads, or the experts of a mixture. */
  get headAxis(): 'H' | 'E' {
    return this.countOf('H') === 1 && this.countOf('E') > 1 ? 'E' : 'H';
  }

  /** How many of those it has; 1 where it has no such axis. */
  get heads(): number {
    return this.countOf(this.headAxis);
  }

  /** The one that is followed. */
  get head(): number {
    return this.at[this.headAxis]!;
  }

  /** How many groups of keys and values it has; 1 where heads share none. */
  private get groups(): number {
    return this.countOf('G');
  }

  private countOf(letter: string): number {
    const paths = this.step ? [...Object.values(this.step.inputs), ...Object.values(this.step.outputs)] : [];
    for (const path of paths) {
      const { axes, shape } = this.tensor(path);
      if (axes[0] === letter) return shape[0]!;
    }
    return 1;
  }

  /** A tensor complete, with `filled` telling what is visible at the cursor. */
  readonly tensor = (path: string): NamedTensor => {
    const known = this.read.get(path) ?? this.session.tensor(path, { ahead: true });
    this.read.set(path, known);
    return known;
  };

  /** Where a number came from. */
  readonly explain = (path: string, index: number[]): Explanation => {
    const key = `${path} ${index}`;
    const known = this.told.get(key) ?? this.session.explain(path, index);
    this.told.set(key, known);
    return known;
  };

  private forget(): void {
    this.read.clear();
    this.told.clear();
  }

  /** What the picture is drawn from; null before there is a step. */
  get source(): FigureSource | null {
    const { edits, step, info, result, at, explain } = this;
    if (!step || !info) return null;
    const tensor = (path: string) => edits.shown(this.tensor(path));
    return {
      explain,
      tensor,
      change: (path) => edits.changeOf(path),
      difference: edits.compare === 'difference',
      step,
      info,
      result,
      at,
      allHeads: this.allHeads && this.heads > 1,
    };
  }

  /** The step that writes a tensor; null for inputs and weights. */
  readonly writerOf = (path: string): ProgramNode | null =>
    this.leaves.find((leaf) => Object.values(leaf.outputs).includes(path)) ?? null;

  /** Whether the cell is computed at the cursor. */
  visible(cell: Cell): boolean {
    const tensor = this.tensor(cell.path);
    return offsetOf(tensor.shape, cell.index) < tensor.filled;
  }

  /** The arithmetic of a cell; null where there is none to show. */
  explanation(cell: Cell | null = this.cell): Explanation | null {
    return cell && this.visible(cell) ? this.explain(cell.path, cell.index) : null;
  }

  /** The cell of the result in focus that sentences speak of: the chosen one, else the one at the followed place. */
  get spoken(): Cell | null {
    if (!this.step) return null;
    const cell = this.cell?.path === this.step.outputs[this.result] ? this.cell : this.followedCell();
    if (this.visible(cell)) return cell;
    const { tensor, index } = this.session.position;
    return tensor === cell.path && index ? { path: tensor, index } : null;
  }

  /** The cell of the result in focus that the picture is about, with what it is made of, computed or not. */
  get centre(): { index: number[]; operands: readonly Cell[] } {
    if (!this.step) return { index: [], operands: [] };
    const cell = this.cell?.path === this.step.outputs[this.result] ? this.cell : this.followedCell();
    return { index: cell.index, operands: this.explain(cell.path, cell.index).operands };
  }

  /** Looks at where the program stands, after its cursor moved. */
  arrive(): void {
    const { level, path, tensor, index } = this.session.position;
    const step = this.here;
    this.trail = [];
    this.forget();
    this.step = step ?? this.leaves[0] ?? null;
    if (!this.step) return;
    const written = Object.entries(this.step.outputs).find(([, path]) => path === tensor)?.[0];
    const inside = INSIDE.has(level) || path !== step?.path;
    this.result = step && inside && written ? written : this.usualResult(this.step);
    if (index && tensor && (BY_CELL.has(level) || level === 'head')) this.remember(tensor, index);
    this.cell = step ? this.followedCell() : null;
    this.keep();
  }

  private usualResult(step: ProgramNode): string {
    const mains = this.infoOf(step).writes.filter((written) => written.main);
    const last = this.lastResult.get(step.stage!) ?? this.lastResult.get('');
    return (mains.find(({ name }) => name === last) ?? mains[0])!.name;
  }

  private remember(path: string, index: number[]): void {
    const { axes } = this.tensor(path);
    axes.forEach((axis, i) => {
      this.followed[axis] = index[i]!;
    });
  }

  /** The followed index on an axis of this length. */
  follows(axis: string, length: number): number {
    return Math.min(this.followed[axis] ?? 0, length - 1);
  }

  /** The cell of the result in focus at the followed place. */
  private followedCell(): Cell {
    const path = this.step!.outputs[this.result]!;
    const { axes, shape } = this.tensor(path);
    return { path, index: axes.map((axis, i) => this.at[axis] ?? this.follows(axis, shape[i]!)) };
  }

  /** Chooses a cell of the picture. */
  choose(cell: Cell): void {
    this.cell = cell;
    this.remember(cell.path, cell.index);
    this.keep();
    const written = this.step && Object.entries(this.step.outputs).find(([, path]) => path === cell.path);
    if (written) this.focusResult(written[0]);
  }

  private focusResult(name: string): void {
    this.result = name;
    this.lastResult.set(this.step!.stage!, name);
    this.lastResult.set('', name);
  }

  /** Shows another result of the same step, at the followed place. */
  showResult(name: string): void {
    this.focusResult(name);
    this.cell = this.followedCell();
    this.keep();
  }

  /** What is looked at is saved with the session. */
  private keep(): void {
    this.session.selection = this.cell;
    this.session.head = this.allHeads ? null : this.at.H!;
  }

  /** Follows one head, or all for null. */
  showHead(head: number | null): void {
    this.allHeads = head === null;
    if (head !== null) this.followHead(head);
    this.keep();
  }

  private followHead(head: number): void {
    this.followed[this.headAxis] = head;
    if (!this.cell) return;
    const { axes } = this.tensor(this.cell.path);
    this.cell = { ...this.cell, index: this.cell.index.map((at, i) => this.at[axes[i]!] ?? at) };
  }

  /** Goes to the step that made an operand, or shows it where it stands if it was given. */
  follow(cell: Cell): void {
    if (this.cell) this.trail.push(this.cell);
    this.look(cell);
  }

  /** Returns along the trail to its cell number `place`. */
  goBack(place = this.trail.length - 1): void {
    const cell = this.trail[place];
    if (!cell) return;
    this.trail.length = place;
    this.look(cell);
  }

  /**
   * Looks at a cell in the step that makes it, without moving the program.
   * @throws EngineError `path` or `index` where there is no such cell; the reading stays as it was
   */
  look(given: Cell): void {
    const cell = { path: this.tensorPath(given.path), index: [...given.index] };
    checkCell(cell, this.tensor(cell.path).shape);
    const reads = (step: ProgramNode | null) => step && Object.values(step.inputs).includes(cell.path);
    this.step = this.writerOf(cell.path) ?? (reads(this.step) ? this.step : (this.leaves.find(reads) ?? this.step));
    const written = Object.entries(this.step!.outputs).find(([, path]) => path === cell.path)?.[0];
    if (written) this.focusResult(written);
    else if (!this.step!.outputs[this.result]) this.result = this.usualResult(this.step!);
    this.choose(cell);
  }

  /** A step of several results stands for the one that is usually looked at. */
  private tensorPath(path: string): string {
    const step = this.leaves.find((leaf) => leaf.path === path);
    return !step || Object.values(step.outputs).includes(path) ? path : step.outputs[this.usualResult(step)]!;
  }
}

function checkCell({ path, index }: Cell, shape: number[]): void {
  const inside = index.length === shape.length && index.every((at, i) => at >= 0 && at < shape[i]!);
  if (inside) return;
  throw new EngineError('index', `${path} has the shape ${shape.join('×')}; it has no cell ${index.join(',')}.`);
}
