/**
 * Chooses W_q and W_k of one head so that given queries attend to given keys: by solving for codes where the tokens'
 * vectors are independent, else by descending the cross-entropy from that start and from seeded ones.
 */
import type { Matrix } from './pattern-table.js';
import { randomStream } from './random-stream.js';

/** What one head is asked for, and what it has to do it with. */
export interface Task {
  /** Vectors that queries (T, C) and keys (S, C) are made from. */
  queries: Matrix;
  keys: Matrix;
  /** Whether query t may attend to key s. */
  allowed: boolean[][];
  /** D, and what scores are multiplied by before the softmax. */
  headWidth: number;
  factor: number;
  /** Per query, the least weight of each key that is asked for. */
  wanted: Map<number, Map<number, number>>;
}

export interface Solution {
  wq: Matrix;
  wk: Matrix;
}

const DECIMALS = [2, 3, 6];
const STEPS = 3000;
const MOST_WORK = 1e8;
/** What of the room that the wishes of a row leave goes to the keys that are asked for. */
const SHARE = 0.9;

export const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => (b[0] ?? []).map((_, c) => row.reduce((sum, x, i) => sum + x * ((b[i] as number[])[c] as number), 0)));
const transposed = (a: Matrix): Matrix => (a[0] ?? []).map((_, c) => a.map((row) => row[c] as number));
const scaled = (a: Matrix, by: number): Matrix => a.map((row) => row.map((x) => x * by));

/** The weights (T, S) of a head with these matrices. */
export function attentionOf({ queries, keys, allowed, factor }: Task, { wq, wk }: Solution): Matrix {
  const scores = scaled(product(product(queries, wq), transposed(product(keys, wk))), factor);
  return scores.map((row, t) => {
    const masked = row.map((score, s) => ((allowed[t] as boolean[])[s] ? score : Number.NEGATIVE_INFINITY));
    const top = Math.max(...masked);
    if (top === Number.NEGATIVE_INFINITY) return masked.map(() => 0);
    const powers = masked.map((score) => Math.exp(score - top));
    const total = powers.reduce((sum, x) => sum + x, 0);
    return powers.map((x) => x / total);
  });
}

const holds = (task: Task, weights: Matrix): boolean =>
  [...task.wanted].every(([t, row]) => [...row].every(([s, least]) => (weights[t]?.[s] as number) > least + 1e-4));

/** B with A B = Y and as little in it as can be, for independent rows of A; null where they are not. */
export function solved(a: Matrix, y: Matrix): Matrix | null {
  const gram = product(a, transposed(a)).map((row, i) => [...row, ...(y[i] as number[])]);
  const size = gram.length;
  const largest = Math.max(...gram.map((row, i) => row[i] as number));
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let r = column + 1; r < size; r += 1)
      if (Math.abs(gram[r]?.[column] as number) > Math.abs(gram[pivot]?.[column] as number)) pivot = r;
    const row = gram[pivot] as number[];
    const head = row[column] as number;
    if (Math.abs(head) <= 1e-6 * largest) return null;
    gram[pivot] = gram[column] as number[];
    gram[column] = row.map((x) => x / head);
    for (let r = 0; r < size; r += 1) {
      const times = gram[r]?.[column] as number;
      if (r === column || times === 0) continue;
      gram[r] = (gram[r] as number[]).map((x, c) => x - times * ((gram[column] as number[])[c] as number));
    }
  }
  return product(
    transposed(a),
    gram.map((row) => row.slice(size)),
  );
}

/** The distribution that each asked row should have. */
function targets({ wanted, allowed }: Task): Map<number, number[]> {
  const rows = [...wanted].map(([t, keys]): [number, number[]] => {
    const open = allowed[t] as boolean[];
    const asked = [...keys.values()].reduce((sum, x) => sum + x, 0);
    const others = open.filter((may, s) => may && !keys.has(s)).length;
    const given = others > 0 ? SHARE : 1;
    return [
      t,
      open.map((may, s) => {
        const least = keys.get(s);
        if (least !== undefined) return least + (1 - asked) * given * (asked > 0 ? least / asked : 1 / keys.size);
        return may ? ((1 - asked) * (1 - given)) / others : 0;
      }),
    ];
  });
  return new Map(rows);
}

/** Codes of keys, and queries that point to the key they ask for: axes where there are enough, else points on a circle. */
function byCodes(task: Task): Solution | null {
  const { wanted, keys, queries, headWidth, factor } = task;
  if ([...wanted.values()].some((row) => row.size > 1)) return null;
  const sought = [...new Set([...wanted.values()].flatMap((row) => [...row.keys()]))].sort((a, b) => a - b);
  const onAxes = sought.length <= headWidth;
  if (!onAxes && headWidth < 2) return null;
  const angle = (s: number) => (2 * Math.PI * s) / keys.length;
  const code = (s: number) =>
    Array.from({ length: headWidth }, (_, d) => {
      if (onAxes) return Number(sought[d] === s);
      return d === 0 ? Math.cos(angle(s)) : d === 1 ? Math.sin(angle(s)) : 0;
    });
  const gap = onAxes ? 1 : 1 - Math.cos(angle(1));
  const rows = queries.map((_, t) => {
    const [asked] = wanted.get(t) ?? [];
    if (!asked) return Array.from({ length: headWidth }, () => 0);
    const [s, least] = asked;
    const odds = (Math.max(least, 0.5) * Math.max(keys.length - 1, 1)) / (1 - least);
    const length = Math.ceil((2 * Math.log(2 * odds)) / (factor * gap)) / 2;
    return code(s).map((x) => x * Math.max(length, 0.5));
  });
  const wk = solved(
    keys,
    keys.map((_, s) => code(s)),
  );
  const wq = solved(queries, rows);
  return wk && wq && { wq, wk };
}

class Adam {
  readonly #first: Matrix;
  readonly #second: Matrix;
  readonly #value: Matrix;
  #steps = 0;

  constructor(value: Matrix) {
    this.#value = value;
    this.#first = value.map((row) => row.map(() => 0));
    this.#second = value.map((row) => row.map(() => 0));
  }

  step(gradient: Matrix, rate: number): void {
    this.#steps += 1;
    const [a, b] = [1 - 0.9 ** this.#steps, 1 - 0.999 ** this.#steps];
    for (const [i, row] of gradient.entries()) {
      const [m, v, w] = [this.#first[i], this.#second[i], this.#value[i]] as [number[], number[], number[]];
      for (const [j, g] of row.entries()) {
        m[j] = 0.9 * (m[j] as number) + 0.1 * g;
        v[j] = 0.999 * (v[j] as number) + 0.001 * g * g;
        w[j] = (w[j] as number) - (rate * (m[j] / a)) / (Math.sqrt(v[j] / b) + 1e-8);
      }
    }
  }
}

/** Goes down the cross-entropy from a start, until every wish holds or the steps are used up. */
function descended(task: Task, start: Solution): Solution | null {
  const { queries, keys, factor, headWidth } = task;
  const goal = targets(task);
  const own = { wq: start.wq.map((row) => [...row]), wk: start.wk.map((row) => [...row]) };
  const [forQ, forK] = [new Adam(own.wq), new Adam(own.wk)];
  const work =
    keys.length * queries.length * headWidth * 4 + (keys.length + queries.length) * headWidth * own.wq.length * 3;
  const steps = Math.min(STEPS, Math.floor(MOST_WORK / work));
  for (let n = 0; n < steps; n += 1) {
    const weights = attentionOf(task, own);
    if (n % 20 === 0 && holds(task, weights)) return own;
    const slope = weights.map((row, t) => {
      const asked = goal.get(t);
      return row.map((w, s) => (asked ? factor * (w - (asked[s] as number)) : 0));
    });
    const [q, k] = [product(queries, own.wq), product(keys, own.wk)];
    const [byQ, byK] = [
      product(transposed(queries), product(slope, k)),
      product(transposed(keys), product(transposed(slope), q)),
    ];
    forQ.step(byQ, 0.05);
    forK.step(byK, 0.05);
  }
  return holds(task, attentionOf(task, own)) ? own : null;
}

const rounded = ({ wq, wk }: Solution, decimals: number): Solution => {
  const round = (a: Matrix) => a.map((row) => row.map((x) => Math.round(x * 10 ** decimals) / 10 ** decimals + 0));
  return { wq: round(wq), wk: round(wk) };
};

/** With as few decimals as still do it. */
const tidy = (task: Task, found: Solution): Solution =>
  DECIMALS.map((decimals) => rounded(found, decimals)).find((one) => holds(task, attentionOf(task, one))) ?? found;

/** Matrices (C, D) that meet every wish of the head, or null where none were found. */
export function solveHead(task: Task): Solution | null {
  const width = (task.keys[0] as number[]).length;
  const coded = byCodes(task);
  if (coded && holds(task, attentionOf(task, coded))) return tidy(task, coded);
  const drawn = (seed: number, name: string) => {
    const draw = randomStream(seed, name, 0.5);
    return Array.from({ length: width }, () => Array.from({ length: task.headWidth }, draw));
  };
  for (let seed = 1; seed <= 3; seed += 1) {
    const found = descended(task, { wq: drawn(seed, 'wq'), wk: drawn(seed, 'wk') });
    if (found) return tidy(task, found);
  }
  return null;
}
