/** Tensors lie in memory row by row: between the index of a cell and its place there. */

export function indexOf(shape: readonly number[], place: number): number[] {
  const index = shape.slice();
  let rest = place;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    const length = shape[axis] as number;
    index[axis] = rest % length;
    rest = Math.floor(rest / length);
  }
  return index;
}

/** The index has to be that of a cell; `flatIndex` of the program checks one that comes from outside. */
export const offsetOf = (shape: readonly number[], index: readonly number[]): number =>
  index.reduce((place, at, axis) => place * (shape[axis] as number) + at, 0);
