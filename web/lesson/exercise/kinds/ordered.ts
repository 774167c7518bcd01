/** What rank and sequence share: things brought into an order. */
import { type Given, type Judgement, type Mark, orderOf, shuffled } from '../asked.js';

/** How well an order fits: the share of things that stand in their place. */
export function judgeOrder(given: Given, fits: (place: number) => boolean): Judgement {
  const marks = given.map((_, place): Mark => (fits(place) ? 'right' : 'wrong'));
  const hits = marks.filter((mark) => mark === 'right').length;
  return { right: hits === marks.length, score: hits / marks.length, marks };
}

/** A mixed order that is none of these; the same every time. */
export function mixedOrder(count: number, key: string, not: (order: Given) => boolean): Given {
  for (let turn = 0; turn < 20; turn++) {
    const order = shuffled(count, `${key}${turn}`);
    if (!not(order)) return order;
  }
  return shuffled(count, key);
}

export const writeOrder = (given: Given): string => given.join(',');
export const readOrder = orderOf;
