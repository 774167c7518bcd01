import { EngineError } from './types.js';

/** Nested deeper than this, a scene is refused. */
const DEEPEST = 32;

/** A JSON value as the three streams of engine/scene/flat.hpp. Throws EngineError `scene` for what JSON cannot say. */
export function flatten(value: unknown): { ints: Int32Array; numbers: Float64Array; text: Uint8Array } {
  const ints: number[] = [];
  const numbers: number[] = [];
  const encoder = new TextEncoder();
  const texts: Uint8Array[] = [];
  const push = (text: string) => {
    const bytes = encoder.encode(text);
    ints.push(bytes.length);
    texts.push(bytes);
  };
  const write = (part: unknown, depth: number) => {
    if (depth > DEEPEST)
      throw new EngineError('scene', `The scene is nested more than ${DEEPEST} deep. Write it flatter.`);
    if (part === null || part === undefined) ints.push(0);
    else if (typeof part === 'boolean') ints.push(part ? 2 : 1);
    else if (typeof part === 'number') {
      ints.push(3);
      numbers.push(part);
    } else if (typeof part === 'string') {
      ints.push(4);
      push(part);
    } else if (Array.isArray(part) || ArrayBuffer.isView(part)) {
      const items = part as unknown[];
      ints.push(5, items.length);
      for (const item of items) write(item, depth + 1);
    } else if (typeof part === 'object') {
      const members = Object.entries(part).filter(([, member]) => member !== undefined);
      ints.push(6, members.length);
      for (const [key, member] of members) {
        push(key);
        write(member, depth + 1);
      }
    } else
      throw new EngineError('scene', `The scene holds a ${typeof part}. Use numbers, texts, lists and objects only.`);
  };
  write(value, 0);
  const text = new Uint8Array(texts.reduce((sum, bytes) => sum + bytes.length, 0));
  let offset = 0;
  for (const bytes of texts) {
    text.set(bytes, offset);
    offset += bytes.length;
  }
  return { ints: Int32Array.from(ints), numbers: Float64Array.from(numbers), text };
}

/** Reads a scene's JSON text. Throws EngineError `scene` with the reader's own words on where it stumbled. */
export function parseScene(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EngineError(
      'scene',
      `This scene is not valid JSON: ${(cause as Error).message}. Check commas, quotes and brackets there.`,
    );
  }
}
