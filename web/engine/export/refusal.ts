import { EngineError } from '../types.js';

/** A file that is not taken: what it is, and what to do. */
export const refuse = (message: string): EngineError => new EngineError('value', message);

const tuple = (parts: readonly (string | number)[]): string => `(${parts.join(', ')}${parts.length === 1 ? ',' : ''})`;

/** A shape as Python writes it. */
export const shapeText = (shape: readonly number[]): string => tuple(shape);

/** The letters of axes in the same form. */
export const lettersText = (axes: readonly string[]): string => tuple(axes);
