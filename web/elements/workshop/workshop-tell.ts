/** What a change did, in sentences. */

import type { LostEdit, Session } from '../../engine/index.js';
import { sameness } from '../../engine/sameness.js';
import { formatPlain } from '../../engine/writing/format.js';
import { placeOf, titleOf } from '../shared/words.js';
import { headsFor, type Run, widthsFor } from './workshop-run.js';
import { say } from './workshop-words.js';

/** What was edited, by name and labels: `Embeddings, token cat, number 3`. */
function nameOf({ edit: { path, index } }: LostEdit, from: Session): string {
  if (index.length === 0) return path;
  const tensor = from.tensor(path, { ahead: true });
  return [titleOf(tensor), placeOf(tensor, index)].filter(Boolean).join(', ');
}

/** First what was done, then what was kept and what was not; `from` is the session before. */
export function tellRun({ written, carried, scene }: Run, done: string, from: Session): string[] {
  const told = [done];
  if (written && written.kept < written.all) {
    told.push(say('workshop-weights', { ...written, seed: String(scene.weights.seed) }));
  }
  const { kept, lost } = carried;
  if (kept.length + lost.length > 0) {
    told.push(say('workshop-edits', { kept: kept.length, lost: lost.length, all: kept.length + lost.length }));
    for (const one of lost)
      told.push(say(`workshop-lost-${one.why}`, { place: nameOf(one, from), message: one.message }));
  }
  return told;
}

/** A matrix by its layer and its name. */
function matrixOf(path: string, session: Session): string {
  const layer = /(?:^|\.)layers\.(\d+)\./.exec(path)?.[1];
  const title = titleOf(session.tensor(path, { ahead: true }));
  return layer === undefined ? title : say('same-layer', { layer: Number(layer) + 1, title });
}

/** Whether what runs now computes the same as what ran before, and if not, where the two part. */
export function tellSameness(now: Session, before: Session): string {
  const { same, compared, largest, parts, meets } = sameness(now, before);
  if (!parts) return say('same-all', { count: compared, largest: largest === 0 ? '0' : largest.toExponential(0) });
  const { path, index, one, other } = parts;
  const matrix = matrixOf(path, now);
  if (!index) return say('same-shape', { matrix });
  const place = placeOf(now.tensor(path, { ahead: true }), index);
  const told = { matrix, place, now: formatPlain(one!), before: formatPlain(other!) };
  return same && meets ? say('same-end', { ...told, meets: matrixOf(meets, now) }) : say('same-not', told);
}

/** A list to read: "4, 8 or 16". */
const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Why so many heads and such a width do not go together; empty if they do, or something else was changed. */
export function refusalToShare({ heads, width }: { heads: number; width: number }, field: string): string {
  if ((field !== 'heads' && field !== 'width') || width % heads === 0) return '';
  const fits = field === 'width' ? widthsFor(heads, width) : headsFor(width, 16);
  const args = { heads, width, fits: either.format(fits.map(String)) };
  return say(field === 'width' ? 'refuse-share' : 'refuse-share-heads', args);
}
