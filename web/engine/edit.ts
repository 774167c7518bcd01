/** Checks an edit before the engine makes it. */
import { manifest } from './generated/manifest.js';
import { flatIndex, type Program, type Slot } from './program.js';
import { EngineError } from './types.js';

/** What the engine takes: a cell of a slot, or (slot -1) an option of a step. */
export interface EngineEdit {
  slot: number;
  flat: number;
  step: number;
  option: number;
}

/** Throws EngineError `value` with what may stand there. */
export function checkedEdit(program: Program, path: string, index: readonly number[], value: number): EngineEdit {
  const option = optionEdit(program, path, value);
  if (option) return option;
  const number = program.slotNumber(path);
  const slot = program.slots[number] as Slot;
  const flat = flatIndex(slot, index);
  const must = wanted(slot, value, program.scene.vocabulary?.length ?? 0);
  if (must) {
    throw new EngineError(
      'value',
      `${slot.path}[${index.join(', ')}] cannot be ${value}. It must be ${must}.`,
      undefined,
      slot.path,
    );
  }
  return { slot: number, flat, step: 0, option: 0 };
}

function wanted({ accepts, step }: Slot, value: number, words: number): string | null {
  const float = Math.fround(value);
  const lowest = float === Number.NEGATIVE_INFINITY;
  if (accepts === 'mask') return value === 0 || value === 1 ? null : '1 (may attend) or 0 (may not)';
  if (accepts === 'ids') {
    return Number.isInteger(value) && value >= 0 && value < words
      ? null
      : `a whole number from 0 to ${words - 1}, the place of a word in the vocabulary`;
  }
  if (step && lowest) return null;
  return Number.isFinite(float) ? null : 'a finite number within what a float can hold';
}

function optionEdit(program: Program, path: string, value: number): EngineEdit | null {
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
  if (chosen.choices && !chosen.choices[value]) throw fail(`the place of one of: ${chosen.choices.join(', ')}`);
  if (!Number.isFinite(value)) throw fail('a finite number');
  if (chosen.range === 'above_zero' && value <= 0) throw fail('above 0');
  if (chosen.range === 'not_negative' && value < 0) throw fail('0 or above');
  return { slot: -1, flat: 0, step: step.number, option };
}
