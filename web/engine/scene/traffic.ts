/** What attention moves between slow and fast memory: a count from shapes alone, whole and tile by tile. */

/** H, T, S and D of one attention: heads, queries, keys, and the width of a head. */
export interface AttentionSizes {
  heads: number;
  queries: number;
  keys: number;
  width: number;
}

/**
 * Numbers that are read from and written to slow memory, from queries, keys and values to the head output.
 *
 * Whole, H (2 T D + 2 S D + 4 T S): queries, keys and values are read once, the output is written, and scores and weights are each
 * written and read again, since T S of them have no room in fast memory.
 *
 * In n tiles of keys, H (2 S D + n T D + (2n - 1) (T D + 2 T)): each key and value is read once; in every tile the queries are read,
 * and running output, maximum and sum are written, which all tiles but the first have read before.
 *
 * Fast memory has room for one tile of keys and values and for the rows that come by. Not counted: projections, scaling and
 * masking (done on the way), and whatever a cache of the processor saves.
 * Source of the order of loops: Dao et al. 2022 (FlashAttention), algorithm 1.
 *
 * @param tile keys in a tile; null for whole attention
 */
export function numbersMoved({ heads, queries, keys, width }: AttentionSizes, tile: number | null): number {
  const output = queries * width;
  if (tile === null) return heads * (2 * output + 2 * keys * width + 4 * queries * keys);
  const tiles = Math.ceil(keys / tile);
  return heads * (2 * keys * width + tiles * output + (2 * tiles - 1) * (output + 2 * queries));
}
