/**
 * What a program costs, counted from its own steps: multiply-adds from the operands of one cell of every result, weights
 * and results from their shapes. With other sizes for the letters it counts a program that is too large to open.
 */
import type { Session } from '../session.js';
import type { ProgramNode } from '../types.js';
import { numbersMoved } from './traffic.js';

export interface Cost {
  /**
   * Products that are added up: matrix products, and the gain of a norm. The whole matrix counts, masked cells too; of the experts of
   * a mixture only those that a token chose.
   */
  multiplyAdds: number;
  /** Those that this engine makes, which computes every expert for every token, so that all can be looked at. */
  computed: number;
  /** Numbers in the weights that are read. */
  parameters: number;
  /** Numbers written by the steps, inner results too. */
  results: number;
  /** Bytes of those results, at four to a number. */
  bytes: number;
  /** Bytes that attention moves between slow and fast memory, at four to a number, from scores to heads: see `numbersMoved`. */
  moved: number;
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
  const cost: Cost = { multiplyAdds: 0, computed: 0, parameters: 0, results: 0, bytes: 0, moved: 0 };
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
      const needed = neededOf(node, letters.E ?? session.scene.model.feed_forward.experts);
      for (const path of node.writes) {
        cost.results += numbers(path);
        for (const { factors, repeated } of productsOf(session, path)) {
          const made = product(spaceOf(sizes(path), factors.map(sizes), repeated)) * times(path);
          cost.computed += made;
          cost.multiplyAdds += made * needed(path);
        }
      }
      const v = node.inputs.v;
      if (v && blends(node)) cost.moved += movedBy(node, sizes(v), sizes(node.outputs.heads!)) * times(v);
    }
    node.children.forEach(visit);
  };
  visit(session.program);
  for (const path of weights) {
    if (!without.some((start) => path.startsWith(start))) cost.parameters += numbers(path);
  }
  return { ...cost, bytes: cost.results * BYTES };
}

/** Which share of what makes a result is needed: of what experts make, that of the chosen. */
function neededOf({ stage, options, outputs }: ProgramNode, experts: number): (path: string) => number {
  const { hidden, outputs: given, y } = outputs;
  const byExperts = stage === 'mixture' ? [hidden, given, y] : [];
  return (path) => (byExperts.includes(path) ? Math.min(1, Number(options.top) / experts) : 1);
}

/** Whether a step brings values and weights together; of the tiles of one attention only the first, which stands for all. */
const blends = ({ stage, options }: ProgramNode): boolean =>
  stage === 'weighted_sum' || (stage === 'online_softmax' && options.first === 0);

/** @returns bytes */
function movedBy({ options }: ProgramNode, v: [string, number][], heads: [string, number][]): number {
  const [[, count], [, queries], [, width]] = heads as [[string, number], [string, number], [string, number]];
  const { tile } = options;
  const sizes = { heads: count, queries, keys: v[1]![1], width };
  return numbersMoved(sizes, typeof tile === 'number' ? tile : null) * BYTES;
}

/**
 * The lengths that products run over: those of the result, and of the factors those that are summed over. Of the keys of a tile it is
 * only those.
 */
function spaceOf(result: [string, number][], factors: [string, number][][], repeated: boolean): number[] {
  const space = new Map(result);
  const all = factors.flat();
  for (const [axis, size] of all)
    if (repeated || all.filter(([other]) => other === axis).length > 1) space.set(axis, size);
  if (space.has('K')) space.delete('S');
  return [...space.values()];
}

/** Tensors that are multiplied with each other in a cell, and whether they are more than once. */
interface Product {
  factors: string[];
  repeated: boolean;
}

/** The products in the cells of a result; none where nothing is multiplied. */
function productsOf(session: Session, path: string): Product[] {
  const { shape } = session.shapeOf(path);
  const corners = [shape.map(() => 0), shape.map((size) => size - 1)];
  for (const corner of corners) {
    const { op, operands } = session.explain(path, corner);
    const found = new Map<string, Product>();
    const groups = op === 'products' ? [...new Set(operands.map(({ group }) => group))] : [];
    for (const number of groups) {
      const factors = operands.filter(({ group }) => group === number).map((operand) => operand.path);
      if (factors.length > 1) found.set(factors.join(), { factors, repeated: found.has(factors.join()) });
    }
    // An edited cell has no operands; the other corner then tells.
    if (found.size > 0 || op !== 'edited') return [...found.values()];
  }
  return [];
}

function sizeOf(axis: string, letters: Record<string, number>): number | undefined {
  if (axis === 'HD' && letters.H && letters.D) return letters.H * letters.D;
  if (axis === 'GD' && letters.G && letters.D) return letters.G * letters.D;
  return letters[axis];
}

const product = (sizes: number[]) => sizes.reduce((made, size) => made * size, 1);
