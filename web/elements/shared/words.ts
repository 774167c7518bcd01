/** Every word on the screen comes from here: messages/en.ftl through Fluent. */

import { FluentBundle, FluentNumber, FluentResource, type Scope } from '@fluent/bundle';
import { GRADIENTS, isGradient } from '../../engine/boundary/behind.js';
import { isHeadAxis } from '../../engine/head-axis.js';
import type { NamedTensor } from '../../engine/index.js';
import { formatBrief, formatPlain } from '../../engine/writing/format.js';
import { labelsOf } from '../matrix/matrix-view.js';
import { isWhole, roleOf } from '../matrix/roles.js';
import english from '../messages/en.ftl';

export type Args = Record<string, string | number>;

// Pieces are marked by `pieces`, so Fluent's own isolation marks, which also enclose plural forms, stay off.
const bundle = new FluentBundle('en', { useIsolating: false });
bundle.addResource(new FluentResource(english));

/** Adds the messages of a part that is loaded on its own. */
export const addMessages = (text: string): void => {
  bundle.addResource(new FluentResource(text));
};

/** A piece of a sentence; `given` where it came in as an argument: a token or a number of this scene. */
export interface Piece {
  text: string;
  given: boolean;
}

// First strong isolate and pop directional isolate: they also keep a right-to-left token from turning its sentence.
const OPEN = '\u2068';
const CLOSE = '\u2069';

class MarkedNumber extends FluentNumber {
  override toString(scope?: Scope): string {
    return OPEN + super.toString(scope!) + CLOSE;
  }
}

const mark = (value: string | number): string | FluentNumber =>
  typeof value === 'number' ? new MarkedNumber(value) : OPEN + value + CLOSE;

function pattern(id: string) {
  const [name = '', attribute] = id.split('.');
  const message = bundle.getMessage(name);
  return attribute ? message?.attributes[attribute] : message?.value;
}

/** Whether there is a message `id` (`id.attribute` for an attribute). */
export const has = (id: string): boolean => Boolean(pattern(id));

function format(id: string, args: Record<string, string | number | FluentNumber>): string {
  const found = pattern(id);
  return (found ? bundle.formatPattern(found, args) : id).replace(/\s+/g, ' ');
}

/** The message as plain text. */
export const say = (id: string, args: Args = {}): string => format(id, args);

/** The message in pieces, so that tokens and numbers can be set apart. */
export function pieces(id: string, args: Args): Piece[] {
  const marked = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, mark(value)]));
  return format(id, marked)
    .split(OPEN)
    .flatMap((part, i) => {
      const [given = '', rest = ''] = i ? part.split(CLOSE) : ['', part];
      return [
        { text: given, given: true },
        { text: rest, given: false },
      ];
    })
    .filter((piece) => piece.text);
}

/** First message of `ids` that exists. */
export const firstOf = (ids: string[]): string | null => ids.find(has) ?? null;

const lastPart = (path: string): string => path.split('.').at(-1) ?? '';

/** Message ids for the name of a tensor, from the most particular: by its step, by its stage, by its own name. */
function nameIds(tensor: Called): string[] {
  const step = lastPart(tensor.path);
  if (tensor.path.startsWith('masks.')) return ['name-mask'];
  if (tensor.path.startsWith('moments.')) return [`name-${tensor.path.split('.')[1]}`];
  const own = tensor.stage ? tensor.name : step;
  const parent = tensor.stage ?? tensor.path.split('.').at(-2) ?? '';
  return [`name-${step}-${own}`, `name-${parent}-${own}`, `name-${own}`];
}

interface Called {
  path: string;
  stage: string | null;
  name: string;
}

/** The tensor whose gradient this is; null where it is none. */
const gradientOf = ({ path, stage, name }: Called): Called | null =>
  isGradient(path) ? { path: path.slice(GRADIENTS.length), stage, name } : null;

/** What one cell of a tensor is called: `raw score`, `gradient of the raw score`. */
export function cellName(tensor: Called): string {
  const of = gradientOf(tensor);
  if (of) return say('name-gradient', { name: cellName(of) });
  const id = firstOf(nameIds(tensor));
  return id ? say(id) : tensor.name.replaceAll('_', ' ');
}

/** What the tensor is called as a whole: `Raw scores`. */
export function titleOf(tensor: Called, transposed = false): string {
  const of = gradientOf(tensor);
  if (of) return say('name-gradient.title', { name: titleOf(of, transposed) });
  const ids = nameIds(tensor);
  const id = (transposed && firstOf(ids.map((name) => `${name}.transposed`))) || firstOf(ids.map((n) => `${n}.title`));
  return id ? say(id) : tensor.name.replaceAll('_', ' ');
}

/** What a matrix of a picture is called: as what the step reads it, where that has a name, else as its tensor. */
export function matrixTitle({ tensor, transposed, symbol }: { tensor: Called; transposed: boolean; symbol: string }) {
  const read = `as-${symbol}`;
  return has(read) ? say(read) : titleOf(tensor, transposed);
}

/** What stands over a matrix of a picture: its title, or of several slices of one tensor which one it is. */
export const captionOf = (
  view: Parameters<typeof matrixTitle>[0] & { tensor: { axes: string[] }; slice: number | null },
) => (view.slice === null ? matrixTitle(view) : sliceOf(view.tensor.axes[0], '-short', { head: view.slice + 1 }));

/** The word for an axis: query and key where queries meet keys, row and column where it is numbers both ways, else token, number, unit. */
function axisWord(axes: string[], place: number): string {
  const axis = axes[place]!;
  const pairs = axes.includes('T') && (axes.includes('S') || axes.includes('K'));
  const ids = pairs ? [`axis-${axis}-query`, `axis-${axis}-key`] : [];
  const own = firstOf([...ids, `axis-${axis}`]);
  if (own) return say(own);
  const numbers = axes.filter((each) => !has(`axis-${each}`)).length;
  return say(numbers < 2 ? 'axis-other' : place === axes.length - 1 ? 'axis-column' : 'axis-row');
}

/** Signs that a voice leaves out, by the message with their name. */
const SIGNS: Record<string, string> = {
  '.': 'sign-full-stop',
  ',': 'sign-comma',
  ';': 'sign-semicolon',
  ':': 'sign-colon',
  '!': 'sign-exclamation-mark',
  '?': 'sign-question-mark',
  '…': 'sign-ellipsis',
  '-': 'sign-hyphen',
  '–': 'sign-dash',
  '—': 'sign-dash',
  '(': 'sign-open-bracket',
  ')': 'sign-close-bracket',
  "'": 'sign-apostrophe',
  '’': 'sign-apostrophe',
  '"': 'sign-quotation-mark',
  '“': 'sign-quotation-mark',
  '”': 'sign-quotation-mark',
};

/** A token as it is called in a sentence: a sign by its name, `full stop₂` for `.₂`, everything else as it is. */
export function tokenName(label: string): string {
  const [, sign = '', number = ''] = /^(.)([₀-₉]*)$/u.exec(label) ?? [];
  const id = SIGNS[sign];
  return id ? say(id) + number : label;
}

/** For those who listen: `the 2` for `the₂`, since voices leave low digits out. */
export const aloud = (text: string): string =>
  text.replace(/[₀-₉]+/g, (digits) => ` ${[...digits].map((digit) => '₀₁₂₃₄₅₆₇₈₉'.indexOf(digit)).join('')}`);

/** The label of one place on one axis: `query the₂`. */
export const placeOn = (tensor: NamedTensor, axis: number, at: number): string =>
  say('place', {
    axis: axisWord(tensor.axes, axis),
    label: tokenName(labelsOf(tensor)[axis]?.[at] ?? String(at + 1)),
  });

/** What a slice along an axis is called, `Head 2` or `Expert 2`; `form` is the ending of the message, with its sign. */
export const sliceOf = (axis: string | undefined, form: string, args: Args = {}): string =>
  say(`${axis === 'E' ? 'expert' : 'head'}${form}`, args);

/** The labels of a cell's place: `query the₂, key firewall`. One head alone is not mentioned. */
export const placeOf = (tensor: NamedTensor, index: number[]): string =>
  tensor.axes
    .flatMap((axis, i) => (isHeadAxis(axis) && tensor.shape[i] === 1 ? [] : [placeOn(tensor, i, index[i]!)]))
    .join(', ');

/** A cell as it is read out: `query the₂, key firewall, raw score 2.50`, and what it was before if that is another number. */
export function readOut(
  places: string,
  name: string,
  value: number,
  visible: boolean,
  was: number | null = null,
  text: (value: number) => string = formatBrief,
): string {
  const id = visible ? (value === -Infinity ? 'cell-masked' : 'cell-label') : 'cell-empty';
  const said = filledIn(id, name).replace(PLACES, places).replace(VALUE, text(value));
  return was === null ? said : `${said}, ${say('cell-was', { value: text(was) })}`;
}

/** Marks that stand for places and value in a message that is formatted once for a whole matrix. */
const PLACES = '\u0001';
const VALUE = '\u0002';
const readings = new Map<string, string>();

function filledIn(id: string, name: string): string {
  const key = `${id} ${name}`;
  const known = readings.get(key) ?? say(id, { places: PLACES, name, value: VALUE });
  readings.set(key, known);
  return known;
}

/** How a number of this tensor is written in text: words and masks are whole, all others have decimals. */
export function numberText({ path, name }: { path: string; name: string }): (value: number) => string {
  return isWhole(roleOf(path, name)) ? formatPlain : formatBrief;
}
