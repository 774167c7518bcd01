/** The logit lens: what the model would say if it stopped after each sum of the residual stream. */
import type { Engine } from '../engine.js';
import { leavesOf } from '../leaves.js';
import type { Session } from '../session.js';
import type { ProgramNode, Tensor } from '../types.js';

/** One row of the lens. */
export interface LensRow {
  /** The sum that was read off: the embedding, or a residual. */
  path: string;
  /** (T, V): probabilities of every word after every token. */
  probabilities: Tensor;
}

const isEnd = ({ stage, path }: ProgramNode): boolean => stage === 'softmax' && /(^|\.)probabilities$/.test(path);

/** The pass of a program that goes on, with its point: `prefill.`, `decode.0.`; empty in all others. */
export const passOf = (path: string): string => /^(prefill|decode\.\d+)\./.exec(path)?.[0] ?? '';

/** Where a pass keeps the probabilities of the next word; null where it has none. Without a pass, the first of them. */
export const probabilitiesPath = ({ program }: Session, pass = ''): string | null =>
  leavesOf(program).find((step) => isEnd(step) && step.path.startsWith(pass))?.path ?? null;

/** The steps of the pass that ends with probabilities, without an encoder's. */
function stepsOf({ program }: Session): ProgramNode[] {
  const all = leavesOf(program);
  const end = all.findIndex(isEnd);
  const pass = all[end]?.path.replace(/probabilities$/, '') ?? '';
  return all.slice(0, end + 1).filter(({ path }) => path.startsWith(pass));
}

/** The streams between the layers: what the first layer reads, and every sum. */
function streamsOf(steps: ProgramNode[]): string[] {
  const sums = steps.filter(({ stage }) => stage === 'residual');
  return [sums[0]!.inputs.x!, ...sums.map(({ outputs }) => outputs.sum!)];
}

/**
 * Each sum of the stream through the model's own last steps. Every number is made by the engine's stages; the last row is what
 * the model says. Empty where the program has no probabilities, or no stream. A norm behind the last sum (post-norm) is one of
 * the last steps.
 */
export function logitLens(engine: Engine, session: Session): LensRow[] {
  const steps = stepsOf(session);
  const sum = steps.findLastIndex(({ stage }) => stage === 'residual');
  if (sum < 0) return [];
  const last = steps.slice(sum + 1);
  const stream = last[0]!.inputs.x!;
  const given = (path: string): Tensor => {
    const { shape, data } = session.tensor(path, { ahead: true });
    return { shape, data };
  };
  const streams = streamsOf(steps);
  return streams.map((path, row) => {
    const end = steps.at(-1)!.path;
    // The model itself may have been edited behind its last sum.
    if (row === streams.length - 1) return { path, probabilities: given(end) };
    const made = new Map([[stream, given(path)]]);
    for (const { stage, inputs, outputs, options } of last) {
      const tensors = Object.entries(inputs).map(([name, from]) => [name, made.get(from) ?? given(from)]);
      const results = engine.call(stage!, Object.fromEntries(tensors), options);
      for (const [name, to] of Object.entries(outputs)) made.set(to, results[name]!);
    }
    return { path, probabilities: made.get(end)! };
  });
}
