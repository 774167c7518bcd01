/**
 * What a model of given sizes costs: a small program of the same build is opened, and its steps are counted with the
 * sizes of the large one in the place of its letters.
 */
import { type Cost, costOf } from '../../engine/cost.js';
import type { Session } from '../../engine/session.js';
import type { Laboratory } from './experiment.js';

/** Layers, width, heads, hidden width, vocabulary, tokens. */
export const LETTERS = ['L', 'C', 'H', 'F', 'V', 'T'] as const;
export type Sizes = Record<(typeof LETTERS)[number], number>;

export interface PublishedModel {
  name: string;
  /** Id in the bibliography. */
  source: string;
  /** The number of parameters as published. */
  published: string;
  note?: string;
  /** Keys of a scene's model, without sizes. */
  model: Record<string, unknown>;
  letters: Sizes;
  /** Weights that are the same tensor as others, by the beginning of their path. */
  shared?: string[];
}

export interface Part {
  id: 'embedding' | 'projections' | 'pairs' | 'feed_forward' | 'norms' | 'unembed';
  parameters: number;
  multiplyAdds: number;
}

export interface Count {
  parts: Part[];
  parameters: number;
  multiplyAdds: number;
}

/** Which steps belong to a part, by the last words of their path. */
const PARTS: Record<Part['id'], RegExp> = {
  embedding: /^(embed|position)$/,
  projections: /\.attention\.(project|output)$/,
  pairs: /\.attention\.(?!project$|output$)\w+$/,
  feed_forward: /\.feed_forward$/,
  norms: /(norm|norm_\d|residual_\d)$/,
  unembed: /^(unembed|probabilities)$/,
};

/** Throws an Error for sizes that no model can have. */
export function countModel(engine: Laboratory, { model, shared = [] }: PublishedModel, sizes: Sizes): Count {
  checkSizes(sizes);
  const session = engine.open(smallScene(model));
  try {
    const { L, C, H, F, V, T } = sizes;
    const letters = { L, C, H, D: C / H, F, V, T, S: T, P: T };
    const parts = Object.entries(PARTS).map(([id, steps]) => {
      const costs = leaves(session)
        .filter((path) => steps.test(path))
        .map((under) => costOf(session, { under, letters, without: shared }));
      return { id: id as Part['id'], parameters: sum(costs, 'parameters'), multiplyAdds: sum(costs, 'multiplyAdds') };
    });
    const { parameters, multiplyAdds } = costOf(session, { letters, without: shared });
    return { parts, parameters, multiplyAdds };
  } finally {
    session.close();
  }
}

/** Says what is wrong with sizes; nothing where they fit. */
export function checkSizes(sizes: Sizes): void {
  for (const letter of LETTERS) {
    const size = sizes[letter];
    if (Number.isInteger(size) && size >= 1 && size <= 1e7) continue;
    throw new Error(`${letter} is ${size}. Give a whole number from 1 to 10,000,000.`);
  }
  if (sizes.C % sizes.H === 0) return;
  throw new Error(`The width C = ${sizes.C} cannot be shared out among H = ${sizes.H} heads. Make C a multiple of H.`);
}

function smallScene(model: Record<string, unknown>): object {
  return {
    version: 1,
    id: 'counted',
    title: 'A small program of the same build',
    tokens: ['a', 'b', 'c'],
    model: { ...model, layers: 1, width: 4, heads: 2, head_width: 2, feed_forward: { width: 5, activation: 'gelu' } },
    weights: { seed: 1 },
  };
}

function leaves(session: Session): string[] {
  const below = (node: Session['program']): string[] => (node.stage ? [node.path] : node.children.flatMap(below));
  return below(session.program);
}

function sum<Key extends 'parameters' | 'multiplyAdds'>(costs: Pick<Cost, Key>[], key: Key): number {
  return costs.reduce((total, cost) => total + cost[key], 0);
}

/** Checks a file of models; throws an Error that says what is wrong. */
export function readModels(value: unknown): PublishedModel[] {
  const models = (value as { models?: unknown })?.models;
  if (!Array.isArray(models) || models.length === 0) {
    throw new Error(
      'It is not {"version": 1, "about": "…", "models": [{"name", "source", "published", "model", "letters"}, …]}.',
    );
  }
  for (const { name, source, published, model, letters } of models as Partial<PublishedModel>[]) {
    if (!name || !source || !published || !model || !letters) {
      throw new Error(`A model lacks one of name, source, published, model, letters: ${JSON.stringify(name ?? null)}.`);
    }
    checkSizes(letters);
  }
  return models as PublishedModel[];
}

const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `145,863,475,200` reads badly; from a hundred million on three digits and a word are enough beside it. */
export function countText(value: number): string {
  const named = [
    [1e12, 'trillion'],
    [1e9, 'billion'],
    [1e6, 'million'],
  ] as const;
  const unit = named.find(([size]) => value >= size);
  return unit ? `${Number((value / unit[0]).toPrecision(4))} ${unit[1]}` : exact.format(value);
}

export const exactText = (value: number): string => exact.format(value);
