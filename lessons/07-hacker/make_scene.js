#!/usr/bin/env node
/**
 * Makes the three scenes of this lesson: hacker.json; hacker-causal.json, which differs from it in the mask alone; and
 * hacker-quiet.json, which differs from it in the matrix of the values alone.
 *
 *   node lessons/07-hacker/make_scene.js [folder]      writes the files (into this folder, unless another is named)
 *
 * The numbers are chosen, not learned. They come from a search with a goal: the attention weights of the second "the"
 * are to be 0.05, 0.10, 0.35, 0.05, 0.45, and everything else is to make a sensible picture. One step of the search
 * nudges one number, an entry of an embedding by 0.1 or an entry of a projection among -1, 0 and 1; a step to the better
 * is kept, a step to the worse ever more seldom (simulated annealing). The random numbers are seeded, so every run finds
 * the same scene; the seed is the one we liked best of some hundred.
 *
 * Such coarse steps keep the arithmetic within reach of pencil and paper: queries, keys and values have one decimal, raw
 * scores two, and the root of the head width is exactly 2.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SEED = 207;
const STEPS = 300_000;

const TOKENS = ['The', 'hacker', 'breached', 'the', 'firewall'];
const T = TOKENS.length;
const C = 4;
const THE = 3;

/** The weights to aim at, a row for each query, and how much each row matters. The fourth is the one that must come out. */
const WEIGHTS = [
  [0.1, 0.5, 0.25, 0.05, 0.1],
  [0.1, 0.12, 0.5, 0.05, 0.23],
  [0.06, 0.4, 0.1, 0.06, 0.38],
  [0.05, 0.1, 0.35, 0.05, 0.45],
  [0.05, 0.2, 0.45, 0.15, 0.15],
];
const IMPORTANCE = [1, 0.6, 1, 400, 0.6];

/** What the cosine of "the" with each word may be: of its embedding, and of the blend that attention makes for it. */
const COSINES_BEFORE = [
  [0.72, 0.92],
  [0, 0.35],
  [-0.3, 0.15],
  [1, 1],
  [-0.1, 0.25],
];
const COSINES_AFTER = [
  [-0.1, 0.35],
  [0.1, 0.45],
  [0.5, 0.78],
  [-0.1, 0.4],
  [0.78, 0.96],
];

/** Where the embeddings start from: "The" and "the" alike, the other words apart. */
const SKETCH = [
  [0.3, -0.2, 0.2, 1.0],
  [1.0, 0.2, 0.3, -0.1],
  [0.2, 1.0, 0.5, -0.3],
  [-0.1, -0.1, 0.4, 1.0],
  [-0.3, 0.4, 1.1, 0.1],
];

/** Values are sums and differences of neighbouring numbers; the output projection halves them back. */
const WV = [
  [1, 1, 0, 0],
  [1, -1, 0, 0],
  [0, 0, 1, 1],
  [0, 0, 1, -1],
];
/** Another matrix for the values, written by hand so that almost nothing of "firewall" comes through it. */
const QUIET_WV = [
  [1, 0, 0, 0],
  [0, 1, -1, 1],
  [0, 0, 1, -0.5],
  [0, -1, -1.5, 0.5],
];
const WO = WV.map((row) => row.map((x) => x / 2));

/** A linear congruential generator (the constants of Numerical Recipes): fractions from 0 up to 1. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const square = (x) => x * x;
const outside = (x, [low, high]) => (x < low ? low - x : x > high ? x - high : 0);

function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** x (T,C) times w (C,C). */
function project(x, w) {
  return x.map((row) => {
    const y = [0, 0, 0, 0];
    for (let i = 0; i < C; i++) for (let j = 0; j < C; j++) y[j] += row[i] * w[i][j];
    return y;
  });
}

function softmax(row) {
  const exponentials = row.map(Math.exp);
  let sum = 0;
  for (const x of exponentials) sum += x;
  return exponentials.map((x) => x / sum);
}

function attend({ table, wq, wk }) {
  const q = project(table, wq);
  const k = project(table, wk);
  const weights = q.map((query) => softmax(k.map((key) => dot(query, key) / Math.sqrt(C))));
  const blend = [0, 0, 0, 0];
  for (let s = 0; s < T; s++) for (let c = 0; c < C; c++) blend[c] += weights[THE][s] * table[s][c];
  return { q, k, weights, blend };
}

/** How far the attention is from what we want: the weights, and what the second "the" resembles before and after. */
function distance(table, { weights, blend }) {
  const length = table.map((row) => Math.sqrt(dot(row, row)));
  const blendLength = Math.sqrt(dot(blend, blend));
  let far = 0;
  for (let t = 0; t < T; t++) {
    for (let s = 0; s < T; s++) far += IMPORTANCE[t] * square(weights[t][s] - WEIGHTS[t][s]);
    const before = dot(table[THE], table[t]) / (length[THE] * length[t]);
    const after = dot(blend, table[t]) / (blendLength * length[t]);
    far += 4 * (square(outside(before, COSINES_BEFORE[t])) + square(outside(after, COSINES_AFTER[t])));
  }
  return far;
}

/** How unpleasant the numbers are to work with: large ones, idle zeros, embeddings far from the sketch, full projections. */
function clutter({ table, wq, wk }, { q, k }) {
  let much = 0;
  for (let t = 0; t < T; t++) {
    for (let c = 0; c < C; c++) {
      much += 0.004 * square(table[t][c] - SKETCH[t][c]) + outside(table[t][c], [-1.3, 1.3]);
      for (const x of [q[t][c], k[t][c]])
        much += 0.3 * square(outside(x, [-1.7, 1.7])) + (Math.abs(x) < 0.05 ? 0.004 : 0);
    }
  }
  for (const x of q[THE]) if (Math.abs(x) < 0.15) much += 0.03;
  for (const w of [wq, wk]) {
    for (let i = 0; i < C; i++) {
      for (let j = 0; j < C; j++) much += 0.0008 * Math.abs(w[i][j]);
      if (w.every((row) => row[i] === 0)) much += 0.1;
    }
  }
  return much;
}

function cost(candidate) {
  const made = attend(candidate);
  return distance(candidate.table, made) + clutter(candidate, made);
}

function search(seed, steps) {
  const random = generator(seed);
  const below = (n) => Math.floor(random() * n);
  const ternary = () => WV.map((row) => row.map(() => below(3) - 1));
  const candidate = { table: SKETCH.map((row) => [...row]), wq: ternary(), wk: ternary() };
  let now = cost(candidate);
  for (let i = 0; i < steps; i++) {
    const heat = 0.15 * 1e-4 ** (i / steps);
    const name = ['table', 'table', 'wq', 'wk'][below(4)];
    const row = candidate[name][below(candidate[name].length)];
    const column = below(C);
    const old = row[column];
    const sign = random() < 0.5 ? -1 : 1;
    row[column] = name === 'table' ? Math.round(10 * old + sign) / 10 : Math.max(-1, Math.min(1, old + sign));
    const next = cost(candidate);
    if (next <= now || random() < Math.exp((now - next) / heat)) now = next;
    else row[column] = old;
  }
  return { ...candidate, cost: now };
}

function scene({ table, wq, wk }, { id, title, mask = 'none', wv = WV }) {
  return {
    version: 1,
    id,
    title,
    tokens: TOKENS,
    model: {
      kind: 'attention',
      width: C,
      heads: 1,
      head_width: C,
      norm: 'none',
      position: 'none',
      bias: false,
      mask: { kind: mask },
    },
    weights: {
      tensors: {
        'embed.table': table,
        'layers.0.attention.wq': wq,
        'layers.0.attention.wk': wk,
        'layers.0.attention.wv': wv,
        'layers.0.attention.wo': WO,
      },
    },
    made_by:
      'Chosen, not learned: a seeded search for small numbers that give the second "the" the attention weights 0.05, 0.10, 0.35, 0.05, 0.45. To make it again: node lessons/07-hacker/make_scene.js',
  };
}

/** JSON with every row of numbers on one line. */
function pretty(value) {
  const onOneLine = (list) => list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']');
  return `${JSON.stringify(value, null, 2).replace(/\[[^[\]{}]*\]/g, onOneLine)}\n`;
}

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? here;
const found = search(SEED, STEPS);
const title = 'The hacker breached the firewall';
const scenes = {
  'hacker.json': { id: 'hacker', title },
  'hacker-causal.json': { id: 'hacker-causal', title: `${title}, looking back only`, mask: 'causal' },
  'hacker-quiet.json': { id: 'hacker-quiet', title: `${title}, the last word nearly silent`, wv: QUIET_WV },
};
for (const [name, what] of Object.entries(scenes)) writeFileSync(join(folder, name), pretty(scene(found, what)));
