/** The right answer in a line of text; empty where the field itself shows it. */
import { numbered } from '../../elements/matrix/matrix-view.js';
import type { Asked } from './asked.js';
import { solution } from './grade.js';
import { answerText } from './kinds/filled.js';
import { namesOf } from './kinds/rank.js';
import { stageTitles } from './kinds/sequence.js';
import type { Lab } from './lab.js';

/** @param labels what the choices say, as HTML */
export function solutionText(asked: Asked, lab: Lab, labels: readonly string[]): string {
  const right = solution(asked, lab).filter((value) => value !== null);
  if (asked.kind === 'number') return right.map((value) => answerText(asked, value)).join('');
  if (asked.kind === 'rank') return named(right, numbered(namesOf(asked.attributes, lab)), ' > ');
  if (asked.kind === 'sequence') return named(right, stageTitles(asked, lab) ?? labels.map(plain), ' → ');
  return '';
}

const named = (order: readonly number[], names: readonly string[], between: string): string =>
  order.map((at) => names[at] ?? '').join(between);

const plain = (html: string): string => html.replace(/<[^>]*>/g, '').trim();
