/** A calculation with a pitfall built in: which of its steps is the first that is wrong? The engine compares them. */

import { type Asked, type Attributes, type Kind, numberOf } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';
import type { Lab } from '../lab.js';
import { readChosen } from './choose.js';

/** Two ways to compute one thing differ by less than this. */
const ROUNDING = 1e-4;

function differs({ path, against, scene = 'main' }: Attributes, tolerance: number, lab: Lab): boolean {
  if (!path || !against)
    throw new AskedWrongly('A choice lacks path or against.', 'name the step as it is, and as it should be.');
  const [made, wanted] = [lab.book.tensor(path, scene), lab.book.tensor(against, scene)];
  if (made.data.length !== wanted.data.length) return true;
  return made.data.some((value, i) => {
    const other = wanted.data[i] as number;
    return value !== other && !(Math.abs(value - other) <= tolerance);
  });
}

function firstWrong({ attributes, choices }: Asked, lab: Lab): number {
  const tolerance = numberOf(attributes, 'tolerance', ROUNDING);
  const scene = attributes.scene ?? 'main';
  const found = choices.findIndex((choice) => differs({ scene, ...choice }, tolerance, lab));
  const marked = choices.findIndex((choice) => choice.right !== undefined);
  if (found < 0)
    throw new AskedWrongly('No step of the calculation is wrong.', 'build the pitfall into the calculations.');
  if (marked >= 0 && marked !== found)
    throw new AskedWrongly(
      `Choice ${marked + 1} is marked right, and the engine finds choice ${found + 1} to be the first that is wrong.`,
      'correct the mark or the calculations.',
    );
  return found;
}

export const bug: Kind = {
  start: () => [],
  solution: (asked, lab) => [firstWrong(asked, lab)],
  wrong: () => {
    throw new AskedWrongly('The choices explain their own mistakes.', 'take <attend-wrong> away.');
  },
  judge(asked, given, lab) {
    const right = given.length === 1 && given[0] === firstWrong(asked, lab);
    return { right, score: right ? 1 : 0 };
  },
  explains: () => false,
  write: (_asked, given) => given.join(','),
  read: ({ choices }, text) => readChosen(text, choices.length),
};
