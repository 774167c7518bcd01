/** safetensors: a header of JSON, then the numbers of all tensors one after the other. */

const READERS = {
  F64: [8, (view, at) => view.getFloat64(at, true)],
  F32: [4, (view, at) => view.getFloat32(at, true)],
  F16: [2, (view, at) => half(view.getUint16(at, true))],
  BF16: [2, (view, at) => widened(view.getUint16(at, true))],
  I64: [8, (view, at) => Number(view.getBigInt64(at, true))],
  I32: [4, (view, at) => view.getInt32(at, true)],
};

const word = new DataView(new ArrayBuffer(4));

/** A bfloat16 is the upper half of a float32. */
function widened(bits) {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}

function half(bits) {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent ? sign * 2 ** (exponent - 15) * (1 + fraction / 1024) : sign * 2 ** -14 * (fraction / 1024);
}

/**
 * @param {Uint8Array} bytes
 * @returns {import('./read-tensors.js').Given[]}
 * @throws {Error} that says what is wrong with the file
 */
export function readSafetensors(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length >= 8 ? Number(view.getBigUint64(0, true)) : Number.NaN;
  if (!(length <= bytes.length - 8))
    throw new Error('it is no safetensors file, or half of one: its header does not fit in it. Save it again');
  let header;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  } catch {
    throw new Error('it is no safetensors file: its header is not JSON');
  }
  return Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, { dtype, shape, data_offsets: [from, to] = [] }]) => {
      if (!Object.hasOwn(READERS, dtype))
        throw new Error(`"${name}" has the dtype ${dtype}. Save it as float32: tensor.float()`);
      const isWhole = (x) => Number.isInteger(x) && x >= 0;
      if (!Array.isArray(shape) || !shape.every(isWhole) || !isWhole(from) || !isWhole(to))
        throw new Error(`"${name}" has no shape or no place in the file: its header is broken. Save it again`);
      const [size, read] = READERS[dtype];
      const count = shape.reduce((product, axis) => product * axis, 1);
      const start = 8 + length + from;
      if (to - from !== count * size)
        throw new Error(
          `"${name}" should have ${count * size} bytes for its shape (${shape.join(', ')}), but the header gives it ${to - from}`,
        );
      if (start + count * size > bytes.length)
        throw new Error(`the file ends within "${name}": it was cut off. Save or copy it again`);
      return {
        name,
        shape,
        data: Float64Array.from({ length: count }, (_, i) => read(view, start + i * size)),
        step: 0,
      };
    });
}
