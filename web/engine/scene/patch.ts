/** Another sentence or another model in place of a scene's own, without writing the whole scene again. */
import { EngineError, type GenerateConfig, type ModelConfig, type PickConfig } from '../types.js';

/**
 * What is changed of a scene: its words, its model, its weights, how it goes on. Laid over the scene as a JSON merge patch (RFC 7396):
 * members replace members, `null` takes one away, lists are replaced whole.
 */
export interface ScenePatch {
  tokens?: string[];
  memory?: string[] | null;
  vocabulary?: string[] | null;
  model?: { [K in keyof ModelConfig]?: ModelConfig[K] | null };
  weights?: { seed?: number | null; tensors?: Record<string, unknown> | null };
  generate?: GenerateFile | null;
}

/** How a scene goes on, as it is written in a file. */
export type GenerateFile = Partial<Omit<GenerateConfig, 'pick'>> & { pick?: Partial<PickConfig> };

/** The members of a scene that a patch may touch. */
export const PATCHED: readonly string[] = ['tokens', 'memory', 'vocabulary', 'model', 'weights', 'generate'];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** RFC 7396. The given objects stay as they are. */
function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const members = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) members.delete(key);
    else if (value !== undefined) members.set(key, merged(members.get(key), value));
  }
  return Object.fromEntries(members);
}

/** The scene with the patch laid over it. Throws EngineError `scene` for members that no patch may touch. */
export function patched(scene: unknown, patch: ScenePatch): unknown {
  const keys = Object.keys(patch);
  const wrong = keys.find((key) => !PATCHED.includes(key));
  if (wrong !== undefined) {
    throw new EngineError(
      'scene',
      `A patch cannot change "${wrong}" of a scene. It may change: ${PATCHED.join(', ')}.`,
    );
  }
  return keys.length > 0 ? merged(scene, patch) : scene;
}
