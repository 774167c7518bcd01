/** The tokens of a row from the largest number to the smallest. */

import { parseIndex } from '../../figures/calls.js';
import { alike } from '../../figures/number-text.js';
import { type Attributes, type Given, type Kind, orderOf, sameOrder } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';
import type { Lab } from '../lab.js';
import { judgeOrder, mixedOrder, readOrder, writeOrder } from './ordered.js';

/** The numbers that are ranked. */
export function rowOf({ path = '', at = '', scene = 'main' }: Attributes, lab: Lab): number[] {
  const index = parseIndex(at);
  const { shape } = lab.book.tensor(path, scene);
  if (index?.length !== shape.length - 1)
    throw new AskedWrongly(
      `at="${at}" is not a row of ${path}, whose shape is ${shape.join('×')}.`,
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

const isDescending = (given: Given, row: readonly number[]): boolean => {
  const best = descending(row);
  return given.every((at, place) => alike(row[at as number] as number, row[best[place] as number] as number, row));
};

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
  /** Numbers that are equal but for rounding may stand in either order. */
  judge({ attributes }, given, lab) {
    const row = rowOf(attributes, lab);
    const best = descending(row);
    return judgeOrder(given, (place) =>
      alike(row[given[place] as number] as number, row[best[place] as number] as number, row),
    );
  },
  explains: (asked, given, attributes, lab) => sameOrder(given, rank.wrong(asked, attributes, lab)),
  write: (_asked, given) => writeOrder(given),
  read: ({ attributes }, text, lab) => readOrder(text, rowOf(attributes, lab).length),
};
