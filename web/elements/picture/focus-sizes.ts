/** How large a focus is: strips at the left, or above, and the whole result beside or below them where there is room. */
import type { MatrixView } from '../matrix/matrix-view.js';
import { captionOf } from '../shared/words.js';
import {
  CAPTION,
  charsOf,
  GAP,
  HEADER,
  labelSize,
  namesWidth,
  type Room,
  rowHeights,
  type Sizes,
  SMALLEST,
  SUM,
  TYPE,
} from './figure-sizes.js';
import { type Focus, piece } from './focus.js';

export interface FocusPlan {
  /** Strips broken where they are too long: the pieces that stand below one another, from left to right. */
  bands: MatrixView[][];
  strips: Sizes;
  /** Width of the names beside the strips; 0 where they stand above. */
  title: number;
  /** The whole result; null where there is no room for it. */
  result: { view: MatrixView; sizes: Sizes } | null;
  /** Whether it stands beside the strips instead of below. */
  beside: boolean;
  /** Whether the strips have the numbers of all their cells. */
  complete: boolean;
}

/** From this width on there is room beside the strips. */
const WIDE = 600;
const BESIDE_GAP = 28;
const BELOW_GAP = 10;
/** Between strips, and between their pieces. */
const STRIP_GAP = 4;
const BAND_GAP = 8;
/** From this width on titles stand before their strips, whatever these take. */
const BESIDE_TITLES = 560;
/** Where there is little width, a title before its strip is cut to this. */
const SHORT_TITLE = 84;
/** A title takes no more of the width than this. */
const MOST_TITLE = 0.4;
/** With the gap below it, a strip that a finger can meet: 24 pixels. */
const LOWEST_STRIP = 20;
/** A title before a strip of colours is at least so high; above a strip it takes a line. */
const TITLE_BESIDE = 12;
const TITLE_LINE = 18;
/** A line that reads out the chosen cell of a field. */
const READING = 22;
/** A result lower than this is no picture. */
const LEAST = 40;
/** The name of a field, with the button beside it. */
const FIELD_NAME = 250;
/** Cells of a field, in pixels. */
const [FINEST, COARSEST] = [2, 20];
/** Cells of a strip of colours, from large to small. */
const SQUARES = [10, 8, 6, 4, 3];
/** More of the width than this is not for the result. */
const SHARE = 0.5;

const base = (views: readonly MatrixView[], digits: number, height: number): Sizes => ({
  cell: Math.round(charsOf(views) * digits * 0.61 + 4),
  height,
  names: namesWidth(views, digits),
  digits,
  label: labelSize(digits),
  header: Math.min(HEADER, labelSize(digits) + 5),
  upright: false,
  dense: false,
});

const types = ({ largest }: Room): number[] => TYPE.filter((digits) => digits <= Math.min(largest, 14));

/** The result with numbers, as large as it can be. */
function tableSizes(view: MatrixView, width: number, height: number, room: Room): Sizes | null {
  for (const digits of types(room)) {
    for (const row of rowHeights(digits, room.both)) {
      const sizes = base([view], digits, row);
      const across = Math.max(0, ...view.cols.map((label) => label.length)) * sizes.label * 0.57 + 8;
      const upright = across > sizes.cell + 8;
      const header = upright ? Math.min(across, 60) + 4 : HEADER;
      const sums = view.role === 'weights' && view.axes[1] ? SUM : 0;
      const wide = sizes.names + view.cols.length * (sizes.cell + GAP) + sums;
      const high = CAPTION + header + GAP + view.rows.length * (row + GAP);
      if (wide <= width && high <= height) return { ...sizes, header, upright };
    }
  }
  return null;
}

function fieldSizes(view: MatrixView, width: number, height: number): Sizes | null {
  const side = Math.min(width / view.cols.length, (height - CAPTION - READING) / view.rows.length, COARSEST);
  if (side < FINEST || side * view.rows.length < LEAST) return null;
  const cell = Math.floor(side);
  return { ...base([view], SMALLEST, cell), cell: cell - GAP, names: 0, dense: true };
}

interface StripSizes {
  sizes: Sizes;
  bands: MatrixView[][];
  title: number;
  height: number;
  fits: boolean;
}

interface ChosenStrips extends StripSizes {
  /** With the numbers of all their cells. */
  complete: boolean;
}

const titleOf = (view: MatrixView): number => captionOf(view).length;
const titleWithRow = (view: MatrixView): number => titleOf(view) + (view.rows[0]?.length ?? 0) + 3;

/** The width of what the strips are called, by the number of letters that each takes. */
const titleWidth = (strips: readonly MatrixView[], letters = titleWithRow): number =>
  Math.min(150, Math.max(...strips.map(letters)) * 6.9 + 12);

/** Breaks strips at the same columns, so that what stands below one another belongs together. */
function bandsOf(strips: readonly MatrixView[], columns: number): MatrixView[][] {
  const longest = Math.max(...strips.map((strip) => strip.cols.length));
  const bands: MatrixView[][] = [];
  for (let from = 0; from < longest; from += columns) {
    bands.push(strips.flatMap((strip) => piece(strip, from, from + columns) ?? []));
  }
  return bands;
}

/** Which strips show column names: those that have others than the strip above. */
export function headed(band: readonly MatrixView[]): boolean[] {
  let shown: readonly string[] = [];
  return band.map(({ axes, cols }, at) => {
    if (!axes[1] || (at && cols.length === 1) || shown.slice(0, cols.length).join('\n') === cols.join('\n'))
      return false;
    shown = cols;
    return true;
  });
}

function numberStrips(
  given: (columns: number) => MatrixView[],
  width: number,
  height: number,
  room: Room,
): StripSizes | null {
  const strips = given(Number.POSITIVE_INFINITY);
  const all = Math.max(...strips.map((strip) => strip.cols.length));
  for (const digits of types(room)) {
    for (const row of [...rowHeights(digits, room.both), ...(room.both ? [] : [LOWEST_STRIP])]) {
      const small = base(strips, digits, row);
      for (const title of titles(strips, width, all * (small.cell + GAP))) {
        const sizes = { ...small, names: title };
        const columns = Math.max(1, Math.floor((width - title) / (sizes.cell + GAP)));
        const bands = bandsOf(given(columns), columns);
        const line = row + STRIP_GAP + (title ? 0 : TITLE_LINE);
        const heads = (band: MatrixView[]) => headed(band).filter(Boolean).length * (sizes.header + GAP);
        const high = bands.reduce((sum, band) => sum + heads(band) + band.length * line, (bands.length - 1) * BAND_GAP);
        if (high <= height) return { sizes, bands, title, height: high, fits: true };
      }
    }
  }
  return null;
}

/** Widths of the titles before strips worth trying: 0 where they stand above. */
function titles(strips: readonly MatrixView[], width: number, cells: number): number[] {
  const before = titleWidth(strips);
  if (width >= BESIDE_TITLES || before + cells <= width) return [before];
  // Whole names, even where their strips then break, before names without their rows, and those before names that are cut.
  const bare = titleWidth(strips, titleOf);
  return [
    0,
    ...(before <= width * MOST_TITLE ? [before] : []),
    ...(bare + cells <= width ? [bare] : []),
    Math.min(before, SHORT_TITLE),
  ];
}

/** Strips of colours, where numbers have no room: the arithmetic says them. */
function fieldStrips(strips: MatrixView[], width: number, height: number): StripSizes {
  const title = Math.min(titleWidth(strips), width >= BESIDE_TITLES ? width : SHORT_TITLE);
  const of = (side: number): StripSizes => {
    const bands = bandsOf(strips, Math.max(1, Math.floor((width - title) / side)));
    const count = bands.reduce((sum, band) => sum + band.length, 0);
    const high = count * (Math.max(side, TITLE_BESIDE) + STRIP_GAP) + (bands.length - 1) * BAND_GAP;
    const sizes = { ...base(strips, SMALLEST, side), cell: side - GAP, names: title, dense: true };
    return { sizes, bands, title, height: high, fits: high <= height };
  };
  const tried = SQUARES.map(of);
  return tried.find(({ fits }) => fits) ?? tried.at(-1)!;
}

/** Whole rows with numbers; else as much of them as there is room for; else their colours. */
function stripSizes({ strips, short, least, one }: Focus, width: number, height: number, room: Room): ChosenStrips {
  const all = () => strips;
  for (const given of [all, short, least, one]) {
    const numbers = given && numberStrips(given, width, height, room);
    if (numbers) return { ...numbers, complete: given === all };
  }
  const whole = fieldStrips(strips, width, height);
  const fields = whole.fits || !least ? whole : fieldStrips(least(Number.POSITIVE_INFINITY), width, height);
  return { ...fields, complete: false };
}

function besides(focus: Focus, room: Room): FocusPlan {
  const { width, height } = room;
  const view = focus.result;
  const sizes = tableSizes(view, width * SHARE, height, room) ?? fieldSizes(view, width * SHARE, height);
  const wide = sizes ? widthOf(view, sizes) + BESIDE_GAP : 0;
  const found = stripSizes(focus, width - wide, height, room);
  const whole = stripSizes(focus, width, height, room);
  // Numbers of the operands count for more than the whole result.
  const fewer = (whole.complete && !found.complete) || (!whole.sizes.dense && found.sizes.dense);
  const kept = sizes !== null && found.fits && !fewer;
  const alone = kept ? found : whole;
  return {
    bands: alone.bands,
    strips: alone.sizes,
    title: alone.title,
    result: kept ? { view, sizes: sizes! } : null,
    beside: kept,
    complete: alone.complete,
  };
}

const widthOf = (view: MatrixView, { cell, names, dense }: Sizes): number =>
  dense
    ? Math.max(FIELD_NAME, view.cols.length * (cell + GAP))
    : names + view.cols.length * (cell + GAP) + (view.role === 'weights' && view.axes[1] ? SUM : 0);

function below(focus: Focus, room: Room): FocusPlan {
  const { width, height } = room;
  const { result } = focus;
  const { sizes, bands, title, height: used, complete } = stripSizes(focus, width, height, room);
  const left = height - used - BELOW_GAP;
  const whole = left < LEAST ? null : (tableSizes(result, width, left, room) ?? fieldSizes(result, width, left));
  return { bands, strips: sizes, title, result: whole && { view: result, sizes: whole }, beside: false, complete };
}

export function focusPlan(focus: Focus, room: Room): FocusPlan {
  const plan = room.width >= WIDE ? besides(focus, room) : below(focus, room);
  if (!focus.echo || plan.result?.sizes.dense !== false) return plan;
  const [first = [], ...rest] = plan.bands;
  return { ...plan, bands: [first.slice(0, -1), ...rest] };
}
