/** What the whole engine has and the lighter one has not, gradients and the stages numbered from 160 on: fetched by `loadEngine`. */
import type * as Backward from '../backward/index.js';
import { manifest } from '../generated/manifest.js';

/** The start of a gradient's path; the tensor whose it is stands behind it. */
export const GRADIENTS = 'gradients.';

export const isGradient = (path: string): boolean => path.startsWith(GRADIENTS);

let fetched: typeof Backward | null = null;

/** Adds the stages behind the forward pass to the list, once. */
export async function fetchBackward(): Promise<void> {
  const { stages, ...rest } = await import('../backward/index.js');
  if (!fetched) manifest.stages.push(...stages);
  fetched = { stages, ...rest };
}

/** Programs with gradients are opened by engines that fetched it. */
export const backward = (): typeof Backward => fetched as typeof Backward;
