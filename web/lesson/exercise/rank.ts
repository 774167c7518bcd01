/** The tokens of a row from the largest number to the smallest. */
import { parseIndex } from '../numbers.js';
import { AskedWrongly, type Attributes, type Given, type Kind, orderOf } from './asked.js';
import type { Lab } from './lab.js';
import { explainsOrder, judgeOrder, mixedOrder, readOrder, writeOrder } from './ordered.js';

/** The numbers that are ranked. */
export function rowOf({ path = '', at = '', scene = 'main' }: Attributes, lab: Lab): number[] {
  const index = parseIndex(at);
  const { shape } = lab.book.tensor(path, scene);
  if (index?.length !== shape.length - 1)
    throw new AskedWrongly(
      `at="${at}" is no row of ${path}, whose shape is ${shape.join('×')}.`,
      'give a place on every axis but the last.',
    );
  return lab.book.at(path, index, scene);
}

/** What stands above the numbers of the row: its tokens. */
export function namesOf({ path = '', scene = 'main' }: Attributes, lab: Lab): string[] {
  return lab.tensor(path, scene).labels.at(-1) ?? [];
}

const descending = (row: readonly number[]): number[] =>
  [...row.keys()].sort((a, b) => (row[b] as number) - (row[a] as number) || a - b);

const isDescending = (given: Given, row: readonly number[]): boolean =>
  given.every(
    (at, place) => place === 0 || (row[given[place - 1] as number] as number) >= (row[at as number] as number),
  );

export const rank: Kind = {
  /** As the tokens stand in the sentence, unless that is right already. */
  start({ id, attributes }, lab) {
    const row = rowOf(attributes, lab);
    const plain = [...row.keys()];
    return isDescending(plain, row) ? mixedOrder(row.length, id, (order) => isDescending(order, row)) : plain;
  },
  solution: ({ attributes }, lab) => descending(rowOf(attributes, lab)),
  wrong({ attributes }, wrong, lab) {
    const row = rowOf(attributes, lab);
    if (wrong.path) return descending(rowOf({ ...attributes, ...wrong }, lab));
    const order = orderOf(wrong.order ?? '', row.length);
    if (order) return order;
    throw new AskedWrongly(
      `order is "${wrong.order ?? ''}".`,
      `name each of the places 0 to ${row.length - 1} once, with commas, or give path and at of another row.`,
    );
  },
  /** Equal numbers may stand in either order. */
  judge({ attributes }, given, lab) {
    const row = rowOf(attributes, lab);
    const best = descending(row);
    return judgeOrder(given, (place) => row[given[place] as number] === row[best[place] as number]);
  },
  explains: (_asked, given, wrong) => explainsOrder(given, wrong),
  write: (_asked, given) => writeOrder(given),
  read: ({ attributes }, text, lab) => readOrder(text, rowOf(attributes, lab).length),
};
