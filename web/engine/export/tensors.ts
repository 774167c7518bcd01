/** Walks over a session's program and its tensors. */
import { offsetOf } from '../row-major.js';
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

/** Cells that were changed by hand, by path and row-major place; of two changes of one cell the later counts. */
export function editedCells(session: Session): Map<string, Map<number, number>> {
  const edited = new Map<string, Map<number, number>>();
  const { given, made } = pathsOf(session.program);
  const tensors = new Set([...given, ...made]);
  for (const { path, index, values } of session.edits) {
    if (!tensors.has(path)) continue;
    const cells = edited.get(path) ?? new Map<number, number>();
    const from = offsetOf(wholeTensor(session, path).shape, index);
    values.forEach((value, i) => {
      cells.set(from + i, value);
    });
    edited.set(path, cells);
  }
  return edited;
}
