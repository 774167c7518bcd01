/** Parts by name, and what taking one out did, in sentences. */

import { GRADIENTS } from '../../engine/boundary/behind.js';
import type { NamedTensor, ProgramNode, Session } from '../../engine/index.js';
import { passOf, probabilitiesPath } from '../../engine/interventions/lens.js';
import { type Part, sentenceOf } from '../../engine/interventions/parts.js';
import { leavesOf } from '../../engine/leaves.js';
import { indexOf } from '../../engine/row-major.js';
import { formatBrief } from '../../engine/writing/format.js';
import { numbered } from '../matrix/matrix-view.js';
import { placeOf, say, titleOf } from './interventions-words.js';

/** Where a part is: its pass, where there are several, and its layer; tokens come before all layers. */
export function groupOf({ program }: Session, part: Part): string {
  const pass = titleOfGroup(program, passOf(part.path).slice(0, -1));
  const layer = /(?:^|\.)layers\.(\d+)\./.exec(part.path)?.[1];
  const second = sentenceOf(part) === 'memory';
  const place =
    layer === undefined
      ? say(second ? 'part-tokens-second' : 'part-tokens')
      : say(part.path.startsWith('encoder.') ? 'part-layer-encoder' : 'part-layer', { number: Number(layer) + 1 });
  return pass && part.path.includes('.') && passOf(part.path) ? `${pass}: ${place}` : place;
}

export function nameOf(session: Session, { kind, path, number }: Part): string {
  const tensor = session.tensor(path, { ahead: true });
  if (kind === 'token') return say('part-token', { token: numbered(tensor.labels[0] ?? [])[number] ?? '' });
  const group = titleOfGroup(session.program, path.replace(/(attention)\.[^.]+.*$/, '$1')) ?? titleOf(tensor);
  return kind === 'head' ? `${group}, ${say('part-head', { number: number + 1 })}` : group;
}

const titleOfGroup = (node: ProgramNode, path: string): string | undefined =>
  node.path === path ? node.title : node.children.map((child) => titleOfGroup(child, path)).find(Boolean);

/** What the pass of a part ends with, or the program's first: probabilities where it has them; no loss. */
export function endOf(session: Session, part?: Part): string {
  const pass = part ? passOf(part.path) : '';
  const probabilities = probabilitiesPath(session, pass);
  if (probabilities) return probabilities;
  const own = leavesOf(session.program).filter(
    ({ path }) => path.startsWith(pass) && !path.startsWith(GRADIENTS) && !/^(loss|updates?)(\.|$)/.test(path),
  );
  return own.flatMap(({ outputs }) => Object.values(outputs)).at(-1)!;
}

/** The likeliest word of a row of probabilities. */
export function likeliest(
  words: readonly string[],
  { shape, data }: { shape: number[]; data: ArrayLike<number> },
  row: number,
) {
  const [, columns = 0] = shape;
  let best = 0;
  for (let word = 1; word < columns; word += 1)
    if (data[row * columns + word]! > data[row * columns + best]!) best = word;
  return { word: words[best] ?? '', share: data[row * columns + best]! };
}

function largestChange(before: NamedTensor, after: NamedTensor): number {
  let at = 0;
  for (const [i, x] of after.data.entries())
    if (Math.abs(x - before.data[i]!) > Math.abs(after.data[at]! - before.data[at]!)) at = i;
  return at;
}

/** What changed at the end. `before` and `after` are the same tensor; of probabilities the last row is told, if that changed. */
export function tellEffect(session: Session, before: NamedTensor, after: NamedTensor): string {
  if (after.data.some(Number.isNaN)) return say('part-nan', { title: titleOf(after) });
  const at = largestChange(before, after);
  if (before.data[at] === after.data[at]) return say('part-nothing');
  if (after.path.endsWith('probabilities')) return tellWords(session, before, after, at);
  const place = placeOf(after, indexOf(after.shape, at));
  const numbers = { before: formatBrief(before.data[at]!), after: formatBrief(after.data[at]!) };
  return say('part-moved', { title: titleOf(after), place, ...numbers });
}

function tellWords({ scene }: Session, before: NamedTensor, after: NamedTensor, at: number): string {
  const [rows = 1, columns = 1] = after.shape;
  const last = rows - 1;
  const changed = (row: number) =>
    after.data.slice(row * columns, (row + 1) * columns).some((x, i) => x !== before.data[row * columns + i]);
  const row = changed(last) ? last : Math.floor(at / columns);
  const words = after.labels[1] ?? [];
  const [was, is] = [likeliest(words, before, row), likeliest(words, after, row)];
  const shares = { beforeShare: formatBrief(was.share), afterShare: formatBrief(is.share) };
  const token = numbered(after.labels[0] ?? scene.tokens)[row] ?? '';
  return say('part-said', { token, before: was.word, after: is.word, ...shares });
}

/** Where a row of the lens was read off, in words. */
export function placeOfStream(path: string, session: Session): string {
  const sum = leavesOf(session.program).find(({ stage, outputs }) => stage === 'residual' && outputs.sum === path);
  if (!sum) return say('lens-start');
  const part: Part = { kind: 'sublayer', path: sum.inputs.y!, index: [], length: 0, width: 0, number: 0 };
  return `${groupOf(session, part)}, ${nameOf(session, part)}`;
}
