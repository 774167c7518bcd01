/** From one session to another of a changed scene: edits that still have a place, the cursor, the breakpoints. */

import { leavesOf } from '../leaves.js';
import { flatIndex } from '../program.js';
import { indexOf } from '../row-major.js';
import type { Session } from '../session.js';
import type { CellPlace, Edit, NamedTensor } from '../types.js';

export interface LostEdit {
  edit: Edit;
  /** `gone`: there is no such number now; `other`: another word or value stands in its place; `refused`: the engine's reason. */
  why: 'gone' | 'other' | 'refused';
  message: string;
}

export interface Carried {
  kept: Edit[];
  lost: LostEdit[];
}

/**
 * Brings what a reader did in one session into another: edits in their order, level, breakpoints, the chosen cell and head,
 * and the cursor, which comes to stand at the same step, or where that is gone at the nearest earlier one that both have.
 */
export function carryOver(from: Session, to: Session): Carried {
  const kept: Edit[] = [];
  const lost: LostEdit[] = [];
  for (const edit of from.edits) {
    const moved = { ...edit, path: pathIn(to, edit.path) };
    const why = misplaced(edit, moved.path, from, to);
    const problem = why ? { why, message: '' } : attempt(moved, to);
    if (problem) lost.push({ edit, ...problem });
    else kept.push(moved);
  }
  to.level = from.level;
  for (const path of from.breakpoints) if (exists(to, pathIn(to, path))) to.breakpoints.add(pathIn(to, path));
  to.seek(cellsLike(from, to));
  const selection = from.selection && { ...from.selection, path: pathIn(to, from.selection.path) };
  to.selection = selection && hasCell(to, selection) ? selection : null;
  to.head = from.head !== null && from.head < to.scene.model.heads ? from.head : null;
  return { kept, lost };
}

/**
 * What the path is called in the other session: a stack alone stands, in an encoder-decoder, under `decoder.`, as
 * rebuildScene moves its weights.
 */
function pathIn(to: Session, path: string): string {
  const [, weights = '', rest = ''] = /^(weights\.)?(.*)$/.exec(path) ?? [];
  const other = rest.startsWith('decoder.') ? rest.slice('decoder.'.length) : `decoder.${rest}`;
  const known = (one: string) => exists(to, one) || (one.includes('.') && exists(to, stepOf(one)));
  return !known(path) && known(weights + other) ? weights + other : path;
}

/** Options of a step lie one word below it. */
const stepOf = (path: string): string => path.slice(0, path.lastIndexOf('.'));

/** Makes an edit as it was made. */
export function repeatEdit(to: Session, { path, index, value, values }: Edit): void {
  to.edit(path, index, values.length > 1 ? values : value);
}

function attempt(edit: Edit, to: Session): Omit<LostEdit, 'edit'> | null {
  try {
    repeatEdit(to, edit);
    return null;
  } catch (error) {
    return { why: 'refused', message: (error as Error).message };
  }
}

function read(session: Session, path: string): NamedTensor | null {
  try {
    return session.tensor(path, { ahead: true });
  } catch {
    return null;
  }
}

function exists(session: Session, path: string): boolean {
  try {
    session.locate(path);
    return true;
  } catch {
    return false;
  }
}

function hasCell(session: Session, { path, index }: CellPlace): boolean {
  const shape = read(session, path)?.shape;
  return shape?.length === index.length && index.every((at, axis) => at < shape[axis]!);
}

/** `path` is what the edited tensor is called in `to`. */
function misplaced(edit: Edit, path: string, from: Session, to: Session): 'gone' | 'other' | null {
  const { index, value, values } = edit;
  if (index.length === 0) return misplacedOption(path, from, to);
  const [old, now] = [read(from, edit.path), read(to, path)];
  if (!old || !now || old.axes.join() !== now.axes.join()) return 'gone';
  if (values.length > 1 && old.shape.slice(1).join() !== now.shape.slice(1).join()) return 'gone';
  const isWord = path === 'ids' || path === 'memory_ids';
  for (const cell of cellsOf(edit, old)) {
    if (!cell.every((at, axis) => at < now.shape[axis]!)) return 'gone';
    const same = isWord
      ? givenWord(from, edit.path, cell[0]!) === givenWord(to, path, cell[0]!)
      : cell.every((at, axis) => old.labels[axis]?.[at] === now.labels[axis]?.[at]);
    if (!same) return 'other';
  }
  return isWord && from.scene.vocabulary?.[value] !== to.scene.vocabulary?.[value] ? 'other' : null;
}

/** The word that stood there before any edit: labels follow edited ids. */
function givenWord(session: Session, path: string, at: number): string | undefined {
  return session.scene.vocabulary?.[session.before(path).data[at]!];
}

/** The cells an edit wrote: from its index on, row by row. */
function cellsOf({ index, values }: Edit, { shape }: NamedTensor): number[][] {
  const start = flatIndex({ path: '', shape }, index);
  return values.map((_, i) => indexOf(shape, start + i));
}

/** `….scale.temperature`: an option of a step. The new scene may have been changed in just that. */
function misplacedOption(path: string, from: Session, to: Session): 'gone' | 'other' | null {
  const dot = path.lastIndexOf('.');
  const name = path.slice(dot + 1);
  const step = leavesOf(to.program).find((leaf) => leaf.path === path.slice(0, dot));
  if (!step || !(name in step.options)) return 'gone';
  const model = (session: Session) => session.scene.model;
  if (name === 'temperature') return model(from).temperature === model(to).temperature ? null : 'other';
  if (name === 'factor') return model(from).head_width === model(to).head_width ? null : 'other';
  if (name === 'activation') {
    return model(from).feed_forward.activation === model(to).feed_forward.activation ? null : 'other';
  }
  return null;
}

/** How many cells of `to` are made where `from` stands. */
function cellsLike(from: Session, to: Session): number {
  const { tensor, index, cells } = from.position;
  if (tensor === null || index === null) return 0;
  const leaves = leavesOf(from.program);
  const at = leaves.findIndex(({ writes }) => writes.includes(tensor));
  const step = leaves[at]!;
  const path = pathIn(to, step.path);
  if (exists(to, path)) {
    const made = pathIn(to, tensor);
    const now = read(to, made);
    if (now && cells === from.locate(tensor)) return to.locate(made);
    if (now?.shape.length === index.length) {
      return to.locate(
        made,
        index.map((place, axis) => Math.min(place, now.shape[axis]! - 1)),
      );
    }
    return to.locate(path);
  }
  const earlier = leaves.slice(0, at).findLast((leaf) => exists(to, pathIn(to, leaf.path)));
  return earlier ? to.locate(pathIn(to, earlier.path)) : 0;
}
