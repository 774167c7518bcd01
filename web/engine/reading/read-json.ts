/** JSON as people write it into files: with the mark that some editors put first, and with the line of a fault. */

/** A text that stops being JSON; `line` counts from 1. */
export class JsonFault extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Nested deeper than this, only the beginning is looked through for a fault. */
const DEEPEST = 1000;

const BLANK = /[ \t\n\r]*/y;
const PLAIN =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/** Looks through a text that is no JSON for the place where it stops being that: browsers tell it in words of their own, or not. */
class Search {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Counted in UTF-16 units, as texts are. */
  place(): number {
    if (this.#value(0)) this.#blank();
    return this.#at;
  }

  #blank(): string {
    BLANK.lastIndex = this.#at;
    BLANK.exec(this.#text);
    this.#at = BLANK.lastIndex;
    return this.#text[this.#at] ?? '';
  }

  /** Steps over a sign, if it comes next. */
  #sign(sign: string): boolean {
    const found = this.#blank() === sign;
    if (found) this.#at += 1;
    return found;
  }

  #plain(begins = ''): boolean {
    if (begins && this.#blank() !== begins) return false;
    PLAIN.lastIndex = this.#at;
    const found = PLAIN.exec(this.#text);
    if (found) this.#at = PLAIN.lastIndex;
    return found !== null;
  }

  #value(depth: number): boolean {
    this.#blank();
    if (depth > DEEPEST) return false;
    if (this.#sign('[')) return this.#list(']', () => this.#value(depth + 1));
    if (this.#sign('{')) return this.#list('}', () => this.#plain('"') && this.#sign(':') && this.#value(depth + 1));
    return this.#plain();
  }

  /** What is inside a pair of brackets, up to and with the second. */
  #list(end: string, item: () => boolean): boolean {
    if (this.#sign(end)) return true;
    do if (!item()) return false;
    while (this.#sign(','));
    return this.#sign(end);
  }
}

/** The value of a text. Throws JsonFault, which says where the text stops being JSON and what stands there. */
export function readJson(given: string): unknown {
  const text = given.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch {
    const offset = new Search(text).place();
    const line = text.slice(0, offset).split('\n').length;
    const rest = text.slice(offset).trim().split('\n')[0]?.slice(0, 20) ?? '';
    const place = rest ? `in line ${line}, at: ${rest}` : `in line ${line}, where it ends`;
    const quotes = /[\u201c\u201d\u2018\u2019]/.test(rest) ? ' Write straight quotation marks, ".' : '';
    throw new JsonFault(`It stops being JSON ${place}.${quotes}`, line);
  }
}
