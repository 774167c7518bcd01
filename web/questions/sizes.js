/** Sizes of a model that are small enough to open and to count by hand. */

/** @param {import('./draw.js').Draw} draw */
export function sized(draw) {
  const [H, D, T] = [draw.whole(2, 4), draw.one([2, 3, 4, 8]), draw.whole(3, 9)];
  const C = draw.one([H * D, H * D + 2, 2 * H * D]);
  const bias = draw.one([true, false]);
  return {
    bias,
    /** The session has to be closed. */
    open(engine) {
      const tokens = Array.from({ length: T }, (_, i) => `t${i + 1}`);
      const model = { kind: 'attention', width: C, heads: H, head_width: D, bias };
      return { T, C, H, D, session: engine.open({ version: 1, tokens, model, weights: { seed: 1 } }) };
    },
  };
}
