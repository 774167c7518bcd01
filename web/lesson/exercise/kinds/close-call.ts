/** Whether what is asked hangs on digits that the page does not show. */
import { type Extreme, tieAsShown } from '../../figures/number-text.js';
import type { Asked } from '../asked.js';
import type { Lab } from '../lab.js';
import { namesOf, rowOf } from './rank.js';

function orderAsked({ kind, attributes: { answer } }: Asked): 'order' | Extreme | null {
  if (kind === 'rank') return 'order';
  return kind === 'choose' && (answer === 'argmax' || answer === 'argmin') ? answer : null;
}

/** The names of two numbers that the answer parts though they read alike; null where there are none. */
export function closeCall(asked: Asked, lab: Lab): { names: [string, string]; value: number } | null {
  const about = orderAsked(asked);
  if (!about) return null;
  const { path = '', scene = 'main' } = asked.attributes;
  const row = rowOf(asked.attributes, lab);
  const tied = tieAsShown(row, about, lab.book.tensor(path, scene).data);
  if (!tied) return null;
  const names = namesOf(asked.attributes, lab);
  const name = (at: number) => names[at] ?? String(at + 1);
  return { names: [name(tied[0]), name(tied[1])], value: row[tied[0]] as number };
}
