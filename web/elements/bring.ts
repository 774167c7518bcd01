/** Scrolling inside the picture, so that what was chosen is seen. All lengths in CSS pixels of the window. */

/** Room around the matrices in what scrolls, for outlines. */
export const EDGE = 5;

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
  // Half a column further: it comes to rest at the next one, not at the one before.
  frame.scrollLeft += by + (by > 0 ? cell.width / 2 : 0);
  if (!names.upright) return;
  const [top, bottom] =
    matrix.height <= box.height ? [matrix.top, matrix.bottom] : [cell.top - names.down, cell.bottom];
  frame.scrollTop += nearest(top, bottom, box.top, box.bottom);
}

/** Blank room below what scrolls, as `begin` left it. */
export const spareOf = (foot: HTMLElement): number => Number.parseFloat(foot.style.paddingBottom) || 0;

/** Less of a matrix than its names and two rows says nothing. */
const STRIP = 110;

/**
 * Scrolls a figure that is new so that all of `matrix` is seen, and what it was made of above it. Where that would leave no
 * more of it than names without rows, the line of `matrix` stands at the top, and `foot` gives the blank room below.
 */
export function begin(frame: HTMLElement, foot: HTMLElement, matrix: DOMRect, lines: Iterable<Element>): void {
  const box = frame.getBoundingClientRect();
  const room = box.height - 2 * EDGE;
  const tops = [...lines].map((line) => line.getBoundingClientRect().top);
  const start = tops.find((top) => matrix.bottom - top <= room) ?? matrix.top;
  const left = room - (matrix.bottom - start);
  const atTop = start === tops[0] || left < STRIP;
  const below = foot.getBoundingClientRect().bottom - spareOf(foot) - start;
  const spare = atTop && start !== tops[0] ? Math.max(0, room - below) : 0;
  // Less room below may move the frame at once: where it is to stand is worked out before.
  const to = frame.scrollTop + (atTop ? start - EDGE - box.top : matrix.bottom + EDGE - box.bottom);
  if (spare !== spareOf(foot)) foot.style.paddingBottom = `${spare}px`;
  frame.scrollTop = to;
}
