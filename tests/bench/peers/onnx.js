/** Writes ONNX models: just enough of protobuf and of onnx.proto for graphs of float tensors. */

const varint = (number) => {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(number));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
};
const encoder = new TextEncoder();
const sizeOf = (parts) => parts.reduce((sum, part) => sum + part.length, 0);

/** Fields as lists of byte arrays, so that weights are copied once, at the end. */
const whole = (field, number) => [varint(field * 8), varint(number)];
const bytes = (field, parts) => [varint(field * 8 + 2), varint(sizeOf(parts)), ...parts];
const text = (field, string) => bytes(field, [encoder.encode(string)]);
const float = (field, number) => [varint(field * 8 + 5), new Uint8Array(Float32Array.of(number).buffer)];

const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

function attribute(name, value) {
  if (Array.isArray(value))
    return [...text(1, name), ...value.flatMap((item) => whole(8, item)), ...whole(20, ATTRIBUTE_INTS)];
  if (Number.isInteger(value)) return [...text(1, name), ...whole(3, value), ...whole(20, ATTRIBUTE_INT)];
  return [...text(1, name), ...float(2, value), ...whole(20, ATTRIBUTE_FLOAT)];
}

const valueInfo = (name, type, shape) => [
  ...text(1, name),
  ...bytes(
    2,
    bytes(1, [
      ...whole(1, type),
      ...bytes(
        2,
        shape.flatMap((length) => bytes(1, whole(1, length))),
      ),
    ]),
  ),
];

/** A graph that grows node by node; every method gives the name of what it makes. */
export class Graph {
  #nodes = [];
  #initializers = [];
  #count = 0;

  /** A constant: float numbers, or whole ones given as BigInt64Array. */
  constant(shape, data) {
    const name = `c${this.#count++}`;
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const type = data instanceof BigInt64Array ? INT64 : FLOAT;
    this.#initializers.push([
      ...shape.flatMap((length) => whole(1, length)),
      ...whole(2, type),
      ...text(8, name),
      ...bytes(9, [raw]),
    ]);
    return name;
  }

  node(operation, inputs, attributes = {}) {
    const name = `n${this.#count++}`;
    this.#nodes.push([
      ...inputs.flatMap((input) => text(1, input)),
      ...text(2, name),
      ...text(4, operation),
      ...Object.entries(attributes).flatMap(([key, value]) => bytes(5, attribute(key, value))),
    ]);
    return name;
  }

  reshape(x, shape) {
    return this.node('Reshape', [x, this.constant([shape.length], BigInt64Array.from(shape, BigInt))]);
  }

  /**
   * @param {{ name: string, shape: number[], ids?: boolean }} input
   * @param {{ name: string, shape: number[] }} output
   * @returns {Uint8Array} the model
   */
  model(input, output) {
    const graph = [
      ...this.#nodes.flatMap((node) => bytes(1, node)),
      ...text(2, 'graph'),
      ...this.#initializers.flatMap((tensor) => bytes(5, tensor)),
      ...bytes(11, valueInfo(input.name, input.ids ? INT64 : FLOAT, input.shape)),
      ...bytes(12, valueInfo(output.name, FLOAT, output.shape)),
    ];
    const parts = [...whole(1, 9), ...bytes(7, graph), ...bytes(8, whole(2, 20))];
    const model = new Uint8Array(sizeOf(parts));
    let offset = 0;
    for (const part of parts) {
      model.set(part, offset);
      offset += part.length;
    }
    return model;
  }
}
