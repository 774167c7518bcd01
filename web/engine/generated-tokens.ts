import type { GeneratedToken, NamedTensor, Scene } from './types.js';

/** The pass that reads up to a generated token and picks it. */
const passOf = (number: number): string => (number === 0 ? 'prefill' : `decode.${number - 1}`);

/** The step that picks it, whose result is its id. */
export const pickOf = (number: number): string => `${passOf(number)}.pick`;

/** The tokens of a scene that generates. */
export function generatedTokens(
  { generate, vocabulary = [] }: Scene,
  idOf: (number: number) => number,
  tensor: (path: string) => NamedTensor,
): GeneratedToken[] {
  return Array.from({ length: generate?.tokens ?? 0 }, (_, number) => {
    const id = idOf(number);
    const { data, shape } = tensor(`${passOf(number)}.probabilities`);
    const newest = data.length - (shape[1] as number);
    return { id, token: vocabulary[id] ?? '', step: pickOf(number), probability: data[newest + id] as number };
  });
}
