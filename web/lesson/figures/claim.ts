/**
 * Claims: what a lesson says in words about numbers, written once more so that it can be checked.
 *
 *   layers.0.attention.softmax[0,3,4] > 0.4 and sum(layers.0.attention.softmax[0,3]) = 1
 *
 * `PATH[INDEX]` is a number, or with a shorter index a whole row; `NAME:PATH[INDEX]` lies in the scene NAME;
 * `start(…)` is what stood there before anything was changed.
 */

/** Where the numbers of a claim come from. */
export interface ClaimSource {
  at(path: string, index: readonly number[], scene: string): readonly number[];
  /** Before the reader's changes, where there are any. */
  start?(path: string, index: readonly number[], scene: string): readonly number[];
}

type Row = readonly number[];
type Term = (source: ClaimSource) => Row;

/** The claim cannot be read, or names a number that is not there. */
export class ClaimError extends Error {}

/** Half of the second digit after the point: what `~` takes for the same. */
const ABOUT = 0.005;
/** Relative rounding of 32-bit numbers that `=` overlooks. */
const ROUNDING = 1e-5;

const same = (a: number, b: number): boolean =>
  a === b || Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a), Math.abs(b));

const RELATIONS: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b && !same(a, b),
  '<=': (a, b) => a <= b || same(a, b),
  '>': (a, b) => a > b && !same(a, b),
  '>=': (a, b) => a >= b || same(a, b),
  '=': same,
  '!=': (a, b) => !same(a, b),
  '~': (a, b) => Math.abs(a - b) <= ABOUT + ROUNDING,
};

const add = (row: Row): number => row.reduce((sum, x) => sum + x, 0);
const dot = (a: Row, b: Row): number => add(a.map((x, i) => x * (b[i] as number)));
const length = (row: Row): number => Math.sqrt(dot(row, row));

const OF_ROW: Record<string, (row: Row) => number> = {
  sum: add,
  mean: (row) => add(row) / row.length,
  min: (row) => Math.min(...row),
  max: (row) => Math.max(...row),
  argmin: (row) => row.indexOf(Math.min(...row)),
  argmax: (row) => row.indexOf(Math.max(...row)),
  length,
};
const OF_NUMBER: Record<string, (x: number) => number> = {
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  round: Math.round,
};
const OF_TWO: Record<string, (a: Row, b: Row) => number> = {
  dot,
  cosine: (a, b) => dot(a, b) / (length(a) * length(b)),
  distance: (a, b) => length(a.map((x, i) => x - (b[i] as number))),
};
const FUNCTIONS = [...Object.keys(OF_ROW), ...Object.keys(OF_NUMBER), ...Object.keys(OF_TWO), 'start'];

const ARITHMETIC: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/** Number by number; a single number goes with every number of a row. */
function paired<T>(a: Row, b: Row, work: (x: number, y: number) => T): T[] {
  if (a.length !== b.length && a.length !== 1 && b.length !== 1)
    throw new ClaimError(`a row of ${a.length} numbers meets one of ${b.length}`);
  const long = a.length >= b.length ? a : b;
  const of = (row: Row, i: number) => row[row.length === 1 ? 0 : i] as number;
  return long.map((_, i) => work(of(a, i), of(b, i)));
}

const PLACE = /^(?:([a-z][a-z0-9-]*):)?([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\[\s*(\d+(?:\s*,\s*\d+)*)?\s*\]/i;
const NUMBER = /^\d+(\.\d+)?(e[+-]?\d+)?/i;
const WORD = /^[a-z]+/i;
const SIGN = /^(<=|>=|!=|[<>=~+\-*/(),])/;

type Piece = { place: Term } | { number: number } | { word: string } | { sign: string };

function placeTerm([, scene = 'main', path = '', at = '']: RegExpMatchArray): Term {
  const index = at === '' ? [] : at.split(',').map(Number);
  return (source) => source.at(path, index, scene);
}

/** Cuts the text of a claim into places, numbers, words and signs. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let rest = text.trim();
  while (rest) {
    const place = rest.match(PLACE);
    const found = place ?? rest.match(NUMBER) ?? rest.match(SIGN) ?? rest.match(WORD);
    if (!found) throw new ClaimError(`"${rest.slice(0, 12)}" cannot be read`);
    const [whole] = found;
    if (place) pieces.push({ place: placeTerm(place) });
    else if (/^\d/.test(whole)) pieces.push({ number: Number(whole) });
    else pieces.push(/^[a-z]/i.test(whole) ? { word: whole } : { sign: whole });
    rest = rest.slice(whole.length).trim();
  }
  return pieces;
}

/** Reads a claim from left to right. */
class Reader {
  readonly #pieces: Piece[];
  #at = 0;

  constructor(text: string) {
    this.#pieces = piecesOf(text);
  }

  get #next(): string {
    const piece = this.#pieces[this.#at];
    if (!piece) return '';
    return 'sign' in piece ? piece.sign : 'word' in piece ? piece.word : 'value';
  }

  #take(wanted: string): void {
    if (this.#next !== wanted)
      throw new ClaimError(`"${wanted}" is missing${this.#next ? ` before ${this.#next}` : ''}`);
    this.#at += 1;
  }

  /** `sum REL sum REL sum …`, joined by `and`. */
  claim(): Comparison[] {
    const found: Comparison[] = [];
    for (;;) {
      let left = this.#sum();
      const before = found.length;
      while (this.#next in RELATIONS) {
        const relation = this.#next;
        this.#at += 1;
        const right = this.#sum();
        found.push({ left, relation, right });
        left = right;
      }
      if (found.length === before) throw new ClaimError('nothing is compared; use one of < <= > >= = != ~');
      if (this.#next !== 'and') break;
      this.#at += 1;
    }
    if (this.#next) throw new ClaimError(`found "${this.#next}" where the claim should end`);
    return found;
  }

  #joined(signs: readonly string[], part: () => Term): Term {
    let left = part();
    while (signs.includes(this.#next)) {
      const work = ARITHMETIC[this.#next] as (a: number, b: number) => number;
      this.#at += 1;
      const [first, second] = [left, part()];
      left = (source) => paired(first(source), second(source), work);
    }
    return left;
  }

  #sum = (): Term => this.#joined(['+', '-'], () => this.#joined(['*', '/'], this.#factor));

  #factor = (): Term => {
    const piece = this.#pieces[this.#at];
    if (!piece) throw new ClaimError('it ends too early');
    this.#at += 1;
    if ('place' in piece) return piece.place;
    if ('number' in piece) return () => [piece.number];
    if ('word' in piece) return this.#call(piece.word);
    if (piece.sign === '-') {
      const inner = this.#factor();
      return (source) => inner(source).map((x) => -x);
    }
    if (piece.sign !== '(') throw new ClaimError(`found "${piece.sign}" where a number should be`);
    const inner = this.#sum();
    this.#take(')');
    return inner;
  };

  #call(name: string): Term {
    if (!FUNCTIONS.includes(name))
      throw new ClaimError(`there is no function "${name}"; the functions are ${FUNCTIONS.join(', ')}`);
    this.#take('(');
    const first = this.#sum();
    if (name in OF_TWO) {
      this.#take(',');
      const second = this.#sum();
      this.#take(')');
      return (source) => [OF_TWO[name]!(first(source), second(source))];
    }
    this.#take(')');
    if (name in OF_ROW) return (source) => [OF_ROW[name]!(first(source))];
    if (name in OF_NUMBER) return (source) => first(source).map(OF_NUMBER[name]!);
    return (source) => first({ at: source.start ?? source.at.bind(source) });
  }
}

interface Comparison {
  left: Term;
  relation: string;
  right: Term;
}

const text = (row: Row): string => row.map((x) => String(Number(x.toPrecision(6)))).join(', ');

/**
 * What contradicts a claim: null where it holds, else what the numbers are.
 * @throws {ClaimError} where the claim cannot be read; errors of the source where a number is not there
 */
export function contradiction(claim: string, source: ClaimSource): string | null {
  for (const { left, relation, right } of new Reader(claim).claim()) {
    const [a, b] = [left(source), right(source)];
    const holds = RELATIONS[relation] as (a: number, b: number) => boolean;
    if (!paired(a, b, holds).every(Boolean)) return `${text(a)} is not ${relation} ${text(b)}`;
  }
  return null;
}
