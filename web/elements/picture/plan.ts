/** What of a figure is shown and how large, so that result and operands are in sight together. All lengths in CSS pixels. */
import type { MatrixView } from '../matrix/matrix-view.js';
import { type Block, type Figure, type Sign, viewsOf } from './figure.js';
import {
  type FlowLines,
  flowLines,
  type Line,
  linesHeight,
  type ProductSizes,
  productHeight,
  productSizes,
  type Room,
} from './figure-sizes.js';
import type { Focus } from './focus.js';
import { type FocusPlan, focusPlan } from './focus-sizes.js';

/** What stands above the picture, or in the corner of a product: a sentence, and arcs where it speaks of weights. */
export interface Words {
  /** Characters of the sentence; 0 where there is none. */
  said: number;
  /** Tokens under the arcs; none where there are no arcs. */
  tokens: readonly string[];
}

type Product = Figure & { kind: 'product' };
type All = Figure & { kind: 'all' };

/** What stands on the screen. `all`: every head, and below them how one of them was made. */
export type Body =
  | { kind: 'product'; figure: Product; fit: ProductSizes }
  | { kind: 'flow'; figure: Exclude<Figure, Product>; fit: FlowLines }
  | { kind: 'all'; figure: All; fit: FlowLines; one: Body }
  | { kind: 'focus'; fit: FocusPlan };

export interface Plan {
  body: Body;
  /** Whether the words stand in the corner, and whether there is room for the arcs. */
  corner: boolean;
  arcs: boolean;
}

/** Below this width matrices stand close, and words above them. */
const WIDE = 700;
/** Line height and mean width of a letter of the sentence, in its two sizes. */
const ROOMY_TYPE = { line: 27.6, char: 10.2 };
const SMALL_TYPE = { line: 21.8, char: 8 };
/** Below the words. */
const SPACE = 12;
const ARCS = 104;
const BESIDE_ARCS = 308;
/** Where the page scrolls, a focus is about as high as a window. */
const FREE_HEIGHT = 460;

export const isWide = (width: number): boolean => width >= WIDE;

const arcsWidth = (tokens: readonly string[]): number =>
  tokens.reduce((sum, token) => sum + Math.max(34, token.length * 8.6) + 14, 0);

/** How high words are in a width. */
function wordsHeight({ said, tokens }: Words, width: number, arcs: boolean, roomy = isWide(width)): number {
  if (!said) return 0;
  const drawn = arcs && tokens.length > 0;
  const { line, char } = roomy ? ROOMY_TYPE : SMALL_TYPE;
  const beside = drawn && width >= BESIDE_ARCS + arcsWidth(tokens);
  const room = beside ? width - arcsWidth(tokens) - 36 : width;
  const high = Math.ceil((said * char) / room) * line;
  return SPACE + (drawn ? (beside ? Math.max(high, ARCS) : high + SPACE + ARCS) : high);
}

const block = (view: MatrixView): Block => ({ kind: 'matrix', view, above: [] });

/** The parts of a figure that is no product, in the order of its lines. */
export function partsOf(figure: Exclude<Figure, { kind: 'product' }>): Line {
  if (figure.kind === 'flow') return figure.parts;
  const heads = figure.heads.map(block);
  if (figure.kind === 'all') return heads;
  const arrow: Sign = { kind: 'sign', text: '', arrow: true };
  return figure.split ? [block(figure.whole), arrow, ...heads] : [...heads, arrow, block(figure.whole)];
}

function wholeProduct(figure: Product, words: Words, room: Room, arcs: boolean): Plan | null {
  const wide = isWide(room.width);
  const left = room.height - wordsHeight(words, room.width, arcs);
  const below = productSizes(figure, { ...room, height: left }, wide);
  if (wide && words.said && Number.isFinite(room.height)) {
    const drawn = arcs && words.tokens.length ? SPACE + ARCS : 0;
    const said = { ...words, tokens: [] };
    const corner = (width: number) => wordsHeight(said, width, false, true) + drawn;
    const fit = productSizes(figure, room, wide, corner);
    if (fit.fits && (!below.fits || below.sizes.digits <= fit.sizes.digits))
      return { body: { kind: 'product', figure, fit }, corner: true, arcs };
  }
  return below.fits ? { body: { kind: 'product', figure, fit: below }, corner: false, arcs } : null;
}

function whole(figure: Figure, words: Words, room: Room, arcs: boolean): Plan | null {
  if (figure.kind === 'product') return wholeProduct(figure, words, room, arcs);
  const height = room.height - wordsHeight(words, room.width, arcs);
  const fit = flowLines(figure, partsOf(figure), { ...room, height });
  return fit.fits ? { body: { kind: 'flow', figure, fit }, corner: false, arcs } : null;
}

function focused(focus: Focus, words: Words, room: Room, arcs: boolean): Plan {
  const high = Number.isFinite(room.height) ? room.height - wordsHeight(words, room.width, arcs) : FREE_HEIGHT;
  return { body: { kind: 'focus', fit: focusPlan(focus, { ...room, height: high }) }, corner: false, arcs };
}

/** All heads together are an overview: where numbers do not fit, colours do; how one was made stands below and scrolls. */
function everyHead(figure: All, focus: (figure: Figure) => Focus, words: Words, room: Room): Plan {
  const height = room.height - wordsHeight(words, room.width, true);
  const fit = flowLines(figure, partsOf(figure), { ...room, height });
  const silent = { said: 0, tokens: [] };
  const { body } = planOf(figure.one, focus, silent, { ...room, height: Number.POSITIVE_INFINITY });
  return { body: { kind: 'all', figure, fit, one: body }, corner: false, arcs: true };
}

/** Type this small is taken where it makes room for the arcs. */
const GOOD_TYPE = 12;

const hasTable = ({ body }: Plan): boolean => body.kind === 'focus' && body.fit.result?.sizes.dense === false;
const isComplete = ({ body }: Plan): boolean => body.kind === 'focus' && body.fit.complete;
const stripsOf = ({ body }: Plan): number => (body.kind === 'focus' ? (body.fit.bands[0]?.length ?? 0) : 0);

/**
 * Whether arcs cost a focus little: the same strips with all the numbers that they have without, and the result with numbers
 * if it has them without. Colours of the result give way where all the numbers of the strips stay.
 */
const showsAsMuch = (rich: Plan, bare: Plan): boolean =>
  rich.body.kind === 'focus' &&
  (rich.body.fit.result !== null || isComplete(rich)) &&
  (isComplete(rich) || !isComplete(bare)) &&
  !rich.body.fit.strips.dense &&
  stripsOf(rich) >= stripsOf(bare) &&
  (hasTable(rich) || !hasTable(bare));
const typeOf = ({ body }: Plan): number => (body.kind === 'focus' ? body.fit.strips.digits : body.fit.sizes.digits);

/** The figure whole, with arcs where they cost little; else the chosen cell with all that made it. */
export function planOf(figure: Figure, focus: (figure: Figure) => Focus, words: Words, room: Room): Plan {
  if (figure.kind === 'all') return everyHead(figure, focus, words, room);
  const arcs = words.tokens.length > 0;
  const rich = arcs ? whole(figure, words, room, true) : null;
  if (rich && typeOf(rich) >= GOOD_TYPE) return rich;
  const plain = whole(figure, words, room, false);
  if (plain) return rich ?? plain;
  const seen = focus(figure);
  const roomy = arcs ? focused(seen, words, room, true) : null;
  const bare = focused(seen, words, room, false);
  return roomy && showsAsMuch(roomy, bare) ? roomy : bare;
}

/** Every matrix of a body, in its order. */
export function viewsIn(body: Body): MatrixView[] {
  if (body.kind === 'focus') return [...body.fit.bands.flat(), ...(body.fit.result ? [body.fit.result.view] : [])];
  return body.kind === 'all' ? [...body.figure.heads, ...viewsIn(body.one)] : viewsOf(body.figure);
}

/** How high a figure with its words would like to be: whole and at its largest type, or as a focus. */
export function naturalHeight(figure: Figure, focus: (figure: Figure) => Focus, words: Words, room: Room): number {
  const plan = planOf(figure, focus, words, { ...room, height: Number.POSITIVE_INFINITY });
  const above = wordsHeight(words, room.width, plan.arcs);
  const high = (body: Body): number => {
    if (body.kind === 'product') return productHeight(body.figure, body.fit.sizes, isWide(room.width));
    if (body.kind === 'focus') return FREE_HEIGHT;
    const lines = linesHeight(body.fit.lines, body.fit.sizes, body.fit.sign);
    return body.kind === 'all' ? lines + high(body.one) : lines;
  };
  return above + high(plan.body);
}

/** Whether some matrix is drawn as a field of colours. */
export function hasField(body: Body): boolean {
  if (body.kind === 'focus') return body.fit.strips.dense || body.fit.result?.sizes.dense === true;
  return body.fit.sizes.dense || (body.kind === 'all' && hasField(body.one));
}
