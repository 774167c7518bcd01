/** Random scenes in which the switches of the model meet. */
import { random } from '../wasm/support.js';

const WORDS = ['the', 'cat', 'sat', 'on', 'a', 'mat'];

const some = (draw, least, most) =>
  Array.from({ length: least + draw.below(most - least + 1) }, () => draw.pick(WORDS));

/** What each key may be, in the order of its drawing. Small sizes, and numbers at which float32 loses little. */
const CHOICES = {
  kind: () => ['attention', 'block', 'encoder', 'decoder', 'decoder', 'encoder-decoder'],
  layers: ({ kind }) => (kind === 'attention' || kind === 'block' ? [1] : [1, 2]),
  width: () => [3, 4, 6, 8],
  heads: () => [1, 2, 3, 4, 6],
  kv_heads: ({ heads }) => [1, 2, 3, 4, 6].filter((groups) => heads % groups === 0),
  position: () => ['none', 'sinusoidal', 'learned', 'rotary', 'rotary', 'alibi'],
  qk_norm: () => [false, true],
  // The norm of a single number is its sign: its slope is a difference of two almost equal numbers, and float32 keeps nothing of it.
  head_width: ({ position, qk_norm: normed }) => (position === 'rotary' ? [2, 4] : normed ? [2, 3, 4] : [1, 2, 3, 4]),
  norm: ({ kind }) => (kind === 'attention' ? ['none'] : ['none', 'pre', 'post']),
  norm_kind: () => ['layer', 'rms'],
  temperature: () => [1, 1, 0.5, 2],
  soft_cap: () => [null, 1, 3],
  sinks: () => [false, true],
  parallel: () => [false, true],
  final_norm: ({ kind }) => (kind === 'attention' ? [false] : [false, true]),
  unembed: () => [false, true, true],
  tie_unembed: () => [false, true],
  bias: () => [false, true],
};

const ROTARY = {
  base: () => [10000, 100, 500000],
  pairing: () => ['half', 'interleaved'],
  share: ({ head_width: width }) => (width === 4 ? [1, 0.5] : [1]),
  offset: () => [0, 0, 3, 100],
};

const FEED_FORWARD = {
  width: () => [0, 3, 5],
  activation: () => ['relu', 'gelu', 'gelu_tanh', 'silu', 'swiglu', 'geglu'],
  experts: ({ activation }) => (activation.endsWith('glu') ? [1] : [1, 2, 3]),
  top: ({ experts }) => (experts === 1 ? [1] : [1, 2, experts]),
};

const MASKS = [
  'none',
  'causal',
  'causal',
  'window',
  'dilated',
  'block',
  'prefix',
  'padding',
  'global',
  'exclude-self',
  'custom',
];

function filled(draw, choices, model = {}) {
  const made = {};
  for (const [name, options] of Object.entries(choices)) made[name] = draw.pick(options({ ...model, ...made }));
  return made;
}

function mask(draw, T, S) {
  const kind = draw.pick(MASKS);
  const made = { kind, on: draw.pick(['scores', 'scores', 'weights']) };
  if (['window', 'dilated', 'block', 'global'].includes(kind)) {
    made.size = 1 + draw.below(2);
    made.causal = draw.pick([false, true]);
  }
  if (kind === 'dilated') made.step = 1 + draw.below(2);
  if (kind === 'prefix' || kind === 'padding') made.length = draw.below(S + 1);
  if (kind === 'global') made.tokens = [draw.below(Math.min(T, S))];
  if (kind === 'custom') made.rows = Array.from({ length: T }, () => Array.from({ length: S }, () => draw.below(2)));
  return made;
}

function loss(draw, { kind, unembed }, length) {
  if (!unembed) {
    const stack = kind === 'encoder-decoder' ? 'decoder.' : '';
    const last = kind === 'attention' ? 'attention.output' : 'residual_1';
    return { kind: 'cotangent', path: `${stack}layers.0.${last}`, seed: draw.below(1000) };
  }
  if (length > 1 && draw.below(2)) return { kind: 'cross_entropy', targets: 'next' };
  const targets = Array.from({ length }, (_, t) => (t > 0 && draw.below(3) === 0 ? null : draw.pick(WORDS)));
  return { kind: 'cross_entropy', targets };
}

/** One scene with a loss and seeded weights, the same for the same number. */
export function combination(number) {
  const draw = random(number * 7919 + 17);
  const model = filled(draw, CHOICES);
  const tokens = some(draw, 1, 5);
  const crosses = model.kind === 'encoder-decoder' || (model.kind === 'attention' && draw.below(3) === 0);
  const memory = crosses ? some(draw, 1, 4) : [];
  const S = model.kind === 'attention' && crosses ? memory.length : tokens.length;
  model.rotary = filled(draw, ROTARY, model);
  model.feed_forward = filled(draw, FEED_FORWARD);
  model.mask = mask(draw, tokens.length, S);
  return {
    version: 1,
    id: `combination-${number}`,
    title: `Combination ${number}`,
    tokens,
    ...(crosses && { memory }),
    vocabulary: WORDS,
    model,
    weights: { seed: draw.below(100000) },
    loss: loss(draw, model, tokens.length),
  };
}

/** The choice of every switch that a scene has, as `name=value`. */
export function choicesOf({ model, memory }) {
  const flat = { ...model, ...model.feed_forward, ...model.rotary, mask: model.mask.kind, mask_on: model.mask.on };
  const groups = model.kv_heads === model.heads ? 'own' : model.kv_heads === 1 ? 'one' : 'some';
  const named = [
    'kind',
    'norm',
    'norm_kind',
    'position',
    'mask',
    'mask_on',
    'temperature',
    'qk_norm',
    'soft_cap',
    'sinks',
  ]
    .concat([
      'parallel',
      'final_norm',
      'unembed',
      'tie_unembed',
      'bias',
      'activation',
      'experts',
      'top',
      'pairing',
      'share',
    ])
    .map((name) => `${name}=${flat[name]}`);
  return [...named, `groups=${groups}`, `memory=${memory !== undefined}`];
}
