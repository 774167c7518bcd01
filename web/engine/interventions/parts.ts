/** Parts of a running program that can be taken out, or replaced by what they are elsewhere: heads, sublayers, tokens. */

import { GRADIENTS } from '../boundary/behind.js';
import { repeatEdit } from '../editing/carry-over.js';
import type { Engine } from '../engine.js';
import { leavesOf } from '../leaves.js';
import { offsetOf } from '../row-major.js';
import { patched } from '../scene/patch.js';
import { rebuildScene, type SceneFile, vocabularyOf } from '../scene/scene-edit.js';
import type { Session } from '../session.js';
import { EngineError } from '../types.js';

/** A run of cells that are one part's work. */
export interface Part {
  kind: 'head' | 'sublayer' | 'token';
  path: string;
  /** The first cell, and how many there are. */
  index: number[];
  length: number;
  /** Rows of the part: tokens, each of so many numbers. */
  width: number;
  /** The head or the token, from 0 on; 0 of a sublayer. */
  number: number;
}

/** What takes the place of a part: zeros, its own mean over the tokens, or what it is in a run of other words. */
export type Replacement = 'zeros' | 'mean' | { tokens: string[] };

function headsOf(session: Session, path: string): Part[] {
  const [heads = 0, tokens = 0, width = 0] = session.shapeOf(path).shape;
  return Array.from({ length: heads }, (_, number) => ({
    ...{ kind: 'head' as const, path, index: [number, 0, 0], length: tokens * width, width, number },
  }));
}

function sublayerOf(session: Session, path: string): Part {
  const [tokens = 0, width = 0] = session.shapeOf(path).shape;
  return { kind: 'sublayer', path, index: [0, 0], length: tokens * width, width, number: 0 };
}

function tokensOf(session: Session, path: string): Part[] {
  const [tokens = 0, width = 0] = session.shapeOf(path).shape;
  return Array.from({ length: tokens }, (_, number) => ({
    ...{ kind: 'token' as const, path, index: [number, 0], length: width, width, number },
  }));
}

/** Every part of a program, in its order. A head's part is what is merged of it; a sublayer's, what is added to the stream. */
export function partsOf(session: Session): Part[] {
  const forward = leavesOf(session.program).filter(({ path }) => !path.startsWith(GRADIENTS));
  return forward.flatMap(({ stage, inputs, outputs }) => {
    if (stage === 'embed') return tokensOf(session, outputs.x!);
    if (stage === 'merge_heads') return headsOf(session, inputs.heads!);
    if (stage === 'residual') return [sublayerOf(session, inputs.y!)];
    return [];
  });
}

function read(session: Session, { path, index, length }: Part): Float32Array {
  const { shape, data } = session.tensor(path, { ahead: true });
  const from = offsetOf(shape, index);
  return data.slice(from, from + length);
}

/** The mean of a part's rows, in every row; of a token, the mean of all tokens. */
function meanOf(session: Session, part: Part): Float32Array {
  const whole = part.kind === 'token' ? session.tensor(part.path, { ahead: true }).data : read(session, part);
  const rows = whole.length / part.width;
  const mean = Float32Array.from({ length: part.width }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += whole[row * part.width + column]!;
    return sum / rows;
  });
  return Float32Array.from({ length: part.length }, (_, i) => mean[i % part.width]!);
}

/** Which of the sentences a part is made of: the second one is the memory's, which an encoder reads. */
export const sentenceOf = ({ path }: Part): 'tokens' | 'memory' =>
  path.startsWith('encoder.') || /(^|\.)embed_memory$/.test(path) ? 'memory' : 'tokens';

function refuseUnknown(scene: SceneFile, words: string[]): void {
  const vocabulary = vocabularyOf(scene);
  const unknown = scene.weights.tensors ? words.find((word) => !vocabulary.includes(word)) : undefined;
  if (unknown !== undefined)
    throw new EngineError(
      'scene',
      `"${unknown}" is not in the vocabulary of this model. Use its words: ${vocabulary.join(', ')}.`,
    );
}

/** The part in a run of other words; with edits of weights, masks and options, and without those of results. */
function elsewhere(engine: Engine, session: Session, part: Part, words: string[]): Float32Array {
  const sentence = sentenceOf(part);
  const count = session.scene[sentence]!.length;
  if (words.length !== count)
    throw new EngineError(
      'scene',
      `The other sentence has ${words.length} tokens, but ${count} are needed: they trade places one for one. Give ${count}.`,
    );
  const { edits: _, ...scene } = patched(session.given, session.patch) as SceneFile & { edits?: unknown };
  refuseUnknown(scene, words);
  const other = engine.open(rebuildScene(engine, scene, { [sentence]: words }).scene);
  try {
    for (const edit of session.edits)
      if (/^(weights|masks)\./.test(edit.path) || edit.index.length === 0) repeatEdit(other, edit);
    return read(other, part);
  } finally {
    other.close();
  }
}

/**
 * Puts something else in the place of a part. It is an edit like any other: everything behind it is computed again, and undo
 * takes it back.
 * @throws EngineError where other words do not fit, or are not in the vocabulary
 */
export function intervene(engine: Engine, session: Session, part: Part, by: Replacement): void {
  const values =
    by === 'zeros'
      ? new Float32Array(part.length)
      : by === 'mean'
        ? meanOf(session, part)
        : elsewhere(engine, session, part, by.tokens);
  session.edit(part.path, part.index, values);
}
