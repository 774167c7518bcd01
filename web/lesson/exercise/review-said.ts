/** Whether what an exercise says in words is so: changes are made, claims are computed, printed answers are graded. */
import { ClaimError, type ClaimSource, contradiction } from '../figures/claim.js';
import { numbersText } from '../figures/number-text.js';
import type { NumberBook } from '../figures/numbers.js';
import { type Asked, type Attributes, type Given, sameOrder } from './asked.js';
import { grade, solution, start } from './grade.js';
import { answerText, readAnswer } from './kinds/filled.js';
import { answersOf, changesOf, goalOf, withNumbers } from './kinds/reach.js';
import type { Lab } from './lab.js';

/** Something in the text of an exercise that can be held against the engine. */
export interface Said {
  tag: 'attend-change' | 'attend-claim' | 'attend-value';
  attributes: Attributes;
  /** In which part it stands, and in which of these, counted from 0. */
  part: 'question' | 'hint' | 'wrong' | 'choice' | 'answer';
  at: number;
}

/** What is wrong with it and how to mend it; null where it is so. */
type Finding = [message: string, mend: string] | null;

export function reviewSaid(said: Said, asked: Asked, lab: Lab): Finding {
  if (said.tag === 'attend-change') return reviewChange(said, asked, lab);
  if (said.tag === 'attend-claim') return reviewClaim(said, asked, lab);
  return said.part === 'answer' ? reviewPrinted(said, asked, lab) : null;
}

const written = (asked: Asked, given: Given, lab: Lab): string =>
  changesOf(asked, given, lab)
    .map(({ path, index, value }) => `${path} ${index.join(',')} = ${value}`)
    .join('; ');

/** A change in the answer has to be accepted; one in a hint, or in the text of a mistake, has to lead nearer to the goal. */
function reviewChange({ attributes, part }: Said, asked: Asked, lab: Lab): Finding {
  if (asked.kind !== 'reach')
    return ['<attend-change> says a change, and here nothing is changed.', 'use it in exercises of the kind "reach".'];
  const least = asked.attributes.least !== undefined;
  const { value: before } = goalOf(asked, start(asked, lab), lab);
  for (const given of answersOf(asked, attributes.edits ?? '', lab)) {
    const { reached, value, changed, changes, kept } = goalOf(asked, given, lab);
    const nearer = (least ? value > before : value < before) && kept.every(({ held }) => held);
    if (reached || (part !== 'answer' && nearer)) continue;
    const broken = kept.find(({ held }) => !held);
    const why = broken
      ? `${broken.path} ${broken.index.join(',')} is ${broken.value.toFixed(4)} then, and is to be kept`
      : changed > changes
        ? `it changes ${changed} numbers, and ${changes} may be changed`
        : `the goal number is ${value.toFixed(4)} then, and was ${before.toFixed(4)}`;
    const what = part === 'answer' ? 'is not accepted' : 'leads no nearer to the goal';
    return [
      `The text says a change that ${what}: ${written(asked, given, lab) || attributes.edits}; ${why}.`,
      'say a change that does what the text promises, or correct its edits="…".',
    ];
  }
  return null;
}

/** Answers that get a text to read, as far as the exercise can name them. */
function answersThatReach({ part, at }: Said, asked: Asked, lab: Lab): Given[] {
  if (asked.kind !== 'reach') return [];
  if (part === 'answer') return [solution(asked, lab)];
  if (part !== 'wrong') return [];
  return answersOf(asked, asked.wrongs[at]?.edits ?? '', lab).filter((given) => {
    const { feedback } = grade(asked, given, lab);
    return feedback.say === 'wrong' && feedback.at === at;
  });
}

function reviewClaim(said: Said, asked: Asked, lab: Lab): Finding {
  const that = said.attributes.that ?? '';
  const answers = answersThatReach(said, asked, lab);
  if (answers.length === 0) return claimAgainst(that, lab.book, lab.book, '');
  for (const given of answers) {
    const found = withNumbers(asked, given, lab, (book) =>
      claimAgainst(that, book, lab.book, ` with ${written(asked, given, lab)}`),
    );
    if (found) return found;
  }
  return null;
}

/** A claim held against the numbers of a lesson. */
export function claimAgainst(that: string, book: NumberBook, begun: NumberBook, where: string): Finding {
  const source: ClaimSource = {
    at: (path, index, scene) => book.at(path, index, scene),
    start: (path, index, scene) => begun.at(path, index, scene),
  };
  try {
    const against = contradiction(that, source);
    if (!against) return null;
    return [
      `The text claims ${that}, but that is not true${where}: ${against}.`,
      'say what is true, or correct that="…".',
    ];
  } catch (error) {
    const reason = (error as Error).message;
    if (!(error instanceof ClaimError))
      return [`The claim ${that} asks for a number that is not there: ${reason}`, 'correct the path or the index.'];
    return [
      `The claim "${that}" cannot be read: ${reason}.`,
      'write that="PATH[INDEX] > 0.5"; docs/authoring.md has the rest.',
    ];
  }
}

/** A printed number that is the answer itself has to be taken when it is typed as it stands. */
function reviewPrinted({ attributes }: Said, asked: Asked, lab: Lab): Finding {
  const { path = '', at = '', scene = 'main', digits = '2' } = attributes;
  const own = asked.attributes;
  if (asked.kind !== 'number' || path !== own.path || scene !== (own.scene ?? 'main')) return null;
  if (at.split(',').map(Number).join() !== (own.at ?? '').split(',').map(Number).join()) return null;
  const text = numbersText(lab.book.at(path, at.split(',').map(Number), scene), Number(digits));
  return typed(text, asked, lab);
}

function typed(text: string, asked: Asked, lab: Lab): Finding {
  if (grade(asked, [readAnswer(asked, text)], lab).right) return null;
  return [
    `The answer is printed as ${text}, and typed like that it is not accepted.`,
    'print more digits, or give a larger tolerance.',
  ];
}

/** The right answer as the page prints it when it is shown, typed in again. */
export function reviewShown(asked: Asked, lab: Lab): Finding {
  const right = solution(asked, lab);
  if (asked.kind === 'number') return typed(answerText(asked, right[0] as number), asked, lab);
  if (asked.kind !== 'cells' && asked.kind !== 'worksheet') return null;
  const again = right.map((value) => readAnswer(asked, answerText(asked, value as number)));
  const { marks } = grade(asked, again, lab);
  const lost = marks?.indexOf('wrong') ?? -1;
  if (lost < 0) return null;
  return [
    `Blank ${lost + 1} is printed as ${answerText(asked, right[lost] as number)}, and typed like that it is not accepted.`,
    'give a larger tolerance.',
  ];
}

/** A text for a whole range of answers has to say something about them that can be checked. */
export function reviewRange(asked: Asked, at: number, said: readonly Said[], lab: Lab): Finding {
  if (asked.kind !== 'reach') return null;
  const answers = answersOf(asked, asked.wrongs[at]?.edits ?? '', lab);
  const [first = []] = answers;
  if (answers.every((given) => sameOrder(given, first))) return null;
  const checkable = said.some(
    ({ tag, attributes, part, at: where }) =>
      part === 'wrong' && where === at && (tag !== 'attend-value' || attributes.answer !== undefined),
  );
  if (checkable) return null;
  return [
    'This explanation is shown for a whole range of values, and says nothing that can be checked for all of them.',
    'declare what it says with <attend-claim that="…">…</attend-claim>, or show a number with <attend-value … answer>.',
  ];
}
