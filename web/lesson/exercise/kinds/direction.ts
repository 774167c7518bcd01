/** What a wrong answer is told beside "Not yet": how far it is off, where that gives nothing away. */
import { numbersText } from '../../figures/number-text.js';
import type { Asked, Given } from '../asked.js';
import { solution } from '../grade.js';
import type { Lab } from '../lab.js';
import { say } from '../words.js';
import { near } from './filled.js';
import { goalOf } from './reach.js';
import { leastTolerance } from './tolerance.js';

/** A sentence for a wrong answer; empty for kinds whose marks or explanations say enough. */
export function directionOf(asked: Asked, given: Given, lab: Lab): string {
  if (asked.kind === 'mask') {
    const wanted = solution(asked, lab);
    return say('mask-off', { count: given.filter((cell, i) => cell !== wanted[i]).length });
  }
  if (asked.kind === 'reach') {
    const { value, kept } = goalOf(asked, given, lab);
    const stands = say('goal-stands', { value: numbersText([value], 3) });
    return kept.every(({ held }) => held) ? stands : `${stands} ${say('kept-broken')}`;
  }
  if (asked.kind !== 'number') return '';
  const [typed] = given;
  const [wanted] = solution(asked, lab);
  const meant =
    typeof typed === 'number' && !Number.isInteger(typed) && near(typed * 1000, wanted, leastTolerance(asked));
  return meant ? say('point-read', { text: typed.toFixed(3) }) : '';
}
