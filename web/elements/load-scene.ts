/** Opens a scene that was given as an address, as JSON text or as an object. */
import { type Engine, EngineError, loadEngine, type Session } from '../engine/index.js';

export type SceneSource = string | object;

/** A scene's address gave nothing; the engine itself is well. */
export class SceneFetchError extends EngineError {
  constructor(url: string, reason: string) {
    super('load', `${url}: ${reason}`);
  }
}

let shared: Promise<Engine> | null = null;

/** One engine for all elements of a page; a failed start may be tried again. */
export function sharedEngine(): Promise<Engine> {
  shared ??= loadEngine().catch((error) => {
    shared = null;
    throw error;
  });
  return shared;
}

async function fetchScene(url: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new SceneFetchError(url, (cause as Error).message);
  }
  if (!response.ok) throw new SceneFetchError(url, `${response.status} ${response.statusText}`);
  return response.text();
}

/** @throws SceneFetchError, or EngineError: `load` where the engine could not be had, `scene` where the scene is not one */
export async function openScene(
  scene: SceneSource,
  engine: Engine | null,
): Promise<{ engine: Engine; session: Session }> {
  const isAddress = typeof scene === 'string' && !scene.trimStart().startsWith('{');
  const [ready, content] = await Promise.all([engine ?? sharedEngine(), isAddress ? fetchScene(scene) : scene]);
  return { engine: ready, session: ready.open(content) };
}
