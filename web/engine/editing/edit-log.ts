/** What was edited in a session and what was taken back, kept beside the engine so that it outlives one that stops. */

import { cellAt } from '../boundary/replies.js';
import type { EditPlace } from '../boundary/wasm.js';
import type { Program } from '../program.js';
import { type Edit, EngineError, type ProgramNode } from '../types.js';

export class EditLog {
  #edits: Edit[] = [];
  #undone: Edit[] = [];

  /** Notes an edit under its names; what was undone cannot be redone after it. */
  add(program: Program, { slot, flat, step, option }: EditPlace, given: Float64Array): void {
    const values = [...Float32Array.from(given)];
    const node = program.steps[step]?.node as ProgramNode;
    const place =
      slot < 0 ? { path: `${node.path}.${Object.keys(node.options)[option]}`, index: [] } : cellAt(program, slot, flat);
    this.#edits.push({ ...place, value: values[0] as number, values });
    this.#undone = [];
  }

  undo(): void {
    this.#undone.push(this.#edits.pop() as Edit);
  }

  redo(): void {
    this.#edits.push(this.#undone.pop() as Edit);
  }

  /** Throws EngineError `index` for a number that no edit of the list has. */
  check(numbers: readonly number[]): void {
    const count = this.#edits.length;
    for (const number of numbers) {
      if (Number.isInteger(number) && number >= 0 && number < count) continue;
      throw new EngineError('index', `There is no edit ${number}. There are ${count}, counted from 0.`);
    }
  }

  remove(numbers: ReadonlySet<number>): void {
    this.#edits = this.#edits.filter((_, number) => !numbers.has(number));
    this.#undone = [];
  }

  /** A copy of the list. */
  list(): Edit[] {
    return this.#edits.map(({ path, index, value, values }) => ({
      path,
      index: [...index],
      value,
      values: [...values],
    }));
  }
}
