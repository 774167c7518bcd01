/** Grading of exercises: plain data in, plain data out; the same in the page, in the check of lessons and in tests. */

import type { Asked, Given, Judgement, Kind, KindName } from './asked.js';
import { AskedWrongly } from './asked-wrongly.js';
import { bug } from './kinds/bug.js';
import { cells } from './kinds/cells.js';
import { choose } from './kinds/choose.js';
import { closeCall } from './kinds/close-call.js';
import { mask } from './kinds/mask.js';
import { number } from './kinds/number.js';
import { rank } from './kinds/rank.js';
import { reach } from './kinds/reach.js';
import { sequence } from './kinds/sequence.js';
import { worksheet } from './kinds/worksheet.js';
import type { Lab } from './lab.js';

const KIND: Record<KindName, Kind> = { number, cells, rank, choose, sequence, mask, reach, bug, worksheet };

/** What is said to an answer: which `<attend-wrong>` or choice explains it, or that a hint is due. */
export type Feedback =
  | { say: 'right' }
  | { say: 'wrong'; at: number }
  | { say: 'choice'; at: number }
  | { say: 'hint' };

export interface Grade extends Judgement {
  feedback: Feedback;
}

export const start = (asked: Asked, lab: Lab): Given => KIND[asked.kind].start(asked, lab);
export const solution = (asked: Asked, lab: Lab): Given => KIND[asked.kind].solution(asked, lab);
export const write = (asked: Asked, given: Given, lab: Lab): string => KIND[asked.kind].write(asked, given, lab);
export const read = (asked: Asked, text: string, lab: Lab): Given | null => KIND[asked.kind].read(asked, text, lab);
export const wrong = (asked: Asked, at: number, lab: Lab): Given =>
  KIND[asked.kind].wrong(asked, asked.wrongs[at] ?? {}, lab);

export function grade(asked: Asked, given: Given, lab: Lab): Grade {
  const kind = KIND[asked.kind];
  const judgement = kind.judge(asked, given, lab);
  if (judgement.right) return { ...judgement, feedback: { say: 'right' } };
  const at = asked.wrongs.findIndex((attributes) => kind.explains(asked, given, attributes, lab));
  if (at >= 0) return { ...judgement, feedback: { say: 'wrong', at } };
  const chosen = asked.kind === 'choose' || asked.kind === 'bug' ? given : [];
  const astray = chosen.find((choice) => !solution(asked, lab).includes(choice));
  return { ...judgement, feedback: typeof astray === 'number' ? { say: 'choice', at: astray } : { say: 'hint' } };
}

const sceneOf = ({ attributes }: Asked): string => attributes.scene ?? 'main';

/** Lets new numbers be drawn: whether the author allows it. */
export const hasSeeds = ({ attributes }: Asked): boolean => attributes.seeds !== undefined;

const MOST_SEEDS = 50;

/** The next seed after `from` with which the exercise holds: one right answer that can be seen, and every wrong one wrong. */
export function nextSeed(asked: Asked, lab: Lab, from: number): number {
  for (let seed = from + 1; seed <= from + MOST_SEEDS; seed++) {
    if (holds(asked, lab.withSeed(seed))) return seed;
    lab.forgetSeed(seed);
  }
  throw new AskedWrongly(
    `None of ${MOST_SEEDS} seeds after ${from} gives an exercise with one right answer.`,
    'ask something that differs from its typical mistakes, or leave seeds out.',
  );
}

export const firstSeed = (asked: Asked, lab: Lab): number => {
  const seed = lab.seedOf(sceneOf(asked));
  if (seed !== null) return seed;
  throw new AskedWrongly(
    `The scene "${sceneOf(asked)}" has no weights.seed, so it has no other numbers.`,
    'give its weights a seed, or take seeds away.',
  );
};

function holds(asked: Asked, lab: Lab): boolean {
  const right = solution(asked, lab);
  if (right.some((value) => typeof value !== 'number' || Number.isNaN(value))) return false;
  if (grade(asked, start(asked, lab), lab).right || closeCall(asked, lab)) return false;
  return asked.wrongs.every((_, i) => {
    const { feedback } = grade(asked, wrong(asked, i, lab), lab);
    return feedback.say === 'wrong' && feedback.at === i;
  });
}
