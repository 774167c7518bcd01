/** Which tensor of the program a name means. */

/** Names that people give, by what the stage's result is called here. */
const ALIASES = {
  x: ['embed', 'embedding', 'embeddings'],
  q: ['query', 'queries'],
  k: ['key', 'keys'],
  v: ['value', 'values'],
  scores: ['raw_scores', 'logits', 'qk', 'attn_scores'],
  scaled: ['scaled_scores'],
  masked: ['masked_scores'],
  weights: ['attn', 'attn_weights', 'attention_weights', 'probs', 'softmax'],
  heads: ['head_out', 'context', 'per_head'],
  concat: ['merged', 'concatenated'],
  y: ['out', 'output', 'result'],
};

const canonical = (name) => {
  const bare = name.toLowerCase();
  return Object.keys(ALIASES).find((one) => one === bare || ALIASES[one].includes(bare)) ?? bare;
};

/** Every tensor that the program makes, in its order: path, and what its stage calls it. */
function made(session) {
  const found = [];
  const visit = (node) => {
    // A gradient is called by its path; no usual name means one.
    if (node.path === 'gradients') return;
    for (const [name, path] of Object.entries(node.outputs)) found.push({ path, name, step: node.path });
    node.children.forEach(visit);
  };
  visit(session.program);
  return found;
}

/**
 * @param {object} session @param {string} name as somebody gave it @param {number[]} shape that it has
 * @returns {string} the path
 * @throws {Error} where it means no tensor, or more than one
 */
export function pathOf(session, name, shape) {
  if (name.startsWith('gradients.')) return session.shapeOf(name) && name;
  const all = made(session);
  const exact = all.find(({ path, step, name: own }) => path === name || `${step}.${own}` === name);
  if (exact) return exact.path;
  const words = all.find(({ path }) => /(^|\.)unembed$/.test(path));
  if (words && name.toLowerCase() === 'logits' && fits(session.shapeOf(words.path).shape, shape)) return words.path;
  const bySuffix = all.filter(({ path }) => path.endsWith(`.${name}`));
  const byName = all.filter((one) => one.name === canonical(name));
  const found = bySuffix.length > 0 ? bySuffix : byName;
  const fitting = found.filter(({ path }) => fits(session.shapeOf(path).shape, shape));
  const last = canonical(name) === 'y' && fitting.length > 1 ? [fitting.at(-1)] : fitting;
  const kept = last.length > 1 && isSplit(last) ? last.slice(-1) : last;
  if (kept.length === 1) return kept[0].path;
  if (found.length === 0)
    throw new Error(
      `"${name}" is no tensor of this program. Call it by its path, or by one of: ${[...new Set(all.map((one) => one.name))].join(', ')}.`,
    );
  const listed = (some) => some.map(({ path }) => `${path} (${session.shapeOf(path).shape.join(', ')})`).join(', ');
  if (fitting.length === 0)
    throw new Error(
      `"${name}" has the shape (${shape.join(', ')}); expected is that of ${listed(found)}. Check that it is the whole tensor, and its axes in this order.`,
    );
  throw new Error(`"${name}" could be each of: ${listed(kept)}. Call it by its path.`);
}

/** q, k and v before and after they are cut into heads: of one head, the same numbers. */
const isSplit = (found) => found.length === 2 && found[1].step.endsWith('split_heads');

/** Axes of length 1 may be missing, or too many: a batch, a single head. */
const fits = (wanted, got) => {
  const bare = (shape) => shape.filter((length) => length !== 1).join();
  return bare(wanted) === bare(got);
};
