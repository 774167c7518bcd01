/** The arcs of the sentence, wherever a picture shows weights from queries to keys. */
import { labelsOf, type MatrixView } from '../matrix/matrix-view.js';
import { roleOf } from '../matrix/roles.js';
import type { Reading } from '../stepper/step-view.js';

export interface Arcs {
  tokens: string[];
  query: string;
  /** Whose weights these are, where several heads are on the screen. */
  head: number | null;
  from: number;
  weights: number[];
  /** Row sums of all heads, one after another, by path of tensor; by the engine. */
  sums: Map<string, Float32Array>;
  chosen: number;
}

/** The arcs of the followed query, or null where the picture has no complete row of weights. */
export function arcsOf(reading: Reading, views: MatrixView[]): Arcs | null {
  if (reading.edits.compare === 'difference') return null;
  const { at, heads, allHeads } = reading;
  const view = views.findLast(
    ({ tensor, index }) =>
      roleOf(tensor.path, tensor.name) === 'weights' &&
      tensor.axes.at(-1) === 'S' &&
      (tensor.axes[0] !== 'H' || index(0, 0)[0] === at.H),
  );
  if (!view) return null;
  const { tensor, cols } = view;
  const row = reading.follows('T', view.rows.length);
  if (!view.filled(row, cols.length - 1)) return null;
  const [rows, keys] = labelsOf(tensor).slice(-2) as [string[], string[]];
  const sums = reading.session.rowSums(tensor.path).data;
  return {
    tokens: keys,
    query: rows[row]!,
    head: allHeads && heads > 1 ? at.H! : null,
    from: rows.join('\n') === keys.join('\n') ? row : -1,
    weights: keys.map((_, key) => view.value(row, key)),
    // The engine sums the rows of the edited run; the old run is shown without.
    sums: new Map(reading.edits.compare === 'before' ? [] : [[tensor.path, sums]]),
    chosen: reading.follows('S', keys.length),
  };
}
