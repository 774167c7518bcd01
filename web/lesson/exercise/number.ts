/** One number, with a tolerance. */
import { parseIndex } from '../numbers.js';
import { AskedWrongly, type Attributes, type Kind } from './asked.js';
import { explainsFilled, judgeFilled, readFilled, valuesOf, writeFilled } from './filled.js';
import type { Lab } from './lab.js';

function oneNumber({ path = '', at = '', scene = 'main' }: Attributes, lab: Lab): number {
  const values = lab.book.at(path, parseIndex(at) ?? [], scene);
  if (values.length === 1) return values[0] as number;
  throw new AskedWrongly(
    `${path} at "${at}" is ${values.length} numbers.`,
    `give a place on each of its axes; the shape is ${lab.book.tensor(path, scene).shape.join('×')}.`,
  );
}

export const number: Kind = {
  start: () => [null],
  solution: ({ attributes }, lab) => [oneNumber(attributes, lab)],
  wrong: ({ attributes }, wrong, lab) =>
    wrong.path ? [oneNumber({ ...placeOf(attributes), ...wrong }, lab)] : valuesOf(wrong, 1),
  judge: (asked, given, lab) => judgeFilled(asked, given, number.solution(asked, lab)),
  explains: (asked, given, wrong, lab) => explainsFilled(asked, given, wrong, number.solution(asked, lab)),
  write: (_asked, given) => writeFilled(given),
  read: (_asked, text) => readFilled(text, 1),
};

/** A wrong answer is looked for at the exercise's own place, as far as it names no other. */
const placeOf = ({ at = '', scene = 'main' }: Attributes): Attributes => ({ at, scene });
