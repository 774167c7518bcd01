/** Numbers as people write them in a scene: fractions, roots, parts of a turn. */

/** A number, or how it comes about: `"1/3"`, `"sqrt(3)/2"`, `"-cos(pi/6)"`. */
export type Amount = number | string;

/** Between this and 0 lies only what rounding left of it: the cosine of a right angle. */
const NOTHING = 1e-12;

export const FUNCTIONS: Record<string, (x: number) => number> = { sqrt: Math.sqrt, cos: Math.cos, sin: Math.sin };
export const CONSTANTS: Record<string, number> = { pi: Math.PI };

/** In words, for messages and the docs. */
export const FORMULA_SIGNS = '+ - * / ^ ( ) sqrt cos sin pi';

const TOKEN = /\s*(?:(\d+\.?\d*|\.\d+)|([a-z]+)|([-+*/^()]))/y;

class Reader {
  readonly #parts: string[] = [];
  #at = 0;

  constructor(text: string) {
    TOKEN.lastIndex = 0;
    const end = text.trimEnd().length;
    while (TOKEN.lastIndex < end) {
      const from = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (!found) throw new Error(`"${text.slice(from).trim()}" is not part of a number`);
      this.#parts.push(found[0].trim());
    }
  }

  read(): number {
    const value = this.#sum();
    const rest = this.#parts[this.#at];
    if (rest !== undefined) throw new Error(`"${rest}" comes where the number should end`);
    return value;
  }

  #takes(...signs: string[]): string | null {
    const sign = this.#parts[this.#at];
    if (sign === undefined || !signs.includes(sign)) return null;
    this.#at += 1;
    return sign;
  }

  #sum(): number {
    let value = this.#product();
    for (let sign = this.#takes('+', '-'); sign; sign = this.#takes('+', '-'))
      value = sign === '+' ? value + this.#product() : value - this.#product();
    return value;
  }

  #product(): number {
    let value = this.#signed();
    for (let sign = this.#takes('*', '/'); sign; sign = this.#takes('*', '/'))
      value = sign === '*' ? value * this.#signed() : value / this.#signed();
    return value;
  }

  #signed(): number {
    const sign = this.#takes('-', '+');
    if (sign) return sign === '-' ? -this.#signed() : this.#signed();
    const base = this.#single();
    return this.#takes('^') ? base ** this.#signed() : base;
  }

  #single(): number {
    if (this.#takes('(')) return this.#closed();
    const part = this.#parts[this.#at];
    this.#at += 1;
    if (part === undefined) throw new Error('it ends where a number should come');
    if (Object.hasOwn(CONSTANTS, part)) return CONSTANTS[part] as number;
    if (Object.hasOwn(FUNCTIONS, part)) {
      if (!this.#takes('(')) throw new Error(`after "${part}" a bracket should open`);
      return (FUNCTIONS[part] as (x: number) => number)(this.#closed());
    }
    if (!/^[\d.]/.test(part)) throw new Error(`"${part}" is not a number`);
    return Number(part);
  }

  #closed(): number {
    const value = this.#sum();
    if (!this.#takes(')')) throw new Error('a bracket is not closed');
    return value;
  }
}

/**
 * The number that is meant.
 * @throws Error whose message says what is wrong with the text, to follow a colon
 */
export function amountOf(given: unknown): number {
  if (typeof given !== 'number' && typeof given !== 'string')
    throw new Error(`${JSON.stringify(given)} is neither a number nor a text such as "sqrt(3)/2"`);
  const value = typeof given === 'number' ? given : new Reader(given).read();
  if (!Number.isFinite(Math.fround(value))) throw new Error(`${JSON.stringify(given)} is not a finite number`);
  return typeof given === 'string' && Math.abs(value) < NOTHING ? 0 : value;
}
