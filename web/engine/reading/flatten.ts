import type { FlatScene, FlatTensor } from '../boundary/wasm.js';
import { EngineError, type Tensor } from '../types.js';
import { readJson } from './read-json.js';

/** Nested deeper than this, a scene is refused. */
const DEEPEST = 32;

/** A scene as the streams of engine/scene/flat.hpp. Throws EngineError `scene` for what neither JSON nor a tensor can say. */
export function flatten(value: unknown): FlatScene {
  const tensors: FlatTensor[] = [];
  const ints: number[] = [];
  const numbers: number[] = [];
  const texts = new Texts();
  const push = (text: string) => {
    ints.push(texts.add(text));
  };
  const write = (part: unknown, depth: number, name = '') => {
    if (depth > DEEPEST)
      throw new EngineError('scene', `The scene is nested more than ${DEEPEST} levels deep. Use fewer levels.`);
    if (part === null || part === undefined) ints.push(0);
    else if (typeof part === 'boolean') ints.push(part ? 2 : 1);
    else if (typeof part === 'number') {
      ints.push(3);
      numbers.push(part);
    } else if (typeof part === 'string') {
      ints.push(4);
      push(part);
    } else if (part instanceof Float32Array || isTensor(part)) {
      ints.push(7, tensors.length);
      tensors.push({ name, ...asGiven(part, name) });
    } else if (Array.isArray(part) || ArrayBuffer.isView(part)) {
      const items = part as unknown[];
      ints.push(5, items.length);
      for (const item of items) write(item, depth + 1);
    } else if (typeof part === 'object') {
      const members = Object.entries(part).filter(([, member]) => member !== undefined);
      ints.push(6, members.length);
      for (const [key, member] of members) {
        push(key);
        write(member, depth + 1, key);
      }
    } else
      throw new EngineError('scene', `The scene holds a ${typeof part}. Use numbers, texts, lists and objects only.`);
  };
  write(value, 0);
  return { ints: new Int32Array(ints), numbers: new Float64Array(numbers), text: texts.bytes, tensors };
}

const encoder = new TextEncoder();

/** Up to so many plain letters are written faster one by one than by the encoder. */
const SHORT = 24;

/** Texts in UTF-8, one after the other. A vocabulary has tens of thousands, so none gets an array of its own. */
class Texts {
  #room = new Uint8Array(1024);
  #length = 0;

  get bytes(): Uint8Array {
    return this.#room.subarray(0, this.#length);
  }

  /** How many bytes the text has. */
  add(text: string): number {
    const most = this.#length + 3 * text.length;
    if (most > this.#room.length) {
      const room = new Uint8Array(2 * most);
      room.set(this.#room);
      this.#room = room;
    }
    const from = this.#length;
    for (let i = 0; i < text.length && text.length < SHORT; i += 1) {
      const sign = text.charCodeAt(i);
      if (sign > 127) break;
      this.#room[this.#length] = sign;
      this.#length += 1;
    }
    if (this.#length - from < text.length)
      this.#length = from + encoder.encodeInto(text, this.#room.subarray(from)).written;
    return this.#length - from;
  }
}

const isTensor = (part: unknown): part is Tensor =>
  typeof part === 'object' && part !== null && 'shape' in part && 'data' in part && part.data instanceof Float32Array;

/** An array is taken without its shape, a tensor with it. Throws EngineError `scene` where shape and numbers do not agree. */
function asGiven(part: Float32Array | Tensor, name: string): { shape: number[] | null; data: Float32Array } {
  const [shape, data] = part instanceof Float32Array ? [null, part] : [part.shape, part.data];
  const fail = (what: string) => new EngineError('scene', `In the scene, "${name}" ${what}`, undefined, name);
  if (data.length === 0) throw fail('holds no numbers. Give at least one.');
  if (shape === null) return { shape, data };
  if (!Array.isArray(shape) || !shape.every((length) => Number.isInteger(length) && length > 0))
    throw fail('does not have a valid shape. Give a list of whole numbers, for instance [2, 3].');
  const size = shape.reduce((product, length) => product * length, 1);
  if (data.length !== size)
    throw fail(`has ${data.length} numbers, but its shape (${shape.join(', ')}) needs ${size}. Change one of them.`);
  return { shape, data };
}

/** Reads a scene's JSON text. Throws EngineError `scene` with the line where it stops being JSON. */
export function parseScene(text: string): unknown {
  try {
    return readJson(text);
  } catch (cause) {
    const { message } = cause as Error;
    throw new EngineError('scene', `This scene is not valid JSON. ${message} Check commas, quotes and brackets there.`);
  }
}
