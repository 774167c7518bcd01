/** The matrices of a picture, kept from one figure to the next: making an element with a table anew is what takes long. */
import { AttendMatrix } from '../matrix/attend-matrix.js';
import type { MatrixView } from '../matrix/matrix-view.js';

const identity = ({ tensor, places }: MatrixView): string => `${tensor.path} ${places}`;
const size = ({ rows, cols }: MatrixView): string => `${rows.length} ${cols.length}`;

export class KeptMatrices {
  #standing = new Map<MatrixView, AttendMatrix>();
  #before = '';
  /** Whether other tensors are shown than before; whoever has seen to it says so. */
  fresh = false;

  /**
   * Gives every view its element: the one that showed the same tensor, else one of the same size, else any, else a new one.
   * Where other tensors are shown than before, all are drawn in stages.
   */
  assign(views: readonly MatrixView[]): void {
    const free = [...this.#standing];
    const next = new Map<MatrixView, AttendMatrix>();
    const claim = (same: (a: MatrixView, b: MatrixView) => boolean): void => {
      for (const view of views) {
        const at = next.has(view) ? -1 : free.findIndex(([other]) => same(view, other));
        if (at >= 0) next.set(view, free.splice(at, 1)[0]![1]);
      }
    };
    claim((a, b) => identity(a) === identity(b));
    claim((a, b) => size(a) === size(b));
    claim(() => true);
    const now = views.map(identity).join();
    for (const view of views) {
      const element = next.get(view) ?? new AttendMatrix();
      element.staged ||= now !== this.#before;
      next.set(view, element);
    }
    this.fresh ||= now !== this.#before;
    this.#before = now;
    this.#standing = next;
  }

  of(view: MatrixView): AttendMatrix {
    return this.#standing.get(view)!;
  }

  /** In the order of the figure. */
  get all(): AttendMatrix[] {
    return [...this.#standing.values()];
  }
}
