/** Several matrices with blanks, one after the other: a whole calculation by hand. */
import { type Asked, AskedWrongly, type Attributes, type Kind, listOf } from './asked.js';
import { numbersAt, type Sheet, sheetOf } from './cells.js';
import { explainsFilled, judgeFilled, readFilled, valuesOf, writeFilled } from './filled.js';
import type { Lab } from './lab.js';

/** The matrices in the order of `steps`; `blanks` has one list for all, or one for each, parted by `|`; `none` for a matrix that is only read. */
export function sheetsOf({ steps = '', blanks = '', scene = 'main' }: Attributes, lab: Lab): Sheet[] {
  const paths = listOf(steps, ',');
  const lists = blanks.split('|').map((list) => list.trim());
  if (paths.length === 0 || (lists.length !== 1 && lists.length !== paths.length))
    throw new AskedWrongly(
      `There are ${paths.length} steps and ${lists.length} lists of blanks.`,
      'write blanks="all", or one list for each step, parted by |.',
    );
  const sheets = paths.map((path, i) => sheetOf({ path, scene, blanks: lists[i] ?? lists[0] ?? '' }, lab));
  if (sheets.some((sheet) => sheet.blanks.length > 0)) return sheets;
  throw new AskedWrongly('The worksheet has no blank.', 'write blanks="all", or one list for each step, parted by |.');
}

/** The matrices of an exercise of the kind `cells` or `worksheet`. */
export const sheetsOfAny = ({ kind, attributes }: Asked, lab: Lab): Sheet[] =>
  kind === 'worksheet' ? sheetsOf(attributes, lab) : [sheetOf(attributes, lab)];

const countOf = (sheets: readonly Sheet[]): number => sheets.reduce((sum, { blanks }) => sum + blanks.length, 0);

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
  judge: (asked, given, lab) => judgeFilled(asked, given, worksheet.solution(asked, lab)),
  explains: (asked, given, wrong, lab) => explainsFilled(asked, given, wrong, worksheet.solution(asked, lab)),
  write: (_asked, given) => writeFilled(given),
  read: ({ attributes }, text, lab) => readFilled(text, countOf(sheetsOf(attributes, lab))),
};
