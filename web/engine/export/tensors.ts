/** Walks over a session's program and its tensors. */
import type { Session } from '../session.js';
import type { NamedTensor, ProgramNode } from '../types.js';

/** Every step of a program, in order. */
export const stepsOf = (node: ProgramNode): ProgramNode[] => (node.stage ? [node] : node.children.flatMap(stepsOf));

/** Paths of every tensor in use: what was given first, then every result in order. */
export function pathsOf(program: ProgramNode): { given: string[]; made: string[] } {
  const steps = stepsOf(program);
  const made = steps.flatMap((step) => step.writes);
  const known = new Set(made);
  const given = new Set(steps.flatMap((step) => step.reads).filter((path) => !known.has(path)));
  return { given: [...given], made };
}

/** A tensor whole, wherever the cursor stands. */
export const wholeTensor = (session: Session, path: string): NamedTensor => session.tensor(path, { ahead: true });

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** The index of a cell from its row-major place. */
export function indexAt(shape: readonly number[], flat: number): number[] {
  const index: number[] = [];
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    const length = shape[axis] as number;
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}

/** Row-major place of an index. */
export const flatAt = (shape: readonly number[], index: readonly number[]): number =>
  index.reduce((flat, at, axis) => flat * (shape[axis] as number) + at, 0);

/** Cells that were changed by hand, by path and row-major place; of two changes of one cell the later counts. */
export function editedCells(session: Session): Map<string, Map<number, number>> {
  const edited = new Map<string, Map<number, number>>();
  const { given, made } = pathsOf(session.program);
  const tensors = new Set([...given, ...made]);
  for (const { path, index, values } of session.edits) {
    if (!tensors.has(path)) continue;
    const cells = edited.get(path) ?? new Map<number, number>();
    const from = flatAt(wholeTensor(session, path).shape, index);
    values.forEach((value, i) => {
      cells.set(from + i, value);
    });
    edited.set(path, cells);
  }
  return edited;
}
