/** What a model in training writes: the shown sequence begun, and then always the word that it finds most likely. */
import type { Engine } from '../../engine/index.js';
import type { Scene } from '../../engine/types.js';

export interface Continuation {
  given: string[];
  /** Word by word what is written, and what the sequence has there. */
  words: { written: string; sequence: string }[];
}

/** Of equally likely words the first in the vocabulary; -1 where there is a number that is none. */
const likeliest = (logits: Float32Array | Float64Array): number => logits.indexOf(Math.max(...logits));

/** Whether no token sees a later one, so that there is a next word to be found. */
const isCausal = ({ kind, causal }: { kind: string; causal?: boolean }): boolean =>
  kind === 'causal' || (kind === 'window' && causal === true);

/**
 * @param scene with the weights of a step
 * @returns null where tokens see later ones, where the sequence is too short to be gone on with, and where a loss ran away
 */
export function continuationOf(engine: Engine, scene: object): Continuation | null {
  const runner = engine.runner(scene);
  try {
    const { tokens, vocabulary = [], model } = runner.scene as Scene;
    const length = Math.ceil(tokens.length / 2);
    if (!isCausal(model.mask) || length === tokens.length) return null;
    const given = tokens.slice(0, length);
    const words: Continuation['words'] = [];
    for (const sequence of tokens.slice(length)) {
      const { shape, data } = runner.forward([...given, ...words.map(({ written }) => written)]);
      const written = vocabulary[likeliest(data.subarray(data.length - (shape[1] as number)))];
      if (written === undefined) return null;
      words.push({ written, sequence });
    }
    return { given, words };
  } finally {
    runner.close();
  }
}
