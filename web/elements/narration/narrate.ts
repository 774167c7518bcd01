/** The one sentence for what is on the screen: which message, and this scene's words and numbers for it. */

import type { Explanation, ProgramNode, StageInfo } from '../../engine/index.js';
import { leavesOf } from '../../engine/leaves.js';
import { offsetOf } from '../../engine/row-major.js';
import { formatBrief, formatOption, formatPlain } from '../../engine/writing/format.js';
import { rootOf } from '../arithmetic/arithmetic.js';
import { type Cell, labelsOf } from '../matrix/matrix-view.js';
import { isWhole, roleOf } from '../matrix/roles.js';
import type { Figure } from '../picture/figure.js';
import { type Args, cellName, firstOf, numberText, pieces, placeOf, tokenName } from '../shared/words.js';
import type { Reading } from '../stepper/step-view.js';
import { limitOf } from './number-limits.js';

/** Message and arguments; null where there is no message for this step. */
export interface Sentence {
  id: string;
  args: Args;
}

function labelArgs(reading: Reading, figure: Figure, cell: Cell | null): Args {
  const { tensor, axes, rows, cols } = figure.result;
  const labels = labelsOf(tensor);
  const at = (axis: number) => tokenName(labels[axis]?.[cell?.index[axis] ?? 0] ?? '');
  const value = cell ? (tensor.data[offsetOf(tensor.shape, cell.index)] ?? Number.NaN) : Number.NaN;
  const whole = isWhole(roleOf(tensor.path, tensor.name));
  return {
    row: at(tensor.axes.indexOf(axes[0] || axes[1])),
    col: at(tensor.axes.indexOf(axes[1] || axes[0])),
    rows: rows.length,
    cols: cols.length,
    head: reading.head + 1,
    heads: reading.heads,
    value: whole ? formatPlain(value) : formatBrief(value),
    word: whole ? (reading.session.scene.vocabulary?.[value] ?? '') : '',
    allowed: value === -Infinity ? 0 : 1,
  };
}

function termArgs(told: Explanation | null): Args {
  if (!told) return { terms: 0, first: '', second: '', cooled: 0, shut: 0, root: 0 };
  const groups = new Set(told.operands.map((term) => term.group));
  const [first = '', second = ''] = told.operands.map((term) => formatPlain(term.value));
  const constants = told.constants.map(({ name, value }) => [name, formatOption(value)] as const);
  const mask = told.operands.find(({ name }) => name === 'mask');
  return {
    ...(mask ? { allowed: mask.value } : {}),
    terms: groups.size > 1 ? groups.size : told.operands.length,
    first,
    second,
    cooled: told.constants.some(({ name, value }) => name === 'temperature' && value !== 1) ? 1 : 0,
    shut: limitOf(told) === 'shut' ? 1 : 0,
    root: rootOf(told),
    ...Object.fromEntries(constants),
  };
}

/** Which way a running maximum went: 0 none so far, 1 the first, 2 up, 3 the same as before. */
function movedTo(now: number, before = -Infinity): number {
  if (now === -Infinity) return 0;
  if (before === -Infinity) return 1;
  return now > before ? 2 : 3;
}

/** Where a step reads what its tiles before have made: the numbers that it has one of for each row, by name, for the row of a cell. */
function tileArgs({ step, tensor }: Reading, { index }: Cell): Args {
  const { inputs, outputs } = step!;
  if (!outputs.rescale) return {};
  const row = (path: string) => tensor(path).data[offsetOf(tensor(path).shape, index.slice(0, 2))]!;
  const paths: Record<string, string | undefined> = { max_before: inputs.max_before, ...outputs };
  const numbers = ['max_before', 'row_max', 'rescale', 'row_sum'].map((name) => [name, paths[name]] as const);
  const known = new Map(numbers.flatMap(([name, path]) => (path ? [[name, row(path)] as const] : [])));
  const told = [...known].map(([name, value]) => [name, formatBrief(value)]);
  return { ...Object.fromEntries(told), moved: movedTo(known.get('row_max')!, known.get('max_before')) };
}

/** The sentence of a layer or another group that was made as a whole; null where the reader steps in smaller pieces. */
function groupSentence({ session, step }: Reading): Sentence | null {
  const { level } = session.position;
  if (!['model', 'layer', 'sublayer'].includes(level)) return null;
  const find = (node: ProgramNode): ProgramNode | undefined =>
    node.level === level && leavesOf(node).includes(step!) ? node : node.children.map(find).find(Boolean);
  const group = find(session.program);
  return group && !group.stage
    ? { id: `say-level-${level}`, args: { title: group.title, count: leavesOf(group).length } }
    : null;
}

function editedArgs({ tensor }: Reading, { path, index }: Cell, value: number): Args {
  const of = tensor(path);
  return { places: placeOf(of, index), name: cellName(of), value: numberText(of)(value) };
}

/** The sentence of a step that goes back: of the whole tensor, or of how one of its cells came together. */
function backSentence(reading: Reading, told: Explanation | null, byCell: boolean, labels: Args): Sentence {
  const of = reading.tensor(reading.step!.outputs[reading.result]!);
  const shares = told?.shares?.length ?? 0;
  const args = { ...labels, ...termArgs(told), name: cellName(of), shares };
  if (told?.op === 'one') return { id: 'say-gradient-one', args };
  return { id: byCell ? 'cell-gradient' : 'say-gradient', args };
}

/** A sentence for what the step is called, unless another stage is called so: softmax may be one with a sink. */
function named({ step, stages }: Reading, { id }: StageInfo): string[] {
  const name = step!.path.split('.').at(-1)!;
  return name !== id && stages.has(name) ? [] : [`say-${name}`];
}

/** The sentence for the step, result or cell that the reading stands at. */
export function sentenceOf(reading: Reading, figure: Figure | null): Sentence | null {
  const { session, step, info } = reading;
  if (!step || !info || !figure) return null;
  const cell = reading.spoken;
  if (!cell) {
    const { here } = reading;
    const args = { title: step.title, here: here?.title ?? '' };
    if (session.position.cells === 0) return { id: 'say-start', args: { title: reading.leaves[0]!.title } };
    return { id: reading.away && here ? 'say-later' : 'say-next', args };
  }
  const { compare } = reading.edits;
  if (compare === 'before' || compare === 'difference') return { id: `compare-say-${compare}`, args: {} };
  const told = reading.explanation(cell);
  if (told?.op === 'edited') return { id: 'say-edited', args: editedArgs(reading, cell, told.value) };
  const group = reading.away ? null : groupSentence(reading);
  if (group) return group;
  const { level } = session.position;
  const byCell = reading.away || level === 'row' || level === 'cell';
  const inner = !info.writes.find(({ name }) => name === reading.result)?.main;
  const byResult = byCell || inner || level === 'result' || level === 'head';
  if (step.gradient) return backSentence(reading, told, byCell, labelArgs(reading, figure, cell));
  const id = firstOf([
    ...(byCell ? [`cell-${info.id}-${reading.result}`] : []),
    ...(byResult ? [`say-${info.id}-${reading.result}`] : []),
    ...named(reading, info),
    `say-${info.id}`,
  ]);
  return id
    ? { id, args: { ...labelArgs(reading, figure, cell), ...termArgs(told), ...tileArgs(reading, cell) } }
    : null;
}

export const textOf = (sentence: Sentence | null): string =>
  sentence ? pieces(sentence.id, sentence.args).reduce((all, { text }) => all + text, '') : '';

/** How many characters a sentence has. */
export const lengthOf = (sentence: Sentence | null): number => textOf(sentence).length;
