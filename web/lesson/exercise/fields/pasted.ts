/** Rows of numbers from a spreadsheet, a program or a matrix, pasted into fields that lie in rows and columns. */
import { readTable } from '../../../engine/reading/read-table.js';
import { readTyped } from '../kinds/filled.js';

/** Where a field stands: in which table, at which row and column, and how many columns that table has. */
export interface FieldPlace {
  sheet: number;
  row: number;
  column: number;
  columns: number;
}

const isNumber = (text = ''): boolean => !Number.isNaN(readTyped(text) ?? Number.NaN);

/** The rows of a pasted text; null where it is one number, or something else than numbers. Names before rows are left out. */
export function pastedRows(text: string): string[][] | null {
  if (isNumber(text)) return null;
  let rows: string[][];
  try {
    rows = readTable(text).map(({ fields }) => fields);
  } catch {
    return null;
  }
  if (rows.every(([name, ...rest]) => !isNumber(name) && rest.length > 0)) rows = rows.map(([, ...rest]) => rest);
  const fits = rows.length > 0 && rows.every((row) => row.every((field) => field === '' || isNumber(field)));
  return fits && rows.some((row) => row.length + rows.length > 2) ? rows : null;
}

/** The fields of one row that its numbers go to, from the field `from` on. */
function fieldsOf(count: number, from: FieldPlace, row: number, places: readonly FieldPlace[]): number[] {
  const at = (column: number) =>
    places.findIndex((one) => one.sheet === from.sheet && one.row === row && one.column === column);
  const start = count === from.columns ? 0 : from.column;
  const across = Array.from({ length: from.columns - start }, (_, i) => at(start + i));
  const whole = count === across.length || across.slice(0, count).every((field) => field >= 0);
  return whole ? across.slice(0, count) : across.filter((field) => field >= 0).slice(0, count);
}

/**
 * What each field gets. A whole row fills its row; fewer numbers go from the field on, past cells that are given where that
 * is how they fit.
 * @returns the texts by field, and how many numbers found no place
 */
export function spread(
  rows: readonly string[][],
  at: number,
  places: readonly FieldPlace[],
): { texts: Map<number, string>; over: number } {
  const from = places[at] as FieldPlace;
  const texts = new Map<number, string>();
  let over = 0;
  for (const [i, row] of rows.entries()) {
    const fields = fieldsOf(row.length, from, from.row + i, places);
    const known = places.some(({ sheet, row: own }) => sheet === from.sheet && own === from.row + i);
    over += known ? row.length - fields.length : row.length;
    for (const [j, field] of fields.entries()) if (field >= 0) texts.set(field, row[j] as string);
  }
  return { texts, over };
}
