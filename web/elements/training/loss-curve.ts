/** The loss curve: what a run's batches had, its held-out loss, the run before, and the step that is looked at. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatNumber } from '../shared/format.js';
import { say } from './training-words.js';

export interface Curve {
  losses: readonly number[];
  heldOut: readonly { step: number; loss: number }[];
  /** The held-out loss of the run before; empty where there is none. */
  before: readonly { step: number; loss: number }[];
  /** The loss of guessing. */
  guess: number;
  /** Steps that the axis has room for. */
  steps: number;
  shown: number;
  width: number;
}

export const EDGE = { left: 36, right: 12 };
const HEIGHT = 190;
const TOP = 10;
const BOTTOM = 32;
/** No more points than can be told apart. */
const MOST_POINTS = 400;
/** Losses above so many times that of guessing leave the chart. */
const MOST = 2.5;

interface Axes {
  x: (step: number) => number;
  y: (loss: number) => number;
  top: number;
}

function axesOf({ losses, heldOut, guess, steps, width }: Curve): Axes {
  const finite = [...losses, ...heldOut.map(({ loss }) => loss)].filter(Number.isFinite);
  const top = Math.min(
    MOST * guess,
    finite.reduce((most, loss) => Math.max(most, loss), guess * 1.15),
  );
  const wide = width - EDGE.left - EDGE.right;
  return {
    x: (step) => EDGE.left + (wide * step) / Math.max(1, steps),
    y: (loss) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(loss, top) / top),
    top,
  };
}

/** The step at a place of the chart. */
export const stepAt = ({ steps, width }: Pick<Curve, 'steps' | 'width'>, x: number): number =>
  Math.round(((x - EDGE.left) / (width - EDGE.left - EDGE.right)) * steps);

const point = (x: number, y: number) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;

/** A line through at most as many points as can be seen: of several steps the first. */
function lineThrough(losses: readonly number[], { x, y }: Axes): string {
  const every = Math.max(1, Math.ceil(losses.length / MOST_POINTS));
  const points = losses.flatMap((loss, step) =>
    (step % every === 0 || step === losses.length - 1) && Number.isFinite(loss) ? [point(x(step), y(loss))] : [],
  );
  return points.length ? `M${points.join('L')}` : '';
}

/** A line through measured losses. */
function through(measured: readonly { step: number; loss: number }[], { x, y }: Axes): string {
  const points = measured.map(({ step, loss }) => point(x(step), y(loss)));
  return points.length > 0 ? `M${points.join('L')}` : '';
}

/** Round distances between ticks, so that there are about as many as wanted. */
function ticksTo(most: number, wanted: number): number[] {
  const raw = most / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const every = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  return Array.from({ length: Math.floor(most / every + 1e-9) + 1 }, (_, i) => i * every);
}

function frame(curve: Curve, axes: Axes): TemplateResult {
  const { x, y, top } = axes;
  const { steps, width, guess } = curve;
  const right = width - EDGE.right;
  const rows = ticksTo(top, 4).map(
    (value) => svg`<line class="grid" x1=${EDGE.left} x2=${right} y1=${y(value)} y2=${y(value)}></line>
      <text x=${EDGE.left - 6} y=${y(value) + 4} text-anchor="end">${formatNumber(value, top < 4 ? 1 : 0)}</text>`,
  );
  const columns = ticksTo(steps, width < 420 ? 4 : 6).map(
    (value) => svg`<text x=${x(value)} y=${HEIGHT - BOTTOM + 15} text-anchor="middle">${value}</text>`,
  );
  return svg`${rows}${columns}
    <line class="guess" x1=${EDGE.left} x2=${right} y1=${y(guess)} y2=${y(guess)}></line>
    <text class="guess-name" x=${right - 6} y=${y(guess) - 5} text-anchor="end">${say('training-guess')}</text>
    <text class="axis-name" x=${(EDGE.left + right) / 2} y=${HEIGHT - 2} text-anchor="middle">${say('training-axis')}</text>`;
}

function shownMark({ losses, heldOut, shown }: Curve, { x, y }: Axes): TemplateResult {
  const loss = losses[shown] ?? heldOut.findLast(({ step }) => step <= shown)?.loss ?? losses.at(-1);
  return svg`<line class="shown" x1=${x(shown)} x2=${x(shown)} y1=${TOP} y2=${HEIGHT - BOTTOM}></line>${
    loss === undefined ? nothing : svg`<circle class="shown" r="4.5" cx=${x(shown)} cy=${y(loss)}></circle>`
  }`;
}

function spoken({ losses, guess }: Curve): string {
  const guessing = formatNumber(guess);
  if (losses.length === 0) return say('training-spoken-none', { guess: guessing });
  const [first = Number.NaN] = losses;
  const last = losses.at(-1) as number;
  return say('training-spoken', {
    guess: guessing,
    first: formatNumber(first),
    last: formatNumber(last),
    step: losses.length - 1,
  });
}

export function lossCurve(curve: Curve): TemplateResult {
  const axes = axesOf(curve);
  const measured = curve.heldOut.filter(({ loss }) => Number.isFinite(loss));
  // A run before may have been longer.
  const before = curve.before.filter(({ step, loss }) => Number.isFinite(loss) && step <= curve.steps);
  return svg`<svg class="curve" viewBox=${`0 0 ${curve.width} ${HEIGHT}`} height=${HEIGHT} role="img" aria-label=${spoken(curve)}>
    ${frame(curve, axes)}
    <path class="before" d=${through(before, axes)}></path>
    <path class="batch" d=${lineThrough(curve.losses, axes)}></path>
    <path class="held-out" d=${through(measured, axes)}></path>
    ${measured.map(({ step, loss }) => svg`<circle class="held-out" r="2.4" cx=${axes.x(step)} cy=${axes.y(loss)}></circle>`)}
    ${shownMark(curve, axes)}
  </svg>`;
}

/** Which line is which; `before` is the name of the run before, empty where there is none. */
export function curveLegend(before: string): TemplateResult {
  const entries = [
    ['batch', say('training-line-batch')],
    ['held-out', say('training-line-held-out')],
    ...(before ? [['before', say('training-line-before', { before })]] : []),
  ];
  return html`<ul class="legend">${entries.map(
    ([kind, text]) =>
      html`<li><svg viewBox="0 0 26 12" aria-hidden="true"><path class=${kind} d="M0 6H26"></path>${
        kind === 'held-out' ? svg`<circle class="held-out" r="2.4" cx="13" cy="6"></circle>` : nothing
      }</svg>${text}</li>`,
  )}</ul>`;
}
