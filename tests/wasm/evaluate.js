/** What an operation makes of a cell's operands, by its line of NumPy in the engine's table, read as JavaScript. */

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** The few functions of NumPy that the table uses, for single numbers and lists. */
const np = {
  abs: Math.abs,
  cos: Math.cos,
  floor: Math.floor,
  inf: Number.POSITIVE_INFINITY,
  pi: Math.PI,
  exp: Math.exp,
  log: Math.log,
  log2: Math.log2,
  maximum: Math.max,
  negative: (numbers) => numbers.map((number) => -number),
  argsort: (numbers) => numbers.map((_, i) => i).sort((i, j) => numbers[i] - numbers[j]),
  less_equal: (numbers, most) => numbers.map((number) => Number(number <= most)),
  sin: Math.sin,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  max: (numbers) => Math.max(...numbers),
  mean: (numbers) => sum(numbers) / numbers.length,
  square: (numbers) => numbers.map((number) => number * number),
  sum,
  where: (condition, a, b) => (condition ? a : b),
};

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

function productsOf(operands) {
  const groups = new Map();
  for (const { group, value } of operands) groups.set(group, (groups.get(group) ?? 1) * value);
  return [...groups.values()];
}

/** The number that an explanation's operation makes of its operands; `shape` is that of the tensor explained. */
export function evaluate(operations, { op, operands, constants, index }, shape) {
  const { python } = operations.find(({ name }) => name === op);
  if (!python) throw new Error(`${op} makes nothing of operands`);
  const t = operands.map(({ value }) => value);
  const names = {
    ...{ np, erf, t, a: t[0], b: t[1], p: productsOf(operands), at: index, shape },
    ...Object.fromEntries(constants.map(({ name, value }) => [name, value])),
  };
  return new Function(...Object.keys(names), `return ${python}`)(...Object.values(names));
}
