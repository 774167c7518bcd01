/** Masks as pictures, before they are applied: the engine builds each one over a program of its own. */
import { type Engine, EngineError, type MaskConfig, type Session } from '../../engine/index.js';
import { type KeyInfo, keysOf } from '../../engine/scene/scene-keys.js';

/** The keys of a mask, and its kinds in the order of their table. */
export const maskKeys = keysOf('mask');
export const MASK_KINDS = maskKeys.flatMap((key) =>
  key.type === 'choice' && key.name === 'kind' ? key.choices : [],
) as MaskConfig['kind'][];

/** Whether a key goes with this kind of mask. */
export const usedBy = ({ used_by: users = [] }: KeyInfo, kind: MaskConfig['kind']): boolean => users.includes(kind);

/** Tokens that look, tokens that are looked at; the same in self-attention. */
export interface Sides {
  rows: readonly string[];
  cols: readonly string[];
}

const full = ({ rows, cols }: Sides): number[][] => rows.map(() => cols.map(() => 1));

/**
 * Which pairs a mask allows, a row for each query.
 * @throws EngineError `scene` if such a mask cannot be
 */
export function maskRows(engine: Engine, mask: MaskConfig, sides: Sides): number[][] {
  if (mask.kind === 'none') return full(sides);
  const session = engine.open({
    version: 1,
    tokens: sides.rows,
    memory: sides.cols,
    model: { kind: 'attention', width: 1, heads: 1, mask: { ...mask, on: 'scores' } },
    weights: { seed: 1 },
  });
  const { data } = session.tensor(`masks.${mask.kind}`, { ahead: true });
  session.close();
  return sides.rows.map((_, t) => [...data.subarray(t * sides.cols.length, (t + 1) * sides.cols.length)]);
}

/** A kind of mask with parameters that show what it does, over so many tokens. */
export function usualMask(kind: MaskConfig['kind'], T: number, S: number): MaskConfig {
  const half = (n: number) => Math.max(1, Math.floor(n / 2));
  const usual: Partial<Record<MaskConfig['kind'], Partial<MaskConfig>>> = {
    window: { size: 1 },
    dilated: { size: 1, step: 2 },
    block: { size: Math.min(3, half(T)) },
    prefix: { length: Math.min(2, S) },
    padding: { length: Math.max(1, S - 2) },
    global: { size: 1, tokens: [0] },
    custom: { rows: Array.from({ length: T }, (_, t) => Array.from({ length: S }, (_s, s) => ((t + s) % 2 ? 0 : 1))) },
  };
  return { kind, ...usual[kind] };
}

/** The masks of six tokens: small pictures to choose by. */
export function samples(engine: Engine): Map<MaskConfig['kind'], number[][]> {
  const sides = { rows: [...'abcdef'], cols: [...'abcdef'] };
  return new Map(MASK_KINDS.map((kind) => [kind, maskRows(engine, usualMask(kind, 6, 6), sides)]));
}

/** What each row of weights adds up to in the first head of the first layer. */
export interface RowSums {
  tokens: readonly string[];
  scores: number[];
  weights: number[];
}

/** The same mask on scores and on weights, in the two sessions; closes them. */
export function compareSums(onScores: Session, onWeights: Session): RowSums {
  const path = onScores.scene.model.kind === 'encoder-decoder' ? 'decoder.layers.0.attention' : 'layers.0.attention';
  const { tokens } = onScores.scene;
  const firstHead = (session: Session, step: string) => {
    const sums = [...session.rowSums(`${path}.${step}`).data.subarray(0, tokens.length)];
    session.close();
    return sums;
  };
  return { tokens, scores: firstHead(onScores, 'softmax'), weights: firstHead(onWeights, 'mask_weights') };
}

/** The message of a refusal; other failures are none of the reader's. */
export function refusalOf(error: unknown): string {
  if (error instanceof EngineError) return error.message;
  throw error;
}
