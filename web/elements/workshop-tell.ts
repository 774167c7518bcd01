/** What a change did, in sentences. */
import type { LostEdit } from '../engine/index.js';
import type { Run } from './workshop-run.js';
import { say } from './workshop-words.js';

const placeOf = ({ edit: { path, index } }: LostEdit): string =>
  index.length > 0 ? `${path} [${index.map((at) => at + 1).join(', ')}]` : path;

/** First what was done, then what was kept and what was not. */
export function tellRun({ written, carried, scene }: Run, done: string): string[] {
  const told = [done];
  if (written && written.kept < written.all) {
    told.push(say('workshop-weights', { ...written, seed: String(scene.weights.seed) }));
  }
  const { kept, lost } = carried;
  if (kept.length + lost.length > 0) {
    told.push(say('workshop-edits', { kept: kept.length, all: kept.length + lost.length }));
    for (const one of lost) told.push(say(`workshop-lost-${one.why}`, { place: placeOf(one), message: one.message }));
  }
  return told;
}
