/** The one-look chain of a weight of attention: from the two tokens over query, key and scores to the weight. */
import { isGradient } from '../../engine/boundary/behind.js';
import type { Explanation, NamedTensor } from '../../engine/index.js';
import { type Cell, labelsOf } from '../matrix/matrix-view.js';

/** One station of the chain, from the left: what it is called by, and its number. */
export interface Link extends Cell {
  tensor: NamedTensor;
  value: number;
}

export interface Chain {
  query: string;
  key: string;
  /** The first cells of the query's and the key's rows. */
  operands: Link[];
  /** Raw score, scaled, masked, shifted, exponential, weight: those that the program has. */
  links: Link[];
}

interface Source {
  tensor(path: string): NamedTensor;
  explain(path: string, index: number[]): Explanation;
}

const pairs = ({ axes }: NamedTensor): boolean => axes.at(-2) === 'T' && axes.at(-1) === 'S';

/** The chain that ends in a cell, or null where it is no weight or score of a pair of tokens. */
export function chainOf(source: Source, cell: Cell): Chain | null {
  const links: Link[] = [];
  let at: Cell | undefined = cell;
  while (at) {
    const { path, index }: Cell = at;
    const tensor = source.tensor(path);
    if (!pairs(tensor) || !tensor.stage || isGradient(path)) return null;
    const told = source.explain(path, index);
    links.unshift({ path, index, tensor, value: told.value });
    if (told.op === 'products') return withOperands(source, links, told);
    at = told.operands.find((term) => pairs(source.tensor(term.path)) && term.index.join() === index.join());
  }
  return null;
}

function withOperands(source: Source, links: Link[], told: Explanation): Chain | null {
  const operands = ['q', 'k'].flatMap((name) => {
    const term = told.operands.find((each) => each.name === name);
    return term ? [{ path: term.path, index: term.index, value: term.value, tensor: source.tensor(term.path) }] : [];
  });
  if (operands.length < 2 || links.length < 2) return null;
  const { tensor, index } = links[0]!;
  const labels = labelsOf(tensor);
  const [query = '', key = ''] = [-2, -1].map((axis) => labels.at(axis)![index.at(axis)!]!);
  return { query, key, operands, links };
}
