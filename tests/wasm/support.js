/** What the cases share: tensors as fixtures write them, comparison, walks over programs and cells. */

export const size = (shape) => shape.reduce((product, length) => product * length, 1);

/** From { shape, data } with "-inf" for minus infinity. */
export const readTensor = ({ shape, data }) => ({
  shape,
  data: Float32Array.from(data, (number) => (number === '-inf' ? Number.NEGATIVE_INFINITY : number)),
});

/** The index of a cell from its row-major place. */
export function indexOf(shape, flat) {
  const index = [];
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    index.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return index;
}

export const flatOf = (shape, index) => index.reduce((flat, at, axis) => flat * shape[axis] + at, 0);

export const cellName = (name, index) => `${name}[${index.join(', ')}]`;

/** The tolerance of tests/reference, where a file there names no other. */
const TOLERANCE = { relative: 1e-5, absolute: 1e-6 };

export function near(got, expected, { relative, absolute } = TOLERANCE) {
  if (!Number.isFinite(expected)) return got === expected;
  return Math.abs(got - expected) <= absolute + relative * Math.abs(expected);
}

/** Adds a problem for another shape and for every number that is not near. Expected numbers may be doubles. */
export function compare(problems, name, got, expected, tolerance = TOLERANCE) {
  if (String(got.shape) !== String(expected.shape)) {
    problems.push(`${name}: expected the shape [${expected.shape}], got [${got.shape}]`);
    return;
  }
  expected.data.forEach((number, i) => {
    const wanted = number === '-inf' ? Number.NEGATIVE_INFINITY : number;
    if (!near(got.data[i], wanted, tolerance))
      problems.push(`${cellName(name, indexOf(got.shape, i))}: expected ${wanted}, got ${got.data[i]}`);
  });
}

/** Whether two float arrays are equal to the bit (all NaN alike). */
export const sameData = (a, b) => a.length === b.length && a.every((number, i) => Object.is(number, b[i]));

/** Every step of a program in order. */
export const steps = (node) => (node.stage ? [node] : node.children.flatMap(steps));

/** Paths of every tensor: inputs and weights first, then results in order. */
export function tensorPaths(session) {
  const leaves = steps(session.program);
  const written = leaves.flatMap((step) => step.writes);
  const given = new Set(leaves.flatMap((step) => step.reads).filter((path) => !written.includes(path)));
  return { given: [...given], written };
}

/** All tensors of a session, by path. */
export function allTensors(session) {
  const { given, written } = tensorPaths(session);
  return new Map([...given, ...written].map((path) => [path, session.tensor(path, { ahead: true })]));
}

/** A small scene: `model` over an attention of width 4 with two heads. */
export const scene = (model = {}, rest = {}) => ({
  version: 1,
  tokens: ['the', 'cat', 'sat'],
  model: { kind: 'attention', width: 4, heads: 2, ...model },
  weights: { seed: 7 },
  ...rest,
});

/** Opens a scene for the length of `act`. */
export function withSession(engine, what, act) {
  const session = engine.open(what);
  try {
    return act(session);
  } finally {
    session.close();
  }
}

/** Two layers with positions, a mask, norms and an unembedding. */
export const encoder = scene({
  kind: 'encoder',
  layers: 2,
  position: 'sinusoidal',
  feed_forward: { width: 3 },
  mask: { kind: 'causal' },
  unembed: true,
});

export const encoderDecoder = scene(
  { kind: 'encoder-decoder', feed_forward: { width: 3 } },
  { memory: ['le', 'chat'] },
);

/** Runs `act` once for each of a few different programs. */
export function everyScene(engine, act) {
  for (const what of [scene(), encoder, encoderDecoder, scene({ kind: 'block', norm: 'post' })])
    withSession(engine, what, act);
}

/** A repeatable stream of whole numbers (mulberry32). */
export function random(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return {
    below: (n) => next() % n,
    pick: (list) => list[next() % list.length],
    /** A multiple of 1/64 between -2 and 2. */
    number: () => (next() % 257) / 64 - 2,
  };
}
