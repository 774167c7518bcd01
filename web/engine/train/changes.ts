/** What became of a tensor between two steps of a training. */
import { indexOf } from '../row-major.js';
import type { Tensor } from '../types.js';

export interface TensorChange {
  /** Now minus before, cell by cell. */
  by: Tensor;
  /** The cell that changed most, and how. */
  largest: { index: number[]; before: number; now: number; by: number };
}

/** @param now of the same shape */
export function changeBetween(before: Tensor, now: Tensor): TensorChange {
  const data = now.data.map((value, i) => value - (before.data[i] as number));
  const most = data.reduce((best, value, i) => (Math.abs(value) > Math.abs(data[best] as number) ? i : best), 0);
  return {
    by: { shape: [...now.shape], data },
    largest: {
      index: indexOf(now.shape, most),
      before: before.data[most] as number,
      now: now.data[most] as number,
      by: data[most] as number,
    },
  };
}
