#!/usr/bin/env node
/**
 * Makes the scenes of this lesson: one layer around the attention of the hacker scene (lessons/07-hacker/hacker.json),
 * with its norms before the sublayers, after them, and left out; and six layers of random numbers without norms.
 *
 *   node lessons/11-residual-and-norm/make_scenes.js [folder]      writes all files (here, unless another is named)
 *
 * Gains, biases and the feed-forward were chosen, not learned: short numbers, so that the sums can be followed.
 */
import { readFileSync } from 'node:fs';
import { writeScenes } from '../_shared/write-scene.js';

const hacker = JSON.parse(readFileSync(new URL('../07-hacker/hacker.json', import.meta.url), 'utf8'));

const NORMS = {
  'layers.0.norm_1.gain': [1, 1, 1, 1],
  'layers.0.norm_1.bias': [0, 0, 0, 0],
  'layers.0.norm_2.gain': [1, 2, 0.5, 1],
  'layers.0.norm_2.bias': [0, 0.5, 0, -1],
};

const FEED_FORWARD = {
  'layers.0.feed_forward.w1': [
    [1, 0, -1, 0.5],
    [0, 1, 0.5, -1],
    [-0.5, 0, 1, 0],
    [0, 0.5, 0, 1],
  ],
  'layers.0.feed_forward.w2': [
    [0.5, 0, 0, -0.5],
    [0, 0.5, -0.5, 0],
    [0.5, 0.5, 0, 0],
    [0, 0, 0.5, 0.5],
  ],
};

function scene(norm) {
  return {
    version: 1,
    id: norm,
    title: `The hacker breached the firewall, norm: ${norm}`,
    tokens: hacker.tokens,
    model: {
      ...{ kind: 'block', width: 4, heads: 1, norm, final_norm: false, position: 'none', bias: false },
      feed_forward: { width: 4, activation: 'relu' },
    },
    weights: { tensors: { ...hacker.weights.tensors, ...(norm === 'none' ? {} : NORMS), ...FEED_FORWARD } },
    made_by:
      'Chosen, not learned: one layer around the attention of the hacker scene. To make it again: node lessons/11-residual-and-norm/make_scenes.js',
  };
}

const SIX_LAYERS = {
  version: 1,
  id: 'six-layers',
  title: 'Six layers of random numbers, without norms',
  tokens: hacker.tokens,
  model: {
    ...{
      kind: 'encoder',
      layers: 6,
      width: 8,
      heads: 1,
      norm: 'none',
      final_norm: false,
      position: 'none',
      bias: false,
    },
    feed_forward: { width: 32, activation: 'gelu' },
  },
  weights: { seed: 7 },
  made_by:
    'Drawn from seed 7; nothing here was learned. To make it again: node lessons/11-residual-and-norm/make_scenes.js',
};

writeScenes(import.meta.url, [...['pre', 'post', 'none'].map(scene), SIX_LAYERS]);
