/**
 * Published models in small: every switch as it was published, with sizes that fit on a screen. Workshop, docs/scenes.md and tests
 * read this table; its words are the messages `named-ID…` of the workshop.
 */
import type { ModelFile } from './scene-edit.js';

/** What the messages say of a model, part by part. */
export type NamedPart =
  | 'norm'
  | 'position'
  | 'heads'
  | 'scores'
  | 'mask'
  | 'sinks'
  | 'feed_forward'
  | 'unembed'
  | 'biases';

export interface NamedModel {
  id: string;
  /** Its entry in lessons/_shared/bibliography. */
  source: string;
  model: ModelFile;
  /** The parts that differ between models, each with a message `named-ID-PART`. */
  parts: NamedPart[];
  /** What the published model has and this one has not: messages `named-ID-without-NAME`. */
  without: string[];
}

/** What all of these have in common, and switches that are off where a model does not set them. */
const usual = {
  kind: 'decoder',
  layers: 2,
  heads: 4,
  head_width: 4,
  kv_heads: 2,
  norm: 'pre',
  norm_kind: 'rms',
  position: 'rotary',
  rotary: { base: 10000, pairing: 'half', share: 1, offset: 0 },
  mask: { kind: 'causal' },
  temperature: 1,
  qk_norm: false,
  soft_cap: null,
  sinks: false,
  tile: null,
  parallel: false,
  final_norm: true,
  unembed: true,
  tie_unembed: false,
  bias: false,
} satisfies ModelFile;

const turned = (base: number, pairing: 'half' | 'interleaved') => ({ ...usual.rotary, base, pairing });

export const namedModels: readonly NamedModel[] = [
  {
    id: 'gpt-2',
    source: 'radford2019',
    model: {
      ...usual,
      width: 16,
      kv_heads: 4,
      norm_kind: 'layer',
      position: 'learned',
      feed_forward: { width: 64, activation: 'gelu_tanh' },
      tie_unembed: true,
      bias: true,
    },
    parts: ['norm', 'position', 'heads', 'feed_forward', 'unembed', 'biases'],
    without: [],
  },
  {
    id: 'llama-3',
    source: 'grattafiori2024',
    model: {
      ...usual,
      width: 16,
      rotary: turned(500000, 'interleaved'),
      feed_forward: { width: 56, activation: 'swiglu' },
    },
    parts: ['norm', 'position', 'heads', 'feed_forward', 'unembed', 'biases'],
    without: [],
  },
  {
    id: 'mistral',
    source: 'jiang2023',
    model: {
      ...usual,
      width: 16,
      rotary: turned(10000, 'interleaved'),
      mask: { kind: 'window', size: 2, causal: true },
      feed_forward: { width: 56, activation: 'swiglu' },
    },
    parts: ['norm', 'position', 'heads', 'mask', 'feed_forward', 'unembed', 'biases'],
    without: [],
  },
  {
    id: 'gemma-2',
    source: 'gemma2024',
    model: {
      ...usual,
      width: 18,
      soft_cap: 50,
      feed_forward: { width: 72, activation: 'geglu' },
      tie_unembed: true,
    },
    parts: ['norm', 'position', 'heads', 'scores', 'feed_forward', 'unembed', 'biases'],
    without: ['norms', 'windows', 'cap', 'table', 'gelu'],
  },
  {
    id: 'gpt-oss',
    source: 'openai2025',
    model: {
      ...usual,
      width: 12,
      rotary: turned(150000, 'half'),
      sinks: true,
      feed_forward: { width: 12, activation: 'swiglu' },
      bias: true,
    },
    parts: ['norm', 'position', 'heads', 'sinks', 'feed_forward', 'unembed', 'biases'],
    without: ['experts', 'windows', 'yarn', 'swiglu', 'unbiased'],
  },
];

/** Whether all that `wanted` says is so in `given`; what it does not say may be anything. */
function agrees(wanted: unknown, given: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === given;
  return Object.entries(wanted).every(([key, value]) =>
    agrees(value, (given as Record<string, unknown> | null)?.[key]),
  );
}

/** Which published model a model is like, in everything that the table says; undefined where none. */
export const namedModelOf = (model: ModelFile): NamedModel | undefined =>
  namedModels.find((one) => agrees(one.model, model));
