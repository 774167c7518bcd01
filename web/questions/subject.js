/** What the questions are about: the words, the head and the mask of a scene, small enough to work out by hand. */

const MOST_TOKENS = 4;
const MOST_WIDTH = 4;

/**
 * @typedef {object} Subject
 * @property {object} engine
 * @property {(session: object, options?: object) => object} costOf of the package
 * @property {string} title
 * @property {string[]} tokens different words, at most four
 * @property {number} headWidth D, at most four
 * @property {{ kind: string }} mask of the scene, or causal where it has none that fits few tokens
 * @property {object} model of the scene, with its defaults
 * @property {string[]} steps stages of the scene's first attention, in order
 */

/**
 * @param {object} engine @param {typeof import('../engine/scene/cost.ts').costOf} costOf
 * @param {string} text of a scene of numbers alone
 * @returns {Subject}
 */
export function subjectOf(engine, costOf, text) {
  const session = engine.open(text);
  const { scene, program } = session;
  session.close();
  const words = [...new Set(scene.tokens)].slice(0, MOST_TOKENS);
  while (words.length < 3) words.push(['one', 'two', 'three'].find((word) => !words.includes(word)));
  return {
    engine,
    costOf,
    title: scene.title || scene.id || 'Attention',
    tokens: words,
    headWidth: Math.min(scene.model.head_width, MOST_WIDTH),
    mask: fitted(scene.model.mask),
    model: scene.model,
    steps: attentionOf(program).children.map(({ stage }) => stage),
  };
}

function attentionOf(node) {
  if (node.children.some(({ stage }) => stage === 'scores')) return node;
  return node.children.map(attentionOf).find(Boolean);
}

/** A mask that depends on how many tokens there are asks for another one. */
const fitted = (mask) =>
  ['none', 'custom', 'global', 'padding', 'prefix'].includes(mask.kind)
    ? { kind: 'causal' }
    : { ...mask, on: 'scores' };
