/** The weights of a step as one file of NumPy's: `numpy.load(file)['layers.0.attention.wq']`. */
import { zipSync } from 'fflate';
import { npyBytes } from '../../engine/export/npy.js';
import type { Tensor } from '../../engine/types.js';

/** A zip file names a day; with one that is always the same, the same weights give the same bytes. */
const DAY = new Date(2026, 0, 1);

export const npz = (tensors: Record<string, Tensor>): Uint8Array<ArrayBuffer> =>
  zipSync(Object.fromEntries(Object.entries(tensors).map(([path, tensor]) => [`${path}.npy`, npyBytes(tensor)])), {
    level: 0,
    mtime: DAY,
  }) as Uint8Array<ArrayBuffer>;
