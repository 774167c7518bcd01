/**
 * What a program costs, counted from its own steps: multiply-adds from the operands of one cell of every result, weights
 * and results from their shapes. With other sizes for the letters it counts a program that is too large to open.
 */
import type { Session } from './session.js';
import type { ProgramNode } from './types.js';

export interface Cost {
  /** Products that are added up: matrix products, and the gain of a norm. The whole matrix counts, masked cells too. */
  multiplyAdds: number;
  /** Numbers in the weights that are read. */
  parameters: number;
  /** Numbers written by the steps, inner results too. */
  results: number;
  /** Bytes of those results, at four to a number. */
  bytes: number;
}

export interface CostOptions {
  /** Only the steps at and below this path. */
  under?: string;
  /** Sizes in place of the program's own, by axis letter; `L` repeats the steps of `layers.0`. */
  letters?: Record<string, number>;
  /** Weights that are not counted, by the beginning of their path: those shared with others, for instance. */
  without?: string[];
}

const BYTES = 4;
const REPEATED = /(^|\.)layers\.\d/;

/** @throws EngineError `closed` where the session is closed */
export function costOf(session: Session, options: CostOptions = {}): Cost {
  const { under = '', letters = {}, without = [] } = options;
  const cost: Cost = { multiplyAdds: 0, parameters: 0, results: 0, bytes: 0 };
  const weights = new Set<string>();
  const within = (path: string) => under === '' || path === under || path.startsWith(`${under}.`);
  const times = (path: string) => (REPEATED.test(path) ? (letters.L ?? 1) : 1);
  const sizes = (path: string): [string, number][] => {
    const { axes, shape } = session.shapeOf(path);
    return axes.map((axis, i) => [axis, sizeOf(axis, letters) ?? (shape[i] as number)]);
  };
  const numbers = (path: string) => product(sizes(path).map(([, size]) => size)) * times(path);
  const visit = (node: ProgramNode): void => {
    if (node.stage && within(node.path)) {
      for (const path of node.reads) if (path.startsWith('weights.')) weights.add(path);
      for (const path of node.writes) {
        cost.results += numbers(path);
        const multiplied = factorsOf(session, path);
        const space = new Map(multiplied.flatMap(sizes));
        if (multiplied.length > 0) cost.multiplyAdds += product([...space.values()]) * times(path);
      }
    }
    node.children.forEach(visit);
  };
  visit(session.program);
  for (const path of weights) {
    if (!without.some((start) => path.startsWith(start))) cost.parameters += numbers(path);
  }
  return { ...cost, bytes: cost.results * BYTES };
}

/** The tensors that are multiplied with each other in every cell of a result; none where nothing is. */
function factorsOf(session: Session, path: string): string[] {
  const { shape } = session.shapeOf(path);
  const corners = [shape.map(() => 0), shape.map((size) => size - 1)];
  for (const corner of corners) {
    const { op, operands } = session.explain(path, corner);
    const pair = op === 'products' && operands.find((operand, i) => operands[i + 1]?.group === operand.group);
    if (pair) return operands.filter(({ group }) => group === pair.group).map((operand) => operand.path);
    // An edited cell has no operands; the other corner then tells.
    if (op !== 'edited') return [];
  }
  return [];
}

function sizeOf(axis: string, letters: Record<string, number>): number | undefined {
  if (axis === 'HD' && letters.H && letters.D) return letters.H * letters.D;
  if (axis === 'GD' && letters.G && letters.D) return letters.G * letters.D;
  return letters[axis];
}

const product = (sizes: number[]) => sizes.reduce((made, size) => made * size, 1);
