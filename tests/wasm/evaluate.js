/** What docs/notation.md says of every operation, from the operands alone. */

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

function products(terms) {
  const groups = new Map();
  for (const { group, value } of terms) groups.set(group, (groups.get(group) ?? 1) * value);
  return sum([...groups.values()]);
}

/** The error function: its series near 0, its continued fraction beyond 2. */
function erf(x) {
  if (x < 0) return -erf(-x);
  if (x > 6) return 1;
  if (x > 2) {
    let fraction = 0;
    for (let k = 60; k > 0; k -= 1) fraction = k / 2 / (x + fraction);
    return 1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
  }
  let term = x;
  let total = x;
  for (let n = 1; n < 60; n += 1) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}

function sinusoid({ index: [t, c], shape: [, width] }) {
  const angle = t * Math.exp((-Math.log(10000) * (c - (c % 2))) / width);
  return c % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
}

function lookup({ terms: [id, row] }) {
  if (row.index[0] !== id.value) throw new Error(`lookup reads row ${row.index[0]}, but its id is ${id.value}`);
  return row.value;
}

const rules = {
  copy: ({ a }) => a,
  lookup,
  sinusoid,
  products: ({ terms }) => products(terms),
  subtract: ({ a, b }) => (a === Number.NEGATIVE_INFINITY && b === a ? a : a - b),
  divide: ({ a, b }) => (a === 0 && b === 0 ? 0 : a / b),
  scale: ({ a, constant }) => (a * constant('factor')) / constant('temperature'),
  mask: ({ a, b }) => (b === 0 ? Number.NEGATIVE_INFINITY : a),
  max: ({ values }) => Math.max(...values),
  sum: ({ values }) => sum(values),
  exp: ({ a }) => Math.exp(a),
  mean: ({ values }) => sum(values) / values.length,
  mean_square: ({ values }) => sum(values.map((value) => value * value)) / values.length,
  rsqrt: ({ a, constant }) => 1 / Math.sqrt(a + constant('eps')),
  relu: ({ a }) => Math.max(0, a),
  gelu: ({ a }) => (a * (1 + erf(a / Math.SQRT2))) / 2,
  gelu_tanh: ({ a }) => (a * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (a + 0.044715 * a ** 3)))) / 2,
  silu: ({ a }) => a / (1 + Math.exp(-a)),
};

/** The number that an explanation's operation makes of its operands; `shape` is that of the tensor explained. */
export function evaluate(explanation, shape) {
  const { op, operands: terms, constants, index } = explanation;
  const rule = rules[op];
  if (!rule) throw new Error(`these tests do not know the operation ${op}`);
  const values = terms.map(({ value }) => value);
  const constant = (name) => {
    const found = constants.find((one) => one.name === name);
    if (!found) throw new Error(`${op} needs the constant ${name}`);
    return found.value;
  };
  return rule({ terms, values, a: values[0], b: values[1], constant, index, shape });
}

export const knownOperations = Object.keys(rules);
