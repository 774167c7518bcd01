/** Opens a scene that was given as an address, as JSON text or as an object. */

import { type Engine, EngineError, forwardEngine, loadEngine, type Session } from '../../engine/index.js';
import { parseScene } from '../../engine/reading/flatten.js';

export type SceneSource = string | object;

/** A scene's address gave nothing; the engine itself is well. */
export class SceneFetchError extends EngineError {
  constructor(url: string, reason: string) {
    super('load', `${url}: ${reason}`);
  }
}

async function start(whole: boolean): Promise<Engine> {
  if (!whole) return loadEngine(forwardEngine());
  const [engine] = await Promise.all([loadEngine(), import('../backward/backward-words.js')]);
  return engine;
}

/** By whether they are the whole engine. */
const shared = new Map<boolean, Promise<Engine>>();

/**
 * One engine for all elements of a page: until gradients are asked for, the lighter one that has none. A failed start may be
 * tried again.
 */
export function sharedEngine(whole = false): Promise<Engine> {
  const running = shared.get(true) ?? shared.get(whole);
  if (running) return running;
  const started = start(whole).catch((error) => {
    shared.delete(whole);
    throw error;
  });
  shared.set(whole, started);
  return started;
}

/** Whether the lighter engine refused what the whole one can do. */
export const needsWhole = (error: unknown): boolean => error instanceof EngineError && error.code === 'whole';

/** Members of a scene that only the whole engine can do. */
const WHOLE = ['loss', 'generate'];

/** The engine that a scene needs as far as its text tells: the one that is there, if it can. */
export async function engineFor(scene: object, engine: Engine | null): Promise<Engine> {
  const whole = WHOLE.some((member) => member in Object(scene));
  return engine && (engine.whole || !whole) ? engine : sharedEngine(whole);
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
  const [ready, content] = await Promise.all([
    engine ?? (isAddress ? sharedEngine() : null),
    isAddress ? fetchScene(scene) : scene,
  ]);
  const given = typeof content === 'string' ? (parseScene(content) as object) : content;
  return openPlainOrWritten(ready, given);
}

async function openPlain(scene: object, engine: Engine | null): Promise<{ engine: Engine; session: Session }> {
  const able = await engineFor(scene, engine);
  try {
    return { engine: able, session: able.open(scene) };
  } catch (error) {
    if (!needsWhole(error)) throw error;
    const whole = await sharedEngine(true);
    return { engine: whole, session: whole.open(scene) };
  }
}

/** What writes scenes out is fetched where a scene does not hold numbers alone; those of a built site all do. */
async function openPlainOrWritten(engine: Engine | null, scene: object): Promise<{ engine: Engine; session: Session }> {
  try {
    return await openPlain(scene, engine);
  } catch (error) {
    const { expandScene, isExpandable } = await import('../../engine/patterns/expand-scene.js');
    if (!isExpandable(scene)) throw error;
    const writer = await engineFor(scene, engine);
    return openPlain(expandScene(writer, scene).scene, writer);
  }
}
