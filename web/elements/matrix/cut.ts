/** A part of a matrix. */
import type { MatrixView } from './matrix-view.js';

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
