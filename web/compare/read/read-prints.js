/** What NumPy, PyTorch and JAX print: tensors as nested brackets, each with the name that stands before it. */

const NUMBER = /[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf|nan|infinity)/iy;

const decimalsOf = (text) => text.match(/\.(\d*)/)?.[1].length ?? 0;

/**
 * What the last digit of each printed number is worth, so that it is known how far it may be off. With a power of ten each says
 * it for itself. All others are printed to the same place, and zeros behind are left out: the longest says it for all. Whole
 * numbers alone, `1.` or `1`, are not rounded.
 * @param {string[]} texts
 * @returns {number | Float64Array} one number where it is the same for all
 */
export function stepsOf(texts) {
  const plain = Math.max(0, ...texts.filter((text) => !/e/i.test(text)).map(decimalsOf));
  const fixed = plain === 0 ? 0 : 10 ** -plain;
  const steps = texts.map((text) => {
    const power = text.match(/e([+-]?\d+)$/i)?.[1];
    return power === undefined ? fixed : 10 ** (Number(power) - decimalsOf(text));
  });
  return steps.every((step) => step === steps[0]) ? (steps[0] ?? 0) : Float64Array.from(steps);
}

const numberOf = (text) =>
  /^[+-]?inf/i.test(text)
    ? text.startsWith('-')
      ? Number.NEGATIVE_INFINITY
      : Number.POSITIVE_INFINITY
    : Number(text.replace(/^\+/, ''));

/** The numbers of one pair of brackets, from the bracket at `from` on. */
function bracketed(text, from, name) {
  const data = [];
  const texts = [];
  const shape = [];
  const counts = [];
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '[') counts.push(0);
    else if (sign === ']') {
      const depth = counts.length - 1;
      const count = counts.pop();
      shape[depth] ??= count;
      if (shape[depth] !== count)
        throw new Error(
          `"${name}" has rows of ${shape[depth]} and of ${count}: a part is missing. Print it again, whole`,
        );
      if (depth === 0)
        return { tensor: { name, shape, data: Float64Array.from(data), step: stepsOf(texts) }, end: at + 1 };
      counts[depth - 1] += 1;
    } else if (text.startsWith('...', at) || sign === '…')
      throw new Error(
        `"${name}" is printed in part only ("..."). Print all of it: numpy.set_printoptions(threshold=sys.maxsize), or torch.set_printoptions(threshold=10**9)`,
      );
    else if (/[\d.+\-in]/i.test(sign)) {
      NUMBER.lastIndex = at;
      const [found] = NUMBER.exec(text) ?? [];
      if (!found)
        throw new Error(
          `"${name}" holds "${text.slice(at, at + 12).split(/\s/)[0]}", which is no number. Print the tensor alone, with its name before it`,
        );
      data.push(numberOf(found));
      texts.push(found);
      counts[counts.length - 1] += 1;
      at += found.length - 1;
    } else if (!/[\s,]/.test(sign))
      throw new Error(`"${name}" holds "${sign}", which is no number. Print the tensor alone, with its name before it`);
  }
  throw new Error(`"${name}" ends before its brackets close: a part is missing. Copy it again, whole`);
}

/** `scores = tensor(`, `scores:`, `print: scores`, or a line of its own. */
const NAME =
  /([A-Za-z_][\w.]*)\s*(?:\([^()\n]*\))?\s*(?:[:=]|\n)?\s*(?:(?:torch\.)?tensor\(|(?:np\.|numpy\.|jnp\.)?(?:array|asarray|Array)\()?\s*$/;

/**
 * @param {string} text
 * @returns {import('./read-tensors.js').Given[]} `name` is empty where none is printed
 * @throws {Error} that says which tensor is wrong, and how to print it
 */
export function readPrints(text) {
  const found = [];
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at)) {
    const before = text.slice(Math.max(0, at - 200), at);
    const [, said = ''] = before.match(NAME) ?? [];
    // A shape is no tensor.
    if (/(?:Size\(|\bshape\s*[=:]?\s*)$/.test(before)) {
      at = text.indexOf(']', at) + 1 || text.length;
      continue;
    }
    const name = ['tensor', 'array', 'Array', 'print'].includes(said) ? '' : said;
    const { tensor, end } = bracketed(text, at, name || `tensor ${found.length + 1}`);
    found.push({ ...tensor, name });
    at = end;
  }
  return found;
}
