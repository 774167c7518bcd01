/** The task that one layer of attention cannot learn and two can: what follows a word is what followed it before. */

const VOCABULARY = [...'abcdefghijklmnop'];
const TOKENS = 24;

/** Held-out loss below which induction counts as learned; guessing among sixteen words has a loss of 2.77. */
export const BOUND = 0.1;

export const induction = (layers, seed) => ({
  scene: {
    version: 1,
    tokens: Array.from({ length: TOKENS }, (_, t) => VOCABULARY[t % VOCABULARY.length]),
    vocabulary: VOCABULARY,
    model: {
      ...{ kind: 'decoder', layers, width: 32, heads: 2, position: 'learned', bias: false, unembed: true },
      feed_forward: { width: 0 },
    },
    weights: { seed },
  },
  data: { task: 'induction', seed },
  optimizer: { kind: 'adam', rate: 0.003, betas: [0.9, 0.99] },
  batch: 16,
  keep: 50,
});
