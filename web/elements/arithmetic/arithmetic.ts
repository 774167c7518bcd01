/** The arithmetic of one cell as a line of text and operands, by the engine's table of operations. */

import type { Explanation } from '../../engine/index.js';
import { formatPlain } from '../../engine/writing/format.js';
import * as operations from '../../engine/writing/operations.js';
import { say } from '../shared/words.js';

export type { Token } from '../../engine/writing/operations.js';

/** A line whose long sums may be folded; a part is not broken over two lines. */
export interface Line extends operations.Line {
  /** How many parts there are, and how many of them are folded away. */
  total: number;
  folded: number;
}

/** Sums of more terms than this are folded to the first few and the last. */
const LONG = 9;
const HEAD = 5;

const notation: operations.Notation = { times: '·', square: '²', number: formatPlain, say, bracketFirst: false };

/** What stands on the arrow from the operands of a cell to the cell. */
export function signOf(told: operations.Written): string {
  const { sign } = operations.operationOf(told.op);
  return operations.lineOf(sign, told, notation).parts.flat().join('');
}

/** Of a factor that is one divided by the root of a whole number: that number, as in `÷ √4` for `× 0.50`; 0 for any other. */
export function rootOf({ constants }: operations.Written): number {
  const factor = constants.find(({ name }) => name === 'factor')?.value ?? 0;
  const whole = Math.round(1 / (factor * factor));
  return whole > 1 && Number.isFinite(whole) && Math.abs(factor * Math.sqrt(whole) - 1) < 1e-6 ? whole : 0;
}

/** The line for an explanation; `all` unfolds long sums. What was given or written by hand has words and no parts. */
export function arithmeticOf(told: Explanation, all: boolean): Line {
  const { screen, text } = operations.operationOf(told.op);
  const line = operations.lineOf(screen, told, notation);
  const { parts } = line;
  const total = parts.length;
  if (!text) return { ...line, before: parts.flat().join(''), parts: [], total: 0, folded: 0 };
  if (all || total <= LONG) return { ...line, total, folded: 0 };
  return { ...line, parts: [...parts.slice(0, HEAD), ['…'], parts.at(-1)!], total, folded: total - HEAD - 1 };
}
