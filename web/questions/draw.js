/** Chance from a seed, the same on every machine: mulberry32. */

export class Draw {
  #state;

  /** @param {string} seed */
  constructor(seed) {
    let hash = 2166136261;
    for (const sign of seed) hash = Math.imul(hash ^ sign.codePointAt(0), 16777619);
    this.#state = hash >>> 0;
  }

  /** From 0 to below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number, both ends included. */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  one(list) {
    return list[this.whole(0, list.length - 1)];
  }

  shuffled(list) {
    const rest = [...list];
    return list.map(() => rest.splice(this.whole(0, rest.length - 1), 1)[0]);
  }

  /** Rows of small whole numbers. */
  rows(count, width, most = 3) {
    return Array.from({ length: count }, () => Array.from({ length: width }, () => this.whole(-most, most)));
  }
}
