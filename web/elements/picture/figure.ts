/** What the picture of a step shows: the layout follows from the operation and from the axes of what it reads and writes. */

import { isHeadAxis } from '../../engine/head-axis.js';
import type { Change, Explanation, NamedTensor, ProgramNode, ResultInfo, StageInfo } from '../../engine/index.js';
import { indexOf } from '../../engine/row-major.js';
import { signOf } from '../arithmetic/arithmetic.js';
import { cut } from '../matrix/cut.js';
import { type Lie, type MatrixView, viewOf } from '../matrix/matrix-view.js';

/** A sign between two matrices: `+`, `=`, or the name of what happens from left to right. */
export interface Sign {
  kind: 'sign';
  text: string;
  /** Drawn with an arrow: something happens to what stands left of it. */
  arrow: boolean;
}

export interface Block {
  kind: 'matrix';
  view: MatrixView;
  /** Row vectors that go into this matrix, drawn on top of its columns. */
  above: MatrixView[];
}

export type Figure =
  /** Left operand, top operand, result in the corner. `bias` lies between top and result. */
  | { kind: 'product'; left: MatrixView; top: MatrixView; bias: MatrixView | null; result: MatrixView }
  /** Matrices side by side, rows lined up. */
  | { kind: 'flow'; parts: (Block | Sign)[]; result: MatrixView }
  /** The result of every head, and below them how that of the followed head was made. */
  | { kind: 'all'; heads: MatrixView[]; one: Figure; result: MatrixView }
  /** The same numbers whole and cut into heads; `split` tells the direction. */
  | { kind: 'heads'; whole: MatrixView; heads: MatrixView[]; split: boolean; result: MatrixView };

export interface FigureSource {
  /** A tensor complete, with `filled` telling what is visible. */
  tensor(path: string): NamedTensor;
  explain(path: string, index: number[]): Explanation;
  /** How a tensor differs from the unedited run. */
  change(path: string): Change | null;
  step: ProgramNode;
  info: StageInfo;
  /** The result in focus. */
  result: string;
  /** Index on axes that are not on the screen. */
  at: Record<string, number>;
  /** The tensors hold differences between two runs. */
  difference: boolean;
  /** Every head's result side by side, instead of one head with its operands. */
  allHeads: boolean;
}

/** The path of what a result of this step reads under `name`: an earlier result of the step, or one of its inputs. */
export function pathOf(step: ProgramNode, info: StageInfo, result: string, name: string): string | undefined {
  const order = info.writes.map((written) => written.name);
  const earlier = order.indexOf(name) >= 0 && order.indexOf(name) < order.indexOf(result);
  return (earlier && step.outputs[name]) || step.inputs[name] || (name === 'memory' ? step.inputs.x : undefined);
}

interface Operand {
  name: string;
  tensor: NamedTensor;
  /** Axes by the stage's own letters, without the head axis: what decides where the operand stands. */
  axes: string[];
}

/** The letters a stage uses for one of its tensors, chosen by rank where it accepts several, without the head axis. */
function axesIn(info: StageInfo, result: string, name: string, rank: number): string[] {
  const order = info.writes.map((written) => written.name);
  const isResult = name === result || (order.includes(name) && order.indexOf(name) < order.indexOf(result));
  const port = (isResult ? info.writes : info.reads).find((each) => each.name === name);
  const axes = [port?.axes ?? [], ...(port?.alternatives ?? [])].find((each) => each.length === rank) ?? [];
  return isHeadAxis(axes[0]) ? axes.slice(1) : axes;
}

function operandsOf(source: FigureSource, result: ResultInfo): Operand[] {
  const { step, info } = source;
  return result.reads.flatMap((name) => {
    const path = pathOf(step, info, result.name, name);
    if (!path) return [];
    const tensor = source.tensor(path);
    return [{ name, tensor, axes: axesIn(info, result.name, name, tensor.shape.length) }];
  });
}

const look = (source: FigureSource, operand: Operand, lie: Lie = 'flat', slice: number | null = null): MatrixView =>
  viewOf(operand.tensor, {
    lie,
    slice,
    at: source.at,
    symbol: operand.name,
    change: source.change(operand.tensor.path),
    difference: source.difference,
    asKeys: operand.axes.includes('S') && !operand.axes.includes('T'),
  });

/** Left, top and bias of a product, or null where no axis is summed over between two matrices. */
function productOf(source: FigureSource, operands: Operand[], out: Operand): Figure | null {
  const [down = '', across = ''] = out.axes;
  const matrices = operands.filter(({ axes }) => axes.length === 2);
  const left = matrices.find(({ axes }) => axes[0] === down && axes[1] !== across);
  const top = matrices.find(({ axes }) => axes.includes(across) && !axes.includes(down));
  if (!left || !top) return null;
  const bias = operands.find(({ axes }) => axes.length === 1);
  return {
    kind: 'product',
    left: look(source, left),
    top: look(source, top, top.axes[1] === across ? 'flat' : 'transposed'),
    bias: bias ? look(source, bias, 'row') : null,
    result: look(source, out),
  };
}

/** How the cells of a tensor are made, told of the first one that was not written by hand. */
function madeLike(source: FigureSource, { path, shape }: NamedTensor): Explanation {
  const size = shape.reduce((a, b) => a * b, 1);
  let told = source.explain(path, indexOf(shape, 0));
  for (let flat = 1; told.op === 'edited' && flat < size; flat += 1) told = source.explain(path, indexOf(shape, flat));
  return told;
}

/** Operands side by side with the sign of the operation between them, then the result. */
function flowOf(source: FigureSource, operands: Operand[], out: Operand): Figure {
  const told = madeLike(source, out.tensor);
  const isRow = ({ axes }: Operand) => out.axes.length === 2 && axes.length === 1 && axes[0] === out.axes[1];
  const above = operands.filter(isRow).map((operand) => look(source, operand, 'row'));
  const beside = operands.filter((operand) => !isRow(operand));
  if (told.op === 'lookup') beside.reverse();
  const added = told.op === 'products' && told.operands.at(-1)?.group !== told.operands[0]?.group;
  const back = source.step.gradient !== null;
  const between = back ? ',' : added ? '+' : signOf(told);
  const parts: (Block | Sign)[] = beside.flatMap((operand, i) => {
    const views = isAddedUp(source, operand, out) ? slicesOf(source, operand) : [look(source, operand)];
    return views.flatMap((view, slice) => [
      ...(i || slice ? [{ kind: 'sign', text: slice ? ',' : between, arrow: false } as Sign] : []),
      { kind: 'matrix', view, above: [] } as Block,
    ]);
  });
  const result = look(source, out);
  parts.push(resultSign(told, back ? 1 : beside.length), { kind: 'matrix', view: result, above });
  shareScale(parts);
  return { kind: 'flow', parts, result };
}

function resultSign(told: Explanation, operands: number): Sign {
  if (told.op === 'lookup') return { kind: 'sign', text: '', arrow: true };
  return operands > 1 ? { kind: 'sign', text: '=', arrow: false } : { kind: 'sign', text: signOf(told), arrow: true };
}

/** Scores side by side share one colour scale, so that scaling is seen. */
function shareScale(parts: (Block | Sign)[]): void {
  const views = parts.flatMap((part) => (part.kind === 'matrix' && part.view.role === 'score' ? [part.view] : []));
  const scale = Math.max(0, ...views.map((view) => view.scale));
  for (const view of views) view.scale = scale;
}

/** The numbers that a row of a matrix adds up to its sum. */
const partsOf = (view: MatrixView): MatrixView['parts'] => ({
  of: (row) => view.cols.map((_, col) => view.value(row, col)),
  digits: view.digits,
});

/** Of what a step reads of all keys, its tile alone, where it takes keys tile by tile. */
function tileOf({ step: { options } }: FigureSource, view: MatrixView): MatrixView {
  const { first, tile } = options;
  if (typeof first !== 'number' || typeof tile !== 'number') return view;
  const places = (names: string[], axis: string) => {
    const all = [...names.keys()];
    return axis === 'S' ? all.slice(first, first + tile) : all;
  };
  return cut(view, places(view.rows, view.axes[0]), places(view.cols, view.axes[1]));
}

/** What stands on the arrow to a result that is one of several; terms that are added up are a sum, whatever some are taken times. */
function columnSign(told: Explanation): string {
  const groups = told.operands.map(({ group }) => group);
  const single = groups.some((group) => groups.indexOf(group) === groups.lastIndexOf(group));
  return signOf(told.op === 'products' && single ? { ...told, op: 'sum' } : told);
}

const vectorOver = (axis: string | undefined) => (operand: Operand) =>
  operand.axes.length === 1 && operand.axes[0] === axis;

/** The first input and then every inner result in order, each behind the other inputs that it reads and the operation that made it. */
function columnsOf(source: FigureSource): Figure {
  const { step, info } = source;
  const first = info.reads[0]!.name;
  const start = tileOf(source, look(source, { name: first, tensor: source.tensor(step.inputs[first]!), axes: [] }));
  const parts: (Block | Sign)[] = [{ kind: 'matrix', view: start, above: [] }];
  const shown = (path: string) => parts.find((part) => part.kind === 'matrix' && part.view.tensor.path === path);
  let result = start;
  for (const written of info.writes) {
    const out = outOf(source, written);
    const view = look(source, out);
    if (out.axes[1] === 'K') view.cols = start.cols;
    const made = madeLike(source, out.tensor);
    const added = shown(step.outputs[written.reads[0]!] ?? '');
    if (made.op === 'sum' && added?.kind === 'matrix') view.parts = partsOf(added.view);
    const operands = operandsOf(source, written);
    const rows = operands.filter(vectorOver(out.axes[1]));
    const more = operands.filter(
      (operand) => operand.axes.length > 0 && !rows.includes(operand) && !shown(operand.tensor.path),
    );
    for (const operand of more) {
      parts.push({ kind: 'sign', text: ',', arrow: false });
      parts.push({ kind: 'matrix', view: tileOf(source, look(source, operand)), above: [] });
    }
    const names = rows.map((row) => row.name).join(', ');
    parts.push({ kind: 'sign', text: names || columnSign(made), arrow: true });
    parts.push({ kind: 'matrix', view, above: rows.map((row) => look(source, row, 'row')) });
    if (written.name === source.result) result = view;
  }
  return { kind: 'flow', parts, result };
}

/** A tensor head by head, or expert by expert. */
const slicesOf = (source: FigureSource, { tensor, ...rest }: Operand): MatrixView[] =>
  Array.from({ length: tensor.shape[0]! }, (_, head) =>
    look({ ...source, at: { H: head, G: head, E: head } }, { tensor, ...rest }, 'flat', head),
  );

/** Whether a result adds up over the experts of an operand, so that all of them made it. */
const isAddedUp = ({ step }: FigureSource, { tensor: { axes, shape } }: Operand, out: Operand): boolean =>
  step.gradient === null && axes[0] === 'E' && axes.length > 2 && shape[0]! > 1 && !out.tensor.axes.includes('E');

/** One matrix whole, and the same numbers head by head. */
function headsOf(source: FigureSource, operands: Operand[], out: Operand): Figure {
  const split = isHeadAxis(out.tensor.axes[0]);
  const [whole, cut] = split ? [operands[0]!, out] : [out, operands[0]!];
  const heads = slicesOf(source, cut);
  const joined = look(source, whole);
  return {
    kind: 'heads',
    whole: joined,
    heads,
    split,
    result: split ? heads[source.at[cut.tensor.axes[0]!] ?? 0]! : joined,
  };
}

function outOf({ tensor: read, step, info }: FigureSource, written: ResultInfo): Operand {
  const tensor = read(step.outputs[written.name]!);
  return { name: written.name, tensor, axes: axesIn(info, written.name, written.name, tensor.shape.length) };
}

function everyHead(source: FigureSource, out: Operand): Figure {
  const heads = slicesOf(source, out);
  const one = figureOf({ ...source, allHeads: false });
  return { kind: 'all', heads, one, result: one.result };
}

/** The picture of one result of a step. */
export function figureOf(source: FigureSource): Figure {
  const { info } = source;
  const written = info.writes.find(({ name }) => name === source.result) ?? info.writes[0]!;
  const out = outOf(source, written);
  if (source.allHeads && info.picture !== 'heads' && out.tensor.axes.length > 1 && isHeadAxis(out.tensor.axes[0]))
    return everyHead(source, out);
  if (info.picture === 'columns') return columnsOf(source);
  const operands = operandsOf(source, written);
  if (info.picture === 'heads') return headsOf(source, operands, out);
  return productOf(source, operands, out) ?? flowOf(source, operands, out);
}

/** Whether the results of a stage are chosen one at a time. */
export const hasResultTabs = (info: StageInfo): boolean => info.picture !== 'columns' && info.writes.length > 1;

/** The matrices of a figure that stand together. */
export function viewsOf(figure: Figure): MatrixView[] {
  if (figure.kind === 'product') {
    return [figure.left, figure.top, ...(figure.bias ? [figure.bias] : []), figure.result];
  }
  if (figure.kind === 'all') return figure.heads;
  if (figure.kind === 'heads') return [figure.whole, ...figure.heads];
  return figure.parts.flatMap((part) => (part.kind === 'matrix' ? [...part.above, part.view] : []));
}

/** All matrices of a picture. */
export const allViewsOf = (figure: Figure): MatrixView[] =>
  figure.kind === 'all' ? [...figure.heads, ...viewsOf(figure.one)] : viewsOf(figure);
