/** A lesson's page with its stepper, and the same scene in node to compare with. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { expectedCells, expectedPlaces, fixed, isWhole, spoken } from './expected.js';
import { readMatrices, readPanels, readPosition, readProduct, settled } from './screen.js';

/** Opens a scene file with the built engine. */
export async function openScene(file) {
  const { loadEngine } = await import('../../dist/package/index.js');
  const engine = await loadEngine(readFileSync(new URL('../../dist/package/engine.wasm', import.meta.url)));
  return engine.open(readFileSync(file, 'utf8'));
}

/**
 * Compares all that is on the screen with the engine.
 * @param {object} session in node, moved to where the page should be
 * @param {'now' | 'before' | 'difference'} which numbers the matrices should show
 * @returns how many cells were compared
 */
export async function compareScreen(tab, session, which = 'now') {
  await tab.evaluate(settled);
  const position = await tab.evaluate(readPosition);
  assert.equal(position.cells, session.position.cells, 'the page stands where the engine stands');
  const panels = await tab.evaluate(readPanels);
  const matrices = await tab.evaluate(readMatrices);
  assert.ok(matrices.length > 0, 'there is a picture');
  let cells = 0;
  for (const shown of matrices) {
    if (shown.places) {
      assert.deepEqual(shown.cells, expectedPlaces(session, shown, which), `${shown.path}, some rows or columns`);
      cells += shown.places.flat().length;
      continue;
    }
    const head = /Head (\d+)/.exec(shown.title);
    const { rows, shape } = expectedCells(session, shown, head ? Number(head[1]) - 1 : panels.head, which);
    assert.deepEqual(shown.shape, shape, `${shown.path}: shape in the caption`);
    assert.deepEqual(shown.cells, rows, `${shown.path} at ${position.path || 'the start'}`);
    if (shown.sums.length) compareSums(session, shown, panels.head);
    cells += rows.flat().length;
  }
  compareArithmetic(session, panels);
  compareProduct(await tab.evaluate(readProduct), position.path);
  return cells;
}

/** In a product, row and column meet in the cell: columns stand above columns, rows beside rows, on the same axes. */
function compareProduct(product, path) {
  if (!product) return;
  const { left, top, result } = product;
  assert.equal(top.axes.at(-1), result.axes[1], `${path}: the axis across`);
  assert.equal(left.axes[0], result.axes[0], `${path}: the axis down`);
  assert.equal(left.axes[1], top.axes[0], `${path}: the axis that is summed over`);
  assert.deepEqual(top.lefts, result.lefts, `${path}: columns above columns`);
  assert.deepEqual(left.tops, result.tops, `${path}: rows beside rows`);
}

function compareSums(session, shown, head) {
  const { data } = session.rowSums(shown.path);
  const rows = shown.cells.length;
  const sums = [...data].slice(head * rows, (head + 1) * rows).map((sum) => fixed(sum, 2));
  assert.deepEqual(shown.sums, shown.cells[0][0] === '' ? sums.map(() => '') : sums, `${shown.path}: row sums`);
}

/** The written arithmetic: its value, and its operands where none are folded away. Words and masks are whole numbers. */
function compareArithmetic(session, panels) {
  const { cell } = panels;
  if (!cell || panels.value === null) return;
  const told = session.explain(cell.path, cell.index);
  const text = ({ path, value }) => (isWhole(path) ? String(value) : spoken(value));
  const value = text({ ...told, path: cell.path });
  if (value !== null) assert.equal(panels.value, value, `${cell.path}[${cell.index}]: the value in the arithmetic`);
  if (panels.folded) return;
  const operands = told.operands.map(text);
  assert.equal(panels.operands.length, operands.length, `${cell.path}: operands in the arithmetic`);
  operands.forEach((operand, i) => {
    if (operand !== null) assert.equal(panels.operands[i], operand, `${cell.path}: operand ${i + 1}`);
  });
}
