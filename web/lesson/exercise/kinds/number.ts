/** One number, with a tolerance. */
import { parseIndex } from '../../figures/calls.js';
import type { Asked, Attributes, Kind } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';
import type { Lab } from '../lab.js';
import { explainsFilled, judgeFilled, readFilled, valuesOf, type Wanted, writeFilled } from './filled.js';
import { tolerancesOf } from './tolerance.js';

function oneNumber({ path = '', at = '', scene = 'main' }: Attributes, lab: Lab): number {
  const values = lab.book.at(path, parseIndex(at) ?? [], scene);
  if (values.length === 1) return values[0] as number;
  throw new AskedWrongly(
    `${path} at "${at}" is ${values.length} numbers.`,
    `give a place on each of its axes; the shape is ${lab.book.tensor(path, scene).shape.join('×')}.`,
  );
}

const known = new WeakMap<Lab, WeakMap<Asked, Wanted>>();

/** What is right, and how near it has to be met; worked out once. */
function wantedOf(asked: Asked, lab: Lab): Wanted {
  const kept = known.get(lab) ?? new WeakMap<Asked, Wanted>();
  known.set(lab, kept);
  const { path = '', at = '', scene = 'main' } = asked.attributes;
  const cell = { path, scene, index: parseIndex(at) ?? [] };
  const numbers = [oneNumber(asked.attributes, lab)];
  const wanted = kept.get(asked) ?? { numbers, tolerances: tolerancesOf(asked, [cell], [], { lab }) };
  kept.set(asked, wanted);
  return wanted;
}

export const number: Kind = {
  start: () => [null],
  solution: ({ attributes }, lab) => [oneNumber(attributes, lab)],
  wrong: ({ attributes }, wrong, lab) =>
    wrong.path ? [oneNumber({ ...placeOf(attributes), ...wrong }, lab)] : valuesOf(wrong, 1),
  judge: (asked, given, lab) => judgeFilled(given, wantedOf(asked, lab)),
  explains: (asked, given, attributes, lab) =>
    explainsFilled(given, number.wrong(asked, attributes, lab), wantedOf(asked, lab)),
  write: (_asked, given) => writeFilled(given),
  read: (_asked, text) => readFilled(text, 1),
};

/** A wrong answer is looked for at the exercise's own place, as far as it names no other. */
const placeOf = ({ at = '', scene = 'main' }: Attributes): Attributes => ({ at, scene });
