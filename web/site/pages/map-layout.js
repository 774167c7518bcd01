/** Where the words of the concept map stand: each theme an island with its words in rows, the islands in columns. */

const COLUMN = 318;
const BETWEEN = 56;
const EDGE = 16;
const INSIDE = 16;
const TITLE = 40;
const WORD = { height: 30, letter: 7.2, sides: 22, gap: 10 };

/**
 * @typedef {{ x: number, y: number, w: number, h: number }} Box `x` and `y` are the middle, in the units of the picture
 * @param {{ title: string, column: number, ids: string[] }[]} themes
 * @param {Record<string, { term: string }>} glossary
 * @returns {{ width: number, height: number, words: Map<string, Box & { column: number }>, islands: (Box & { title: string })[] }}
 */
export function layOut(themes, glossary) {
  const words = new Map();
  const islands = [];
  const columns = Math.max(0, ...themes.map(({ column }) => column)) + 1;
  const heights = Array.from({ length: columns }, () => EDGE);
  for (const { title, column, ids } of themes) {
    const left = EDGE + column * (COLUMN + BETWEEN);
    const top = heights[column];
    const rows = rowsOf(ids, glossary);
    for (const [r, row] of rows.entries()) {
      let x = left + INSIDE;
      for (const { id, w } of row) {
        const y = top + TITLE + r * (WORD.height + WORD.gap) + WORD.height / 2;
        words.set(id, { x: x + w / 2, y, w, h: WORD.height, column });
        x += w + WORD.gap;
      }
    }
    const h = TITLE + rows.length * (WORD.height + WORD.gap) - WORD.gap + INSIDE;
    islands.push({ title, x: left + COLUMN / 2, y: top + h / 2, w: COLUMN, h });
    heights[column] += h + BETWEEN * 0.6;
  }
  const height = Math.max(...heights) - BETWEEN * 0.6 + EDGE;
  spread(islands, words, heights, height);
  return { width: 2 * EDGE + columns * COLUMN + (columns - 1) * BETWEEN, height, words, islands };
}

/** As many words to a row as have room. */
function rowsOf(ids, glossary) {
  const rows = [[]];
  let used = 0;
  for (const id of ids) {
    const w = glossary[id].term.length * WORD.letter + WORD.sides;
    if (used + w > COLUMN - 2 * INSIDE && used > 0) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1).push({ id, w });
    used += w + WORD.gap;
  }
  return rows;
}

/** A short column stands in the middle of the height. */
function spread(islands, words, heights, height) {
  for (const [column, own] of heights.entries()) {
    const down = (height - EDGE - (own - BETWEEN * 0.6)) / 2;
    const left = EDGE + column * (COLUMN + BETWEEN);
    for (const island of islands) if (island.x - COLUMN / 2 === left) island.y += down;
    for (const word of words.values()) if (word.column === column) word.y += down;
  }
}

/** A line between two words, as the `d` of a path: across columns from side to side, within one in a bow. */
export function lineBetween(a, b) {
  const round = (x) => Math.round(x * 10) / 10;
  const [from, to] = a.x <= b.x ? [a, b] : [b, a];
  const middle = a.column === b.column ? Math.min(a.x, b.x) - 0.35 * Math.abs(a.y - b.y) : (from.x + to.x) / 2;
  return `M${round(from.x)} ${round(from.y)}C${round(middle)} ${round(from.y)} ${round(middle)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
}
