/** What the screen should say, worked out from the engine in node and from nothing of the page. */

/** With a power of ten, two digits before it. */
function powered(value) {
  const [digits, power] = Math.abs(value).toExponential(1).split('e');
  const raised = [...String(Number(power))].map((sign) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(sign)]).join('');
  return `${value < 0 ? '\u2212' : ''}${digits}·10${raised}`;
}

/** Fixed decimals with a real minus sign; what is not zero is never written as zero. */
export function fixed(value, digits) {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '\u2212∞' : '∞';
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-4 && Math.round(size * 10 ** digits) === 0)) return powered(value);
  if (size > 0 && Math.round(size * 10 ** digits) === 0) {
    const first = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 1, useGrouping: false }).format(size);
    return value < 0 ? `\u2212${first}` : first;
  }
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
  return new Intl.NumberFormat('en-US', { ...options, signDisplay: 'negative' }).format(value).replace('-', '\u2212');
}

/** As sentences say it: two decimals, two significant digits where those would all be zero. */
export function spoken(value) {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || value === 0 || size >= 0.005) return fixed(value, size >= 1000 && size < 1e6 ? 0 : 2);
  return null;
}

/** Words, masks, and which experts are chosen how often are whole numbers. */
export const isWhole = (path) => /(^|\.)(memory_)?ids$|^masks\.|\.feed_forward\.(chosen|load)$/.test(path);

function decimals(tensor) {
  if (isWhole(tensor.path)) return 0;
  const max = Math.max(0, ...[...tensor.data].filter(Number.isFinite).map(Math.abs));
  const steps = [
    [1000, 0],
    [100, 1],
    [0.1, 2],
    [0.01, 3],
  ];
  return max === 0 ? 2 : (steps.find(([least]) => max >= least)?.[1] ?? 4);
}

const offset = (shape, index) => index.reduce((sum, at, i) => sum * shape[i] + at, 0);

/**
 * The texts of a matrix whose caption names `axes` down and across.
 * @param {object} session a session of the engine in node, at the same place as the page
 * @param {{ path: string, axes: string[], cells: string[][] }} shown
 * @param {'now' | 'before' | 'difference'} which the edited run, the unedited one, or what changed between them
 */
export function expectedCells(session, { path, axes, cells }, head, which = 'now') {
  const now = session.tensor(path, { ahead: true });
  const tensor = which === 'now' ? now : session[which](path);
  const digits = decimals(tensor);
  // In self-attention the tokens that are read as keys are called S, though the tensor itself says T.
  const own = axes.map((letter) => (letter === 'S' && !tensor.axes.includes('S') ? 'T' : letter));
  const across = axes.length === 1 && cells.length === 1 && tensor.shape.at(-1) > 1;
  const [down, over] = axes.length === 2 ? own : across ? [null, own[0]] : [own[0], null];
  const count = (letter) => (letter ? tensor.shape[tensor.axes.indexOf(letter)] : 1);
  const rows = Array.from({ length: count(down) }, (_, row) =>
    Array.from({ length: count(over) }, (_, col) => {
      const index = tensor.axes.map((letter) =>
        letter === down ? row : letter === over ? col : letter === 'H' || letter === 'E' ? head : 0,
      );
      const at = offset(tensor.shape, index);
      return at < tensor.filled ? fixed(tensor.data[at], digits) : '';
    }),
  );
  return { rows, shape: [down, over].filter(Boolean).map(count) };
}

/** The texts of those cells of a tensor, as `expectedCells`. */
export function expectedPlaces(session, { path, places }, which = 'now') {
  const now = session.tensor(path, { ahead: true });
  const tensor = which === 'now' ? now : session[which](path);
  const digits = decimals(tensor);
  return places.map((row) =>
    row.map((index) => {
      const at = offset(tensor.shape, index);
      return at < tensor.filled ? fixed(tensor.data[at], digits) : '';
    }),
  );
}
