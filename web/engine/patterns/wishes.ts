/** What a scene's author wants of attention: solved into weights where those are not written, and held to ever after. */
import type { Session } from '../session.js';
import { EngineError, type ProgramNode } from '../types.js';
import { type Amount, amountOf } from './formula.js';
import type { Matrix } from './pattern-table.js';
import { solveHead, type Task } from './solve-attention.js';
import { whyNot } from './why-not.js';

/** "Token t attends to token t + offset", or one query to one key, with a weight above a number. Places count from 0. */
export interface Wish {
  /** Path of the attention; `layers.0.attention` without it. */
  at?: string;
  /** From 0; without it the first. */
  head?: number;
  offset?: number;
  query?: number;
  key?: number;
  above: Amount;
}

/** What a scene may say of a wish: name, what it is, whether it has to be there. The JSON Schema and the docs read it. */
export const WISH_KEYS: Record<string, { type: string; about: string; needed?: boolean }> = {
  at: { type: 'string', about: 'The path of the attention; without it `layers.0.attention`.' },
  head: { type: 'place', about: 'Which head, from 0; without it the first.' },
  offset: {
    type: 'whole',
    about: 'Every token that has one attends to the token so many places on: -2 is the one two before.',
  },
  query: { type: 'place', about: 'With `key`, in place of `offset`: the one token that attends, from 0.' },
  key: { type: 'place', about: 'The token that it attends to, from 0.' },
  above: { type: 'amount', about: 'What the weight is above, from 0 to below 1.', needed: true },
};

export interface ReadWish {
  at: string;
  head: number;
  above: number;
  given: Wish;
}

export interface Met {
  wish: ReadWish;
  lowest: number;
  query: number;
  key: number;
}

export const wishText = ({ at, head, above, given: { offset, query, key } }: ReadWish): string =>
  `${at}, head ${head + 1}: ${offset === undefined ? `token ${(query as number) + 1} attends to token ${(key as number) + 1}` : `token t attends to t${offset < 0 ? '' : '+'}${offset}`} with a weight above ${above}`;

export function refuseWish(what: string): never {
  throw new EngineError('scene', `In the scene, "wishes" ${what}`, undefined, 'wishes');
}

const isPlace = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 65536;

/** @throws EngineError `scene` for what is not a list of wishes */
export function readWishes(given: unknown): ReadWish[] {
  if (!Array.isArray(given) || given.length === 0)
    refuseWish('must be a list, for instance [{ "offset": -1, "above": 0.9 }].');
  return given.map((one, i) => {
    const wrong = (what: string): never => refuseWish(`holds as number ${i + 1} a wish that ${what}`);
    if (typeof one !== 'object' || one === null || Array.isArray(one)) wrong('is no object.');
    const odd = Object.keys(one).find((key) => !Object.hasOwn(WISH_KEYS, key));
    if (odd) wrong(`has a key "${odd}". There are: ${Object.keys(WISH_KEYS).join(', ')}.`);
    const { at = 'layers.0.attention', head = 0, offset, query, key, above } = one as Wish;
    if (typeof at !== 'string') wrong('has an "at" that is no path.');
    if (!isPlace(head)) wrong(`has the head ${JSON.stringify(head)}. Heads count from 0.`);
    if (offset !== undefined ? query !== undefined || key !== undefined : !isPlace(query) || !isPlace(key))
      wrong('says neither an "offset" alone nor a "query" and a "key", which count from 0.');
    if (offset !== undefined && (!Number.isInteger(offset) || Math.abs(offset) > 65535))
      wrong('has an "offset" that is no whole number.');
    let least = Number.NaN;
    try {
      least = amountOf(above);
    } catch (error) {
      wrong(`has an "above" that is no number: ${(error as Error).message}.`);
    }
    if (!(least >= 0 && least < 1)) wrong(`has "above": ${above}. A weight can be above a number from 0 to below 1.`);
    return { at, head, above: least, given: one as Wish };
  });
}

function nodeAt(node: ProgramNode, path: string): ProgramNode | undefined {
  return node.path === path ? node : node.children.map((child) => nodeAt(child, path)).find(Boolean);
}

const attentions = (node: ProgramNode): string[] =>
  node.children.some(({ stage }) => stage === 'scores') ? [node.path] : node.children.flatMap(attentions);

/** Tensors as rows, the last two axes; of a tensor with heads, one head. */
function rowsOf(session: Session, path: string, head = 0): Matrix {
  const { shape, data } = session.tensor(path, { ahead: true });
  const [rows = 1, columns = 1] = shape.slice(-2);
  const from = shape.length > 2 ? head * rows * columns : 0;
  return Array.from({ length: rows }, (_, r) => [...data.subarray(from + r * columns, from + (r + 1) * columns)]);
}

/** The stages that a solved head goes through. */
const RECKONED = [
  ...['project', 'split_heads', 'scores', 'scale', 'mask', 'softmax', 'mask_weights'],
  ...['weighted_sum', 'merge_heads', 'linear'],
];

/** The attention that a wish is about, with what stands in it. */
export class Attention {
  readonly #steps: ProgramNode[];
  readonly session: Session;

  constructor(session: Session, wish: ReadWish) {
    this.session = session;
    const group = nodeAt(session.program, wish.at);
    const known = attentions(session.program);
    if (!group || !known.includes(wish.at))
      refuseWish(`names ${wish.at}, which is no attention of this model. It has: ${known.join(', ')}.`);
    this.#steps = group.children;
    if (wish.head >= session.scene.model.heads)
      refuseWish(`names head ${wish.head}, counted from 0, but there are ${session.scene.model.heads}.`);
  }

  #step(stage: string): ProgramNode | undefined {
    return this.#steps.find((one) => one.stage === stage);
  }

  weights(head: number): Matrix {
    return rowsOf(this.session, this.#step('weighted_sum')?.inputs.weights as string, head);
  }

  /** Vectors that queries and keys are made from. */
  get vectors(): { queries: Matrix; keys: Matrix } {
    const { x, memory } = (this.#step('project') as ProgramNode).inputs as { x: string; memory?: string };
    return { queries: rowsOf(this.session, x), keys: rowsOf(this.session, memory ?? x) };
  }

  get allowed(): boolean[][] {
    const mask = (this.#step('mask') ?? this.#step('mask_weights'))?.inputs.mask;
    const weights = this.weights(0);
    if (!mask) return weights.map((row) => row.map(() => true));
    return rowsOf(this.session, mask).map((row) => row.map((cell) => cell === 1));
  }

  /** Steps between vectors and weights that the solver does not reckon with. */
  get beyondSolver(): string[] {
    return this.#steps.map(({ stage }) => stage as string).filter((stage) => !RECKONED.includes(stage));
  }

  get factor(): number {
    const { factor, temperature } = (this.#step('scale') as ProgramNode).options as {
      factor: number;
      temperature: number;
    };
    return factor / temperature;
  }
}

/** The pairs that a wish is about. */
export function pairsOf(wish: ReadWish, allowed: boolean[][]): [number, number][] {
  const { offset, query, key } = wish.given;
  const keys = (allowed[0] as boolean[]).length;
  const all: [number, number][] =
    offset === undefined ? [[query as number, key as number]] : allowed.map((_, t) => [t, t + offset]);
  const pairs = all.filter(([t, s]) => t < allowed.length && s >= 0 && s < keys);
  if (pairs.length === 0)
    refuseWish(
      `cannot be met: ${wishText(wish)}. There is no such pair among ${allowed.length} and ${keys} tokens, counted from 0.`,
    );
  const shut = pairs.find(([t, s]) => !allowed[t]?.[s]);
  if (shut && wish.above > 0)
    refuseWish(
      `cannot be met: ${wishText(wish)}. The mask does not let token ${shut[0] + 1} attend to token ${shut[1] + 1}.`,
    );
  return pairs;
}

/** The lowest of the weights that a wish is about. */
export function lowestOf(session: Session, wish: ReadWish): Met {
  const attention = new Attention(session, wish);
  const weights = attention.weights(wish.head);
  const all = pairsOf(wish, attention.allowed).map(([query, key]) => ({
    wish,
    query,
    key,
    lowest: weights[query]?.[key] as number,
  }));
  return all.reduce((low, one) => (one.lowest < low.lowest ? one : low));
}

/** What the wishes of one head come to, as a task. */
function taskOf(attention: Attention, wishes: ReadWish[], headWidth: number): Task {
  const { allowed } = attention;
  const wanted = new Map<number, Map<number, number>>();
  for (const wish of wishes)
    for (const [t, s] of pairsOf(wish, allowed)) {
      const row = wanted.get(t) ?? new Map<number, number>();
      wanted.set(t, row.set(s, Math.max(wish.above, row.get(s) ?? 0)));
    }
  for (const [t, row] of wanted) {
    const sum = [...row.values()].reduce((total, x) => total + x, 0);
    if (sum >= 1)
      refuseWish(
        `cannot be met: the weights of token ${t + 1} would add up to more than ${sum.toFixed(2)}, and a row adds up to 1.`,
      );
  }
  return { ...attention.vectors, allowed, headWidth, factor: attention.factor, wanted };
}

/**
 * W_q and W_k of one attention that meet its wishes. Heads without a wish keep the columns of `drawn`.
 * @param session of the scene with everything written that this attention reads
 */
export function solveWishes(
  session: Session,
  wishes: ReadWish[],
  drawn: { wq: Matrix; wk: Matrix },
): { wq: Matrix; wk: Matrix } {
  const { head_width: headWidth } = session.scene.model;
  const made = { wq: drawn.wq.map((row) => [...row]), wk: drawn.wk.map((row) => [...row]) };
  for (const head of new Set(wishes.map((wish) => wish.head))) {
    const own = wishes.filter((wish) => wish.head === head);
    const { beyondSolver } = new Attention(session, own[0] as ReadWish);
    if (beyondSolver.length > 0)
      refuseWish(
        `cannot be solved: ${own.map(wishText).join('; ')}. The solver does not reckon with ${beyondSolver.join(', ')}: write W_q and W_k, and the wish is checked against them.`,
      );
    const task = taskOf(new Attention(session, own[0] as ReadWish), own, headWidth);
    const reason = whyNot(task, session.scene);
    const found = reason ? null : solveHead(task);
    if (!found)
      refuseWish(
        `cannot be met: ${own.map(wishText).join('; ')}. ${reason ?? whyNot(task, session.scene, { searched: true })}`,
      );
    for (const name of ['wq', 'wk'] as const)
      for (const [r, row] of made[name].entries())
        row.splice(head * headWidth, headWidth, ...(found[name][r] as number[]));
  }
  return made;
}
