/** Whether an exercise does what it promises: the check of lessons and the tests ask this of every one. */
import { formatBrief } from '../../engine/writing/format.js';
import type { Asked } from './asked.js';
import { AskedWrongly } from './asked-wrongly.js';
import { firstSeed, grade, hasSeeds, nextSeed, read, solution, start, write, wrong } from './grade.js';
import { closeCall } from './kinds/close-call.js';
import { goalOf } from './kinds/reach.js';
import type { Lab } from './lab.js';
import { reviewRange, reviewSaid, reviewShown, type Said } from './review-said.js';

export interface Fault {
  message: string;
  mend: string;
  /** Which `<attend-wrong>` it is about, counted from 0; null for the exercise as a whole. */
  wrong: number | null;
  /** Which thing that is said it is about, counted from 0; null for none. */
  said: number | null;
}

type Finding = [message: string, mend: string] | null;

/** So many other numbers are drawn to see whether what is said stays true with them. */
const SEEDS = 12;

/** Everything that is wrong with the exercise; empty when the right answer is accepted, everything else refused, and what is said is so. */
export function review(asked: Asked, lab: Lab, said: readonly Said[] = []): Fault[] {
  const faults: Fault[] = [];
  const attempt = (place: Partial<Pick<Fault, 'wrong' | 'said'>>, what: () => Finding) => {
    const add = (message: string, mend: string) => faults.push({ wrong: null, said: null, ...place, message, mend });
    try {
      const found = what();
      if (found) add(...found);
      return !found;
    } catch (error) {
      const mend = error instanceof AskedWrongly ? error.mend : 'correct the path, the index or the scene.';
      add((error as Error).message, mend);
      return false;
    }
  };
  if (!attempt({}, () => reviewRight(asked, lab))) return faults;
  for (const i of asked.wrongs.keys()) attempt({ wrong: i }, () => reviewWrong(asked, i, lab));
  if (faults.length > 0) return faults;
  attempt({}, () => reviewShown(asked, lab));
  for (const i of asked.wrongs.keys()) attempt({ wrong: i }, () => reviewRange(asked, i, said, lab));
  for (const [i, one] of said.entries()) attempt({ said: i }, () => reviewSaid(one, asked, lab));
  if (faults.length > 0 || !hasSeeds(asked)) return faults;
  attempt({}, () => {
    const drawn = seedsOf(asked, lab);
    for (const seed of drawn) {
      const own = lab.withSeed(seed);
      const about = (found: Finding): Finding => found && [`With the numbers of seed ${seed}: ${found[0]}`, found[1]];
      attempt({}, () => about(reviewShown(asked, own)));
      for (const [i, one] of said.entries()) attempt({ said: i }, () => about(reviewSaid(one, asked, own)));
      lab.forgetSeed(seed);
      if (faults.length > 0) break;
    }
    return null;
  });
  return faults;
}

/** The first seeds that the page would draw. */
function seedsOf(asked: Asked, lab: Lab): number[] {
  const seeds = [firstSeed(asked, lab)];
  while (seeds.length <= SEEDS) seeds.push(nextSeed(asked, lab, seeds.at(-1) as number));
  return seeds.slice(1);
}

function reviewRight(asked: Asked, lab: Lab): Finding {
  const right = solution(asked, lab);
  if (right.some((value) => typeof value === 'number' && Number.isNaN(value)))
    return ['The right answer holds a value that is not a number.', 'ask for numbers that the scene really has.'];
  const broken = asked.kind === 'reach' ? goalOf(asked, start(asked, lab), lab).kept.find(({ held }) => !held) : null;
  if (broken)
    return [
      `What is to be kept does not hold at the start: ${broken.path} ${broken.index.join(',')} is ${broken.value.toFixed(4)}.`,
      'ask to keep what is there.',
    ];
  if (!grade(asked, right, lab).right)
    return [
      'The answer given as the right one is not accepted.',
      asked.kind === 'reach'
        ? 'let <attend-solution> reach the goal with no more changes than allowed, and keep what is to be kept.'
        : 'correct it.',
    ];
  if (grade(asked, start(asked, lab), lab).right)
    return ['The exercise is solved before anything is done.', 'ask for something that has to be worked out.'];
  const close = closeCall(asked, lab);
  if (close) return tie(close.names, close.value);
  const back = read(asked, write(asked, right, lab), lab);
  return back && grade(asked, back, lab).right
    ? null
    : ['The right answer is lost when it is written down.', 'give a larger tolerance.'];
}

/** What is wrong where two numbers read alike and an answer parts them. */
export const tie = ([first, second]: [string, string], value: number): [message: string, mend: string] => [
  `"${first}" and "${second}" both read ${formatBrief(value)}, or as near as makes no difference: only digits that nobody sees part them.`,
  'ask about another row, or change the scene so that the numbers differ as they are shown.',
];

function reviewWrong(asked: Asked, i: number, lab: Lab): Finding {
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
