/** An exercise as its author wrote it, and what every kind of exercise has to be able to do. */
import { AskedWrongly } from './asked-wrongly.js';
import type { Lab } from './lab.js';

export type Attributes = Readonly<Record<string, string>>;

export const KINDS = ['number', 'cells', 'rank', 'choose', 'sequence', 'mask', 'reach', 'bug', 'worksheet'] as const;
export type KindName = (typeof KINDS)[number];

/** An `<attend-exercise>` with the attributes of its parts; what these parts say is no matter of grading. */
export interface Asked {
  id: string;
  kind: KindName;
  attributes: Attributes;
  wrongs: readonly Attributes[];
  choices: readonly Attributes[];
  solution: Attributes | null;
  /** The numbers that the question prints. */
  printed: readonly Attributes[];
}

/**
 * What a learner gives as an answer. Its meaning is the kind's: numbers in the order of the blanks (null: not yet filled);
 * an order, or choices, as places counted from 0; the cells of a mask; all cells that may be edited.
 */
export type Given = readonly (number | null)[];

export type Mark = 'right' | 'wrong' | 'open';

export interface Judgement {
  right: boolean;
  /** From 0 to 1. */
  score: number;
  /** For each part of the answer, where parts can be right on their own. */
  marks?: readonly Mark[];
}

/** One kind of exercise. Numbers come from the lab, never from here. */
export interface Kind {
  start(asked: Asked, lab: Lab): Given;
  solution(asked: Asked, lab: Lab): Given;
  /** The answer that an `<attend-wrong>` explains. */
  wrong(asked: Asked, attributes: Attributes, lab: Lab): Given;
  judge(asked: Asked, given: Given, lab: Lab): Judgement;
  /** Whether this answer, which is not right, is the mistake that an `<attend-wrong>` explains. */
  explains(asked: Asked, given: Given, attributes: Attributes, lab: Lab): boolean;
  /** As short text, for records. */
  write(asked: Asked, given: Given, lab: Lab): string;
  /** Back from text; null where it means nothing. */
  read(asked: Asked, text: string, lab: Lab): Given | null;
}

/** `a; b; c` without its spaces and empty ends. */
export const listOf = (text: string, between = ';'): string[] =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter(Boolean);

/** The attribute as a number. */
export function numberOf(attributes: Attributes, name: string, otherwise?: number): number {
  const text = attributes[name];
  if (text === undefined && otherwise !== undefined) return otherwise;
  const value = text?.trim() === '-inf' ? Number.NEGATIVE_INFINITY : Number(text ?? Number.NaN);
  if (text?.trim() && !Number.isNaN(value)) return value;
  throw new AskedWrongly(`${name} is "${text ?? ''}".`, `give a number, for instance ${name}="0.5".`);
}

/** Places counted from 0, `2,0,1`, each of `count` once. */
export function orderOf(text: string, count: number): number[] | null {
  const order = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const all = order.length === count && new Set(order).size === count;
  return all && order.every((i) => Number.isInteger(i) && i >= 0 && i < count) ? order : null;
}

/** An order of `count` things that looks mixed and is the same every time for one `key`. */
export function shuffled(count: number, key: string): number[] {
  let state = [...key].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 7);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}

export const sameOrder = (a: Given, b: Given): boolean => a.length === b.length && a.every((x, i) => x === b[i]);
