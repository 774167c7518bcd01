/** What a wrong answer is told beside "Not yet": how far it is off, where that gives nothing away. */
import { numbersText } from '../text.js';
import type { Asked, Given } from './asked.js';
import { near, toleranceOf } from './filled.js';
import { solution } from './grade.js';
import type { Lab } from './lab.js';
import { goalOf } from './reach.js';
import { say } from './words.js';

/** A sentence for a wrong answer; empty for kinds whose marks or explanations say enough. */
export function directionOf(asked: Asked, given: Given, lab: Lab): string {
  if (asked.kind === 'mask') {
    const wanted = solution(asked, lab);
    return say('mask-off', { count: given.filter((cell, i) => cell !== wanted[i]).length });
  }
  if (asked.kind === 'reach') return say('goal-stands', { value: numbersText([goalOf(asked, given, lab).value], 3) });
  if (asked.kind !== 'number') return '';
  const [typed] = given;
  const [wanted] = solution(asked, lab);
  const meant = typeof typed === 'number' && !Number.isInteger(typed) && near(typed * 1000, wanted, toleranceOf(asked));
  return meant ? say('point-read', { text: typed.toFixed(3) }) : '';
}
