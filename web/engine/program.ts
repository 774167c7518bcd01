/** A session's program with its names: what the engine tells in places of lists, told in paths, titles and labels. */

import { backward, GRADIENTS } from './boundary/behind.js';
import { manifest } from './generated/manifest.js';
import type { Leaf, RawNode, RawSlot, Slot } from './program-parts.js';
import { offsetOf } from './row-major.js';
import { EngineError, type ProgramNode, type Scene, type StageInfo } from './types.js';

export type { Slot };

/** What a program takes from the scene itself. */
export interface Given {
  vocabulary?: readonly string[];
}

export class Program {
  readonly scene: Scene;
  readonly slots: Slot[];
  readonly steps: Leaf[] = [];
  readonly root: ProgramNode;
  /** By slot of a gradient, the slots that it is made of. */
  readonly #madeOf: number[][];
  readonly #byPath = new Map<string, number>();
  readonly #nodes = new Map<string, ProgramNode>();
  readonly #leaves = new Map<ProgramNode, Leaf>();
  /** What stands along an axis, by whose words they are and how many: axes share it. */
  readonly #labels = new Map<string, string[]>();
  /** Cells made once a node is done. */
  readonly #ends = new Map<ProgramNode, number>();

  readonly #generated: (number: number) => string;

  /**
   * @param text the reply of attend_open or attend_program
   * @param given the scene that was opened: the engine does not tell a vocabulary back
   * @param generated tells the word of a generated token, where one stands along an axis
   * @param words tells which words edited ids mean
   */
  constructor(
    text: string,
    given: Given,
    generated: (number: number) => string,
    words?: (program: Program) => { tokens?: string[]; memory?: string[] },
  ) {
    this.#generated = generated;
    const raw = JSON.parse(text) as { scene: Scene; slots: RawSlot[]; root: RawNode };
    this.scene = { ...raw.scene, ...(given.vocabulary && { vocabulary: [...given.vocabulary] }) };
    this.slots = raw.slots.map((slot) => this.#slot(slot));
    this.#madeOf = raw.slots.map(({ made_of = [] }) => made_of);
    this.root = this.#node(raw.root);
    this.#countCells();
    raw.slots.forEach((slot, i) => {
      (this.slots[i] as Slot).step = this.steps[slot.step] ?? null;
    });
    this.slots.forEach((slot, i) => {
      this.#byPath.set(slot.path, i);
      if (slot.step) this.#byPath.set(`${slot.step.node.path}.${slot.name}`, i);
    });
    if (words) this.#relabel(words(this));
  }

  #slot(raw: RawSlot): Slot {
    const { path, name, axes, shape, accepts } = raw;
    const labels = () => this.#labelsOf(raw);
    return {
      path,
      name,
      axes,
      shape,
      get labels() {
        return labels();
      },
      size: shape.reduce((product, length) => product * length, 1),
      accepts: manifest.accepts[accepts] as Slot['accepts'],
      step: null,
      start: 0,
      gradient: raw.made_of !== undefined,
    };
  }

  #labelsOf({ labels, shape, first = [] }: RawSlot): string[][] {
    return shape.map((length, axis) => {
      const from = first[axis] ?? 0;
      const key = `${labels[axis]} ${length} ${from}`;
      const known = this.#labels.get(key);
      if (known) return known;
      const { tokens, memory = [], vocabulary = [] } = this.scene;
      const words = [null, tokens, memory, vocabulary][labels[axis] ?? 0];
      const wordAt = (place: number) => words?.[place] ?? this.#generated(place - tokens.length);
      const made = Array.from({ length }, (_, i) => (words ? wordAt(from + i) : String(i + 1)));
      this.#labels.set(key, made);
      return made;
    });
  }

  #node(raw: RawNode): ProgramNode {
    const node = raw.back ? backward().gradientNode(raw, this.slots, this.#madeOf) : this.#forwardNode(raw);
    const { stage } = node;
    if (stage) {
      const leaf = { number: this.steps.length, node };
      this.steps.push(leaf);
      this.#leaves.set(node, leaf);
    }
    node.children = raw.children.map((child) => this.#node(child));
    this.#nodes.set(node.path, node);
    return node;
  }

  #forwardNode(raw: RawNode): ProgramNode {
    const stage = raw.stage === undefined ? null : (manifest.stages[raw.stage] as StageInfo);
    const path = (slot: number) => (this.slots[slot] as Slot).path;
    const named = (infos: { name: string }[], slots: number[]) =>
      Object.fromEntries(slots.flatMap((slot, i) => (slot < 0 ? [] : [[infos[i]?.name, path(slot)]])));
    const { reads = [], writes = [], options = [] } = raw;
    return {
      path: raw.path,
      stage: stage?.id ?? null,
      gradient: null,
      title: raw.title,
      level: manifest.levels[raw.level] as ProgramNode['level'],
      children: [],
      reads: reads.filter((slot) => slot >= 0).map(path),
      writes: writes.map(path),
      inputs: stage ? named(stage.reads, reads) : {},
      outputs: stage ? named(stage.writes, writes) : {},
      options: Object.fromEntries(
        (stage?.options ?? []).map(({ name, choices }, i) => [
          name,
          choices?.[options[i] as number] ?? (options[i] as number),
        ]),
      ),
    };
  }

  #countCells(): void {
    const bySlotPath = new Map(this.slots.map((slot) => [slot.path, slot]));
    let cells = 0;
    const count = (node: ProgramNode) => {
      for (const path of node.writes) {
        const slot = bySlotPath.get(path) as Slot;
        slot.start = cells;
        cells += slot.size;
      }
      node.children.forEach(count);
      this.#ends.set(node, cells);
    };
    count(this.root);
  }

  #relabel(words: { tokens?: string[]; memory?: string[] }): void {
    const { tokens = this.scene.tokens, memory = this.scene.memory } = words;
    Object.assign(this.scene, { tokens }, memory && { memory });
    this.#labels.clear();
  }

  /** Whether this is the path of a step, a group or a tensor. */
  has(path: string): boolean {
    return this.#nodes.has(path) || this.#byPath.has(path);
  }

  get totalCells(): number {
    return this.#ends.get(this.root) as number;
  }

  /** The number of a tensor. Throws EngineError `path` with what lies near. */
  slotNumber(path: string): number {
    if (typeof path !== 'string') {
      throw new EngineError('path', `${JSON.stringify(path)} is not a path. Give a string such as "embed".`);
    }
    const found = this.#byPath.get(path);
    if (found !== undefined) return found;
    const below = this.slots.filter((slot) => slot.path.startsWith(`${path}.`)).map((slot) => slot.path);
    if (below.length > 0) {
      throw new EngineError('path', `"${path}" is not one tensor. Ask for one of: ${short(below)}.`, undefined, path);
    }
    let parent = path;
    let near: string[] = [];
    while (near.length === 0) {
      parent = parent.slice(0, Math.max(0, parent.lastIndexOf('.')));
      near = this.slots.filter((slot) => !parent || slot.path.startsWith(`${parent}.`)).map((slot) => slot.path);
    }
    throw new EngineError(
      'path',
      `This program has no tensor called "${path}". The nearest are: ${short(near)}.`,
      undefined,
      path,
    );
  }

  /** The step of a path; undefined where there is none. */
  step(path: string): Leaf | undefined {
    const node = this.#nodes.get(path);
    return node?.stage ? this.#leaves.get(node) : undefined;
  }

  slot(path: string): Slot {
    return this.slots[this.slotNumber(path)] as Slot;
  }

  /** The stage whose result a tensor is, or whose gradient. */
  stageOf(slot: Slot): string | null {
    const of = slot.gradient ? this.slot(slot.path.slice(GRADIENTS.length)) : slot;
    return of.step?.node.stage ?? null;
  }

  /** Cells made once this step, group or tensor is made, up to and with one cell where an index is given. */
  end(path: string, index: readonly number[] = []): number {
    const node = this.#nodes.get(path);
    if (node && index.length === 0) return this.#ends.get(node) as number;
    const slot = this.slot(path);
    const made = index.length > 0 ? flatIndex(slot, index) + 1 : slot.size;
    return slot.step ? slot.start + made : 0;
  }
}

function short(paths: string[]): string {
  return paths.length <= 12 ? paths.join(', ') : `${paths.slice(0, 12).join(', ')} and ${paths.length - 12} more`;
}

/** Row-major place of an index. Throws EngineError `index`. */
export function flatIndex({ path, shape }: Pick<Slot, 'path' | 'shape'>, index: readonly number[]): number {
  const fits =
    Array.isArray(index) &&
    index.length === shape.length &&
    index.every((at, axis) => Number.isInteger(at) && at >= 0 && at < (shape[axis] as number));
  if (!fits) {
    throw new EngineError(
      'index',
      `[${index?.join?.(', ') ?? index}] is not a cell of ${path}, whose shape is (${shape.join(', ')}). Give one whole number for each axis, counted from 0.`,
      undefined,
      path,
    );
  }
  return offsetOf(shape, index);
}

/** The slot, if a stage says that this result of it holds weights. Throws EngineError `path`. */
export function checkWeights(slot: Slot): Slot {
  const { step, name, path } = slot;
  const stage = manifest.stages.find(({ id }) => id === step?.node.stage);
  if (stage?.writes.some((result) => result.name === name && result.role === 'weights')) return slot;
  throw new EngineError(
    'path',
    `${path} is not a tensor of weights: its rows need not sum to 1. Ask for the result of a softmax.`,
    undefined,
    path,
  );
}
