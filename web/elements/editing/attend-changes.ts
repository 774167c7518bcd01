import { css, html, LitElement, type TemplateResult } from 'lit';
import { keepFocus } from '../shared/keep-focus.js';
import { later } from '../shared/lazy-elements.js';
import { base, buttons } from '../shared/sheets.js';
import { say } from '../shared/words.js';
import type { Reading } from '../stepper/step-view.js';

/** Pixels between the button and what it opens, and between that and the edge of the window. */
const GAP = 8;

/**
 * The button that has its place from the start, and opens over the stepper what was changed; see `attend-change-list.ts`,
 * which is loaded when it is asked for, and whose events come through here.
 */
export class AttendChanges extends LitElement {
  static override properties = {
    reading: { attribute: false, hasChanged: () => true },
    refusalFor: { attribute: false },
    undone: { type: Number },
    undoable: { type: Boolean },
    told: { type: String },
    open: { state: true },
  };

  reading: Reading | null = null;
  /** Why the numbers of a tensor, or an option, cannot be changed here; empty where they can. */
  refusalFor: (path: string) => string = () => '';
  /** How many changes were taken back and can be made again; whether there is one to take back. */
  undone = 0;
  undoable = false;
  /** What the last edit did. */
  told = '';
  private open = false;

  constructor() {
    super();
    keepFocus(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch(false);
  }

  private get list(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('[popover]')!;
  }

  /** Whether there is anything to look at, to take back or to make again. */
  private get some(): boolean {
    return this.count > 0 || this.undone > 0 || this.undoable;
  }

  private get count(): number {
    return this.reading?.edits.edits.length ?? 0;
  }

  private toggle = async (): Promise<void> => {
    if (this.open) return this.list.hidePopover();
    if (!this.some) return;
    await later('attend-change-list');
    this.list.showPopover();
    this.place();
  };

  private onToggle = ({ newState }: ToggleEvent): void => {
    this.open = newState === 'open';
    this.watch(this.open);
  };

  private watch(on: boolean): void {
    for (const type of ['resize', 'scroll'] as const) {
      if (on) window.addEventListener(type, this.place, { capture: true, passive: true });
      else window.removeEventListener(type, this.place, { capture: true });
    }
  }

  /** Above or below the button, where there is more room, and inside the window. */
  private place = (): void => {
    const { top, bottom, right } = this.getBoundingClientRect();
    const above = top > innerHeight - bottom;
    const { style, offsetWidth } = this.list;
    style.left = `${Math.max(GAP, Math.min(right, innerWidth - GAP) - offsetWidth)}px`;
    style.top = above ? 'auto' : `${bottom + GAP}px`;
    style.bottom = above ? `${innerHeight - top + GAP}px` : 'auto';
    // Half of the window at most, so that the picture is seen while one goes from before to now.
    style.maxHeight = `${Math.min(innerHeight / 2, (above ? top : innerHeight - bottom) - 2 * GAP)}px`;
  };

  protected override updated(): void {
    if (this.open && !this.some) this.list.hidePopover();
  }

  /** What the button says: how many edits there are, and where the matrices do not show the numbers as they are now. */
  private get label(): string {
    const compare = this.reading?.edits.compare ?? 'now';
    const shown = compare === 'before' || compare === 'difference' ? ` ${say(`compare-say-${compare}`)}` : '';
    return `${say('changes')}: ${this.count || say('changes-no')}.${shown}`;
  }

  protected override render(): TemplateResult {
    const { some, count } = this;
    const away = this.reading !== null && this.reading.edits.compare !== 'now';
    return html`<button class="open ${away ? 'away' : ''}" aria-label=${this.label} title=${this.label}
        aria-disabled=${!some} aria-expanded=${this.open} @click=${this.toggle}>
        <span class="sign" aria-hidden="true">±</span><span class="word">${say('changes-short')}</span>
        <span class="mark" aria-hidden="true" ?hidden=${count === 0}>${count}</span>
      </button>
      <div popover role="region" aria-label=${say('changes')} @toggle=${this.onToggle}>
        <attend-change-list .reading=${this.reading} .refusalFor=${this.refusalFor} .undone=${this.undone}
          .undoable=${this.undoable} .told=${this.told}></attend-change-list>
      </div>`;
  }

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        flex: none;
      }
      .open {
        position: relative;
        min-height: var(--attend-control, calc(2.25 * var(--attend-rem)));
        width: 100%;
        padding: 0 var(--attend-2);
        font-weight: 600;
        white-space: nowrap;
      }
      .sign {
        display: none;
        font-size: min(calc(1.25 * var(--attend-rem)), 7cqi);
        line-height: 1;
      }
      .away {
        color: var(--attend-on-accent);
        background: var(--attend-accent);
        border-color: var(--attend-accent);
      }
      /* Takes no room: a first edit moves nothing. */
      .mark {
        position: absolute;
        inset: -0.5em -0.5em auto auto;
        min-width: 1.5em;
        padding: 0 0.3em;
        border-radius: 1em;
        font-size: var(--attend-size-xs);
        line-height: 1.5;
        text-align: center;
        color: var(--attend-surface);
        background: var(--attend-stop);
      }
      [popover] {
        position: fixed;
        inset: auto;
        width: min(calc(34 * var(--attend-rem)), 100vw - 16px);
        margin: 0;
        padding: var(--attend-3) var(--attend-4) var(--attend-4);
        overflow: auto;
        color: var(--attend-ink);
        background: var(--attend-surface);
        border: 1px solid var(--attend-mark-line);
        border-radius: var(--attend-radius);
        box-shadow: 0 4px 24px rgb(0 0 0 / 18%);
      }
      /* Among controls that have little room. */
      @container (max-width: 66rem) {
        .sign {
          display: inline;
        }
        .word {
          display: none;
        }
        .open {
          min-width: min(calc(2.25 * var(--attend-rem)), 11cqi);
          padding: 0;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];
}
