#!/usr/bin/env node
/**
 * Makes the scenes of this lesson: one whole layer with numbers drawn from a seed, the same words in another order, and
 * the same layer with another bend.
 *
 *   node lessons/12-layer/make_scenes.js [folder]      writes all files (into this folder, unless another is named)
 */
import { writeScenes } from '../_shared/write-scene.js';

const WORDS = ['The', 'hacker', 'breached', 'the', 'firewall'];

function scene(id, title, tokens, activation) {
  return {
    version: 1,
    id,
    title,
    tokens,
    vocabulary: WORDS,
    model: {
      ...{ kind: 'block', width: 4, heads: 2, norm: 'pre', final_norm: false },
      feed_forward: { width: 6, activation },
    },
    weights: { seed: 12 },
    made_by: 'Drawn from seed 12; nothing here was learned. To make it again: node lessons/12-layer/make_scenes.js',
  };
}

writeScenes(import.meta.url, [
  scene('layer', 'One whole layer', WORDS, 'relu'),
  scene('reversed', 'One whole layer, with the words in reverse', WORDS.toReversed(), 'relu'),
  scene('gelu', 'One whole layer, with a softer activation', WORDS, 'gelu'),
]);
