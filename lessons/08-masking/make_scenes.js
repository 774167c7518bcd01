#!/usr/bin/env node
/**
 * Makes the scenes of this lesson out of the hacker scene (lessons/07-hacker/hacker.json): the same words and weights
 * under other masks, a shorter sentence, and the sentence with padding behind it.
 *
 *   node lessons/08-masking/make_scenes.js [folder]      writes all files (into this folder, unless another is named)
 *
 * Only the row of [pad] in the embedding table is new. It was chosen, not learned, so that an unmasked [pad] takes a
 * share that one can see.
 */
import { readFileSync } from 'node:fs';
import { writeScenes } from '../_shared/write-scene.js';

const hacker = JSON.parse(readFileSync(new URL('../07-hacker/hacker.json', import.meta.url), 'utf8'));
const WORDS = hacker.tokens;
const PAD = '[pad]';
const PAD_ROW = [0.7, -0.2, 0.4, 0.3];

function scene(id, title, { tokens = WORDS, padded = false, mask }) {
  const table = hacker.weights.tensors['embed.table'];
  return {
    version: 1,
    id,
    title,
    tokens,
    vocabulary: padded ? [...WORDS, PAD] : WORDS,
    model: { ...hacker.model, mask },
    weights: { tensors: { ...hacker.weights.tensors, 'embed.table': padded ? [...table, PAD_ROW] : table } },
    made_by:
      'Chosen, not learned: the numbers of the hacker scene under a different mask. To make it again: node lessons/08-masking/make_scenes.js',
  };
}

/** A mask of its own: `may(query, key)` says who may look at whom. */
const custom = (may) => ({
  kind: 'custom',
  rows: WORDS.map((_, t) => WORDS.map((_, s) => (may(t, s) ? 1 : 0))),
});

const title = 'The hacker breached the firewall';
const padded = { tokens: [...WORDS, PAD, PAD], padded: true };
writeScenes(import.meta.url, [
  scene('open', `${title}, everything visible`, { mask: { kind: 'none' } }),
  scene('causal', `${title}, looking back only`, { mask: { kind: 'causal' } }),
  scene('short', 'The hacker breached the', { tokens: WORDS.slice(0, 4), mask: { kind: 'causal' } }),
  scene('short-open', 'The hacker breached the, everything visible', {
    tokens: WORDS.slice(0, 4),
    mask: { kind: 'none' },
  }),
  scene('late', `${title}, weights masked too late`, { mask: { kind: 'causal', on: 'weights' } }),
  scene('padding', `${title}, two pads, masked`, { ...padded, mask: { kind: 'padding', length: 5 } }),
  scene('padding-open', `${title}, two pads, no mask`, { ...padded, mask: { kind: 'none' } }),
  scene('strict', `${title}, no word sees itself`, { mask: custom((t, s) => s < t) }),
  scene('forward', `${title}, looking ahead only`, { mask: custom((t, s) => s >= t) }),
  scene('nothing', `${title}, one row that may see nothing`, {
    mask: custom((t) => t !== 3),
  }),
]);
