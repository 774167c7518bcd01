/** What a step that goes back from the loss does, said as a descriptor says it of a stage. */
import type { Slot } from '../program-parts.js';
import type { ResultInfo, StageInfo } from '../types.js';

/** All steps that go back do the same. */
export const CHAIN_RULE =
  '\\frac{\\partial\\mathcal{L}}{\\partial x_i} = \\sum_j \\frac{\\partial\\mathcal{L}}{\\partial y_j}\\,\\frac{\\partial y_j}{\\partial x_i}';

/** A step that goes back: the stage it goes back through, what it reads, and each gradient with what that is made of. */
interface Back {
  through: StageInfo;
  title: string;
  reads: Slot[];
  writes: { slot: Slot; madeOf: Slot[] }[];
}

/** What results are called beside a tensor: by their steps where they share its name. */
const calledBeside = (own: string, results: Slot[]): string[] =>
  results.map(({ name, path }) => {
    if (name !== own) return name;
    const parts = path.split('.');
    return parts.slice(parts.at(-1) === name ? -2 : -1).join('.');
  });

/** The chain rule for one tensor as a comment: NumPy has no line for it that would be true of every operation. */
function numpyOf(name: string, upstream: string[]): string {
  const shares = upstream.map((one) => `d_${one} times the slope of ${one} by ${name}`);
  return `# d_${name}: ${shares.length ? `the sum of ${shares.join(', and of ')}` : '1'}`;
}

/**
 * A result reads what its picture shows: where one result alone brings the gradient, that and the tensors of its derivative;
 * where several do, their gradients.
 */
export function gradientInfo({ through, title, reads, writes }: Back): StageInfo {
  const main = (name: string) => through.writes.some((result) => result.main && result.name === name);
  const anyMain = writes.some(({ slot }) => main(slot.name));
  const own = new Map(writes.map(({ slot }) => [slot.path, slot.name]));
  const results = writes.map(({ slot, madeOf }, i): ResultInfo => {
    const upstream = madeOf.filter(({ gradient }) => gradient);
    const shown = upstream.length > 1 ? upstream : madeOf;
    return {
      name: slot.name,
      axes: slot.axes,
      alternatives: [],
      main: anyMain ? main(slot.name) : i === 0,
      accepts: slot.accepts,
      reads: shown.map(({ path }) => own.get(path) ?? path),
      symbol: '',
      formula: CHAIN_RULE,
      numpy: numpyOf(slot.name, calledBeside(slot.name, upstream)),
      role: 'plain',
    };
  });
  return {
    id: 'gradient',
    title,
    reads: reads.map(({ path, axes, accepts }) => ({
      name: path,
      axes,
      alternatives: [],
      optional: false,
      accepts,
      role: 'plain',
    })),
    writes: results,
    options: [],
    formula: CHAIN_RULE,
    numpy: '',
    source: 'Rumelhart, Hinton, Williams 1986',
    file: 'engine/pull.cpp',
    picture: 'one',
  };
}
