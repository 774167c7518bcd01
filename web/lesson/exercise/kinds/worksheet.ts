/** Several matrices with blanks, one after the other: a whole calculation by hand. */
import type { Session } from '../../../engine/index.js';
import { slice } from '../../figures/calls.js';
import { type Asked, type Attributes, type Given, type Kind, listOf } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';
import type { Lab } from '../lab.js';
import { blankCells, givenCells, numbersAt, type Sheet, sheetOf } from './cells.js';
import { explainsFilled, judgeFilled, near, readFilled, valuesOf, type Wanted, writeFilled } from './filled.js';
import { type Cell, leastTolerance, tolerancesOf } from './tolerance.js';

/** The matrices in the order of `steps`; `blanks` has one list for all, or one for each, parted by `|`; `none` for a matrix that is only read. */
export function sheetsOf({ steps = '', blanks = '', scene = 'main' }: Attributes, lab: Lab): Sheet[] {
  const paths = listOf(steps, ',');
  const lists = blanks.split('|').map((list) => list.trim());
  if (paths.length === 0 || (lists.length !== 1 && lists.length !== paths.length))
    throw new AskedWrongly(
      `There are ${paths.length} steps and ${lists.length} lists of blanks.`,
      'write blanks="all", or one list for each step, separated by |.',
    );
  const sheets = paths.map((path, i) => sheetOf({ path, scene, blanks: lists[i] ?? lists[0] ?? '' }, lab));
  if (sheets.some((sheet) => sheet.blanks.length > 0)) return sheets;
  throw new AskedWrongly(
    'The worksheet has no blank.',
    'write blanks="all", or one list for each step, separated by |.',
  );
}

/** The matrices of an exercise of the kind `cells` or `worksheet`. */
export const sheetsOfAny = ({ kind, attributes }: Asked, lab: Lab): Sheet[] =>
  kind === 'worksheet' ? sheetsOf(attributes, lab) : [sheetOf(attributes, lab)];

const countOf = (sheets: readonly Sheet[]): number => sheets.reduce((sum, { blanks }) => sum + blanks.length, 0);

/** What is right in one matrix, with what was filled in before it; and near the engine's own number an answer is always right. */
function wantedNow(
  asked: Asked,
  sheet: Sheet,
  own: Given,
  before: { read: Cell[]; session: Session },
  lab: Lab,
): Wanted {
  const exact = numbersAt(sheet, lab);
  const least = leastTolerance(asked);
  const plain = { numbers: exact, tolerances: exact.map(() => least) };
  if (own.every((value, i) => typeof value !== 'number' || near(value, exact[i], least))) return plain;
  const { read, session } = before;
  const tensor = session.tensor(sheet.path, { ahead: true });
  const followed = sheet.blanks.map((index) => slice(tensor, index)[0] as number);
  const sessions = new Map([[sheet.scene, session]]);
  const tolerances = tolerancesOf(asked, blankCells(sheet), read, { lab, sessions });
  const kept = exact.map((value, i) => near(own[i], value, least));
  return {
    numbers: exact.map((value, i) => (kept[i] ? value : (followed[i] as number))),
    tolerances: tolerances.map((tolerance, i) => (kept[i] ? least : tolerance)),
  };
}

/**
 * What is right, matrix by matrix: it follows from what the reader filled in rightly before, so that rounding that adds
 * up on the way is no mistake.
 */
function wantedAfter(asked: Asked, given: Given, lab: Lab): Wanted {
  const sheets = sheetsOf(asked.attributes, lab);
  const session = lab.open(asked.attributes.scene ?? 'main');
  const read = sheets.flatMap((sheet) => givenCells(sheet, lab));
  const numbers: (number | null)[] = [];
  const tolerances: number[] = [];
  for (const sheet of sheets) {
    const own = given.slice(numbers.length, numbers.length + sheet.blanks.length);
    const wanted = wantedNow(asked, sheet, own, { read, session }, lab);
    numbers.push(...wanted.numbers);
    tolerances.push(...wanted.tolerances);
    for (const [i, mark] of (judgeFilled(own, wanted).marks ?? []).entries())
      if (mark === 'right') session.edit(sheet.path, sheet.blanks[i] as number[], own[i] as number);
  }
  session.close();
  return { numbers, tolerances };
}

export const worksheet: Kind = {
  start: ({ attributes }, lab) => sheetsOf(attributes, lab).flatMap(({ blanks }) => blanks.map(() => null)),
  solution: ({ attributes }, lab) => sheetsOf(attributes, lab).flatMap((sheet) => numbersAt(sheet, lab)),
  /** A mistake lies in one step; the blanks of the others stay open. */
  wrong({ attributes }, wrong, lab) {
    const sheets = sheetsOf(attributes, lab);
    const step = wrong.step ?? sheets[0]?.path;
    if (!sheets.some(({ path }) => path === step))
      throw new AskedWrongly(`The worksheet has no step "${step}".`, `use one of ${attributes.steps}.`);
    return sheets.flatMap((sheet) => {
      if (sheet.path !== step) return sheet.blanks.map(() => null);
      return wrong.path ? numbersAt(sheet, lab, wrong) : valuesOf(wrong, sheet.blanks.length);
    });
  },
  judge: (asked, given, lab) => judgeFilled(given, wantedAfter(asked, given, lab)),
  explains: (asked, given, attributes, lab) =>
    explainsFilled(given, worksheet.wrong(asked, attributes, lab), wantedAfter(asked, given, lab)),
  write: (_asked, given) => writeFilled(given),
  read: ({ attributes }, text, lab) => readFilled(text, countOf(sheetsOf(attributes, lab))),
};
