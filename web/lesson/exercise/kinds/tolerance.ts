/**
 * How near is near enough. People compute with the digits that are printed, and round what they get on the way, so a
 * right calculation may end a little beside the engine's number. How far follows from the numbers themselves: each
 * number that is read is put back as it is printed, each that is worked out on the way is moved by half of its last
 * digit, and the engine says what that does to the answer.
 */

import type { Session } from '../../../engine/index.js';
import { indexOf, offsetOf } from '../../../engine/row-major.js';
import { parseIndex, slice } from '../../figures/calls.js';
import { type Asked, numberOf } from '../asked.js';
import type { Lab } from '../lab.js';

/** A cell of a tensor in a scene, or of a calculation. */
export interface Cell {
  path: string;
  scene: string;
  index: readonly number[];
}

/** Half of the last digit that the page shows, where the author says nothing else. */
const TOLERANCE = 0.005;
/** Digits after the point that the page shows, where nothing else is said. */
const DIGITS = 2;
/** Roundings fall to both sides; together they stay within four standard deviations, each being evenly spread up to its most. */
const DEVIATIONS = 4 / Math.sqrt(3);
/** Nobody goes on with a number that rounding changes by more than this share of it. */
const COARSEST = 0.1;
/** Where more numbers than these lie between what is printed and what is asked for, nobody goes that way by hand. */
const LONGEST_WAY = 60;

/** The least that is near enough: what the author says, or half of the last digit shown. */
export const leastTolerance = ({ attributes }: Asked): number => numberOf(attributes, 'tolerance', TOLERANCE);

/** What the numbers are taken from. */
export interface Ground {
  lab: Lab;
  /** Sessions to be used in the place of the lab's own, by scene. */
  sessions?: ReadonlyMap<string, Session>;
}

const sessionIn = ({ lab, sessions }: Ground, scene: string): Session => sessions?.get(scene) ?? lab.session(scene);

const half = (digits: number): number => 0.5 * 10 ** -digits;
const nameOf = ({ scene, path, index }: Cell): string => `${scene}:${path} ${index.join()}`;
const isCalculated = (path: string): boolean => path.startsWith('calc.');

interface Printed extends Cell {
  digits: number;
}

/** What the question prints, cell by cell, with its digits. */
function printedIn({ printed }: Asked, lab: Lab): Printed[] {
  return printed.flatMap(({ path = '', at = '', scene = 'main', digits }) => {
    const prefix = parseIndex(at) ?? [];
    const tensor = lab.book.tensor(path, scene);
    const rest = tensor.shape.slice(prefix.length);
    return slice(tensor, prefix).map((_, i) => ({
      ...{ path, scene, index: [...prefix, ...indexOf(rest, i)] },
      digits: Number(digits ?? DIGITS),
    }));
  });
}

/** A number on the way to an answer, and how far what people go on with may lie beside it. */
interface Step extends Cell {
  off: number[];
}

/** What people read, and what they work out, on the way to some numbers. */
class Way {
  readonly steps = new Map<string, Step>();
  readonly #asked: Asked;
  readonly #ground: Ground;
  readonly #printed: Printed[];
  /** Digits of what is read, by cell. */
  readonly #read: ReadonlyMap<string, number>;
  /** Digits that people keep. */
  readonly #digits: number;
  #longest: number;

  constructor(asked: Asked, targets: readonly Cell[], given: readonly Cell[], ground: Ground) {
    this.#asked = asked;
    this.#ground = ground;
    this.#printed = printedIn(asked, ground.lab).filter(({ path }) => !isCalculated(path));
    this.#read = new Map([
      ...given.map((cell) => [nameOf(cell), DIGITS] as const),
      ...this.#printed.map((cell) => [nameOf(cell), cell.digits] as const),
    ]);
    const digits = this.#printed.length ? Math.min(...this.#printed.map((cell) => cell.digits)) : DIGITS;
    this.#digits = Math.max(DIGITS, digits);
    this.#longest = asked.kind === 'worksheet' ? Number.POSITIVE_INFINITY : LONGEST_WAY;
    this.#go(targets, (scene) => this.#lastPrinted(scene));
    if (this.#isTooLong) {
      this.#longest = Number.POSITIVE_INFINITY;
      this.#go(targets, () => Number.POSITIVE_INFINITY);
    }
  }

  get #isTooLong(): boolean {
    return this.steps.size > this.#printed.length + this.#longest;
  }

  /** Where in the program the last printed number is made: what comes behind is worked out, what comes before is read. */
  #lastPrinted(scene: string): number {
    if (this.#asked.kind === 'worksheet') return -1;
    const session = sessionIn(this.#ground, scene);
    const places = this.#printed.filter((cell) => cell.scene === scene).map(({ path }) => session.locate(path));
    return places.length ? Math.max(...places) : Number.POSITIVE_INFINITY;
  }

  #go(targets: readonly Cell[], from: (scene: string) => number): void {
    this.steps.clear();
    for (const cell of this.#printed) this.#reads(cell);
    for (const target of targets) if (!isCalculated(target.path)) this.#follow(target, from(target.scene));
  }

  #reads(cell: Cell): void {
    const [value = 0] = slice(sessionIn(this.#ground, cell.scene).tensor(cell.path, { ahead: true }), cell.index);
    const shown = Number(value.toFixed(this.#read.get(nameOf(cell)) ?? DIGITS));
    this.steps.set(nameOf(cell), { ...cell, off: [shown - value] });
  }

  /** Follows a number back to what is read. */
  #follow({ path, index, scene }: Cell, from: number): void {
    const session = sessionIn(this.#ground, scene);
    for (const term of session.explain(path, index).terms) {
      if (this.#isTooLong) return;
      // A derivative is no cell, and a result that is moved lets nothing back through it: the author's tolerance has to cover those.
      if (term.name === 'derivative') continue;
      const cell = { path: term.path, index: term.index, scene };
      if (this.steps.has(nameOf(cell))) continue;
      const { op } = session.explain(term.path, term.index);
      if (this.#read.has(nameOf(cell))) this.#reads(cell);
      // A copy is read where its original is.
      else if (op === 'copy') this.#follow(cell, from);
      // What the reader filled in may be gone on with as the page prints it.
      else if (op === 'input' || op === 'edited' || session.locate(term.path) <= from) this.#reads(cell);
      else {
        const off = Math.min(half(this.#digits), COARSEST * Math.abs(term.value));
        this.steps.set(nameOf(cell), { ...cell, off: [off, -off] });
        this.#follow(cell, from);
      }
    }
  }
}

/** The numbers at these cells, of the same scene as it is now; every tensor is asked for once. */
function numbersNow(cells: readonly Cell[], scene: string, session: Session, lab: Lab): number[] {
  const book = lab.bookWith(scene, session);
  const tensors = new Map(cells.map((cell) => [`${cell.scene}:${cell.path}`, book.tensor(cell.path, cell.scene)]));
  return cells.map((cell) => {
    const { shape, data } = tensors.get(`${cell.scene}:${cell.path}`) as { shape: number[]; data: Float32Array };
    return data[offsetOf(shape, cell.index)] as number;
  });
}

/** How far each target moves when one number on the way is off; the session is left as it was. */
function movesOf(step: Step, targets: readonly Cell[], exact: readonly number[], { lab, sessions }: Ground): number[] {
  const session = sessionIn({ lab, sessions }, step.scene);
  const [before = Number.NaN] = slice(session.tensor(step.path, { ahead: true }), step.index);
  const moves = targets.map(() => 0);
  for (const off of step.off) {
    if (!Number.isFinite(before) || Math.abs(off) < 1e-7) continue;
    session.edit(step.path, step.index, before + off);
    for (const [i, now] of numbersNow(targets, step.scene, session, lab).entries()) {
      const far = Math.abs(now - (exact[i] as number));
      if (far > (moves[i] as number)) moves[i] = far;
    }
    session.undo();
  }
  return moves;
}

/** Results of calculations cannot be moved by themselves; each is taken to go into the answer as it is. */
function calculatedOff(asked: Asked, lab: Lab): number {
  const offs = printedIn(asked, lab).map(({ path, scene, index, digits }) => {
    const [value = 0] = isCalculated(path) ? lab.book.at(path, index, scene) : [];
    return Math.abs(Number(value.toFixed(digits)) - value);
  });
  return offs.reduce((sum, off) => sum + off, 0);
}

/**
 * How far an answer may lie beside the engine's number, for each number that is asked for.
 * @param given cells that stand there already, in the matrices of the exercise
 */
export function tolerancesOf(asked: Asked, targets: readonly Cell[], given: readonly Cell[], ground: Ground): number[] {
  const { lab, sessions } = ground;
  const way = new Way(asked, targets, given, ground);
  const [scene = 'main'] = targets.map((target) => target.scene);
  const exact = numbersNow(targets, scene, sessionIn({ lab, sessions }, scene), lab);
  const sums = targets.map(() => 0);
  const squares = targets.map(() => 0);
  for (const step of way.steps.values()) {
    for (const [i, move] of movesOf(step, targets, exact, ground).entries()) {
      sums[i] = (sums[i] as number) + move;
      squares[i] = (squares[i] as number) + move * move;
    }
  }
  const least = leastTolerance(asked);
  const fixed = calculatedOff(asked, lab);
  return sums.map((sum, i) =>
    Math.max(least, Math.min(least, TOLERANCE) + fixed + Math.min(sum, DEVIATIONS * Math.sqrt(squares[i] as number))),
  );
}
