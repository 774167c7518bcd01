/** How deep the colour of a cell is: classes of heat-sheet.ts, one a shade, so that cells of one shade share their style. */
import type { MatrixView } from './matrix-view.js';
import { isWhole } from './roles.js';

/** Shades from zero to the largest magnitude; finer is not seen. */
export const SHADES = 32;

/** The class of a shade, from -SHADES (a deep negative number) to SHADES. */
export const shadeClass = (shade: number): string => (shade < 0 ? `m${-shade}` : `p${shade}`);

/** The shade of a number; 0 for what has no depth. */
export function shadeFor({ scale, role }: Pick<MatrixView, 'scale' | 'role'>, value: number): number {
  if (!scale || !Number.isFinite(value) || isWhole(role)) return 0;
  return Math.round(Math.max(-1, Math.min(1, value / scale)) * SHADES);
}

export const shadeOf = (view: MatrixView, value: number, filled: boolean): string =>
  shadeClass(filled ? shadeFor(view, value) : 0);
