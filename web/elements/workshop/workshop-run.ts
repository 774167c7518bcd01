/** What the workshop does to a scene: changes lie over the scene as it came, one on the other, and can be taken back. */

import { repeatEdit } from '../../engine/editing/carry-over.js';
import {
  type Carried,
  carryOver,
  type Edit,
  type Engine,
  type MaskConfig,
  rebuildScene,
  type SceneChange,
  type SceneFile,
  type Session,
} from '../../engine/index.js';
import { patchBetween } from '../../engine/scene/scene-edit.js';

/** A scene that runs, and how it came from the one before. */
export interface Run {
  scene: SceneFile;
  session: Session;
  change: SceneChange;
  /** Written tensors still in use, of all; null where the scene has none written. */
  written: { kept: number; all: number } | null;
  carried: Carried;
}

/** What brings a state back: the change, what was edited by hand, and where the program stood. */
export interface Before {
  change: SceneChange;
  edits: Edit[];
  cells: number;
}

/** One change on top of another. */
export function joined(first: SceneChange, second: SceneChange): SceneChange {
  const model = { ...first.model, ...second.model };
  if (first.model?.feed_forward && second.model?.feed_forward) {
    model.feed_forward = { ...first.model.feed_forward, ...second.model.feed_forward };
  }
  if (first.model?.rotary && second.model?.rotary) {
    model.rotary = { ...first.model.rotary, ...second.model.rotary };
  }
  return { ...first, ...second, ...(Object.keys(model).length > 0 ? { model } : {}) };
}

const nothingCarried: Carried = { kept: [], lost: [] };

/** A session remembers the scene as it was given and what was laid over it; so a link can bring it back. */
function opened(engine: Engine, base: SceneFile, change: SceneChange, given: object): Omit<Run, 'carried'> {
  const { scene, kept, dropped } = rebuildScene(engine, base, change);
  const session = engine.open(given, patchBetween(given as SceneFile, scene));
  const all = kept.length + dropped.length;
  return { scene, session, change, written: all > 0 ? { kept: kept.length, all } : null };
}

/**
 * Runs `base` with a change.
 * @throws EngineError `scene` if such a program cannot be
 */
export function run(engine: Engine, base: SceneFile, change: SceneChange, from: Session): Run {
  const made = opened(engine, base, change, from.given);
  return { ...made, carried: carryOver(from, made.session) };
}

/** Runs what ran before. */
export function runAgain(engine: Engine, base: SceneFile, { change, edits, cells }: Before, from: Session): Run {
  const made = opened(engine, base, change, from.given);
  const { session } = made;
  for (const edit of edits) repeatEdit(session, edit);
  session.level = from.level;
  for (const path of from.breakpoints) session.breakpoints.add(path);
  session.seek(cells);
  return { ...made, carried: nothingCarried };
}

export const beforeOf = (change: SceneChange, session: Session): Before => ({
  change,
  edits: session.edits,
  cells: session.position.cells,
});

/** The first layer with one mask put on the scores, and on the weights; both sessions are the caller's to close. */
export function bothWays(engine: Engine, base: SceneFile, change: SceneChange, mask: MaskConfig): [Session, Session] {
  const open = (on: 'scores' | 'weights') =>
    engine.open(rebuildScene(engine, base, joined(change, { model: { mask: { ...mask, on }, layers: 1 } })).scene);
  return [open('scores'), open('weights')];
}

/** Widths that so many heads can share, around `near`; heads that can share such a width. */
export const widthsFor = (heads: number, near: number): number[] => {
  const low = Math.max(1, Math.floor(near / heads)) * heads;
  return low === near ? [low] : [low, low + heads];
};
export const headsFor = (width: number, most: number): number[] =>
  Array.from({ length: most }, (_, i) => i + 1).filter((heads) => width % heads === 0);
