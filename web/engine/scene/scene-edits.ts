/** Edits that stand in a scene: numbers that were changed by hand, with which a session of the scene begins. */
import { fromJsonNumber } from '../reading/float.js';
import type { Session } from '../session.js';
import { EngineError } from '../types.js';

/** An edit as a scene's file has it: values go into cells from the index on, row by row; `"-inf"` is minus infinity. */
export interface SceneEdit {
  path: string;
  /** Empty for an option of a step, as its temperature. */
  index: number[];
  values: (number | string)[];
}

const refuse = (at: number, message: string): EngineError =>
  new EngineError('scene', `In the scene, edits[${at}] ${message}`);

const isPlace = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

/**
 * The scene without its edits, which are no business of the engine's, and the edits.
 * @throws EngineError `scene` where they are no list
 */
export function partedScene(scene: object): { plain: object; edits: unknown[] } {
  if (typeof scene !== 'object' || scene === null || !('edits' in scene)) return { plain: scene, edits: [] };
  const { edits, ...plain } = scene;
  if (Array.isArray(edits)) return { plain, edits };
  throw new EngineError(
    'scene',
    'In the scene, "edits" must be a list: [{ "path": ..., "index": [...], "values": [...] }].',
  );
}

/**
 * Makes a scene's edits, in their order, in a session that was just opened.
 * @throws EngineError `scene`, with the edit that cannot be read, or that has no place in this scene
 */
export function makeEdits(session: Session, edits: readonly unknown[]): void {
  for (const [at, edit] of edits.entries()) {
    const { path, index, values } = (edit ?? {}) as Partial<SceneEdit>;
    if (typeof path !== 'string')
      throw refuse(at, 'has no "path". Name the tensor, as in "layers.0.attention.scores".');
    if (!Array.isArray(index) || !index.every(isPlace))
      throw refuse(at, `has no "index". Say which cell of ${path}, as in [0, 2, 1].`);
    const read = Array.isArray(values) ? values.map(fromJsonNumber) : [];
    if (read.length === 0 || read.includes(null))
      throw refuse(at, `needs "values": a list of numbers for ${path}, but has ${JSON.stringify(values ?? null)}.`);
    try {
      session.edit(path, index, read.length === 1 ? read[0]! : (read as number[]));
    } catch (error) {
      throw refuse(at, `does not fit. ${(error as Error).message}`);
    }
  }
}
