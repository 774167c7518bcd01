/** Opens a scene that was given as an address, as JSON text or as an object. */
import { type Engine, EngineError, loadEngine, type Session } from '../engine/index.js';
import { say } from './words.js';

export type SceneSource = string | object;

let shared: Promise<Engine> | null = null;

/** One engine for all elements of a page; a failed start may be tried again. */
function sharedEngine(): Promise<Engine> {
  shared ??= loadEngine().catch((error) => {
    shared = null;
    throw error;
  });
  return shared;
}

async function fetchScene(url: string): Promise<string> {
  const failed = (reason: string) => new EngineError('load', `${say('error-fetch', { url })} (${reason}) ${say('error-fetch.mend')}`);
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw failed((cause as Error).message);
  }
  if (!response.ok) throw failed(String(response.status));
  return response.text();
}

/** @throws EngineError: `load` where something could not be fetched, `scene` where the scene is not one */
export async function openScene(scene: SceneSource, engine: Engine | null): Promise<{ engine: Engine; session: Session }> {
  const isAddress = typeof scene === 'string' && !scene.trimStart().startsWith('{');
  const [ready, content] = await Promise.all([engine ?? sharedEngine(), isAddress ? fetchScene(scene) : scene]);
  return { engine: ready, session: ready.open(content) };
}
