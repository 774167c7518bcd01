import { EngineError, type NestedNumbers, type Tensor, type TensorLike } from './types.js';

const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && 'shape' in value && 'data' in value;

/** Takes a `Tensor` or nested arrays (`"-inf"` spells minus infinity) and gives a `Tensor`. Throws EngineError. */
export function toTensor(value: TensorLike, stage: string, name: string): Tensor {
  const fail = (what: string) => new EngineError('input', `${stage}: ${name} ${what}`, stage, name);
  if (isTensor(value)) {
    const { shape, data } = value;
    const whole = Array.isArray(shape) && shape.every((length) => Number.isInteger(length) && length >= 0);
    if (!whole) throw fail('does not have a valid shape. Give a list of whole numbers, for instance [2, 3].');
    const size = shape.reduce((product, length) => product * length, 1);
    if (data?.length !== size) {
      throw fail(
        `has ${data?.length ?? 'no'} numbers, but its shape (${shape.join(', ')}) needs ${size}. Change one of them.`,
      );
    }
    return { shape, data: data instanceof Float32Array ? data : Float32Array.from(data) };
  }
  const shape: number[] = [];
  for (let level: unknown = value; Array.isArray(level); level = level[0]) shape.push(level.length);
  const numbers: number[] = [];
  const read = (part: NestedNumbers, axis: number) => {
    if (!Array.isArray(part)) {
      const number = part === '-inf' ? Number.NEGATIVE_INFINITY : part;
      if (axis !== shape.length || typeof number !== 'number')
        throw fail('must hold only numbers, with every row nested in the same way.');
      numbers.push(number);
    } else {
      if (axis >= shape.length || part.length !== shape[axis])
        throw fail('has rows of different lengths. Make them equal.');
      for (const item of part) read(item, axis + 1);
    }
  };
  if (!Array.isArray(value)) throw fail('is not a tensor. Give { shape, data } or nested arrays of numbers.');
  read(value, 0);
  return { shape, data: Float32Array.from(numbers) };
}
