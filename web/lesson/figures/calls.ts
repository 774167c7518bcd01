/** What numbers are made with: calls of stages, and the cells of what they give. */
import type { StageInfo, Tensor, TensorLike } from '../../engine/types.js';

/** What is needed of the engine. */
export interface Caller {
  readonly stages: StageInfo[];
  call(
    stage: string,
    inputs: Record<string, TensorLike>,
    options?: Record<string, number | string>,
  ): Record<string, Tensor>;
}

/** What is needed of a session. */
export interface TensorSource {
  tensor(path: string, options?: { ahead?: boolean }): Tensor & { name: string; axes: string[]; labels: string[][] };
}

/** One call of a stage. An input that is text names a tensor of the scene (`NAME:path` of another), or an earlier result as `calc.NAME`. */
export interface Call {
  name: string;
  stage: string;
  inputs: Record<string, string | TensorLike>;
  options?: Record<string, number | string>;
  /** The scene whose tensors are read; the main one if absent. */
  scene?: string;
  /** Makes the call so many times in all, each time with its own main result as the input `into`. */
  again?: { times: number; into: string };
}

export interface Numbers {
  shape: number[];
  data: Float32Array | Float64Array;
  /** The name in the stage that made it; it decides the colour. */
  name: string;
}

/** The numbers of `tensor` under `index`, which may have fewer places than the tensor has axes. */
export function slice(tensor: Pick<Numbers, 'shape' | 'data'>, index: readonly number[]): number[] {
  if (index.length > tensor.shape.length) {
    throw new Error(
      `The index ${index.join(',')} has ${index.length} places; the tensor has the shape ${tensor.shape.join('×')}.`,
    );
  }
  let from = 0;
  let count = tensor.data.length;
  for (const [axis, i] of index.entries()) {
    const size = tensor.shape[axis] ?? 0;
    if (!Number.isInteger(i) || i < 0 || i >= size) {
      throw new Error(`Place ${axis + 1} of the index ${index.join(',')} is ${i}; it goes from 0 to ${size - 1}.`);
    }
    count /= size;
    from += i * count;
  }
  return [...tensor.data.subarray(from, from + count)];
}

/** `"0,3,4"` to [0, 3, 4]; null where the text is something else. */
export function parseIndex(text: string): number[] | null {
  return /^\d+(\s*,\s*\d+)*$/.test(text.trim()) ? text.split(',').map(Number) : null;
}
