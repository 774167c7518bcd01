/**
 * What a model of given sizes costs: a small program of the same build is opened, and its steps are counted with the
 * sizes of the large one in the place of its letters.
 */
import { type Cost, costOf } from '../../engine/scene/cost.js';
import type { Session } from '../../engine/session.js';
import type { Laboratory } from './experiment.js';

/** Layers, width, heads, hidden width, vocabulary, tokens. */
export const LETTERS = ['L', 'C', 'H', 'F', 'V', 'T'] as const;
/** Sets of keys and values, where heads share them: a letter more in files about that, and then the cache is counted. */
export const SHARING = 'G';
export type Sizes = Record<(typeof LETTERS)[number], number> & { [SHARING]?: number };

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
  /** Bytes of the keys and values of all tokens, in all layers; only where the sizes have G. */
  cache?: number;
}

/** How many bytes a number of a cache takes, in half precision. */
const CACHED = 2;

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
  const session = engine.open(smallScene(model, sizes));
  try {
    const { L, C, H, F, V, T, G } = sizes;
    const letters = { L, C, H, G: G ?? H, D: C / H, F, V, T, S: T, P: T };
    const parts = Object.entries(PARTS).map(([id, steps]) => {
      const costs = leaves(session)
        .filter((path) => steps.test(path))
        .map((under) => costOf(session, { under, letters, without: shared }));
      return { id: id as Part['id'], parameters: sum(costs, 'parameters'), multiplyAdds: sum(costs, 'multiplyAdds') };
    });
    const { parameters, multiplyAdds } = costOf(session, { letters, without: shared });
    return { parts, parameters, multiplyAdds, ...(G && { cache: CACHED * L * kept(session, letters) }) };
  } finally {
    session.close();
  }
}

/** How many numbers the keys and values of one layer are. */
function kept(session: Session, letters: Record<string, number>): number {
  const size = (name: string) => {
    const { axes } = session.shapeOf(`layers.0.attention.split_heads.${name}`);
    return axes.reduce((product, axis) => product * letters[axis]!, 1);
  };
  return size('k') + size('v');
}

/** Says what is wrong with sizes; nothing where they fit. */
export function checkSizes(sizes: Sizes): void {
  for (const letter of lettersOf(sizes)) {
    const size = sizes[letter] ?? 0;
    if (Number.isInteger(size) && size >= 1 && size <= 1e7) continue;
    throw new Error(`${letter} is ${size}. Give a whole number from 1 to 10,000,000.`);
  }
  if (sizes.C % sizes.H !== 0)
    throw new Error(
      `The width C = ${sizes.C} cannot be shared out among H = ${sizes.H} heads. Make C a multiple of H.`,
    );
  if (sizes.G === undefined || sizes.H % sizes.G === 0) return;
  throw new Error(`H = ${sizes.H} heads cannot share G = ${sizes.G} sets of keys and values. Make H a multiple of G.`);
}

/** The letters of sizes, in the order in which they are asked for. */
export const lettersOf = (sizes: Sizes): (keyof Sizes)[] =>
  LETTERS.flatMap((letter) => (letter === 'H' && sizes.G ? ['H', SHARING] : [letter]));

function smallScene(model: Record<string, unknown>, { H, G = H }: Sizes): object {
  const { activation = 'gelu' } = (model.feed_forward ?? {}) as { activation?: string };
  return {
    version: 1,
    id: 'counted',
    title: 'A small program of the same build',
    tokens: ['a', 'b', 'c'],
    model: {
      ...model,
      ...{ layers: 1, width: 4, heads: 2, head_width: 2, kv_heads: G < H ? 1 : 2 },
      feed_forward: { width: 5, activation },
    },
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

/** Bytes as people say them. */
export function byteText(bytes: number): string {
  const named = [
    [1e12, 'TB'],
    [1e9, 'GB'],
    [1e6, 'MB'],
  ] as const;
  const unit = named.find(([size]) => bytes >= size);
  return unit ? `${Number((bytes / unit[0]).toPrecision(3))} ${unit[1]}` : `${exact.format(bytes)} bytes`;
}
