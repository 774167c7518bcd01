/** The patterns that weights can be written by, a row each: reader, JSON Schema, docs and tests are driven by this table. */
import { randomStream } from './random-stream.js';

/** Rows of numbers; a vector is a single row. */
export type Matrix = number[][];

/** Which tensor, or part of one, is to be written. */
export interface Place {
  /** Its path without `weights.`, as the scene names it. */
  path: string;
  rows: number;
  columns: number;
  isVector: boolean;
  /** D and T of the model. */
  headWidth: number;
  tokens: number;
}

/** A key of a pattern, by the type of its value. `part` is a tensor written in any way, `parts` a list of them. */
export interface PatternKey {
  type: 'amount' | 'amounts' | 'whole' | 'wholes' | 'angle' | 'flag' | 'choice' | 'part' | 'parts';
  about: string;
  needed?: boolean;
  least?: number;
  /** How many, for a list that has a fixed length. */
  length?: number;
  choices?: string[];
}

/** The values of a pattern's keys once they are read; parts are made with `part`. */
export interface Keys {
  whole(name: string): number | undefined;
  wholes(name: string): number[] | undefined;
  amount(name: string): number | undefined;
  amounts(name: string): number[] | undefined;
  flag(name: string): boolean;
  choice(name: string): string | undefined;
  /** Every part of the key, made for a place of this size; a list of numbers has the size that it has. */
  parts(name: string, rows: number, columns: number): Matrix[];
  /** Ends the reading: `what` follows the name of the pattern. */
  refuse(what: string): never;
}

export interface Pattern {
  about: string;
  /** For a tensor of 4 by 4, in a model of two tokens and a head 4 wide. */
  example: object;
  keys: Record<string, PatternKey>;
  /** Whether a vector can be written by it. */
  vectors?: boolean;
  make(place: Place, keys: Keys): Matrix;
}

const cells = ({ rows, columns }: Place, cell: (row: number, column: number) => number): Matrix =>
  Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => cell(row, column)));

function onPlanes(place: Place, keys: Keys): [number, number][] {
  const { rows, columns } = place;
  if (rows !== columns) keys.refuse(`needs as many rows as columns, but got ${rows} and ${columns}`);
  const plane = keys.wholes('plane');
  if (plane) {
    const [a = 0, b = 0] = plane;
    if (a === b || a >= columns || b >= columns)
      keys.refuse(`turns a plane of two different columns from 0 to ${columns - 1}, but got ${a} and ${b}`);
    return [[a, b]];
  }
  if (columns % 2) keys.refuse(`turns pairs of columns, but there are ${columns}. Give "plane", two columns`);
  const half = columns / 2;
  return Array.from({ length: half }, (_, i) =>
    keys.choice('pairing') === 'half' ? [i, i + half] : [2 * i, 2 * i + 1],
  );
}

function block(place: Place, keys: Keys): Matrix {
  const [row = 0, column = 0] = keys.wholes('at') ?? [];
  const [rows = place.rows - row, columns = place.columns - column] = keys.wholes('size') ?? [];
  if (row + Math.max(rows, 1) > place.rows || column + Math.max(columns, 1) > place.columns)
    keys.refuse(
      `does not fit: it begins at row ${row} and column ${column} of ${place.rows} rows and ${place.columns} columns`,
    );
  const [inner = []] = keys.parts('of', rows, columns);
  if (row + inner.length > place.rows || column + (inner[0]?.length ?? 0) > place.columns)
    keys.refuse(
      `does not fit: ${inner.length} rows and ${inner[0]?.length} columns from row ${row} and column ${column} on, of ${place.rows} rows and ${place.columns} columns`,
    );
  return cells(place, (r, c) => inner[r - row]?.[c - column] ?? 0);
}

export const PATTERNS: Record<string, Pattern> = {
  zeros: { example: {}, about: '0 everywhere.', keys: {}, vectors: true, make: (place) => cells(place, () => 0) },
  ones: {
    example: { times: '1/4' },
    about: '1 everywhere.',
    keys: {},
    vectors: true,
    make: (place) => cells(place, () => 1),
  },
  identity: {
    example: { times: 2 },
    about: '1 where row and column are the same: what goes in comes out.',
    keys: {},
    make: (place) => cells(place, (row, column) => Number(row === column)),
  },
  diagonal: {
    example: { values: [1, 2, '1/2', 0] },
    about: 'These numbers where row and column are the same: each column of what goes in, times its number.',
    keys: { values: { type: 'amounts', about: 'One number for each place of the diagonal.', needed: true } },
    make: (place, keys) => {
      const values = keys.amounts('values') as number[];
      const length = Math.min(place.rows, place.columns);
      if (values.length !== length) keys.refuse(`needs ${length} values, but got ${values.length}`);
      return cells(place, (row, column) => (row === column ? (values[row] as number) : 0));
    },
  },
  'one-hot': {
    example: { columns: [2, 0, 0, 1] },
    about: 'One 1 in each row: a word, or a place, has a column of its own.',
    keys: {
      columns: { type: 'wholes', about: 'The column of each row, from 0; without it row 0 has column 0, and so on.' },
    },
    vectors: true,
    make: (place, keys) => {
      const columns = keys.wholes('columns') ?? Array.from({ length: place.rows }, (_, row) => row);
      if (columns.length !== place.rows)
        keys.refuse(`needs ${place.rows} columns, one for each row, but got ${columns.length}`);
      const wide = columns.find((column) => column >= place.columns);
      if (wide !== undefined)
        keys.refuse(
          `needs the column ${wide}, counted from 0, but there are ${place.columns}. Make the width larger, or give "columns"`,
        );
      return cells(place, (row, column) => Number(columns[row] === column));
    },
  },
  shift: {
    example: { by: 1 },
    about: 'Moves every column of what goes in `by` places to the right (to the left below 0). What leaves is lost.',
    keys: {
      by: { type: 'whole', about: 'How many places.', needed: true },
      wrap: { type: 'flag', about: 'Whether what leaves on one side comes in on the other.' },
    },
    make: (place, keys) => {
      const by = keys.whole('by') as number;
      const wraps = keys.flag('wrap');
      const { columns } = place;
      const target = (row: number) => (wraps ? (((row + by) % columns) + columns) % columns : row + by);
      return cells(place, (row, column) => Number(column === target(row)));
    },
  },
  rotation: {
    example: { angle: 'pi/6' },
    about: 'Turns pairs of columns by an angle, counter-clockwise: (x, y) becomes (x cos - y sin, x sin + y cos).',
    keys: {
      angle: { type: 'angle', about: 'In radians, for instance "pi/6".', needed: true },
      pairing: {
        type: 'choice',
        choices: ['interleaved', 'half'],
        about:
          'Which columns are pairs: 0 and 1, 2 and 3, … (as without it); or 0 and the first of the second half, ….',
      },
      plane: { type: 'wholes', length: 2, about: 'Only these two columns; the others stay.' },
    },
    make: (place, keys) => {
      const angle = keys.amount('angle') as number;
      const planes = onPlanes(place, keys);
      const made = cells(place, (row, column) => Number(row === column));
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)].map((x) => (Math.abs(x) < 1e-12 ? 0 : x)) as [
        number,
        number,
      ];
      for (const [a, b] of planes) {
        const [first, second] = [made[a] as number[], made[b] as number[]];
        first[a] = cos;
        first[b] = sin;
        second[a] = -sin;
        second[b] = cos;
      }
      return made;
    },
  },
  block: {
    example: {
      at: [0, 2],
      of: [
        [1, '1/2'],
        [0, 3],
      ],
    },
    about: 'Something smaller at a place, and 0 around it.',
    keys: {
      at: { type: 'wholes', length: 2, about: 'Row and column where it begins, from 0.', needed: true },
      of: { type: 'part', about: 'What is there: rows of numbers, or a pattern.', needed: true },
      size: {
        type: 'wholes',
        length: 2,
        about: 'Rows and columns of a pattern; without it, up to the last row and column.',
      },
    },
    make: block,
  },
  copy: {
    example: { offset: 1, times: 10 },
    about:
      'For keys (and with offset 0 for queries): a token that has the one-hot code of place p gets the code of place p + offset. With "offset": 2 in W_k and 0 in W_q, each token matches the one two places before it.',
    keys: {
      offset: {
        type: 'whole',
        about: 'How many places further on the token is that is to find this one.',
        needed: true,
      },
      from: { type: 'whole', least: 0, about: 'The first column of the one-hot code of places, from 0. Without it 0.' },
      head: { type: 'whole', least: 0, about: 'Which head, from 0. Without it the first.' },
    },
    make: (place, keys) => {
      const [from, head, offset] = [keys.whole('from') ?? 0, keys.whole('head') ?? 0, keys.whole('offset') as number];
      const { headWidth, tokens } = place;
      if ((head + 1) * headWidth > place.columns)
        keys.refuse(
          `names head ${head}, counted from 0, but ${place.columns} columns hold ${Math.floor(place.columns / headWidth)} heads of ${headWidth}`,
        );
      if (from + tokens > place.rows)
        keys.refuse(
          `reads the places of ${tokens} tokens from column ${from} on, but the width is ${place.rows}. Make it ${from + tokens}`,
        );
      if (headWidth < tokens)
        keys.refuse(`needs a head that is ${tokens} wide, a column for each token, but it is ${headWidth} wide`);
      return cells(place, (row, column) => {
        const [at, to] = [row - from, column - head * headWidth];
        return Number(at >= 0 && at < tokens && to >= 0 && to < headWidth && to === at + offset);
      });
    },
  },
  random: {
    example: { seed: 7 },
    about: 'Drawn from a seed of its own, around 0, rounded to two decimals; the same on every machine.',
    keys: {
      seed: { type: 'whole', least: 0, about: 'Which numbers.', needed: true },
      spread: { type: 'amount', about: 'The standard deviation; without it 1 divided by the root of the rows.' },
    },
    vectors: true,
    make: (place, keys) => {
      const draw = randomStream(
        keys.whole('seed') as number,
        place.path,
        keys.amount('spread') ?? 1 / Math.sqrt(place.rows),
      );
      return cells(place, draw);
    },
  },
  sum: {
    example: { of: [{ pattern: 'identity' }, { pattern: 'shift', by: -1, times: '1/2' }] },
    about: 'Several tensors, written in any way, added up.',
    keys: { of: { type: 'parts', about: 'What is added.', needed: true } },
    vectors: true,
    make: (place, keys) => {
      const parts = keys.parts('of', place.rows, place.columns);
      const odd = parts.find((part) => part.length !== place.rows || part.some((row) => row.length !== place.columns));
      if (odd)
        keys.refuse(
          `adds up parts of ${place.rows} rows and ${place.columns} columns, but one has ${odd.length} and ${odd[0]?.length}`,
        );
      return cells(place, (row, column) => parts.reduce((total, part) => total + (part[row]?.[column] as number), 0));
    },
  },
};

/** What every pattern takes beside its own keys. */
export const COMMON_KEYS: Record<string, PatternKey> = {
  times: { type: 'amount', about: 'What every number is multiplied by.' },
};
