/** Copying cells: rows of numbers with tabs between them, as spreadsheets and programs read them. */
import { toJsonNumber } from '../../engine/reading/float.js';

/** A number with all its digits and an ASCII minus; nothing for one that is not there. */
const written = (value: number): string => (Number.isNaN(value) ? '' : String(toJsonNumber(value)));

/** Cells with the row and column they stand in. */
export interface CellPlace {
  element: Element;
  row: number;
  col: number;
}

/** Browsers differ in who knows what is selected inside a shadow tree. */
function selectionIn(node: Node): Selection | null {
  const root = node.getRootNode() as Document & { getSelection?: () => Selection | null };
  return root.getSelection?.() ?? document.getSelection();
}

const isInField = (event: Event): boolean => {
  const target = event.composedPath()[0];
  return target instanceof HTMLInputElement && target.selectionStart !== target.selectionEnd;
};

/**
 * Puts the selected cells on the clipboard, or all of them where none is selected. A selection that reaches beyond them, and
 * one inside a field, are left to the browser.
 * @param value the number of a cell; NaN where none is to be seen
 */
export function copyCells(
  event: ClipboardEvent,
  cells: readonly CellPlace[],
  value: (row: number, col: number) => number,
) {
  const first = cells[0];
  if (!first || !event.clipboardData || isInField(event)) return;
  const selection = selectionIn(first.element);
  const some = selection && !selection.isCollapsed;
  const touched = some ? cells.filter(({ element }) => selection.containsNode(element, true)) : [];
  const wanted = touched.length > 0 ? touched : cells;
  const rows = [...new Set(wanted.map(({ row }) => row))].sort((a, b) => a - b);
  const cols = [...new Set(wanted.map(({ col }) => col))].sort((a, b) => a - b);
  const lines = rows.map((row) => cols.map((col) => written(value(row, col))).join('\t'));
  event.clipboardData.setData('text/plain', lines.join('\n'));
  event.preventDefault();
}
