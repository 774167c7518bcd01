/** Reads the few Python literals that a .npy header is made of. Nothing is evaluated. */
import { refuse } from './refusal.js';

export type Literal = string | number | boolean | Literal[] | Map<string, Literal>;

const TOKEN = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+)L?(?!\w)|(True|False)(?!\w)|([{}()[\],:]))/y;
/** Nested deeper than this, a header is refused. */
const DEEPEST = 8;

type Token = { value: string | number | boolean } | { mark: string };

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(source);
    if (!found) throw refuse(`The header cannot be read at "${source.slice(at, at + 20)}".`);
    const [, single, double, digits, word, mark] = found;
    if (mark) tokens.push({ mark });
    else if (digits) tokens.push({ value: Number(digits) });
    else if (word) tokens.push({ value: word === 'True' });
    else tokens.push({ value: (single ?? double) as string });
  }
  return tokens;
}

/** The value that a Python literal stands for: text, whole numbers, True, False, tuples, lists, dictionaries. */
export function literal(text: string): Literal {
  const tokens = tokensOf(text);
  let at = 0;
  const fail = () => refuse('The header is not a Python dictionary as NumPy writes it.');
  const isMark = (mark: string) => {
    const token = tokens[at];
    return token !== undefined && 'mark' in token && token.mark === mark;
  };
  const expect = (mark: string) => {
    if (!isMark(mark)) throw fail();
    at += 1;
  };
  /** Items up to a closing mark, with commas between them and perhaps after the last. */
  const items = (close: string, item: () => void) => {
    while (!isMark(close)) {
      item();
      if (!isMark(close)) expect(',');
    }
    at += 1;
  };
  const value = (depth: number): Literal => {
    const token = tokens[at];
    if (!token || depth > DEEPEST) throw fail();
    at += 1;
    if ('value' in token) return token.value;
    if (token.mark === '{') return dictionary(depth);
    if (token.mark !== '(' && token.mark !== '[') throw fail();
    const list: Literal[] = [];
    items(token.mark === '(' ? ')' : ']', () => list.push(value(depth + 1)));
    return list;
  };
  const dictionary = (depth: number): Map<string, Literal> => {
    const members = new Map<string, Literal>();
    items('}', () => {
      const key = value(depth + 1);
      if (typeof key !== 'string' || members.has(key)) throw fail();
      expect(':');
      members.set(key, value(depth + 1));
    });
    return members;
  };
  const read = value(0);
  if (at !== tokens.length) throw fail();
  return read;
}
