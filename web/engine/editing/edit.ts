/**
 * Checks an edit before the engine makes it. What passes here can be kept: it comes back from a saved state to the bit, since
 * every number that stays is one that a float holds.
 */

import type { EditPlace } from '../boundary/wasm.js';
import { manifest } from '../generated/manifest.js';
import { flatIndex, type Program } from '../program.js';
import type { Slot } from '../program-parts.js';
import { shortest } from '../reading/float.js';
import { mustBe, optionMustBe } from '../reading/values.js';
import { indexOf } from '../row-major.js';
import { EngineError, type EngineErrorCode, type OptionInfo, type StageInfo } from '../types.js';

export interface CheckedEdit {
  place: EditPlace;
  values: Float64Array;
}

/** Throws EngineError `value` with what may stand there. Values go into cells from the index on, row by row. */
export function checkedEdit(
  program: Program,
  path: string,
  index: readonly number[],
  values: ArrayLike<number>,
): CheckedEdit {
  for (let i = 0; i < values.length; i += 1) {
    if (typeof values[i] === 'number') continue;
    throw new EngineError('value', `${path} cannot be ${JSON.stringify(values[i])}. Give a number.`, undefined, path);
  }
  const option = optionNamed(program, path);
  return option ? optionEdit(option, path, index, values) : cellEdit(program, path, index, values);
}

function cellEdit(program: Program, path: string, index: readonly number[], values: ArrayLike<number>): CheckedEdit {
  const number = program.slotNumber(path);
  const slot = program.slots[number] as Slot;
  const flat = flatIndex(slot, index);
  const words = program.scene.vocabulary?.length ?? 0;
  if (values.length === 0 || flat + values.length > slot.size) {
    throw new EngineError(
      'value',
      `${values.length} numbers do not fit into ${slot.path} from [${index.join(', ')}] on; there is room for ${slot.size - flat}.`,
      undefined,
      slot.path,
    );
  }
  for (let i = 0; i < values.length; i += 1) {
    const must = mustBe(slot.accepts, values[i] as number, words);
    if (!must) continue;
    const at = indexOf(slot.shape, flat + i).join(', ');
    throw new EngineError(
      'value',
      `${slot.path}[${at}] cannot be ${values[i]}. It must be ${must}.`,
      undefined,
      slot.path,
    );
  }
  return { place: { slot: number, flat, step: 0, option: 0 }, values: Float64Array.from(values) };
}

interface NamedOption {
  step: number;
  stage: StageInfo;
  number: number;
}

/** The option that a path names, such as `layers.0.attention.scale.temperature`; null where it is a tensor's path. */
function optionNamed(program: Program, path: string): NamedOption | null {
  const dot = String(path).lastIndexOf('.');
  const step = program.step(String(path).slice(0, dot));
  const stage = manifest.stages.find(({ id }) => id === step?.node.stage);
  const number = stage?.options.findIndex(({ name }) => name === path.slice(dot + 1)) ?? -1;
  return step && stage && number >= 0 ? { step: step.number, stage, number } : null;
}

function optionEdit(
  { step, stage, number }: NamedOption,
  path: string,
  index: readonly number[],
  values: ArrayLike<number>,
): CheckedEdit {
  const option = stage.options[number] as OptionInfo;
  const fail = (code: EngineErrorCode, message: string) => new EngineError(code, message, stage.id, path);
  if (option.structural)
    throw fail('value', `${path} decides which tensors there are. Change it in the scene's model instead.`);
  if (index.length !== 0)
    throw fail(
      'index',
      `${path} is one number, not a tensor: it has no cell [${index.join(', ')}]. Give the index [].`,
    );
  if (values.length !== 1) throw fail('value', `${path} is one number, but ${values.length} were given. Give one.`);
  const value = values[0] as number;
  const kept = shortest(Math.fround(value));
  const must = optionMustBe(option, value) ?? (isKept(value) ? null : KEPT);
  if (must) throw fail('value', `${path} cannot be ${value}. It must be ${must}.`);
  return { place: { slot: -1, flat: 0, step, option: number }, values: Float64Array.of(kept) };
}

const KEPT = '0, or between 1.5e-45 and 3.4e38 in size: what a 32-bit float holds';

/** Whether a float holds a number of this size: it is neither infinite there nor, without being 0, nothing. */
const isKept = (value: number): boolean =>
  Number.isFinite(Math.fround(value)) && (value === 0 || Math.fround(value) !== 0);
