/** One or several of some choices; which are right says the author, or a row of numbers. */
import { extreme } from '../../figures/number-text.js';
import type { Asked, Given, Kind } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';
import type { Lab } from '../lab.js';
import { rowOf } from './rank.js';

function rightOnes({ attributes, choices }: Asked, lab: Lab): number[] {
  const { answer } = attributes;
  if (answer !== 'argmax' && answer !== 'argmin') {
    const marked = choices.flatMap((choice, i) => (choice.right === undefined ? [] : [i]));
    if (marked.length > 0 && marked.length < choices.length) return marked;
    throw new AskedWrongly(
      `${marked.length} of ${choices.length} choices are marked right.`,
      'mark at least one and not all: <attend-choice right>; or ask the engine with answer="argmax", path and at.',
    );
  }
  const place = extreme(rowOf(attributes, lab), answer);
  const found = choices.findIndex(({ index }) => index !== undefined && Number(index) === place);
  if (found >= 0) return [found];
  throw new AskedWrongly(
    'No choice is right: the engine finds another number largest (or smallest), or two share the place.',
    'give every choice the index of its number in the row, and offer the right one.',
  );
}

/** Whether several choices are right, so that the answer is ticked rather than pressed. */
export const takesSeveral = ({ choices }: Asked): boolean =>
  choices.filter((choice) => choice.right !== undefined).length > 1;

/** Choices counted from 0, in their order. */
export function readChosen(text: string, count: number): Given | null {
  const chosen = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return chosen.every((i) => Number.isInteger(i) && i >= 0 && i < count) ? chosen : null;
}

export const choose: Kind = {
  start: () => [],
  solution: rightOnes,
  wrong: () => {
    throw new AskedWrongly('The choices explain their own mistakes.', 'take <attend-wrong> away.');
  },
  judge(asked, given, lab) {
    const right = rightOnes(asked, lab);
    const hits = right.filter((i) => given.includes(i)).length;
    const misses = given.length - hits;
    const score = Math.max(0, hits - misses) / right.length;
    return { right: hits === right.length && misses === 0, score };
  },
  explains: () => false,
  write: (_asked, given) => given.join(','),
  read: ({ choices }, text) => readChosen(text, choices.length),
};
