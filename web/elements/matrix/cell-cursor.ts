/** The keys that move a cell cursor inside a matrix; all others are left to the page. */

type Move = (row: number, col: number, lastRow: number, lastCol: number) => [number, number];

const MOVES: Record<string, Move> = {
  ArrowLeft: (row, col) => [row, Math.max(0, col - 1)],
  ArrowRight: (row, col, _, last) => [row, Math.min(last, col + 1)],
  ArrowUp: (row, col) => [Math.max(0, row - 1), col],
  ArrowDown: (row, col, last) => [Math.min(last, row + 1), col],
  Home: (row) => [row, 0],
  End: (row, _col, _, last) => [row, last],
  PageUp: (_, col) => [0, col],
  PageDown: (_, col, last) => [last, col],
  'Control+Home': () => [0, 0],
  'Control+End': (_row, _col, lastRow, lastCol) => [lastRow, lastCol],
};

/** Where a key moves the cursor in a matrix of this size; null if the key is not one of the cursor's. */
export function moved(event: KeyboardEvent, at: [number, number], rows: number, cols: number): [number, number] | null {
  if (event.altKey || event.metaKey || event.shiftKey) return null;
  const move = MOVES[(event.ctrlKey ? 'Control+' : '') + event.key];
  return move ? move(at[0], at[1], rows - 1, cols - 1) : null;
}
