/** Two steps of a training side by side: every head and one weight before, now, and what changed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Session } from '../../engine/index.js';
import { changeBetween } from '../../engine/train/changes.js';
import type { Tensor } from '../../engine/types.js';
import { formatNumber } from '../shared/format.js';
import { weightPaths } from './head-pictures.js';
import { smallPicture } from './small-picture.js';
import { say } from './training-words.js';

/** What is kept of the step that the shown one is held against. */
export interface Earlier {
  step: number;
  attention: ReadonlyMap<string, Tensor>;
  weights: Readonly<Record<string, Tensor>>;
}

export interface TwoSteps {
  earlier: Earlier;
  session: Session;
  step: number;
  /** The weight that is looked at, by its path without `weights.`. */
  weight: string;
}

export interface TwoStepsActs {
  choose(weight: string): void;
  go(path: string, index: number[]): void;
}

export const earlierOf = (session: Session, step: number, weights: Record<string, Tensor>): Earlier => ({
  step,
  attention: new Map(weightPaths(session).map((path) => [path, session.tensor(path, { ahead: true })])),
  weights,
});

const size = (data: Float32Array): number => data.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
const part = ({ shape, data }: Tensor, head: number): Tensor => {
  const cells = data.length / (shape[0] ?? 1);
  return { shape: shape.slice(1), data: data.slice(head * cells, (head + 1) * cells) };
};

/** Three pictures in a row, and the cell that changed most as a way to it. */
function row(
  name: string,
  [before, now]: [Tensor, Tensor],
  full: number | null,
  label: (index: number[]) => string,
  go: (index: number[]) => void,
) {
  const { by, largest } = changeBetween(before, now);
  const columns = now.shape.at(-1) ?? 1;
  const most = full ?? Math.max(size(before.data), size(now.data));
  const [from, to, change] = [largest.before, largest.now, largest.by].map((value) => formatNumber(value));
  const where = label(largest.index);
  return html`<div class="pair"><p>${name}</p>
    <div class="three">${smallPicture(before.data, columns, most)}${smallPicture(now.data, columns, most)}${smallPicture(by.data, columns, size(by.data))}</div>
    <button type="button" class="most" @click=${() => go(largest.index)}>${say('training-two-most', { where, from: from!, to: to!, change: change! })}</button></div>`;
}

function headRows({ earlier, session }: TwoSteps, acts: TwoStepsActs): TemplateResult[] {
  const { tokens } = session.scene;
  return weightPaths(session).flatMap((path, layer) => {
    const now = session.tensor(path, { ahead: true });
    const before = earlier.attention.get(path) ?? now;
    return Array.from({ length: now.shape[0] ?? 0 }, (_, head) =>
      row(
        say('training-head', { layer: layer + 1, head: head + 1 }),
        [part(before, head), part(now, head)],
        1,
        ([query = 0, key = 0]) =>
          say('training-two-pair', { query: `${tokens[query]} ${query + 1}`, key: `${tokens[key]} ${key + 1}` }),
        (index) => acts.go(path, [head, ...index]),
      ),
    );
  });
}

function weightRow({ earlier, session, weight }: TwoSteps, acts: TwoStepsActs): TemplateResult | typeof nothing {
  const before = earlier.weights[weight];
  if (!before) return nothing;
  const now = session.tensor(`weights.${weight}`, { ahead: true });
  return row(
    weight,
    [before, now],
    null,
    (index) => say('training-two-cell', { at: index.map((place) => place + 1).join(', ') }),
    (index) => acts.go(`weights.${weight}`, index),
  );
}

/** @returns columns `step A`, `step B`, `change`; rows are heads and a weight */
export function twoSteps(two: TwoSteps, acts: TwoStepsActs): TemplateResult {
  const { earlier, step, weight } = two;
  return html`<div class="three heading" aria-hidden="true"><span>${say('training-looking', { step: earlier.step })}</span><span>${say('training-looking', { step })}</span><span>${say('training-two-change')}</span></div>
    ${headRows(two, acts)}
    <div class="choice"><label for="weight">${say('training-two-weight')}</label>
      <select id="weight" .value=${weight} @change=${(event: Event) => acts.choose((event.target as HTMLSelectElement).value)}>
        ${Object.keys(earlier.weights).map((path) => html`<option value=${path} ?selected=${path === weight}>${path}</option>`)}
      </select></div>
    ${weightRow(two, acts)}
    <p class="hint">${say('training-two-hint')}</p>`;
}
