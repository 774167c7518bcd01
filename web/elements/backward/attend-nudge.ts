import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { GRADIENTS, isGradient } from '../../engine/boundary/behind.js';
import { EngineError, type Nudge } from '../../engine/index.js';
import { formatBrief, formatPlain } from '../../engine/writing/format.js';
import type { Cell } from '../matrix/matrix-view.js';
import { base, buttons } from '../shared/sheets.js';
import { say } from '../shared/words.js';
import type { Reading } from '../stepper/step-view.js';

/** Puts a gradient to the proof: the program runs twice more with the number moved a little, and the two slopes stand side by side. */
export class AttendNudge extends LitElement {
  static override properties = {
    reading: { attribute: false, hasChanged: () => true },
    cell: { attribute: false },
    found: { state: true },
    refusal: { state: true },
  };

  reading: Reading | null = null;
  /** Of a gradient; nothing is shown for others. */
  cell: Cell | null = null;
  private found: Nudge | null = null;
  private refusal = '';

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('reading') && !changed.has('cell')) return;
    this.found = null;
    this.refusal = '';
  }

  private nudge = (): void => {
    const { reading, cell } = this;
    if (!reading || !cell) return;
    try {
      this.found = reading.session.nudge(cell.path.slice(GRADIENTS.length), cell.index);
      this.refusal = '';
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.refusal = error.message;
    }
  };

  private result({ analytic, numeric, by, reason }: Nudge): TemplateResult {
    const args = { analytic: formatBrief(analytic), numeric: formatBrief(numeric), by: formatPlain(by) };
    return html`<span>${say('nudge-found', args)}</span> ${reason ? html`<span class="reason">${reason}</span>` : nothing}`;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.cell || !isGradient(this.cell.path)) return nothing;
    return html`<button class="link" title=${say('nudge.about')} @click=${this.nudge}>${say('nudge')}</button>
      <span role="status">${this.found ? this.result(this.found) : this.refusal}</span>`;
  }

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        font-size: var(--attend-size-s);
      }
      .reason {
        color: var(--attend-ink-soft);
      }
    `,
  ];
}
