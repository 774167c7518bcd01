/**
 * The chosen cell with everything it was made of, where a figure is too large to be shown whole: every operand as the one row
 * or column that counts, laid across so that numbers that meet stand below one another.
 */
import { cut } from '../matrix/cut.js';
import type { MatrixView } from '../matrix/matrix-view.js';
import { type Figure, viewsOf } from './figure.js';

/** Every strip is one row; all of them share their columns as far as they have some. */
export interface Focus {
  strips: MatrixView[];
  /** The same where rows are too long: so many columns around the chosen one, but all that made the chosen cell. */
  short: ((columns: number) => MatrixView[]) | null;
  /** Of these, only the chosen cell and what it was made of. */
  least: ((columns: number) => MatrixView[]) | null;
  /** Of these, one row of each: what the others hold stands in the arithmetic alone. */
  one: ((columns: number) => MatrixView[]) | null;
  /** The last strip is the chosen cell alone: where the whole result is shown with numbers, it says nothing more. */
  echo: boolean;
  /** The result whole; the chosen cell is one of it. */
  result: MatrixView;
}

const range = (length: number): number[] => Array.from({ length }, (_, at) => at);

/** Columns `from` to `to` of a strip; null where it has none of them. */
export function piece(strip: MatrixView, from: number, to: number): MatrixView | null {
  const cols = range(strip.cols.length).slice(from, to);
  return cols.length ? cut(strip, [0], cols) : null;
}

/** `count` of `length` places, around one of them. */
function around(at: number, count: number, length: number): number[] {
  const from = Math.max(0, Math.min(at - Math.floor(count / 2), length - count));
  return range(length).slice(from, from + count);
}

const rowOf = (view: MatrixView, row: number): MatrixView => cut(view, [row], range(view.cols.length));
const columnOf = (view: MatrixView, col: number): MatrixView => cut(view, range(view.rows.length), [col], true);

/** A row of a figure, or a column laid across. */
interface Line {
  view: MatrixView;
  /** Where on it the cells are that made the chosen one. */
  used: number[];
  length: number;
  down: boolean;
  /** A part of it; null for all. */
  part: (window: number[] | null) => MatrixView;
}

type Place = readonly [row: number, col: number];

const acrossLine = (view: MatrixView, row: number, used: number[]): Line => {
  const { length } = view.cols;
  return { view, used, length, down: false, part: (window) => cut(view, [row], window ?? range(length)) };
};

const downLine = (view: MatrixView, col: number, used: number[]): Line => {
  const { length } = view.rows;
  return { view, used, length, down: true, part: (window) => cut(view, window ?? range(length), [col], true) };
};

const runsDown = (places: readonly Place[]): boolean =>
  new Set(places.map(([row]) => row)).size > 1 && new Set(places.map(([, col]) => col)).size === 1;

/** The lines on which all of these places are: their row, or their column, or as many rows as there are. */
function usedLines(view: MatrixView, places: readonly Place[]): Line[] {
  if (runsDown(places))
    return [
      downLine(
        view,
        places[0]![1],
        places.map(([row]) => row),
      ),
    ];
  return [...new Set(places.map(([row]) => row))].map((row) => {
    const used = places.filter((place) => place[0] === row).map(([, col]) => col);
    return acrossLine(view, row, used);
  });
}

const placesIn = (view: MatrixView, operands: readonly { path: string; index: number[] }[]): Place[] =>
  operands.flatMap(({ path, index }) => {
    const place = path === view.tensor.path ? view.locate(index) : null;
    return place ? [place] : [];
  });

/**
 * @param centre the index of the cell of the result that is looked into
 * @param operands the cells it was made of, by path; empty where it is not computed yet
 */
export function focusOf(
  figure: Figure,
  centre: number[],
  operands: readonly { path: string; index: number[] }[],
): Focus {
  const { result } = figure;
  const [row, col] = result.locate(centre) ?? [0, 0];
  if (figure.kind === 'product') {
    const bias = figure.bias ? [cut(figure.bias, [0], [col])] : [];
    const strips = [rowOf(figure.left, row), columnOf(figure.top, col), ...bias, cut(result, [row], [col])];
    return { strips, short: null, least: null, one: null, echo: true, result };
  }
  const views = figure.kind === 'all' ? viewsOf(figure.one) : viewsOf(figure);
  const seen = views.map((view) => ({ view, places: placesIn(view, operands) }));
  const down = seen.find(({ places }) => runsDown(places))?.view;
  const lines = seen.flatMap(({ view, places }) => {
    if (places.length) return usedLines(view, places);
    // Of heads side by side, those that have no part in this cell.
    if (figure.kind === 'heads' && view !== result && view !== figure.whole) return [];
    const rowsOf = ({ rows }: MatrixView) => rows.join('\n');
    // The other factor of a sum over rows: its column is called as the row of the result is.
    if (down && view !== result && rowsOf(view) === rowsOf(down) && view.cols.join('\n') === rowsOf(result))
      return [downLine(view, row, range(view.rows.length))];
    return [acrossLine(view, rowsOf(view) === rowsOf(result) ? row : 0, [])];
  });
  const strips = lines.map(({ part }) => part(null));
  const shortened = (columns: number, keep: (line: Line) => boolean): MatrixView[] =>
    lines.filter(keep).map(({ part, used, length, down }) => {
      const window = around(down ? (used[0] ?? 0) : col, columns, length);
      return part(used.every((place) => window.includes(place)) ? window : null);
    });
  const short = (columns: number) => shortened(columns, () => true);
  const least = (columns: number) => shortened(columns, ({ view, used }) => view === result || used.length > 0);
  const firsts = new Set(views.map((one) => lines.find(({ view }) => view === one)));
  const one = (columns: number) =>
    shortened(columns, (line) => firsts.has(line) && (line.view === result || line.used.length > 0));
  return { strips, short, least, one, echo: false, result };
}
