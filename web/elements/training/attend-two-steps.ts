import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Session } from '../../engine/index.js';
import type { TrainingRun } from '../../engine/train/run.js';
import { fields } from '../shared/fields-sheet.js';
import { base, buttons } from '../shared/sheets.js';
import { tell } from '../shared/tell.js';
import type { Trainer } from './trainer.js';
import { say } from './training-words.js';
import { type Earlier, earlierOf, twoSteps } from './two-steps.js';

/**
 * Holds the shown step of a training against another: every head and one weight before, now, and what changed.
 *
 * @fires attend-go - `{ path, index }`: this cell is to be shown
 */
export class AttendTwoSteps extends LitElement {
  static override properties = {
    trainer: { attribute: false },
    run: { attribute: false },
    session: { attribute: false },
    step: { attribute: false },
    open: { state: true },
    earlier: { state: true },
    weight: { state: true },
  };

  trainer: Trainer | null = null;
  run: TrainingRun | null = null;
  /** The shown step's. */
  session: Session | null = null;
  step = 0;
  private open = false;
  private earlier: Earlier | null = null;
  private weight = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('run') && this.open) this.holdAgainst(0);
  }

  private holdAgainst(step: number): void {
    const { trainer, run } = this;
    if (!trainer || !run) return;
    const session = trainer.openAt(step);
    this.earlier = earlierOf(session, step, run.weights(step));
    session.close();
    if (!(this.weight in this.earlier.weights)) this.weight = Object.keys(this.earlier.weights).at(-1) ?? '';
  }

  private readonly toggle = ({ currentTarget }: Event): void => {
    this.open = (currentTarget as HTMLDetailsElement).open;
    if (this.open && !this.earlier) this.holdAgainst(0);
  };

  private compared(earlier: Earlier, session: Session): TemplateResult {
    const { step, weight, run } = this;
    return html`<attend-number .label=${say('training-two-with')} .value=${earlier.step} .least=${0} .most=${run?.steps ?? 0} .whole=${true}
        @attend-number=${(event: CustomEvent<{ value: number }>) => {
          event.stopPropagation();
          this.holdAgainst(event.detail.value);
        }}></attend-number>
      ${twoSteps(
        { earlier, session, step, weight },
        {
          choose: (path) => {
            this.weight = path;
          },
          go: (path, index) => tell(this, 'attend-go', { path, index }),
        },
      )}`;
  }

  protected override render(): TemplateResult {
    const { open, earlier, session } = this;
    return html`<details @toggle=${this.toggle}><summary>${say('training-two')}</summary>
      ${open && earlier && session ? this.compared(earlier, session) : nothing}</details>`;
  }

  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: block;
        margin-top: var(--attend-3);
        font-size: var(--attend-size-s);
      }
      summary {
        color: var(--attend-link);
        cursor: pointer;
      }
      attend-number {
        max-width: calc(16 * var(--attend-rem));
        margin: var(--attend-2) 0;
      }
      p {
        margin: var(--attend-2) 0 var(--attend-1);
        overflow-wrap: anywhere;
      }
      .three {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, calc(7.5 * var(--attend-rem))));
        gap: var(--attend-3);
      }
      .heading {
        color: var(--attend-ink-soft);
      }
      svg {
        display: block;
        width: 100%;
        max-height: calc(7.5 * var(--attend-rem));
        border: 1px solid var(--attend-cell-line);
      }
      .above {
        fill: var(--attend-heat-weights);
      }
      .below {
        fill: var(--attend-stop);
      }
      .paper {
        fill: var(--attend-cell);
      }
      .most {
        margin-top: var(--attend-1);
        height: auto;
        text-align: left;
        white-space: normal;
        font-variant-numeric: tabular-nums;
      }
      .choice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--attend-2);
        margin-top: var(--attend-3);
      }
      .hint {
        color: var(--attend-ink-soft);
      }
    `,
  ];
}
