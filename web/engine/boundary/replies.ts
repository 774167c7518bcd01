/** What the engine answers in numbers, said with the names of the program. engine/boundary/c_api.h says which number is what. */

import { manifest } from '../generated/manifest.js';
import type { Program } from '../program.js';
import type { Slot } from '../program-parts.js';
import { indexOf } from '../row-major.js';
import type { Change, Explanation, Level, Notice, Nudge, OperationInfo, Position, Tensor, Term } from '../types.js';
import { describeCell } from '../writing/describe.js';
import { backward } from './behind.js';
import type { Reply } from './wasm.js';

export function cellAt(program: Program, slot: number, flat: number): { path: string; index: number[] } {
  const { path, shape } = program.slots[slot] as Slot;
  return { path, index: indexOf(shape, flat) };
}

/** The reply of attend_move. */
export function readPosition(program: Program, { ints }: Reply): Position {
  const [cells = 0, depth = 0, newest = -1, flat = 0, done = 0] = ints;
  const made = cells >>> 0;
  const slot = program.slots[newest];
  const step = slot?.step?.node;
  const whole = step !== undefined && program.end(step.path) === made;
  return {
    path: slot ? (whole && depth <= manifest.levels.indexOf('stage') ? step.path : slot.path) : '',
    done,
    total: program.steps.length,
    depth,
    level: manifest.levels[depth] as Level,
    tensor: slot?.path ?? null,
    index: slot ? indexOf(slot.shape, flat) : null,
    cells: made,
    totalCells: program.totalCells,
  };
}

/** The reply of attend_explain for one cell. */
export function readExplanation(
  program: Program,
  { slot, flat }: { slot: number; flat: number },
  { ints, floats }: Reply,
): Explanation {
  const [op = 0, options = 0] = ints;
  const info = manifest.stages.find(({ id }) => id === program.slots[slot]?.step?.node.stage);
  const names = info ? [...info.reads, ...info.writes].map(({ name }) => name) : [];
  const gradient = program.slots[slot]?.gradient === true;
  const operands: Term[] = [];
  for (let at = 2; at < ints.length; at += 5) {
    const { path, index } = cellAt(program, ints[at] as number, ints[at + 1] as number);
    const value = floats[1 + options + operands.length] as number;
    const marks = ints[at + 4] as number;
    const term = { path, index, value, group: ints[at + 3] as number, live: marks % 2 === 1 };
    const named = ints[at + 2] as number;
    operands.push(
      gradient
        ? backward().chainTerm(term, named, operands.length % 2 === 1, marks > 1)
        : { ...term, name: names[named] as string },
    );
  }
  const constants = gradient
    ? []
    : (info?.options ?? []).flatMap(({ name }, i) => {
        const value = floats[1 + i];
        return i >= options || value === undefined || Number.isNaN(value) ? [] : [{ name, value }];
      });
  const cell = {
    ...cellAt(program, slot, flat),
    value: floats[0] as number,
    op: (manifest.ops[op] as OperationInfo).name,
  };
  const raw: Omit<Explanation, 'text' | 'latex'> = {
    ...cell,
    terms: operands.filter((term) => term.live),
    operands,
    constants,
  };
  if (gradient) raw.shares = backward().sharesOf(operands, floats.subarray(1, 1 + options));
  // Written out only where somebody reads it: a sum may have hundreds of terms.
  return {
    ...raw,
    get text() {
      return describeCell(raw).text;
    },
    get latex() {
      return describeCell(raw).latex;
    },
  };
}

/** The reply of attend_nudge. */
export function readNudge({ floats, text }: Reply): Nudge {
  const [analytic = 0, numeric = 0, by = 0] = floats;
  return { analytic, numeric, by, reason: text };
}

/** The reply of attend_notices. */
export function readNotices(program: Program, { ints, text }: Reply): Notice[] {
  const messages = text.split('\n');
  return Array.from(ints, (slot, i) => ({
    path: (program.slots[slot] as Slot).path,
    message: messages[i] as string,
  }));
}

/** The reply of attend_changes. `read` copies a tensor: only where somebody asks for it, as most are never shown. */
export function readChanges(
  program: Program,
  { ints, floats }: Reply,
  read: (slot: number, which: 'now' | 'before') => Float32Array,
): Change[] {
  return Array.from({ length: ints.length / 2 }, (_, i) => {
    const slot = ints[2 * i] as number;
    const { shape } = program.slots[slot] as Slot;
    const { path, index } = cellAt(program, slot, ints[2 * i + 1] as number);
    const [before = 0, after = 0, difference = 0] = floats.subarray(3 * i, 3 * i + 3);
    const whole: { now?: Tensor; before?: Tensor } = {};
    const tensor = (which: 'now' | 'before') => {
      whole[which] ??= { shape: [...shape], data: read(slot, which) };
      return whole[which];
    };
    return {
      path,
      get before() {
        return tensor('before');
      },
      get after() {
        return tensor('now');
      },
      largest: { index, before, after, difference },
    };
  });
}
