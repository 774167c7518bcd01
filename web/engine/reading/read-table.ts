/** Rows of numbers as people have them: CSV of any country, a spreadsheet's cells, a list printed by Python. */

/** A row with the line of the text it begins in, counted from 1. */
export interface TableRow {
  line: number;
  fields: string[];
}

/** A quotation mark in a place where none may stand. */
export class TableFault extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`Line ${line} has a quotation mark in a place where none may stand.`);
    this.line = line;
  }
}

/** Of a spreadsheet's cells, of countries whose decimal sign is the comma, of most files, of what NumPy prints. */
const SEPARATORS = ['\t', ';', ',', ' '];

/** Brackets around rows go; a row of a nested list ends where its bracket closes. */
const unwrapped = (text: string): string =>
  /^\s*\[/.test(text) ? text.replace(/\][ \t]*,[ \t]*(?=\[)/g, '\n').replace(/[[\]]/g, ' ') : text;

const isBlank = ({ fields }: TableRow): boolean => fields.every((field) => field === '');

/** RFC 4180 with another separator. Throws TableFault. */
function parted(text: string, separator: string): TableRow[] {
  const blanks = separator === ' ';
  const part = new RegExp(
    `[ ]*(?:"([^"]*(?:""[^"]*)*)"[ ]*|([^"${separator}\\r\\n]*))(${separator}${blanks ? '+' : ''}|\\r\\n|\\n|\\r|$)`,
    'y',
  );
  const rows: TableRow[] = [{ line: 1, fields: [] }];
  let line = 1;
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (!found) throw new TableFault(line);
    const [whole, quoted, plain = '', ended = ''] = found;
    const row = rows.at(-1) as TableRow;
    row.fields.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (/[\r\n]/.test(ended)) rows.push({ line, fields: [] });
    else if (ended && part.lastIndex === text.length) row.fields.push('');
  }
  const filled = rows.filter((row) => !isBlank(row));
  return blanks ? filled.map((row) => ({ ...row, fields: row.fields.filter(Boolean) })) : filled;
}

/** The rows of a text that is parted by this sign into equally many fields, and more than one; null where it is not. */
function evenly(text: string, separator: string): TableRow[] | null {
  try {
    const rows = parted(text, separator);
    const count = rows[0]?.fields.length ?? 0;
    return count > 1 && rows.every(({ fields }) => fields.length === count) ? rows : null;
  } catch {
    return null;
  }
}

/**
 * Reads the rows of a text. What parts the fields is found out: it gives every row equally many. Lines without anything
 * are passed over, and counted.
 * @throws TableFault
 */
export function readTable(given: string): TableRow[] {
  const text = unwrapped(given.replace(/^\uFEFF/, ''));
  const present = SEPARATORS.filter((sign) => text.trim().includes(sign));
  const even = present.map((sign) => evenly(text, sign)).find((rows) => rows !== null);
  return even ?? parted(text, present.includes(',') ? ',' : (present[0] ?? ','));
}
