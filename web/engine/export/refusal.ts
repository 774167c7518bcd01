import { EngineError } from '../types.js';

/** A file that is not taken: what it is, and what to do. */
export const refuse = (message: string): EngineError => new EngineError('value', message);

export const shapeText = (shape: readonly number[]): string => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
