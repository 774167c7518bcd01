/** The explanation of a gradient: what the chain rule multiplies, and what each result brings. */
import { manifest } from '../generated/manifest.js';
import type { OperationInfo, Share, Term } from '../types.js';

/** An upstream gradient, or the local derivative beside it. */
export function chainTerm(term: Omit<Term, 'name'>, op: number, local: boolean, bent: boolean): Term {
  if (!local) return { ...term, name: 'upstream' };
  const { name: of, bend } = manifest.ops[op] as OperationInfo;
  return { ...term, name: 'derivative', of, ...(bent ? { bend } : {}) };
}

/** The operands of a gradient by the results that they lead through, with the engine's sum of each. */
export function sharesOf(operands: Term[], sums: Float32Array): Share[] {
  const shares = new Map<string, Term[]>();
  for (let i = 0; i + 1 < operands.length; i += 2) {
    const [upstream, derivative] = [operands[i] as Term, operands[i + 1] as Term];
    const terms = shares.get(derivative.path);
    if (terms) terms.push(upstream, derivative);
    else shares.set(derivative.path, [upstream, derivative]);
  }
  return [...shares].map(([path, terms], i) => ({ path, value: sums[i] as number, terms }));
}
