/** Whether an exercise does what it promises: the check of lessons and the tests ask this of every one. */
import { type Asked, AskedWrongly } from './asked.js';
import { firstSeed, grade, hasSeeds, nextSeed, read, solution, start, write, wrong } from './grade.js';
import type { Lab } from './lab.js';

export interface Fault {
  message: string;
  mend: string;
  /** Which `<attend-wrong>` it is about, counted from 0; null for the exercise as a whole. */
  wrong: number | null;
}

/** Everything that is wrong with the exercise; empty when the right answer is accepted and everything else refused. */
export function review(asked: Asked, lab: Lab): Fault[] {
  const faults: Fault[] = [];
  const attempt = (at: number | null, what: () => [string, string] | null) => {
    try {
      const found = what();
      if (found) faults.push({ message: found[0], mend: found[1], wrong: at });
      return !found;
    } catch (error) {
      const mend = error instanceof AskedWrongly ? error.mend : 'mend the path, the index or the scene.';
      faults.push({ message: (error as Error).message, mend, wrong: at });
      return false;
    }
  };
  if (!attempt(null, () => reviewRight(asked, lab))) return faults;
  for (const i of asked.wrongs.keys()) attempt(i, () => reviewWrong(asked, i, lab));
  if (faults.length === 0 && hasSeeds(asked))
    attempt(null, () => {
      nextSeed(asked, lab, firstSeed(asked, lab));
      return null;
    });
  return faults;
}

function reviewRight(asked: Asked, lab: Lab): [string, string] | null {
  const right = solution(asked, lab);
  if (right.some((value) => typeof value === 'number' && Number.isNaN(value)))
    return ['The right answer holds a value that is not a number.', 'ask for numbers that the scene really has.'];
  if (!grade(asked, right, lab).right)
    return [
      'The answer given as the right one is not accepted.',
      asked.kind === 'reach' ? 'let <attend-solution> reach the goal with no more changes than allowed.' : 'mend it.',
    ];
  if (grade(asked, start(asked, lab), lab).right)
    return ['The exercise is solved before anything is done.', 'ask for something that has to be worked out.'];
  const back = read(asked, write(asked, right, lab), lab);
  return back && grade(asked, back, lab).right
    ? null
    : ['The right answer is lost when it is written down.', 'give a larger tolerance.'];
}

function reviewWrong(asked: Asked, i: number, lab: Lab): [string, string] | null {
  const { right, feedback } = grade(asked, wrong(asked, i, lab), lab);
  if (right)
    return [
      'This wrong answer is right: the engine cannot tell it from the right one.',
      'name a mistake that gives other numbers, or a smaller tolerance.',
    ];
  if (feedback.say === 'wrong' && feedback.at === i) return null;
  return [
    'This explanation is never shown: an earlier <attend-wrong> gives the same answer.',
    'take one of them away, or order them from the particular to the general.',
  ];
}
