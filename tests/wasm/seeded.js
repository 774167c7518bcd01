/**
 * The generator of seeded weights a second time, from its description in engine/scene/seeded.hpp alone, in whole numbers
 * of any length. Run in node it writes the fixture that the native tests compare with:
 *
 *   node tests/wasm/seeded.js tests/engine/seeded.json
 */
const mask = (1n << 64n) - 1n;

/** FNV-1a, 64 bit. */
function fnv1a(text) {
  let hash = 14695981039346656037n;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * 1099511628211n) & mask;
  return hash;
}

/** splitmix64 from a key. */
function* splitmix(key) {
  for (let state = key; ; ) {
    state = (state + 0x9e3779b97f4a7c15n) & mask;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    yield z ^ (z >> 31n);
  }
}

/** The numbers of one stream, in double, before they become float32. */
export function stream(seed, name, count, centre, spread) {
  const draws = splitmix(fnv1a(`${seed}/${name}`));
  return Array.from({ length: count }, () => {
    const bits = draws.next().value;
    let sum = 0;
    for (let part = 0n; part < 4n; part += 1n) sum += Number((bits >> (16n * part)) & 0xffffn);
    const z = (sum - 131070) / 37837;
    // + 0 makes no minus zero.
    return Math.floor((centre + z * spread) * 100 + 0.5) / 100 + 0;
  });
}

const size = (shape) => shape.reduce((product, length) => product * length, 1);

/** One row for each word, each a stream of its own. */
const table = (seed, name, vocabulary, width) => ({
  shape: [vocabulary.length, width],
  data: vocabulary.flatMap((word) => stream(seed, `${name}/${word}`, width, 0, 1)),
});

/** Centre and spread of a weight by the last part of its name; C, HD and F are the sizes that feed it. */
function drawn(name, { C, HD, F }) {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (last === 'gain') return [1, 0.1];
  if (/^b/.test(last)) return [0, 0.1];
  if (last === 'table') return [0, 0.3];
  return [0, 1 / Math.sqrt({ wo: HD, w2: F }[last] ?? C)];
}

function weightsOf({ scene, vocabulary, sizes, weights }) {
  const { seed } = scene.weights;
  const all = {};
  for (const [name, shape] of Object.entries(weights)) {
    const path = `weights.${name}`;
    if (name.endsWith('embed.table')) all[path] = table(seed, name, vocabulary, sizes.C);
    else all[path] = { shape, data: stream(seed, name, size(shape), ...drawn(name, sizes)) };
  }
  return { scene, weights: all };
}

const attention = (at, C, HD, biases) => ({
  [`${at}.wq`]: [C, HD],
  [`${at}.wk`]: [C, HD],
  [`${at}.wv`]: [C, HD],
  [`${at}.wo`]: [HD, C],
  ...(biases && { [`${at}.bq`]: [HD], [`${at}.bk`]: [HD], [`${at}.bv`]: [HD], [`${at}.bo`]: [C] }),
});

const norm = (at, C) => ({ [`${at}.gain`]: [C], [`${at}.bias`]: [C] });

const feedForward = (at, C, F) => ({
  [`${at}.w1`]: [C, F],
  [`${at}.b1`]: [F],
  [`${at}.w2`]: [F, C],
  [`${at}.b2`]: [C],
});

/** One pre-norm layer of C = 6, HD = 3, F = 5. */
const layer = (n) => ({
  ...norm(`layers.${n}.norm_1`, 6),
  ...attention(`layers.${n}.attention`, 6, 3, true),
  ...norm(`layers.${n}.norm_2`, 6),
  ...feedForward(`layers.${n}.feed_forward`, 6, 5),
});

const scenes = [
  {
    scene: {
      version: 1,
      tokens: ['the', 'größe', '猫'],
      model: { kind: 'attention', width: 4, heads: 2, bias: false },
      weights: { seed: 0 },
    },
    vocabulary: ['the', 'größe', '猫'],
    sizes: { C: 4, HD: 4 },
    weights: { 'embed.table': [], ...attention('layers.0.attention', 4, 4, false) },
  },
  {
    scene: {
      version: 1,
      tokens: ['a', 'b', 'a'],
      model: {
        kind: 'decoder',
        layers: 2,
        width: 6,
        heads: 3,
        head_width: 1,
        position: 'learned',
        feed_forward: { width: 5 },
        unembed: true,
      },
      weights: { seed: 4294967295 },
    },
    vocabulary: ['a', 'b'],
    sizes: { C: 6, HD: 3, F: 5 },
    weights: {
      'embed.table': [],
      'position.table': [3, 6],
      ...layer(0),
      ...layer(1),
      ...norm('final_norm', 6),
      'unembed.w': [6, 2],
      'unembed.b': [2],
    },
  },
  {
    scene: {
      version: 1,
      tokens: ['x'],
      memory: ['y', 'x'],
      model: { kind: 'encoder-decoder', layers: 1, width: 2, heads: 1, norm: 'none', feed_forward: { width: 3 } },
      weights: { seed: 7 },
    },
    vocabulary: ['x', 'y'],
    sizes: { C: 2, HD: 2, F: 3 },
    weights: {
      'encoder.embed.table': [],
      ...attention('encoder.layers.0.attention', 2, 2, true),
      ...feedForward('encoder.layers.0.feed_forward', 2, 3),
      'decoder.embed.table': [],
      ...attention('decoder.layers.0.attention', 2, 2, true),
      ...attention('decoder.layers.0.cross_attention', 2, 2, true),
      ...feedForward('decoder.layers.0.feed_forward', 2, 3),
    },
  },
];

const streams = [
  { seed: 0, name: '', shape: [6], centre: 0, spread: 1 },
  { seed: 1, name: 'a', shape: [6], centre: 0, spread: 1 },
  { seed: 4294967295, name: 'layers.0.attention.wq', shape: [3, 4], centre: 0, spread: 0.5 },
  { seed: 12, name: 'gain', shape: [8], centre: 1, spread: 0.1 },
  { seed: 2026, name: 'embed.table/größe', shape: [5], centre: 0, spread: 1 },
  { seed: 5, name: 'spread of a third', shape: [64], centre: -2.5, spread: 1 / 3 },
];

/** What tests/engine/seeded.json holds. */
export const fixture = () => ({
  made_by: 'node tests/wasm/seeded.js tests/engine/seeded.json',
  streams: streams.map((one) => ({
    ...one,
    data: stream(one.seed, one.name, size(one.shape), one.centre, one.spread),
  })),
  scenes: scenes.map(weightsOf),
});

/** One line for each tensor. */
const text = (value, indent = '') => {
  const entries = Object.entries(value);
  const flat = entries.every(([, inner]) => typeof inner !== 'object') || 'data' in value || 'version' in value;
  if (flat) return JSON.stringify(value);
  const inside = entries.map(([key, inner]) => {
    const written = typeof inner === 'object' ? text(inner, `${indent}  `) : JSON.stringify(inner);
    return `${indent}  ${Array.isArray(value) ? '' : `${JSON.stringify(key)}: `}${written}`;
  });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${inside.join(',\n')}\n${indent}${close}`;
};

export const fixtureText = () => `${text(fixture())}\n`;

if (typeof process !== 'undefined' && process.argv[2] && process.argv[1]?.endsWith('tests/wasm/seeded.js')) {
  const fs = 'node:fs';
  const { writeFileSync } = await import(fs);
  writeFileSync(process.argv[2], fixtureText());
}
