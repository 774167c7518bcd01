#!/usr/bin/env node
/**
 * Makes the scenes of this lesson. Nothing is learned or searched here: each number of a word, and each entry of a
 * matrix, was given a job, and the few that decide the row of "it" were set so that it comes out, to two decimals, as a
 * table that has been shown for this sentence.
 *
 *   node lessons/10-patterns/make_scenes.js [folder]      writes all files (into this folder, unless another is named)
 *
 * The two-layer scenes (tired, wide) differ in their last token alone. In the first layer "it" looks for a word that
 * describes and takes over what it says; in the second it looks for a noun of the kind it has heard of. The one-layer
 * scenes have the matrices of the second layer and no first. The other scenes are about what a picture of weights does
 * not prove: three opinions of a film, and one token that is to make a verdict of them.
 */
import { writeScenes } from '../_shared/write-scene.js';

/** For each word: noun, living (+) or thing (-), pronoun, describes, said of the living (+) or of things (-), doing. */
const WORDS = {
  The: [0.1, 0, 0, 0.1, 0, 0.2],
  animal: [1, 1, 0, 0, 0, 0.1],
  "didn't": [0.6, 0.2, 0, 0.1, 0, 0.6],
  cross: [0.1, 0, 0, 0.2, 0, 1],
  the: [0.1, 0, 0, 0, 0, 0.2],
  street: [1, -1, 0, 0.1, 0, 0],
  because: [0.4, 0, 0, 0.2, 0, 0.2],
  it: [0.2, 0, 1, 0, 0.1, 0],
  was: [0.1, 0, 0, 0.2, 0, 0.8],
  too: [0.1, 0, 0, 0.4, 0, 0.1],
  tired: [0.4, 0, 0, 1, 0.7, 0.2],
  wide: [0.3, 0, 0, 1, -0.9, 0.1],
};
const SENTENCE = "The animal didn't cross the street because it was too".split(' ');

/** A matrix of `rows` by `columns` zeros with a few entries set: [row, column, number]. */
function matrix(rows, columns, ...entries) {
  const zeros = Array.from({ length: rows }, () => Array(columns).fill(0));
  for (const [row, column, x] of entries) zeros[row][column] = x;
  return zeros;
}

const [NOUN, LIVING, PRONOUN, DESCRIBES, SAID, DOING] = [0, 1, 2, 3, 4, 5];

/** Pronouns ask for words that describe; doing words ask for nouns. Only what is said of someone is handed over. */
const FIRST = {
  wq: matrix(6, 4, [PRONOUN, 0, 4], [DOING, 1, 2], [NOUN, 2, 1]),
  wk: matrix(6, 4, [DESCRIBES, 0, 3], [NOUN, 1, 2], [DOING, 2, 2]),
  wv: matrix(6, 4, [SAID, 0, 1]),
  wo: matrix(4, 6, [0, SAID, 1]),
};

/** Pronouns ask for nouns; who has heard something said asks for those it can be said of. */
const SECOND = {
  wq: matrix(6, 4, [PRONOUN, 0, 2.4], [SAID, 1, 3.1]),
  wk: matrix(6, 4, [NOUN, 0, 2], [LIVING, 1, 2]),
  wv: matrix(6, 4, [NOUN, 0, 1], [LIVING, 1, 1]),
  wo: matrix(4, 6, [0, NOUN, 1], [1, LIVING, 1]),
};

const named = (place, matrices) => Object.fromEntries(Object.entries(matrices).map(([w, m]) => [`${place}.${w}`, m]));
const NO_FEED_FORWARD = { w1: matrix(6, 1), w2: matrix(1, 6) };
const MADE_BY = 'Chosen, not learned: each number has a job. To make it again: node lessons/10-patterns/make_scenes.js';

const sentence = (last) => ({ tokens: [...SENTENCE, last], vocabulary: Object.keys(WORDS) });
const size = { width: 6, heads: 1, head_width: 4, bias: false, mask: { kind: 'exclude-self' } };

function twoLayers(last) {
  return {
    version: 1,
    id: last,
    title: `The animal, the street, and it: ${last}`,
    ...sentence(last),
    model: { kind: 'encoder', layers: 2, ...size, norm: 'none', final_norm: false, feed_forward: { width: 1 } },
    weights: {
      tensors: {
        'embed.table': Object.values(WORDS),
        ...named('layers.0.attention', FIRST),
        ...named('layers.0.feed_forward', NO_FEED_FORWARD),
        ...named('layers.1.attention', SECOND),
        ...named('layers.1.feed_forward', NO_FEED_FORWARD),
      },
    },
    made_by: MADE_BY,
  };
}

function oneLayer(last) {
  return {
    version: 1,
    id: `one-${last}`,
    title: `One layer alone: ${last}`,
    ...sentence(last),
    model: { kind: 'attention', ...size },
    weights: { tensors: { 'embed.table': Object.values(WORDS), ...named('layers.0.attention', SECOND) } },
    made_by: MADE_BY,
  };
}

/** For each word: asks, is "fine", its stars, ends a sentence. */
const OPINIONS = {
  verdict: [1, 0, 0, 0],
  dull: [0, 0, 1, 0],
  fine: [0, 1, 2, 0],
  superb: [0, 0, 3, 0],
  '.': [0, 0, 0, 1],
};
const [ASKS, FINE, STARS, ENDS] = [0, 1, 2, 3];

/** One head for each entry of `heads`: which number of a word it looks at, and how much it is drawn to it. */
function opinions(id, title, tokens, heads) {
  const each = heads.map((_, h) => h);
  return {
    version: 1,
    id,
    title,
    tokens,
    vocabulary: Object.keys(OPINIONS),
    model: {
      kind: 'attention',
      width: 4,
      heads: heads.length,
      head_width: 1,
      bias: false,
      mask: { kind: 'exclude-self' },
    },
    weights: {
      tensors: {
        'embed.table': Object.values(OPINIONS),
        'layers.0.attention.wq': matrix(4, heads.length, ...each.map((h) => [ASKS, h, heads[h][1]])),
        'layers.0.attention.wk': matrix(4, heads.length, ...each.map((h) => [heads[h][0], h, 1])),
        'layers.0.attention.wv': matrix(4, heads.length, ...each.map((h) => [STARS, h, 1])),
        'layers.0.attention.wo': matrix(heads.length, 4, ...each.map((h) => [h, STARS, 1 / heads.length])),
      },
    },
    made_by: MADE_BY,
  };
}

const FILM = ['verdict', 'dull', 'fine', 'superb'];
writeScenes(import.meta.url, [
  twoLayers('tired'),
  twoLayers('wide'),
  oneLayer('tired'),
  oneLayer('wide'),
  opinions('on-fine', 'A verdict that looks at “fine”', FILM, [[FINE, 2.2]]),
  opinions('off-fine', 'A verdict that looks away from “fine”', FILM, [[FINE, -2.3]]),
  opinions('pair', 'A verdict of two heads', FILM, [
    [STARS, -3],
    [STARS, 3],
  ]),
  opinions('silent', 'A verdict that looks at the full stop', ['verdict', 'dull', 'superb', '.'], [[ENDS, 3]]),
]);
