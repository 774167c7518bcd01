/** Checks an edit before the engine makes it. */
import { manifest } from './generated/manifest.js';
import { flatIndex, indexOf, type Program, type Slot } from './program.js';
import { EngineError } from './types.js';
import { mustBe, optionMustBe } from './values.js';
import type { EditPlace } from './wasm.js';

/** Throws EngineError `value` with what may stand there. Values go into cells from the index on, row by row. */
export function checkedEdit(
  program: Program,
  path: string,
  index: readonly number[],
  values: ArrayLike<number>,
): EditPlace {
  for (let i = 0; i < values.length; i += 1) {
    if (typeof values[i] === 'number') continue;
    throw new EngineError('value', `${path} cannot be ${JSON.stringify(values[i])}. Give a number.`, undefined, path);
  }
  const value = values[0] as number;
  const option = optionEdit(program, path, value);
  if (option) return option;
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
  const accepts = slot.step ? (holdsMinusInfinity(slot) ? 'scores' : 'finite') : slot.accepts;
  for (let i = 0; i < values.length; i += 1) {
    const must = mustBe(accepts, values[i] as number, words);
    if (!must) continue;
    const at = indexOf(slot.shape, flat + i).join(', ');
    throw new EngineError(
      'value',
      `${slot.path}[${at}] cannot be ${values[i]}. It must be ${must}.`,
      undefined,
      slot.path,
    );
  }
  return { slot: number, flat, step: 0, option: 0 };
}

/** Scores on their way into softmax: minus infinity there means a pair that is not allowed. */
function holdsMinusInfinity({ step, name }: Slot): boolean {
  const stage = step?.node.stage ?? '';
  return ['scores', 'scale', 'mask'].includes(stage) || (stage === 'softmax' && name === 'shifted');
}

function optionEdit(program: Program, path: string, value: number): EditPlace | null {
  const dot = path.lastIndexOf('.');
  const step = program.steps.find(({ node }) => node.path === path.slice(0, dot));
  const info = manifest.stages.find(({ id }) => id === step?.node.stage);
  const option = info?.options.findIndex(({ name }) => name === path.slice(dot + 1)) ?? -1;
  const chosen = info?.options[option];
  if (!step || !chosen) return null;
  const fail = (must: string) =>
    new EngineError('value', `${path} cannot be ${value}. It must be ${must}.`, info?.id, path);
  if (chosen.kind === 'integer')
    throw new EngineError('value', `${path} shapes the whole program. Change it in the scene instead.`, info?.id, path);
  const must = optionMustBe(chosen, value);
  if (must) throw fail(must);
  return { slot: -1, flat: 0, step: step.number, option };
}
