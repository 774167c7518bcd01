import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { EngineError } from '../../engine/index.js';
import { keepFocus } from '../shared/keep-focus.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import { cellName, has, placeOf, say } from '../shared/words.js';
import { SceneFetchError } from '../stepper/load-scene.js';
import type { Reading } from '../stepper/step-view.js';
import { beginningOf } from './number-limits.js';

/**
 * What has to be said beside the picture: what went wrong and how to mend it, that the reader looks elsewhere, and what the
 * engine noticed about the step.
 *
 * @fires attend-mend - the failure was read: try again, or put it away
 * @fires attend-follow - `{ path, index }`: go to where infinite numbers began
 * @fires attend-stop - `{ path }`: remove the breakpoint
 * @fires attend-home - back to the step the program stands at
 */
export class AttendNotes extends LitElement {
  static override properties = {
    failure: { attribute: false },
    reading: { attribute: false, hasChanged: () => true },
  };

  failure: EngineError | null = null;
  reading: Reading | null = null;

  constructor() {
    super();
    keepFocus(this);
  }

  private problem(failure: EngineError): TemplateResult {
    const own = `error-${failure instanceof SceneFetchError ? 'fetch' : failure.code}`;
    const kind = has(own) ? own : 'error-other';
    const button = failure.code === 'stopped' ? 'error-restart' : this.reading ? 'error-dismiss' : 'error-retry';
    return html`<div class="card error" role="alert">
      <p><b>${say(kind)}</b></p>
      <p>${failure.message}</p>
      <p>${say(`${kind}.mend`)}</p>
      <button @click=${() => tell(this, 'attend-mend')}>${say(button)}</button>
    </div>`;
  }

  private elsewhere({ step, here }: Reading): TemplateResult {
    return html`<div class="card away">
      <span>${say('away', { title: step!.title, here: here?.title ?? say('away-start') })}</span>
      <button class="link" @click=${() => tell(this, 'attend-home')}>${say('away-home')}</button>
    </div>`;
  }

  /** A run that ends here by itself says why. */
  private stopped({ session, here }: Reading): TemplateResult | typeof nothing {
    const { path, cells, totalCells } = session.position;
    if (!here || cells === totalCells || !session.breakpoints.has(path)) return nothing;
    return html`<div class="card stopped">
      <span>${say('stopped', { title: here.title })}</span>
      <button class="link" @click=${() => tell(this, 'attend-stop', { path })}>${say('stop-clear', { title: here.title })}</button>
    </div>`;
  }

  /** The picture shows infinite numbers or NaN: where they began. */
  private limit(reading: Reading): TemplateResult | typeof nothing {
    const begun = reading.step && reading.here ? beginningOf(reading, reading.step) : null;
    if (!begun) return nothing;
    const { cell, limit, step } = begun;
    const tensor = reading.tensor(cell.path);
    const args = { kind: limit, name: cellName(tensor), places: placeOf(tensor, cell.index), title: step.title };
    return html`<div class="card limit">
      <span>${say('limit', args)}</span>
      <button class="link" @click=${() => tell(this, 'attend-follow', cell)}>${say('limit-go')}</button>
    </div>`;
  }

  private notices({ session, step, here }: Reading): TemplateResult[] {
    if (!here || !step) return [];
    const about = session.noticesOf(step.path);
    return about.map(({ message }) => html`<div class="card"><b>${say('notice')}</b> ${message}</div>`);
  }

  protected override render(): TemplateResult {
    const { failure, reading } = this;
    // In nodes of their own at each step, so that a page's translator never leaves one half of another.
    const at = reading?.session.position.cells;
    return html`${keyed(
      at,
      html`${failure ? this.problem(failure) : nothing}${reading?.away ? this.elsewhere(reading) : nothing}${
        reading && !failure ? html`${this.stopped(reading)}${this.notices(reading)}${this.limit(reading)}` : nothing
      }`,
    )}`;
  }

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      .card {
        margin-bottom: var(--attend-3);
        padding: var(--attend-2) var(--attend-4);
        border: 1px solid var(--attend-mark-line);
        border-radius: var(--attend-radius);
        background: var(--attend-mark);
        font-size: var(--attend-size-s);
        overflow-wrap: anywhere;
      }
      .error {
        border: 2px solid var(--attend-stop);
        background: none;
        font-size: var(--attend-size-m);
      }
      p {
        margin: 0 0 var(--attend-1);
      }
      .away,
      .stopped {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 var(--attend-4);
        padding: var(--attend-1) var(--attend-4);
      }
    `,
  ];
}
