/** Changes of numbers as an author writes them: `path at value; path at least..most`. */
import { parseIndex } from '../../figures/calls.js';
import { listOf } from '../asked.js';
import { AskedWrongly } from '../asked-wrongly.js';

/** One number, and what it becomes: one value, or any in a range (ends included; infinite where it is open). */
export interface Edit {
  path: string;
  index: number[];
  /** From what it was to the values that are meant. */
  values(before: number): { least: number; most: number };
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
const ONE = new RegExp(`^(?:${NUMBER}|-inf)$`, 'i');
const RANGE = new RegExp(`^(${NUMBER})?\\.\\.(${NUMBER})?$`, 'i');
const TIMES = new RegExp(`^\\*(${NUMBER})$`, 'i');

function valuesOf(text: string): Edit['values'] | null {
  const [, least, most] = text.match(RANGE) ?? [];
  if (least || most) return () => ({ least: Number(least ?? -Infinity), most: Number(most ?? Infinity) });
  const [, factor] = text.match(TIMES) ?? [];
  if (factor) {
    return (before) => ({ least: before * Number(factor), most: before * Number(factor) });
  }
  if (!ONE.test(text)) return null;
  const value = text.toLowerCase() === '-inf' ? -Infinity : Number(text);
  return () => ({ least: value, most: value });
}

/** @throws {AskedWrongly} where an edit cannot be read */
export function readEdits(text: string): Edit[] {
  return listOf(text).map((edit) => {
    const [path = '', at = '', value = '', ...more] = edit.split(/\s+/);
    const index = parseIndex(at);
    const values = valuesOf(value);
    if (index && values && more.length === 0) return { path, index, values };
    throw new AskedWrongly(
      `The edit "${edit}" cannot be read.`,
      'write edits="path at value; path at value"; a value is a number, a range 0.5..2 (or 2.., ..-1), or *-1 to multiply the number that is there.',
    );
  });
}

/** Values to try of a range: its ends and some between, or ever further out where it is open. Never what stood there before. */
export function samplesOf(edit: Edit, before: number): number[] {
  const { least, most } = edit.values(before);
  if (least === most) return [least];
  const open = [0, 0.01, 0.1, 0.5, 1, 2, 5, 20, 100, 1000];
  const closed = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1];
  const tried =
    most === Infinity
      ? open.map((far) => least + far)
      : least === -Infinity
        ? open.map((far) => most - far)
        : closed.map((share) => least + share * (most - least));
  return tried.filter((value) => Math.fround(value) !== Math.fround(before));
}

/** The value that stands for an edit: the one that is named, or one within the range. */
export function chosenValue(edit: Edit, before: number): number {
  const samples = samplesOf(edit, before);
  return samples[Math.floor(samples.length / 2)] ?? before;
}
