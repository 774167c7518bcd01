/** A step that goes back from the loss, with its names. */
import { manifest } from '../generated/manifest.js';
import type { RawNode, Slot } from '../program-parts.js';
import type { ProgramNode, StageInfo } from '../types.js';
import { gradientInfo } from './gradient-info.js';

/**
 * Its results are called as the tensors whose gradients they are, its inputs by their paths.
 * @param all every slot of the program
 * @param madeOf by slot of a gradient, the slots that it is made of
 */
export function gradientNode(raw: RawNode, all: Slot[], madeOf: number[][]): ProgramNode {
  const { path, title, reads = [], writes = [] } = raw;
  const slots = (numbers: number[]) => numbers.map((number) => all[number] as Slot);
  const read = slots(reads);
  const written = slots(writes);
  return {
    path,
    stage: 'gradient',
    gradient: gradientInfo({
      through: manifest.stages[raw.stage as number] as StageInfo,
      title,
      reads: read,
      writes: written.map((slot, i) => ({ slot, madeOf: slots(madeOf[writes[i] as number] ?? []) })),
    }),
    title,
    level: manifest.levels[raw.level] as ProgramNode['level'],
    children: [],
    reads: read.map(({ path }) => path),
    writes: written.map(({ path }) => path),
    inputs: Object.fromEntries(read.map(({ path }) => [path, path])),
    outputs: Object.fromEntries(written.map(({ name, path }) => [name, path])),
    options: {},
  };
}
