/** The edited run against the unedited one: what was written by hand, what differs, and which of the two is shown. */

import type { Change, Edit, NamedTensor, Session } from '../../engine/index.js';
import { indexOf, offsetOf } from '../../engine/row-major.js';
import type { Cell } from '../matrix/matrix-view.js';

/** Which numbers matrices show: those of the edited run, both, those before, or after minus before. */
export type Compare = 'now' | 'both' | 'before' | 'difference';

export class Edits {
  compare: Compare = 'now';
  private readonly session: Session;
  private known: { edits: Edit[]; changes: Map<string, Change> } | null = null;

  constructor(session: Session) {
    this.session = session;
  }

  /** Forgets what was read, after the session changed. */
  refresh(): void {
    this.known = null;
    if (!this.edits.length) this.compare = 'now';
  }

  private get read() {
    if (this.known) return this.known;
    const { edits } = this.session;
    const changes = new Map((edits.length ? this.session.changes() : []).map((each) => [each.path, each]));
    this.known = { edits, changes };
    return this.known;
  }

  get edits(): Edit[] {
    return this.read.edits;
  }

  /** Tensors that differ, in order of the program. */
  get changes(): Change[] {
    return [...this.read.changes.values()];
  }

  /** How a tensor differs from the unedited run; null where it does not. */
  changeOf(path: string): Change | null {
    return this.read.changes.get(path) ?? null;
  }

  /** Every cell that was written by hand. */
  get cells(): Cell[] {
    return this.edits.flatMap(({ path, index, values }) => {
      if (!index.length) return [];
      const { shape } = this.session.shapeOf(path);
      return values.map((_, i) => ({ path, index: indexOf(shape, offsetOf(shape, index) + i) }));
    });
  }

  /** The tensor with the numbers that are to be shown. */
  shown(tensor: NamedTensor): NamedTensor {
    if (this.compare === 'before') return this.session.before(tensor.path);
    return this.compare === 'difference' ? this.session.difference(tensor.path) : tensor;
  }
}
