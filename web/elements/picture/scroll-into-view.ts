/** Scrolling inside the picture, so that what was chosen is seen. All lengths in CSS pixels of the window. */

/** Room around the matrices in what scrolls, for outlines. */
const EDGE = 5;

/** How far to scroll for `from` to `to` to stand between `start` and `end`; 0 where they do. */
function nearest(from: number, to: number, start: number, end: number): number {
  if (from < start + EDGE) return from - start - EDGE;
  return Math.max(0, to + EDGE - end);
}

/**
 * Scrolls `frame` so that the whole matrix is seen where it fits, else the cell with the names beside and above it.
 * @param names how much of the frame names cover, sideways and down; `upright` where the frame scrolls up and down too
 */
export function bring(
  frame: HTMLElement,
  matrix: DOMRect,
  cell: DOMRect,
  names: { across: number; down: number; upright: boolean },
): void {
  const box = frame.getBoundingClientRect();
  const [left, right] =
    matrix.width <= box.width ? [matrix.left, matrix.right] : [cell.left - names.across, cell.right];
  const by = nearest(left, right, box.left, box.right);
  frame.scrollLeft += by;
  if (!names.upright) return;
  const [top, bottom] =
    matrix.height <= box.height ? [matrix.top, matrix.bottom] : [cell.top - names.down, cell.bottom];
  frame.scrollTop += nearest(top, bottom, box.top, box.bottom);
}
