/** Is it the same? Two programs, tensor by tensor: where they first part, and where they meet again. */

import { forwardOf } from './forward.js';
import { indexOf } from './row-major.js';
import type { Session } from './session.js';
import type { ProgramNode } from './types.js';

/** The first number in which two programs differ; without an index where the tensor has another shape, or is in one of them alone. */
export interface Parting {
  path: string;
  index?: number[];
  one?: number;
  other?: number;
}

export interface Sameness {
  /** Whether the last tensor is the same, whatever was on the way. */
  same: boolean;
  /** Tensors that both have. */
  compared: number;
  /** The largest difference in them, relative where numbers are above 1. */
  largest: number;
  /** Null where everything is the same. */
  parts: Parting | null;
  /** The first tensor from which on everything is the same again; null where they never part, or never meet. */
  meets: string | null;
}

/** What counts as the same: float32 numbers that were added up in another order. */
const TOLERANCE = 1e-5;

const pathsOf = (node: ProgramNode): string[] =>
  node.stage ? node.writes : node.children.flatMap((child) => pathsOf(child));

const apart = (a: number, b: number): number =>
  Object.is(a, b) || a === b ? 0 : Math.abs(a - b) / Math.max(1, Math.abs(a));

/** The flat place of the largest difference, and how large it is. */
function largestOf(one: Float32Array, other: Float32Array): { place: number; by: number } {
  let [place, by] = [0, 0];
  for (let i = 0; i < one.length; i += 1) {
    const now = apart(one[i]!, other[i]!);
    if (now > by || Number.isNaN(now)) [place, by] = [i, Number.isNaN(now) ? Number.POSITIVE_INFINITY : now];
  }
  return { place, by };
}

/** @returns by how much the tensor of both differs, and where; null where its shape does */
function difference(one: Session, other: Session, path: string): { by: number; parting: Parting } | null {
  const [a, b] = [one, other].map((session) => session.tensor(path, { ahead: true })) as [
    ReturnType<Session['tensor']>,
    ReturnType<Session['tensor']>,
  ];
  if (a.shape.join() !== b.shape.join()) return null;
  const { place, by } = largestOf(a.data, b.data);
  return { by, parting: { path, index: indexOf(a.shape, place), one: a.data[place]!, other: b.data[place]! } };
}

/**
 * Compares what two programs compute from the same words, forward, by the paths of their tensors. What is in one of them alone,
 * an inner result or a step, is passed over: a program may take another road to the same numbers.
 */
export function sameness(one: Session, other: Session, tolerance = TOLERANCE): Sameness {
  const [paths, others] = [one, other].map((session) => pathsOf(forwardOf(session.program))) as [string[], string[]];
  const known = new Set(others);
  const found: Sameness = { same: true, compared: 0, largest: 0, parts: null, meets: null };
  for (const path of paths.filter((each) => known.has(each))) {
    const told = difference(one, other, path);
    found.compared += 1;
    found.largest = Math.max(found.largest, told?.by ?? 0);
    found.same = told !== null && told.by <= tolerance;
    if (!found.same) {
      found.parts ??= told?.parting ?? { path };
      found.meets = null;
    } else if (found.parts) found.meets ??= path;
  }
  const [last, otherLast] = [paths.at(-1)!, others.at(-1)!];
  if (last !== otherLast) Object.assign(found, { same: false, parts: found.parts ?? { path: last }, meets: null });
  return found;
}
