/** Steps brought into their order: stages of the engine, or sentences of the author. */
import { type Asked, AskedWrongly, type Kind, listOf, orderOf, sameOrder } from './asked.js';
import type { Lab } from './lab.js';
import { explainsOrder, judgeOrder, mixedOrder, readOrder, writeOrder } from './ordered.js';

/** Titles of the stages in their right order; null where the choices are the steps. */
export function stageTitles({ attributes }: Asked, lab: Lab): string[] | null {
  if (!attributes.stages) return null;
  return listOf(attributes.stages, ',').map((id) => {
    const stage = lab.stages.find((one) => one.id === id);
    if (stage) return stage.title;
    const known = lab.stages.map((one) => one.id).join(', ');
    throw new AskedWrongly(`The engine has no stage "${id}".`, `the stages are ${known}.`);
  });
}

function countOf(asked: Asked, lab: Lab): number {
  const count = stageTitles(asked, lab)?.length ?? asked.choices.length;
  if (count >= 3) return count;
  throw new AskedWrongly(
    `There are ${count} steps to put in order.`,
    'give at least three, as stages="…" or <attend-choice>.',
  );
}

const ascending = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

export const sequence: Kind = {
  start(asked, lab) {
    const count = countOf(asked, lab);
    const known = [ascending(count), ...asked.wrongs.map(({ order = '' }) => orderOf(order, count) ?? [])];
    return mixedOrder(count, asked.id, (order) => known.some((other) => sameOrder(other, order)));
  },
  solution: (asked, lab) => ascending(countOf(asked, lab)),
  wrong(asked, { order = '' }, lab) {
    const count = countOf(asked, lab);
    const found = orderOf(order, count);
    if (found) return found;
    throw new AskedWrongly(`order is "${order}".`, `name each of the places 0 to ${count - 1} once, with commas.`);
  },
  judge: (_asked, given) => judgeOrder(given, (place) => given[place] === place),
  explains: (_asked, given, wrong) => explainsOrder(given, wrong),
  write: (_asked, given) => writeOrder(given),
  read: (asked, text, lab) => readOrder(text, countOf(asked, lab)),
};
