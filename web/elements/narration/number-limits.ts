/** Where the machine's numbers end: results that are infinite or no numbers, and why. */

import type { Explanation, NamedTensor, ProgramNode } from '../../engine/index.js';
import { indexOf } from '../../engine/row-major.js';
import type { Cell } from '../matrix/matrix-view.js';

/**
 * `shut`: a row that may look at nothing, where the engine keeps minus infinity or gives 0; `large`: finite operands, an
 * infinite result; `none`: the operation has no answer; `passed`: an operand had none already.
 */
export type Limit = 'shut' | 'large' | 'none' | 'passed';

/** What is to be said about the arithmetic of a cell; null where it is the usual one. */
export function limitOf({ op, value, operands }: Explanation): Limit | null {
  const both = (given: number) => operands.length === 2 && operands.every((term) => term.value === given);
  if ((op === 'divide' && both(0)) || (op === 'subtract' && both(-Infinity) && value === -Infinity)) return 'shut';
  if (Number.isNaN(value)) return operands.some((term) => Number.isNaN(term.value)) ? 'passed' : 'none';
  const finite = op !== 'mask' && operands.length > 0 && operands.every((term) => Number.isFinite(term.value));
  return finite && !Number.isFinite(value) ? 'large' : null;
}

interface Source {
  leaves: readonly ProgramNode[];
  tensor(path: string): NamedTensor;
  explain(path: string, index: number[]): Explanation;
}

/** Minus infinity alone is how a mask forbids; plus infinity and NaN are never meant. */
const lost = (value: number): boolean => Number.isNaN(value) || value === Infinity;

const knownLost = new WeakMap<NamedTensor, boolean>();

function hasLost(tensor: NamedTensor): boolean {
  const known = knownLost.get(tensor) ?? tensor.data.subarray(0, tensor.filled).some(lost);
  knownLost.set(tensor, known);
  return known;
}

/** The first cell of a tensor, among those that are computed, where the arithmetic left the machine's numbers. */
function beginningIn(source: Source, tensor: NamedTensor): { cell: Cell; limit: Limit } | null {
  for (let flat = 0; flat < tensor.filled; flat += 1) {
    if (Number.isFinite(tensor.data[flat])) continue;
    const cell = { path: tensor.path, index: indexOf(tensor.shape, flat) };
    const limit = limitOf(source.explain(cell.path, cell.index));
    if (limit === 'large' || limit === 'none') return { cell, limit };
  }
  return null;
}

/** Where the infinite numbers and the NaN of a step began; null where it has none. */
export function beginningOf(source: Source, step: ProgramNode): { cell: Cell; limit: Limit; step: ProgramNode } | null {
  const outputs = (leaf: ProgramNode) => Object.values(leaf.outputs).map(source.tensor);
  if (!outputs(step).some(hasLost)) return null;
  for (const leaf of source.leaves.slice(0, source.leaves.indexOf(step) + 1)) {
    for (const tensor of outputs(leaf)) {
      const found = beginningIn(source, tensor);
      if (found) return { ...found, step: leaf };
    }
  }
  return null;
}
