import type { OptimizerOptions, Scene } from '../types.js';

export type { OptimizerOptions };

/** What a run learns from: sequences of words, all of one length; a text; or a task that makes them. */
export type TrainingData = SequenceData | TextData | TaskData;

export interface SequenceData {
  sequences: string[][];
  /** For each place of each sequence the word to tell there, null where none is; by default the next word. */
  targets?: (string | null)[][];
  /** Sequences that are never learned from, and whose loss is measured at kept steps. */
  held_out?: string[][];
}

export interface TextData {
  /** Cut into tokens, of which every run of `length` is a sequence; the last tenth is held out. */
  text: string;
  /** By default words. */
  by?: 'words' | 'characters';
  /** Tokens of a sequence; by default as many as the scene has. */
  length?: number;
}

export interface TaskData {
  task: 'copy' | 'reverse' | 'sort' | 'add' | 'induction' | 'grammar';
  seed?: number;
  /** Words of a sequence; by default as many as the scene has tokens. */
  length?: number;
}

export interface TrainingOptions {
  /** An object, or its JSON text. Its model needs logits: `unembed: true`. */
  scene: object | string;
  data: TrainingData;
  optimizer: OptimizerOptions;
  /** Sequences of a step; by default all that are given, and 16 of a task. */
  batch?: number | 'all';
  /** Of the order in which given sequences come. */
  seed?: number;
  /** Every so many steps the state is kept, and the held-out loss measured; by default 20. */
  keep?: number;
}

/** A step that was taken, counted from 1, and the loss of its batch before it. */
export interface StepLoss {
  step: number;
  loss: number;
}

export interface StartOptions {
  /** The longest that the page is kept from other work, in milliseconds; by default 8. */
  slice?: number;
  /** Stops after so many steps in all. */
  until?: number;
  /** Called after every slice in which a step was done, and when the run stops by itself. */
  onSlice?: () => void;
}

/** What a step learns from: for each sequence its words and, where one counts, the word to tell at each place. */
export interface TrainingBatch {
  sequences: string[][];
  targets: (string | null)[][];
}

/** A scene as `engine.open` takes it, with the weights of a step. */
export type TrainedScene = Omit<Scene, 'id' | 'title'> & {
  weights: { tensors: Record<string, import('../types.js').Tensor> };
};
