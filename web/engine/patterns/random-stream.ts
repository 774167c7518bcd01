/** Numbers from a seed as the engine draws them; the recipe is in engine/scene/seeded.hpp. */

const MASK = 0xffffffffffffffffn;

function keyOf(text: string): bigint {
  let key = 14695981039346656037n;
  for (const byte of new TextEncoder().encode(text)) key = ((key ^ BigInt(byte)) * 1099511628211n) & MASK;
  return key;
}

/** The stream of one name: each call gives the next number, around 0, rounded to two decimals. */
export function randomStream(seed: number, name: string, spread: number): () => number {
  let state = keyOf(`${seed}/${name}`);
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
    z ^= z >> 31n;
    let sum = 0;
    for (let part = 0n; part < 4n; part += 1n) sum += Number((z >> (16n * part)) & 0xffffn);
    const normal = (sum - 131070) / 37837;
    return Math.floor(normal * spread * 100 + 0.5) / 100 + 0;
  };
}
