/** A tensor of a scene, written as numbers, formulas or by pattern, to the numbers it stands for. */
import { EngineError } from '../types.js';
import { type Amount, amountOf } from './formula.js';
import {
  COMMON_KEYS,
  type Keys,
  type Matrix,
  PATTERNS,
  type Pattern,
  type PatternKey,
  type Place,
} from './pattern-table.js';

/** How weights may be written in a scene's file. */
export type WrittenNumbers = Amount | WrittenNumbers[] | WrittenPattern;
export interface WrittenPattern {
  pattern: string;
  [key: string]: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuse(path: string, what: string): never {
  throw new EngineError('scene', `In the scene, "${path}" ${what}.`, undefined, path);
}

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 60) ?? 'nothing';

function amount(given: unknown, path: string, what: string): number {
  try {
    return amountOf(given);
  } catch (error) {
    return refuse(path, `${what}: ${(error as Error).message}`);
  }
}

function whole(given: unknown, { least = -1048576 }: PatternKey): number | null {
  const fits = Number.isInteger(given) && (given as number) >= least && (given as number) <= 4294967295;
  return fits ? (given as number) : null;
}

/** Reads the keys of one pattern for one place. */
class PatternReader implements Keys {
  readonly #given: Record<string, unknown>;
  readonly #place: Place;
  readonly #rows: Record<string, PatternKey>;
  readonly #name: string;

  constructor(given: WrittenPattern, pattern: Pattern, place: Place) {
    this.#given = given;
    this.#place = place;
    this.#name = given.pattern;
    this.#rows = { ...pattern.keys, ...COMMON_KEYS };
    const odd = Object.keys(given).find((key) => key !== 'pattern' && !Object.hasOwn(this.#rows, key));
    if (odd !== undefined) this.refuse(`has no key "${odd}". It has: ${Object.keys(this.#rows).join(', ')}`);
    for (const [key, row] of Object.entries(this.#rows))
      if (row.needed && given[key] === undefined) this.refuse(`needs "${key}": ${row.about.replace(/\.$/, '')}`);
    if (place.isVector && !pattern.vectors) this.refuse('is for matrices, and this is a vector');
  }

  refuse(what: string): never {
    return refuse(this.#place.path, `is written by the pattern ${this.#name}, which ${what}`);
  }

  #wrong(name: string, must: string): never {
    return this.refuse(`has ${shown(this.#given[name])} as "${name}". It must be ${must}`);
  }

  whole(name: string): number | undefined {
    if (this.#given[name] === undefined) return undefined;
    const row = this.#rows[name] as PatternKey;
    return whole(this.#given[name], row) ?? this.#wrong(name, `a whole number${row.least === 0 ? ', 0 or above' : ''}`);
  }

  #list(name: string): unknown[] | undefined {
    const given = this.#given[name];
    if (given === undefined) return undefined;
    const { length } = this.#rows[name] as PatternKey;
    if (!Array.isArray(given) || given.length === 0 || (length !== undefined && given.length !== length))
      return this.#wrong(name, length === undefined ? 'a list' : `a list of ${length}`);
    return given;
  }

  wholes(name: string): number[] | undefined {
    return this.#list(name)?.map(
      (item) =>
        whole(item, { ...(this.#rows[name] as PatternKey), least: 0 }) ??
        this.#wrong(name, 'a list of whole numbers, 0 or above'),
    );
  }

  amount(name: string): number | undefined {
    const given = this.#given[name];
    return given === undefined ? undefined : amount(given, this.#place.path, `has a "${name}" that is no number`);
  }

  amounts(name: string): number[] | undefined {
    return this.#list(name)?.map((item) => amount(item, this.#place.path, `has in "${name}" what is no number`));
  }

  flag(name: string): boolean {
    const given = this.#given[name] ?? false;
    return typeof given === 'boolean' ? given : this.#wrong(name, 'true or false');
  }

  choice(name: string): string | undefined {
    const given = this.#given[name];
    const { choices = [] } = this.#rows[name] as PatternKey;
    if (given === undefined) return undefined;
    return choices.includes(given as string) ? (given as string) : this.#wrong(name, `one of: ${choices.join(', ')}`);
  }

  parts(name: string, rows: number, columns: number): Matrix[] {
    const place = { ...this.#place, rows, columns };
    const all =
      (this.#rows[name] as PatternKey).type === 'parts' ? (this.#list(name) as unknown[]) : [this.#given[name]];
    return all.map((part) => matrixOf(part, place));
  }
}

function listed(given: unknown[], place: Place): Matrix {
  const rows = Array.isArray(given[0]) ? given : [given];
  if ((rows.length > 1 || Array.isArray(given[0])) && place.isVector)
    refuse(place.path, 'is a vector: write one list of numbers');
  if (rows.some((row) => !Array.isArray(row)) || (rows as unknown[][]).some((row) => row.some(Array.isArray)))
    refuse(place.path, 'has rows of different depth. Nest every row in the same way');
  return rows.map((row) => {
    if (!Array.isArray(row) || row.length !== (rows[0] as unknown[]).length || row.length === 0)
      return refuse(place.path, 'has rows of different length. Write every row with as many numbers');
    return row.map((cell) => amount(cell, place.path, 'must hold finite numbers only'));
  });
}

function matrixOf(given: unknown, place: Place): Matrix {
  if (Array.isArray(given)) return listed(given, place);
  if (!isObject(given) || typeof given.pattern !== 'string')
    return refuse(
      place.path,
      `is ${shown(given)}. Write rows of numbers, or { "pattern": … }: ${Object.keys(PATTERNS).join(', ')}`,
    );
  const pattern = Object.hasOwn(PATTERNS, given.pattern) ? PATTERNS[given.pattern] : undefined;
  if (!pattern)
    return refuse(
      place.path,
      `names the pattern "${given.pattern}", which does not exist. There are: ${Object.keys(PATTERNS).join(', ')}`,
    );
  const keys = new PatternReader(given as WrittenPattern, pattern, place);
  const times = keys.amount('times') ?? 1;
  const made = pattern.make(place, keys);
  return times === 1 ? made : made.map((row) => row.map((cell) => cell * times + 0));
}

/**
 * The numbers of a tensor, in lists as the engine reads them.
 * @throws EngineError `scene` that names the tensor, what is wrong, and what it can be
 */
export function writtenNumbers(given: unknown, place: Place): number[] | Matrix {
  const made = matrixOf(given, place);
  return place.isVector ? (made[0] as number[]) : made;
}

/** Whether something is to be written out: a pattern, or lists with formulas in them. */
export function isWritten(given: unknown): boolean {
  if (typeof given === 'string') return true;
  if (Array.isArray(given)) return given.some(isWritten);
  return isObject(given) && 'pattern' in given;
}

/** What a tensor was written as, in a few words: `identity times 2`. */
export function inWords(given: unknown): string {
  if (!isObject(given)) return 'numbers';
  const { pattern, times, of, ...keys } = given as WrittenPattern;
  const said = Object.entries(keys).map(([key, value]) => `${key} ${Array.isArray(value) ? value.join(', ') : value}`);
  const inner =
    of === undefined
      ? ''
      : Array.isArray(of) && pattern === 'sum'
        ? ` of ${of.map(inWords).join(' and ')}`
        : ` of ${inWords(of)}`;
  return `${pattern}${said.length > 0 ? ` (${said.join('; ')})` : ''}${inner}${times === undefined ? '' : ` times ${times}`}`;
}
