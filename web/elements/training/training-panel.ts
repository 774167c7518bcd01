/** What stands around the curve of a training: buttons, slider, the numbers of the shown step and of all steps. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../shared/format.js';
import type { Continuation } from './continuation.js';
import { curveLegend, lossCurve, stepAt } from './loss-curve.js';
import type { Trainer } from './trainer.js';
import { say } from './training-words.js';

export interface PanelActs {
  start(): void;
  pause(): void;
  one(): void;
  again(): void;
  look(step: number): void;
  saveLosses(): void;
  saveWeights(): void;
  saveNpz(): void;
  saveScript(): void;
}

function startLabel({ running, steps, until }: Trainer, count: number): string {
  if (running) return say('training-pause');
  if (steps > 0 && steps >= until) return say('training-more', { count });
  return say(steps ? 'training-go-on' : 'training-start');
}

/** @param count steps that Start takes */
export function controls(trainer: Trainer, count: number, acts: PanelActs): TemplateResult {
  const { running, steps, until, run } = trainer;
  const off = Boolean(run?.stopped);
  return html`<div class="controls">
    <button type="button" class="main start" aria-disabled=${off} @click=${() => (running ? acts.pause() : acts.start())}>${startLabel(trainer, count)}</button>
    <button type="button" class="one" aria-disabled=${off || running} @click=${() => off || running || acts.one()}>${say('training-one')}</button>
    <button type="button" class="again" aria-disabled=${steps === 0} @click=${() => steps > 0 && acts.again()}>${say('training-again')}</button>
    <span class="count">${say('training-at', { step: steps, steps: Math.max(until, steps) })}</span>
  </div>`;
}

/** The curve, and as long as it the slider that looks back; a click in the curve does, too. */
export function chart(
  trainer: Trainer,
  { guess, width }: { guess: number; width: number },
  look: (step: number) => void,
): TemplateResult {
  const { run, before, until, steps, shown } = trainer;
  const room = Math.max(until, steps);
  const within = (step: number) => Math.min(steps, Math.max(0, step));
  const curve = {
    losses: run!.losses,
    heldOut: run!.heldOut,
    before: before?.heldOut ?? [],
    guess,
    steps: room,
    shown,
    width,
  };
  const onClick = ({ currentTarget, clientX }: MouseEvent) => {
    const { left } = (currentTarget as Element).getBoundingClientRect();
    if (steps > 0) look(within(stepAt(curve, clientX - left)));
  };
  // Steps that are still to come cannot be looked at.
  const onRewind = ({ target }: Event) => {
    const slider = target as HTMLInputElement;
    slider.value = String(within(Number(slider.value)));
    look(Number(slider.value));
  };
  const loss = formatNumber(trainer.lossAt(Math.min(shown, steps - 1)));
  return html`<div class="chart" @click=${onClick}>${lossCurve(curve)}</div>
    <input class="rewind" type="range" min="0" max=${room} step="1" .value=${String(shown)} ?disabled=${steps === 0}
      aria-label=${say('training-rewind')} aria-valuetext=${say('training-step-text', { step: shown, steps, loss })} @input=${onRewind}>
    ${curveLegend(before?.name ?? '')}`;
}

function lossesOf(trainer: Trainer): string {
  const { shown } = trainer;
  const loss = trainer.lossAt(shown);
  const held = trainer.heldOutAt(shown);
  const parts = Number.isNaN(loss) ? [] : [say('training-looking-loss', { loss: formatNumber(loss) })];
  const id = held?.step === shown ? 'training-looking-held-out' : 'training-looking-held-out-at';
  if (held) parts.push(say(id, { loss: formatNumber(held.loss), step: held.step }));
  return parts.join(', ');
}

/** The losses of the step that is shown, and how it stands to the newest. */
export function reading(trainer: Trainer, look: (step: number) => void): TemplateResult {
  const { shown, steps } = trainer;
  const where = shown < steps ? 'back' : steps > 0 ? 'newest' : 'start';
  return html`<div class="reading"><p><strong>${say('training-looking', { step: shown })}</strong> ${lossesOf(trainer)}
    <span>${say(`training-looking-${where}`, { steps })}</span></p>
    <button type="button" class="newest" aria-disabled=${shown === steps} @click=${() => shown < steps && look(steps)}>${say('training-newest')}</button></div>`;
}

/** The measured losses as a table, and files to keep. */
export function numbers({ run, steps, shown }: Trainer, acts: PanelActs): TemplateResult {
  const { losses, heldOut } = run!;
  const columns = ['step', 'batch', 'held-out'].map((column) => say(`training-column-${column}`));
  const cells = heldOut.map(({ step, loss }) =>
    [losses[step] ?? Number.NaN, loss].map((value) => formatNumber(value, 4)),
  );
  const rows = cells.map(
    (row, i) => html`<tr><th scope="row">${heldOut[i]!.step}</th>${row.map((text) => html`<td>${text}</td>`)}</tr>`,
  );
  return html`<details class="numbers"><summary>${say('training-numbers')}</summary>
    ${
      rows.length > 0
        ? html`<div class="rows" tabindex="0" role="group" aria-label=${say('training-numbers')}><table><thead><tr>${columns.map(
            (column) => html`<th scope="col">${column}</th>`,
          )}</tr></thead><tbody>${rows}</tbody></table></div>`
        : nothing
    }
    <div class="files">
      <button type="button" ?disabled=${steps === 0} @click=${() => acts.saveLosses()}>${say('training-losses')}</button>
      <button type="button" title=${say('training-weights-title', { step: shown })} @click=${() => acts.saveWeights()}>${say('training-weights')}</button>
      <button type="button" title=${say('training-npz-title', { step: shown })} @click=${() => acts.saveNpz()}>${say('training-npz')}</button>
      <button type="button" ?disabled=${steps === 0} title=${say('training-script-title')} @click=${() => acts.saveScript()}>${say('training-script')}</button>
    </div></details>`;
}

/** What the model of the shown step writes, and how often that is not as in the sequence. */
export function continuation(found: Continuation | null): TemplateResult | typeof nothing {
  if (!found) return nothing;
  const { given, words } = found;
  const wrong = words.filter(({ written, sequence }) => written !== sequence).length;
  const told = words.map(({ written, sequence }) =>
    written === sequence
      ? html` <span>${written}</span>`
      : html` <span class="other" title=${say('training-writes-other', { word: sequence })}>${written}</span>`,
  );
  return html`<div class="writes"><p><strong>${say('training-writes')}</strong>
      <span class="begun" translate="no">${given.join(' ')}</span><span class="written" translate="no">${told}</span></p>
    <p class="soft">${say('training-writes-how', { begun: given.length, wrong, count: words.length })}</p></div>`;
}
