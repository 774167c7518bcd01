/**
 * The chosen cell with everything it was made of, where a figure is too large to be shown whole: every operand as the one row
 * or column that counts, laid across so that numbers that meet stand below one another.
 */
import type { MatrixView } from '../matrix/matrix-view.js';
import { type Figure, viewsOf } from './figure.js';

/** Every strip is one row; all of them share their columns as far as they have some. */
export interface Focus {
  strips: MatrixView[];
  /** The same where rows are too long: so many columns around the chosen one, but all that made the chosen cell. */
  short: ((columns: number) => MatrixView[]) | null;
  /** Of these, only the chosen cell and what it was made of. */
  least: ((columns: number) => MatrixView[]) | null;
  /** The last strip is the chosen cell alone: where the whole result is shown with numbers, it says nothing more. */
  echo: boolean;
  /** The result whole; the chosen cell is one of it. */
  result: MatrixView;
}

const range = (length: number): number[] => Array.from({ length }, (_, at) => at);

/** Some rows and columns of a view; `flip` lays what runs down across. */
export function cut(view: MatrixView, rows: number[], cols: number[], flip = false): MatrixView {
  const place = (row: number, col: number): [number, number] =>
    flip ? [rows[col]!, cols[row]!] : [rows[row]!, cols[col]!];
  const names = [rows.map((row) => view.rows[row]!), cols.map((col) => view.cols[col]!)] as const;
  const turned = <T>([a, b]: readonly [T, T]): [T, T] => (flip ? [b, a] : [a, b]);
  const [down, across] = turned(names);
  return {
    ...view,
    axes: turned(view.axes),
    places: turned(view.places),
    rows: down,
    cols: across,
    transposed: flip ? !view.transposed : view.transposed,
    cut: true,
    value: (row, col) => view.value(...place(row, col)),
    was: (row, col) => view.was(...place(row, col)),
    filled: (row, col) => view.filled(...place(row, col)),
    index: (row, col) => view.index(...place(row, col)),
    locate: (index) => {
      const at = view.locate(index);
      if (!at) return null;
      const [row, col] = [rows.indexOf(at[0]), cols.indexOf(at[1])];
      return row < 0 || col < 0 ? null : turned([row, col] as const);
    },
  };
}

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
    return { strips, short: null, least: null, echo: true, result };
  }
  const views = figure.kind === 'all' ? viewsOf(figure.one) : viewsOf(figure);
  const rows = views.flatMap((view) => {
    const used = operands.flatMap(({ path, index }) => (path === view.tensor.path ? [view.locate(index)] : []));
    const places = used.filter((place) => place !== null);
    const at = places[0];
    const alike = view.rows.join('\n') === result.rows.join('\n');
    // Of heads side by side, those that have no part in this cell.
    if (figure.kind === 'heads' && view !== result && view !== figure.whole && !at) return [];
    return [{ view, row: at?.[0] ?? (alike ? row : 0), used: places.map((place) => place[1]) }];
  });
  const strips = rows.map(({ view, row: at }) => rowOf(view, at));
  const shortened = (columns: number, keep: (each: (typeof rows)[number]) => boolean): MatrixView[] =>
    rows.filter(keep).map(({ view, row: at, used }) => {
      const window = around(col, columns, view.cols.length);
      return used.every((place) => window.includes(place)) ? cut(view, [at], window) : rowOf(view, at);
    });
  const short = (columns: number) => shortened(columns, () => true);
  const least = (columns: number) => shortened(columns, ({ view, used }) => view === result || used.length > 0);
  return { strips, short, least, echo: false, result };
}
